//! Unions, by each plan: what is chosen, what is kept, what is written.

use crate::samples::message::{CreateMessage, Sender, UserIdentifier};
use crate::samples::unions::{AnyKind, Change, Event, Expr, Payment, Pet};
use crate::{becomes, error, read, survives, write};
use serde_json::json;
use std::time::{Duration, Instant};

#[test]
fn a_tag_is_found_wherever_it_stands() {
    for json in [
        r#"{"type":"user","user_id":"7"}"#,
        r#"{"user_id":"7","type":"user"}"#,
        r#"{"x":{"type":"contact"},"user_id":"7","type":"user","y":1}"#,
    ] {
        let Sender::User(user) = read::<Sender>(json) else {
            panic!("{json} is a user");
        };
        assert_eq!(user.identifier, UserIdentifier::UserId("7".into()));
    }
}

#[test]
fn what_no_variant_describes_is_kept_as_it_was_sent() {
    for json in [
        r#"{"type":"admin"}"#,
        r#"{"type":"admin","id":5,"nested":{"a":[null]}}"#,
        r#"{"id":"1"}"#,
        r#"{"type":null,"id":"1"}"#,
        r#"{"type":["user"],"id":"1"}"#,
        "{}",
        "[]",
        "null",
        "true",
        "-1",
        "1.5",
        "18446744073709551615",
        r#""user""#,
    ] {
        let sender: Sender = survives(json);
        assert!(matches!(sender, Sender::Unknown(_)), "{json}");
    }
}

