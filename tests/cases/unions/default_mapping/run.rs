//! A value with an unknown tag, or without one, is read as the default branch and written as it was.

use case_unions_default_mapping as client;

use client::types::{Part, Pet, Undescribed};
use serde_json::{Value, json};

#[track_caller]
fn survives<T: serde::Serialize + serde::de::DeserializeOwned>(json: &Value) -> T {
    let value: T = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(&value).unwrap(), *json);
    value
}

#[test]
fn other_tags_are_those_of_the_default_branch() {
    assert!(matches!(survives(&json!({"kind": "cat", "lives": 9})), Pet::Cat(cat) if cat.lives == Some(9)));
    let other: Pet = survives(&json!({"name": "Tweety", "kind": "bird", "more": [1]}));
    assert!(matches!(other, Pet::OtherPet(it) if it.kind.as_deref() == Some("bird") && it.name.is_some()));
    let other: Pet = survives(&json!({"name": "Tweety"}));
    assert!(matches!(other, Pet::OtherPet(it) if it.kind.is_none()));
    assert!(matches!(survives(&json!({"kind": "OtherPet"})), Pet::OtherPet(_)));
    assert!(matches!(survives(&json!("no object")), Pet::Unknown(_)));
}

#[test]
fn a_family_has_one_too() {
    assert!(matches!(survives(&json!({"sort": "wheel", "size": 3})), Part::Wheel(it) if it.size == Some(3)));
    assert!(matches!(survives(&json!({"sort": "axle", "weight": 2.5})), Part::Part(it) if it.weight == Some(2.5)));
    assert!(matches!(survives(&json!({"weight": 2.5})), Part::Part(_)));
}

#[test]
fn a_branch_without_the_member_keeps_it() {
    for json in [json!({"text": "a"}), json!({"text": "a", "kind": "x"}), json!({"kind": "Plain"})] {
        assert!(matches!(survives(&json), Undescribed::Plain(_)), "{json}");
    }
}

/// Another tag than its own is none of the branch.
#[test]
fn a_value_without_the_tag_is_of_the_branch_that_may_lack_it() {
    for (part, variant) in [
        (json!({"fins": 2}), "Some(Fish("),
        (json!({"kind": "fish", "fins": 2}), "Some(Fish("),
        (json!({"kind": "eel", "fins": 2}), "Some(Unknown("),
    ] {
        let parts: client::types::ListPartsResponse =
            serde_json::from_value(json!({ "absent": part })).unwrap();
        assert!(format!("{parts:?}").contains(variant), "{parts:?}");
    }
}
