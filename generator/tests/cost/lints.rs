//! Lints, and documents of which each part breaks one.

use crate::shared::done;
use crate::{document, linear, schemas, survives, to};
use openapi_client_generator::diagnostic::Code;
use serde_json::{Value, json};

/// Paths with an operation each, made by number.
fn operations(count: usize, operation: impl Fn(usize) -> (String, Value)) -> Value {
    let paths = (0..count).map(|i| {
        let (path, operation) = operation(i);
        (path, json!({ "get": operation }))
    });
    Value::Object(paths.collect())
}

#[test]
fn parts_that_are_alike() {
    linear("operations of one id", |count| {
        let one = |i| {
            (
                format!("/a{i}"),
                json!({ "operationId": "a", "responses": done() }),
            )
        };
        document(&operations(count, one), &json!({}))
    });
    linear("parameters of one name", |count| {
        let parameters: Vec<Value> = (0..10 * count)
            .map(|_| json!({ "name": "a", "in": "query", "schema": { "type": "string" } }))
            .collect();
        let one = |_| {
            (
                "/a".to_owned(),
                json!({ "parameters": parameters, "responses": done() }),
            )
        };
        document(&operations(1, one), &json!({}))
    });
    linear("paths that clash, without a success", |count| {
        let failed = json!({ "404": { "description": "None." } });
        let one = |i| (format!("/a/{{b{i}}}"), json!({ "responses": failed }));
        document(&operations(count, one), &json!({}))
    });
    linear("enums with values that are alike", |count| {
        let values: Vec<String> = (0..20 * count).map(|i| format!("a_{}-b", i / 2)).collect();
        let values = values.iter().enumerate().map(|(i, value)| match i % 2 {
            0 => value.clone(),
            _ => value.to_uppercase(),
        });
        let values: Vec<String> = values.collect();
        schemas([("A".to_owned(), json!({ "type": "string", "enum": values }))])
    });
}

#[test]
fn formats_that_are_nearly_known() {
    linear("formats that are nearly known ones", |count| {
        let one = |i| {
            (
                format!("S{i}"),
                json!({ "type": "string", "format": format!("uuuid{}", i / 2) }),
            )
        };
        schemas((0..4 * count).map(one))
    });
}

#[test]
fn components_that_nobody_uses() {
    linear("a chain of unused components", |count| {
        let chain = (0..count).map(|i| {
            let next = json!({ "next": to("schemas", &format!("S{}", i + 1)) });
            (
                format!("S{i}"),
                json!({ "type": "object", "properties": next }),
            )
        });
        let used =
            json!({ "content": { "application/json": { "schema": to("schemas", "Used") } } });
        let paths = json!({ "/a": { "put": { "requestBody": used, "responses": done() } } });
        let mut schemas: serde_json::Map<String, Value> = chain.collect();
        schemas.insert("Used".to_owned(), json!({ "type": "string" }));
        document(&paths, &json!({ "schemas": schemas }))
    });
}

/// A chain of schemas, each of `width` references to the next one.
fn layers(count: usize, width: usize) -> impl Iterator<Item = (String, Value)> {
    let layers = (0..count).map(move |i| {
        let next = to("schemas", &format!("S{}", i + 1));
        (format!("S{i}"), json!({ "allOf": vec![next; width] }))
    });
    let last = json!({ "type": "string", "maxLength": 3 });
    let first = json!({ "allOf": [to("schemas", "S0")], "example": "abc", "default": "abc" });
    layers.chain([(format!("S{count}"), last), ("First".to_owned(), first)])
}

/// A long list as an example, of which each value is compared with each that is allowed.
fn list(count: usize) -> String {
    let values: Vec<String> = (0..count).map(|i| format!("value {i}")).collect();
    let list = json!({ "type": "array", "items": { "type": "string", "enum": values } });
    let list = json!({ "allOf": [list], "example": values });
    schemas([("A".to_owned(), list)])
}

#[test]
fn values_beside_schemas() {
    linear("examples that break a schema", |count| list(10 * count));
    let told = survives("examples that break a schema", list);
    assert!(told.contains(&Code::ExamplesTooLarge), "{told:?}");
    linear("an example of layers", |count| {
        schemas(layers(30, count / 10))
    });
    survives("an example of a chain", |count| schemas(layers(count, 1)));
    linear("examples below a long key", |count| {
        let examples: Vec<usize> = (0..count).collect();
        let schema = json!({ "type": "integer", "examples": examples });
        schemas([("a".repeat(10 * count), schema)])
    });
    linear("values that look like credentials", |count| {
        let keys = (0..10 * count).map(|i| {
            let key = format!("q7Kd9ZmX2vRbT5nWc8LpJ4hYs6FgU3eA{i}");
            json!({ "api_key": key })
        });
        let keys: Vec<Value> = keys.collect();
        schemas([("A".to_owned(), json!({ "example": keys }))])
    });
}

/// Paths with text and a parameter crosswise, which end in these texts.
fn crosswise(count: usize, ends: [&str; 2]) -> String {
    let [one, other] = ends;
    let paths = (0..count / 2).flat_map(|i| {
        [
            format!("/{{id}}/a{i}/{one}"),
            format!("/b{i}/{{id}}/{other}"),
        ]
    });
    let id =
        json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } });
    let item = json!({ "parameters": [id], "get": { "responses": done() } });
    let paths: serde_json::Map<String, Value> = paths.map(|path| (path, item.clone())).collect();
    document(&paths.into(), &json!({}))
}

#[test]
fn paths_that_one_request_fits() {
    linear("paths crosswise", |count| crosswise(count, ["c", "c"]));
    linear("paths nearly crosswise", |count| {
        crosswise(count, ["c", "d"])
    });
}
