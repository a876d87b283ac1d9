//! Members whose names match a pattern keep their values.

use case_maps_patterns as client;

use client::types::Run;
use serde_json::json;

#[test]
fn nothing_is_lost() {
    let json = json!({
        "hints": { "names": ["a"], "b": "c" },
        "rules": { "a": 1, "b": 2 },
        "mixed": { "count": 1, "x-a": "b" },
        "several": { "s-a": "b", "n-c": 4, "no-e": [null] },
        "typed": { "s-a": { "names": [], "more": 1 }, "b": true },
        "open": { "s-a": "b", "c": 4 },
        "any": { "x-a": [1] },
        "combined": { "a": "b", "x-a": 1 },
    });
    let run: Run = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(run.rules.as_ref().unwrap()["b"], 2);
    assert_eq!(run.mixed.as_ref().unwrap().additional_properties["x-a"], "b");
    assert_eq!(serde_json::to_value(&run).unwrap(), json);
}
