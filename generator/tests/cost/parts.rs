//! Parts that several branches of a body describe.

use crate::shared::done;
use crate::{document, linear, to};
use serde_json::{Value, json};

/// An enum.
pub fn listed(word: &str, count: usize) -> Value {
    let values: Vec<String> = (0..count).map(|i| format!("{word}{i}")).collect();
    json!({ "type": "string", "enum": values })
}

/// Each part of a union has the values that its branches list.
#[test]
fn listed_values_of_many_parts() {
    linear("listed values of many parts", |count| {
        let count = 3 * count;
        let branch = |name: &str| {
            let parts = (0..count).map(|i| (format!("n{i}"), to("schemas", name)));
            json!({ "type": "object", "properties": Value::Object(parts.collect()) })
        };
        let body = json!({ "content": { "multipart/form-data": { "schema": {
            "oneOf": [branch("A"), branch("B")] } } } });
        let operation = json!({ "post": { "requestBody": body, "responses": done() } });
        let schemas = json!({ "A": listed("a", count), "B": listed("b", count) });
        document(&json!({ "/p": operation }), &json!({ "schemas": schemas }))
    });
}

/// Each part has the texts that its branches have for one schema.
#[test]
fn texts_of_many_parts() {
    linear("texts of many parts", |count| {
        let count = 3 * count;
        let text = |word: &str| json!({ "type": "string", "description": word.repeat(20 * count) });
        let branch = |name: &str| {
            let schema = json!({ "$ref": format!("#/components/schemas/{name}/properties/x") });
            let parts = (0..count).map(|i| (format!("n{i}"), schema.clone()));
            json!({ "type": "object", "properties": Value::Object(parts.collect()) })
        };
        let body = json!({ "content": { "multipart/form-data": { "schema": {
            "oneOf": [branch("A"), branch("B")] } } } });
        let operation = json!({ "post": { "requestBody": body, "responses": done() } });
        let of = |word| json!({ "type": "object", "properties": { "x": text(word) } });
        let schemas = json!({ "A": of("a "), "B": of("b ") });
        document(&json!({ "/p": operation }), &json!({ "schemas": schemas }))
    });
}