#[test]
fn a_variant_that_can_not_be_decoded_is_an_error_at_its_place() {
    for (json, path) in [
        (r#"{"type":"user","id":[]}"#, "$.from.id"),
        (r#"{"id":[],"type":"user"}"#, "$.from.id"),
        (r#"{"type":"user"}"#, "$.from"),
    ] {
        let json = format!(r#"{{"from":{json},"body":""}}"#);
        assert_eq!(error::<CreateMessage>(&json).path(), path, "{json}");
    }
}

#[test]
fn the_kind_of_the_value_decides() {
    let is = |json: &str, expected: fn(&AnyKind) -> bool| {
        assert!(expected(&survives::<AnyKind>(json)), "{json}");
    };
    is("true", |v| matches!(v, AnyKind::Flag(true)));
    is("-3", |v| matches!(v, AnyKind::Integer(-3)));
    is("0.25", |v| matches!(v, AnyKind::Number(_)));
    is(r#""2018-10-18T19:01:40Z""#, |v| {
        matches!(v, AnyKind::Time(_))
    });
    is(r#""email""#, |v| matches!(v, AnyKind::Kind(_)));
    is(
        "[[],{},1]",
        |v| matches!(v, AnyKind::List(list) if list.len() == 3),
    );
    is(
        r#"{"a":{"b":[true]}}"#,
        |v| matches!(v, AnyKind::Map(map) if map.len() == 1),
    );
    is("null", |v| matches!(v, AnyKind::Unknown(_)));
    assert!(matches!(read("2.0"), AnyKind::Integer(2)));
    is("18446744073709551615", |v| matches!(v, AnyKind::Unknown(_)));
}

#[test]
fn a_tag_that_the_variant_does_not_hold_is_written_by_the_union() {
    let pet: Pet = survives(r#"{"lives":9,"species":"cat","colour":"black"}"#);
    let Pet::Cat(cat) = &pet else {
        panic!("{pet:?}")
    };
    assert_eq!(cat.extra.len(), 1);
    assert_eq!(
        write(&pet),
        r#"{"species":"cat","lives":9,"colour":"black"}"#
    );
    let built = Pet::Cat(read(r#"{"lives":7}"#));
    assert_eq!(write(&built), r#"{"species":"cat","lives":7}"#);
}

#[test]
fn another_tag_of_the_same_variant_is_written_back() {
    for json in [
        r#"{"species":"puppy","name":"Rex"}"#,
        r#"{"name":"Rex","species":"puppy"}"#,
    ] {
        assert!(matches!(survives(json), Pet::Dog(_)));
    }
    assert!(matches!(survives(r#"{"species":"dog"}"#), Pet::Dog(_)));
}

#[test]
fn a_tag_is_never_written_twice() {
    let count = |json: &str| write(&survives::<Pet>(json)).matches("species").count();
    assert_eq!(count(r#"{"species":"parrot","says":"hi"}"#), 1);
    assert_eq!(count(r#"{"says":"hi","species":"parrot"}"#), 1);
    assert_eq!(count(r#"{"species":"dog"}"#), 1);
    // A field that doesn't hold the tag leaves it to the union.
    let mut parrot: Pet = read(r#"{"species":"parrot","says":"hi"}"#);
    if let Pet::Parrot(parrot) = &mut parrot {
        parrot.species = None;
    }
    assert_eq!(write(&parrot), r#"{"species":"parrot","says":"hi"}"#);
}

#[test]
fn a_variant_may_be_a_map_or_a_union() {
    for json in [
        r#"{"species":"zoo","lions":2,"tigers":3}"#,
        r#"{"lions":2,"species":"zoo","tigers":3}"#,
    ] {
        let pet: Pet = survives(json);
        assert!(matches!(&pet, Pet::Zoo(map) if map.len() == 2), "{pet:?}");
    }
    assert_eq!(
        error::<Pet>(r#"{"species":"zoo","lions":"x"}"#).path(),
        "$.lions"
    );

    for json in [
        r#"{"topic":"pet","species":"cat","lives":9}"#,
        r#"{"species":"puppy","topic":"pet"}"#,
        r#"{"species":"zoo","lions":2,"topic":"pet"}"#,
    ] {
        let event: Event = survives(json);
        assert!(matches!(event, Event::Pet(_)), "{event:?}");
    }
    let event = Event::Pet(Pet::Cat(read(r#"{"lives":1}"#)));
    assert_eq!(
        write(&event),
        r#"{"topic":"pet","species":"cat","lives":1}"#
    );
}

#[test]
fn without_its_tag_a_value_goes_the_other_ways_in_turn() {
    assert!(matches!(
        survives(r#"{"topic":"ping","ping_id":1}"#),
        Event::Ping(_)
    ));
    let untagged = becomes(r#"{"ping_id":1}"#, r#"{"topic":"ping","ping_id":1}"#);
    assert!(matches!(untagged, Event::Ping(_)));
    let other: Event = survives(r#"{"topic":"news","a":1}"#);
    assert!(matches!(other, Event::Other(map) if map.len() == 2));
}

#[test]
fn a_key_decides_in_the_order_of_the_plan_unless_it_is_null() {
    let is_bank = |json: &str| matches!(survives(json), Payment::Bank(_));
    assert!(is_bank(r#"{"iban":"DE0","number":5}"#));
    assert!(is_bank(r#"{"number":5,"iban":"DE0"}"#));
    assert!(!is_bank(r#"{"number":"5","iban":null}"#));
    assert!(matches!(survives(r#"{"cash":1}"#), Payment::Unknown(_)));
    assert_eq!(error::<Payment>(r#"{"iban":[]}"#).path(), "$.iban");
}

#[test]
fn a_key_whose_variant_cannot_be_read_leaves_it_to_the_others() {
    assert!(matches!(
        survives(r#"{"iban":1,"number":"5"}"#),
        Payment::Card(_)
    ));
    let neither = error::<Payment>(r#"{"iban":[],"number":[]}"#);
    assert_eq!(neither.path(), "$.iban");
}

#[test]
fn scores_prefer_few_unknown_then_many_known_then_the_first() {
    let name = |json: &str| match survives(json) {
        Expr::Not(_) => "not",
        Expr::Neg(_) => "neg",
        Expr::Both(_) => "both",
        Expr::Literal(_) => "literal",
        Expr::Small(_) => "small",
        Expr::Unknown(_) => "unknown",
    };
    assert_eq!(name(r#"{"of":1}"#), "not");
    assert_eq!(name(r#"{"of":1,"exact":true}"#), "neg");
    assert_eq!(name(r#"{"of":1,"and":2}"#), "both");
    assert_eq!(name(r#"{"of":1,"exact":5}"#), "not");
    assert_eq!(name(r#"{"and":2}"#), "unknown");
    assert_eq!(name("1"), "literal");
    assert_eq!(name("true"), "unknown");
    assert_eq!(
        name(r#"{"of":{"of":1,"exact":true,"huh":[]},"huh":[]}"#),
        "not"
    );
}

/// Each level has three candidates that hold a union: without a memory of what was decided inside,
/// this would take 4^60 steps.
#[test]
fn nested_scores_do_not_explode() {
    let mut json = String::from("1");
    for level in 0..60 {
        json = match level % 3 {
            0 => format!(r#"{{"of":{json}}}"#),
            1 => format!(r#"{{"of":{json},"exact":true}}"#),
            _ => format!(r#"{{"and":0,"of":{json},"why":"x"}}"#),
        };
    }
    let start = Instant::now();
    survives::<Expr>(&json);
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn unions_are_equal_by_variant_and_content() {
    let pet = |json: &str| read::<Pet>(json);
    let cat = pet(r#"{"species":"cat","lives":1}"#);
    assert_eq!(cat, pet(r#"{"lives":1,"species":"cat"}"#));
    assert_ne!(cat, pet(r#"{"species":"cat","lives":2}"#));
    assert_ne!(pet(r#"{"species":"dog"}"#), pet(r#"{"species":"puppy"}"#));
    assert_ne!(cat, Pet::Unknown(json!({"species": "cat", "lives": 1})));
    assert_ne!(Pet::Unknown(json!(1)), Pet::Unknown(json!(2)));
}

#[test]
fn the_last_of_two_unions_of_one_name_replaces() {
    let cat: Pet = read(
        r#"{"species":"cat","lives":1,"friend":{"species":"dog","name":"Rex"},"friend":{"species":"dog"}}"#,
    );
    assert_eq!(
        write(&cat),
        r#"{"species":"cat","lives":1,"friend":{"species":"dog"}}"#
    );
}

#[test]
fn a_part_tells_by_its_value() {
    for (json, variant) in [
        (r#"{"step":null}"#, "Still"),
        (r#"{"a":1,"step":true}"#, "Still"),
        (r#"{"step":2}"#, "Moved"),
        (r#"{"step":2.0}"#, "Moved"),
        (r#"{"step":"up"}"#, "Moved"),
        ("[null,7]", "Listed"),
        (r#"{"step":false}"#, "Unknown"),
        (r#"{"step":"2"}"#, "Unknown"),
        (r#"{"step":[2]}"#, "Unknown"),
        ("{}", "Unknown"),
        ("[7]", "Unknown"),
    ] {
        let change: Change = read(json);
        assert!(
            format!("{change:?}").starts_with(variant),
            "{json}: {change:?}"
        );
    }
}
