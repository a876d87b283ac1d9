//! A null that a union within a union allows is read and written again.

use case_unions_null_within as client;

use client::types::Thing;
use serde_json::json;

#[test]
fn a_null_is_kept() {
    for json in [
        json!({"row": [1.5, null], "must": null, "list": [null, 1, true, "a", {"a": 1}]}),
        json!({"row": [1.5, null, "more"], "must": 1, "list": []}),
        json!({"row": [1.5], "must": "a", "may": true, "list": [null]}),
    ] {
        let thing: Thing = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&thing).unwrap(), json);
    }
}
