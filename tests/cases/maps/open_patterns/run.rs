//! Values of a pattern are typed, and all others are kept as they were sent.

use case_maps_open_patterns as client;

use client::types::Board;
use serde_json::json;

#[test]
fn nothing_is_lost() {
    let json = json!({
        "scores": { "a": { "value": 1 }, "B": "2", "c": null, "d": { "value": "x" } },
        "counts": { "a": 1, "B": "2", "c": 1.5 },
        "limits": { "most": 1, "x-a": { "least": 2 }, "b": [null] },
        "several": { "s-a": "b", "n-c": 4, "other": [{}] },
        "every": { "a": 1 },
        "more": { "a": 1, "s-b": "c" },
        "any": { "x-a": [1] },
        "none": { "a": "b" },
        "both": { "value": 1, "x-a": "b", "c": 2 },
    });
    let board: Board = serde_json::from_value(json.clone()).unwrap();
    let scores = board.scores.as_ref().unwrap();
    assert_eq!(scores["a"].described().unwrap().value, 1);
    assert_eq!(scores["B"].described(), None);
    assert_eq!(board.every.as_ref().unwrap()["a"], 1);
    assert_eq!(serde_json::to_value(&board).unwrap(), json);
}
