//! A tuple has its places when it is sent, and loses nothing when it is received.

use case_arrays_tuples as client;

mod support;

use client::types::{
    Candle, Near, NewShape, NewShapeCommand, NewShapeCommandVerb, NewShapeRange, Position, Shape,
};
use client::{Client, Memory};
use serde_json::{Value, json};
use support::{Stopped, now};

#[track_caller]
fn survives<T: serde::Serialize + serde::de::DeserializeOwned>(json: &Value) -> T {
    let value: T = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(&value).unwrap(), *json);
    value
}

#[test]
fn received() {
    for json in [json!([]), json!([1.5]), json!([1.5, 2.5]), json!([1.5, 2.5, 3.5, "more", null])] {
        survives::<Position>(&json);
        survives::<Shape>(&json!({ "place": json, "parent": ["a", ["b"], json, json] }));
    }
    let candle: Candle = survives(&json!([1_500_000_000, 1.5, null, {"more": [null]}]));
    assert_eq!(candle.open, Some(1.5));
    assert_eq!(candle.extra, [json!({"more": [null]})]);
    survives::<Shape>(&json!({ "label": "a" }));
    survives::<Shape>(&json!({ "label": ["a", 1, 2] }));
}

#[test]
fn sent() {
    let memory = Memory::new(|_| Memory::json(200, "[]"));
    let client = Client::builder()
        .base_url("https://api.example.com")
        .transport(memory.clone())
        .clock(Stopped)
        .build()
        .unwrap();
    now(client.list_points().near(&Near::new(1.5, -2.0))).unwrap();
    assert_eq!(memory.requests()[0].uri().query(), Some("near=1.5,-2"));

    let mut command = NewShapeCommand::new(NewShapeCommandVerb::Set, "x");
    command.rest = vec![None, Some("y".to_owned())];
    let shape = NewShape::new(NewShapeRange::new("a", None))
        .with_place(Position::new(8.5, 47.25))
        .with_command(command);
    let sent = json!({
        "range": ["a", null],
        "place": [8.5, 47.25],
        "command": ["set", "x", null, null, "y"],
    });
    assert_eq!(serde_json::to_value(shape).unwrap(), sent);
}
