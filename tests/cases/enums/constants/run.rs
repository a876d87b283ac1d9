//! A required member that must be null is written, and another value of it is kept.

use case_enums_constants as client;

use client::types::Thing;
use serde_json::json;

#[test]
fn null_is_a_constant() {
    let fixed = json!({
        "kept": true, "gone": null, "empty": null, "ratio": 1.5, "whole": 3,
        "most": u64::MAX,
    });
    let thing: Thing = serde_json::from_value(fixed.clone()).unwrap();
    assert!(thing.extra.is_empty());
    assert_eq!(thing, Thing::new());
    assert_eq!(serde_json::to_value(&thing).unwrap(), fixed);

    let mut other = fixed;
    other["gone"] = json!("back");
    let thing: Thing = serde_json::from_value(other.clone()).unwrap();
    assert_eq!(thing.extra.get("gone"), Some(&json!("back")));
    assert_eq!(serde_json::to_value(&thing).unwrap(), other);
}
