//! Numbers with the formats of integers.

use case_scalars_whole_numbers as client;

use client::runtime::wire::Loose;
use client::types::{NewThing, Thing};
use serde_json::json;

#[test]
fn they_are_sent_without_a_fraction() {
    let thing = NewThing::new(9_007_199_254_740_993).with_count(5);
    let json = serde_json::to_string(&thing).unwrap();
    assert_eq!(json, r#"{"id":9007199254740993,"count":5}"#);
}

#[test]
fn they_are_received_with_all_digits() {
    let json = json!({"id": 9_007_199_254_740_993_i64, "count": 7.0, "either": 1, "types": 2, "level": 1});
    let thing: Thing = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(thing.id, Loose::Described(9_007_199_254_740_993));
    assert_eq!(thing.count, Some(Loose::Described(7)));
}

#[test]
fn a_fraction_is_kept() {
    let json = json!({"id": 1.5, "count": 2.5, "described": 3.5, "either": 4.5, "types": 5.5, "level": 1.5});
    let thing: Thing = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(thing.id, Loose::Other(json!(1.5)));
    assert_eq!(serde_json::to_value(&thing).unwrap(), json);
}
