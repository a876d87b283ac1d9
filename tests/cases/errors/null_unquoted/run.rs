//! A null that the document allows without quotes.

use case_errors_null_unquoted as client;

use client::types::Thing;
use serde_json::json;

#[test]
fn null_is_read() {
    let json = json!({"listed": null, "first": null, "both": null, "branch": null, "alone": null});
    let thing: Thing = serde_json::from_value(json).unwrap();
    assert_eq!(thing.listed, None);
}
