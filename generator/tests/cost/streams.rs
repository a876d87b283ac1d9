//! Items of streams.

use crate::{document, linear, object, survives, to};
use serde_json::{Map, Value, json};

/// An event with a value of its own.
fn event(number: usize) -> Value {
    let name = format!("e{number}");
    json!({ "type": "object", "properties": {
        "event": { "const": name },
        "data": { "type": "string", "contentSchema": object(&name) },
    } })
}

fn watch(item: &Value) -> Value {
    let content = json!({ "text/event-stream": { "itemSchema": item } });
    json!({ "get": { "responses": { "200": { "description": "", "content": content } } } })
}

#[test]
fn an_event_of_many_kinds() {
    linear("an event of many kinds", |count| {
        let branches: Vec<Value> = (0..count).map(event).collect();
        document(
            &json!({ "/a": watch(&json!({ "oneOf": branches })) }),
            &json!({}),
        )
    });
}

#[test]
fn an_event_of_many_operations() {
    linear("an event of many operations", |count| {
        // At the smallest size, too, operations are spread over several files.
        let count = 3 * count;
        let branches: Vec<Value> = (0..30).map(event).collect();
        let schemas = json!({ "schemas": { "Event": { "oneOf": branches } } });
        let paths = (0..count).map(|i| (format!("/a{i}"), watch(&to("schemas", "Event"))));
        document(&json!(paths.collect::<Map<_, _>>()), &schemas)
    });
}

#[test]
fn a_union_of_events_with_words_beside_each_use() {
    linear("a union of events with words beside each use", |count| {
        let branches: Vec<Value> = (0..count).map(event).collect();
        let schemas = json!({ "schemas": { "Event": { "oneOf": branches } } });
        let item =
            |i: usize| json!({ "description": format!("d{i}"), "allOf": [to("schemas", "Event")] });
        let paths = (0..count).map(|i| (format!("/a{i}"), watch(&item(i))));
        document(&json!(paths.collect::<Map<_, _>>()), &schemas)
    });
}

#[test]
fn parts_that_lead_on() {
    linear("parts that lead on", |count| {
        let schemas = (0..count).map(|i| {
            let part = to("schemas", &format!("E{}", i + 1));
            (
                format!("E{i}"),
                json!({ "description": "d", "allOf": [part] }),
            )
        });
        let last = (format!("E{count}"), event(0));
        let schemas = json!({ "schemas": schemas.chain([last]).collect::<Map<_, _>>() });
        document(&json!({ "/a": watch(&to("schemas", "E0")) }), &schemas)
    });
}

#[test]
fn events_within_events() {
    let make = |count: usize| {
        let schemas = (0..count).map(|i| {
            let part = to("schemas", &format!("E{}", (i + 1) % count));
            (
                format!("E{i}"),
                json!({ "allOf": [part], "oneOf": [event(0), event(i)] }),
            )
        });
        let schemas = json!({ "schemas": schemas.collect::<Map<_, _>>() });
        document(&json!({ "/a": watch(&to("schemas", "E0")) }), &schemas)
    };
    survives("events within events", make);
}
