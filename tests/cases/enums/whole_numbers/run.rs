//! Integers of an enum that the document or a server writes with a fraction of zero.

use case_enums_whole_numbers as client;

use client::types::{Size, Thing};

#[test]
fn an_integer_is_read_in_either_form() {
    let text = r#"{"size": 2.0, "only": 4, "any": 1.0}"#;
    let thing: Thing = serde_json::from_str(text).unwrap();
    assert_eq!(thing.size.code(), Some(2));
    assert!(thing.any.as_ref().is_some_and(|any| any.is_known()));
}

#[test]
fn an_integer_is_sent_without_a_fraction() {
    assert_eq!(serde_json::to_string(&Size::Large).unwrap(), "2");
}
