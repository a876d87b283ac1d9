//! A value of any kind may be null, and what was received is written again.

use case_objects_free_form as client;

use client::types::Thing;
use serde_json::{Value, json};

#[test]
fn null_is_a_value() {
    for text in [
        r#"{"any":null}"#,
        r#"{"any":{"a":null}}"#,
        r#"{"object":{"a":null},"listed":[null]}"#,
        "{}",
    ] {
        let thing: Thing = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&thing).unwrap(), text);
        // By way of a value that was read before.
        let value: Value = serde_json::from_str(text).unwrap();
        let thing: Thing = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(serde_json::to_value(&thing).unwrap(), value);
    }
}

#[test]
fn the_last_of_two_counts() {
    let thing: Thing = serde_json::from_str(r#"{"any":1,"any":null}"#).unwrap();
    assert_eq!(thing.any, Some(Value::Null));
    let thing: Thing = serde_json::from_str(r#"{"any":null,"any":1}"#).unwrap();
    assert_eq!(thing.any, Some(json!(1)));
    // Null says no object here.
    let thing: Thing = serde_json::from_str(r#"{"object":null}"#).unwrap();
    assert_eq!(thing.object, None);
}
