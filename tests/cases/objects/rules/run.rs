//! Members that only `then`, `else` and `dependentSchemas` describe are kept.

use case_objects_rules as client;

use client::types::Thing;
use serde_json::json;

#[test]
fn nothing_is_lost() {
    let json = json!({
        "grows": {"a": "1", "c": 2},
        "depends": {"k": "a", "x": "1"},
        "closed_if": {"k": "a", "x": "1", "y": [2]},
        "closed_with": {"k": "a", "id": "1"},
        "closed_patterns": {"k": "a", "x-a": 1, "z": "1"},
        "closed_parts": {"k": "a", "x": "1"},
        "combined": {"id": "1", "b": "2", "c": 3},
        "json": "{\"id\": 1}",
    });
    let thing: Thing = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(&thing).unwrap(), json);
}
