//! A value of `mapping` and the schema's own value both select the branch.

use case_unions_mapping_against_constant as client;

use client::types::{Cat, Circle, Pet, Shape, Square, Things};
use serde_json::json;

#[test]
fn either_value_is_read() {
    for kind in ["cat", "feline"] {
        let pet: Pet = serde_json::from_value(json!({"kind": kind, "lives": 9})).unwrap();
        assert!(matches!(&pet, Pet::Cat(cat) if cat.lives == Some(9)), "{pet:?}");
    }
    for kind in ["robin", "wren", "bird"] {
        let json = json!({"kind": kind, "song": "tweet"});
        let pet: Pet = serde_json::from_value(json.clone()).unwrap();
        assert!(matches!(&pet, Pet::Bird(_)), "{pet:?}");
        assert_eq!(serde_json::to_value(&pet).unwrap(), json);
    }
}

#[test]
fn the_value_of_the_schema_is_sent() {
    let pet = Pet::from(Cat::new().with_lives(9));
    let json = serde_json::to_value(&pet).unwrap();
    assert_eq!(json, json!({"kind": "cat", "lives": 9}));
}

#[test]
fn the_value_of_another_branch_is_its_own() {
    let json = json!({"swapped": {"side": "left", "l": "x"}, "taken": {"way": "up", "a": "x"}});
    let things: Things = serde_json::from_value(json.clone()).unwrap();
    let shown = format!("{things:?}");
    assert!(shown.contains("(Left {") && shown.contains("(Any {"), "{shown}");
    assert_eq!(serde_json::to_value(&things).unwrap(), json);
}

/// The members of the family share the list of values; one is written like the key.
#[test]
fn a_family_sends_the_value_that_it_allows() {
    for form in ["round", "ROUND"] {
        let shape: Shape = serde_json::from_value(json!({"form": form, "radius": 1})).unwrap();
        assert!(matches!(&shape, Shape::Round(_)), "{shape:?}");
    }
    let circle = Shape::from(Circle::new().with_radius(1));
    assert_eq!(serde_json::to_value(&circle).unwrap(), json!({"form": "round", "radius": 1}));
    let square = Shape::from(Square::new().with_side(1));
    assert_eq!(serde_json::to_value(&square).unwrap(), json!({"form": "SQUARE", "side": 1}));
}
