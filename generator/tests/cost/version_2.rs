//! Documents of `OpenAPI` 2.0: keywords that stand there once, and in each operation since 3.0.

use crate::linear;
use serde_json::{Map, Value, json};

/// Bytes of a large text for each operation.
const LARGE: usize = 400;

fn document(count: usize, operation: &Value, more: &Value) -> String {
    let paths = (0..count).map(|i| (format!("/p{i}"), json!({ "post": operation })));
    let mut document = json!({
        "swagger": "2.0",
        "info": { "title": "t", "version": "1" },
        "paths": paths.collect::<Map<_, _>>(),
    });
    for (key, value) in more.as_object().into_iter().flatten() {
        document[key] = value.clone();
    }
    document.to_string()
}

fn text(count: usize) -> String {
    "It is said at length. ".repeat(count * LARGE / 22)
}

fn types(count: usize) -> Vec<String> {
    (0..count).map(|i| format!("application/t{i}")).collect()
}

fn done() -> Value {
    json!({ "204": { "description": "d" } })
}

#[test]
fn media_types_of_a_document() {
    let operation = json!({
        "parameters": [{ "name": "b", "in": "body", "schema": { "type": "string", "format": "binary" } }],
        "responses": { "200": { "description": "d", "schema": { "type": "object" } } },
    });
    linear("types of a document", |count| {
        let types = types(count);
        document(
            count,
            &operation,
            &json!({ "consumes": types, "produces": types }),
        )
    });
}

#[test]
fn media_types_of_an_operation() {
    linear("types of an operation", |count| {
        let responses = (0..count).map(|i| {
            let response = json!({ "description": "d", "schema": { "type": "object" } });
            (format!("{}", 100 + i), response)
        });
        let responses: Map<String, Value> = responses.collect();
        let operation = json!({ "produces": types(count), "responses": responses });
        document(1, &operation, &json!({}))
    });
}

#[test]
fn members_of_forms() {
    let operation = json!({ "parameters": [{ "$ref": "#/parameters/M" }], "responses": done() });
    linear("members of forms", |count| {
        let member =
            json!({ "name": "m", "in": "formData", "type": "string", "description": text(count) });
        document(count, &operation, &json!({ "parameters": { "M": member } }))
    });
}

#[test]
fn bodies_and_responses_of_other_types() {
    let operation = json!({
        "consumes": ["application/vnd.a+json"],
        "produces": ["application/vnd.a+json"],
        "parameters": [{ "$ref": "#/parameters/B" }],
        "responses": { "200": { "$ref": "#/responses/R" } },
    });
    linear("bodies and responses of other types", |count| {
        let properties = (0..count).map(|i| (format!("m{i}"), json!({ "type": "string" })));
        let schema = json!({ "type": "object", "properties": properties.collect::<Map<_, _>>() });
        let body = json!({ "name": "b", "in": "body", "schema": schema });
        let response = json!({ "description": "d", "schema": schema });
        let shared = json!({ "parameters": { "B": body }, "responses": { "R": response } });
        document(count, &operation, &shared)
    });
}

#[test]
fn chains_of_parameters() {
    let operation = json!({ "parameters": [{ "$ref": "#/parameters/P0" }], "responses": done() });
    linear("chains of parameters", |count| {
        let parameters = (0..count).map(|i| {
            let to = json!({ "$ref": format!("#/parameters/P{}", i + 1) });
            (format!("P{i}"), to)
        });
        let mut parameters: Map<String, Value> = parameters.collect();
        let last = json!({ "name": "p", "in": "query", "type": "string" });
        parameters.insert(format!("P{count}"), last);
        document(count, &operation, &json!({ "parameters": parameters }))
    });
}

#[test]
fn shared_parameters_everywhere() {
    linear("shared parameters in each operation", |count| {
        let count = count / 10;
        let one = |i: usize| {
            let description = text(1);
            let parameter = json!({ "name": format!("p{i}"), "in": "query", "type": "string", "description": description });
            (format!("P{i}"), parameter)
        };
        let parameters: Map<String, Value> = (0..count).map(one).collect();
        let all = (0..count).map(|i| json!({ "$ref": format!("#/parameters/P{i}") }));
        let operation = json!({ "parameters": all.collect::<Vec<_>>(), "responses": done() });
        document(200, &operation, &json!({ "parameters": parameters }))
    });
}
