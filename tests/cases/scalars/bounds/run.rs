//! Whole numbers up to 64 bits without a sign, and their bounds.

use case_scalars_bounds as client;

use client::types::{Large, Thing};
use serde_json::json;

#[test]
fn they_lose_nothing() {
    let json = json!({"unsigned": u64::MAX, "wide": u64::MAX, "exactly": u64::MAX, "listed": u64::MAX, "below": i64::MIN});
    let thing: Thing = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(thing.listed, Some(u64::MAX));
    assert_eq!(serde_json::to_value(&thing).unwrap(), json);
}

#[test]
fn a_bound_beyond_the_sign_is_checked() {
    assert!(Large::new(10_000_000_000_000_000_000).is_ok());
    assert!(Large::new(10_000_000_000_000_000_010).is_err());
    assert!(Large::new(9_223_372_036_854_775_811).is_err());
}
