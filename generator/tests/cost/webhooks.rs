//! Requests that the server makes.

use crate::{document, linear, object, to};
use serde_json::{Map, Value, json};

/// A request with a header and a body of its own.
fn request(number: usize) -> Value {
    json!({ "post": {
        "parameters": [
            { "name": "X-Event", "in": "header", "schema": { "type": "string" } },
            { "name": format!("X-{}", number % 2), "in": "header", "schema": { "type": "string" } },
        ],
        "requestBody": { "content": { "application/json": { "schema": object(&format!("m{number}")) } } },
        "responses": {},
    } })
}

fn operation(callbacks: &Value) -> Value {
    json!({ "post": { "callbacks": callbacks, "responses": { "204": { "description": "" } } } })
}

#[test]
fn webhooks() {
    linear("webhooks", |count| {
        let webhooks: Map<String, Value> = (0..count)
            .map(|i| (format!("event{i}"), request(i)))
            .collect();
        let info = json!({ "title": "t", "version": "1" });
        json!({ "openapi": "3.1.0", "info": info, "webhooks": webhooks }).to_string()
    });
}

#[test]
fn webhooks_of_one_name() {
    linear("webhooks of one name", |count| {
        let mark = |i: usize, bit: usize| if i >> bit & 1 == 0 { '.' } else { '-' };
        let names = (0..count).map(|i| (0..12).map(|bit| mark(i, bit)).collect::<String>() + "a");
        let webhooks: Map<String, Value> = names.map(|name| (name, request(0))).collect();
        let info = json!({ "title": "t", "version": "1" });
        json!({ "openapi": "3.1.0", "info": info, "webhooks": webhooks }).to_string()
    });
}

#[test]
fn callbacks_of_one_operation() {
    linear("callbacks of one operation", |count| {
        let callback = |i| (format!("event{i}"), json!({ "{$url}": request(i) }));
        let callbacks: Map<String, Value> = (0..count).map(callback).collect();
        document(&json!({ "/a": operation(&json!(callbacks)) }), &json!({}))
    });
}

#[test]
fn urls_of_one_callback() {
    linear("URLs of one callback", |count| {
        let urls: Map<String, Value> = (0..count)
            .map(|i| (format!("{{$url{i}}}"), request(i)))
            .collect();
        document(
            &json!({ "/a": operation(&json!({ "event": urls })) }),
            &json!({}),
        )
    });
}

#[test]
fn a_callback_of_many_operations() {
    linear("a callback of many operations", |count| {
        // More than any document may copy, at the smallest size.
        let count = 4 * count;
        let reference = to("callbacks", "c");
        let path = |i| (format!("/a{i}"), operation(&json!({ "event": reference })));
        let paths: Map<String, Value> = (0..count).map(path).collect();
        let urls: Map<String, Value> = (0..30)
            .map(|i| (format!("{{$url{i}}}"), request(i)))
            .collect();
        document(&json!(paths), &json!({ "callbacks": { "c": urls } }))
    });
}
