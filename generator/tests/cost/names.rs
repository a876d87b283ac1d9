//! Names that meet: everything that is named, by one name; names that are long; values that are many.

use crate::{linear, survives};
use openapi_client_generator::diagnostic::Code;
use serde_json::{Map, Value, json};

/// A document with these paths and components.
fn document(paths: impl IntoIterator<Item = (String, Value)>, components: &Value) -> String {
    let paths: Map<String, Value> = paths.into_iter().collect();
    let info = json!({ "title": "t", "version": "1" });
    json!({ "openapi": "3.0.3", "info": info, "paths": paths, "components": components })
        .to_string()
}

fn schemas(schemas: &Value) -> String {
    document(Map::new(), &json!({ "schemas": schemas }))
}

fn done() -> Value {
    json!({ "204": { "description": "d" } })
}

/// A path with one operation.
fn path(index: usize, operation: &Value) -> (String, Value) {
    (format!("/p{index}"), json!({ "get": operation }))
}

#[test]
fn operations_of_one_name() {
    linear("operations of one name", |count| {
        let paths =
            (0..count).map(|i| path(i, &json!({ "operationId": "get it", "responses": done() })));
        document(paths, &json!({}))
    });
}

#[test]
fn parameters_of_one_name() {
    // More than an example shows.
    for required in [false, true] {
        linear("parameters of one name", |count| {
            let parameters = (0..6 * count).map(|i| {
                let name = format!("a{}", "-".repeat(i % 50 + 1) + &".".repeat(i / 50));
                json!({ "name": name, "in": "query", "required": required, "schema": { "type": "string" } })
            });
            let parameters: Vec<Value> = parameters.collect();
            let operation = json!({ "parameters": parameters, "responses": done() });
            document([path(0, &operation)], &json!({}))
        });
    }
}

#[test]
fn values_of_one_name() {
    linear("values of one name", |count| {
        let values: Vec<String> = (0..count)
            .map(|i| format!("a{}", "-".repeat(i % 50 + 1)) + &"_".repeat(i / 50))
            .collect();
        schemas(&json!({ "E": { "type": "string", "enum": values } }))
    });
}

#[test]
fn many_values() {
    linear("values", |count| {
        let values: Vec<String> = (0..count).map(|i| format!("value{i}")).collect();
        schemas(&json!({ "E": { "type": "string", "enum": values } }))
    });
    linear("integers", |count| {
        let values: Vec<usize> = (0..count).collect();
        schemas(&json!({ "E": { "type": "integer", "enum": values } }))
    });
}

#[test]
fn members_and_types_of_one_name() {
    linear("members of one name", |count| {
        let members = (0..count).map(|i| {
            (
                format!("a{}b", "-".repeat(i % 50 + 1) + &"_".repeat(i / 50)),
                json!({ "type": "string" }),
            )
        });
        let members: Map<String, Value> = members.collect();
        schemas(&json!({ "O": { "type": "object", "properties": members } }))
    });
    linear("types of one name", |count| {
        let types = (0..count).map(|i| {
            let name = format!("a{}", "-".repeat(i % 50 + 1) + &".".repeat(i / 50));
            (
                name,
                json!({ "type": "object", "properties": { "x": { "type": "string" } } }),
            )
        });
        schemas(&Value::Object(types.collect()))
    });
}

#[test]
fn tags_and_servers_of_one_name() {
    // From 100 on, operations are spread over files.
    linear("tags of one name", |count| {
        let paths = (0..3 * count).map(|i| {
            let tag = format!("a{}", "-".repeat(i % 50 + 1) + &".".repeat(i / 50));
            path(i, &json!({ "tags": [tag], "responses": done() }))
        });
        document(paths, &json!({}))
    });
    linear("servers of one name", |count| {
        let servers = (0..count)
            .map(|i| json!({ "url": format!("https://s{i}.example.com"), "description": "Here" }));
        let servers: Vec<Value> = servers.collect();
        let info = json!({ "title": "t", "version": "1" });
        json!({ "openapi": "3.0.3", "info": info, "servers": servers, "paths": {} }).to_string()
    });
}

#[test]
fn schemes_of_one_name() {
    linear("schemes of one name", |count| {
        let schemes = (0..count).map(|i| {
            let name = format!("a{}", "-".repeat(i % 50 + 1) + &".".repeat(i / 50));
            (
                name,
                json!({ "type": "apiKey", "in": "header", "name": format!("X-{i}") }),
            )
        });
        let schemes: Map<String, Value> = schemes.collect();
        document(Map::new(), &json!({ "securitySchemes": schemes }))
    });
}

#[test]
fn schemes_of_one_place() {
    linear("schemes of one place", |count| {
        let scheme = json!({ "type": "http", "scheme": "bearer" });
        let schemes = (0..count).map(|i| (format!("scheme{i}"), scheme.clone()));
        let schemes: Map<String, Value> = schemes.collect();
        document(Map::new(), &json!({ "securitySchemes": schemes }))
    });
}

/// Alternatives that are met in part are compared with those that are met whole.
#[test]
fn alternatives_of_security() {
    linear("alternatives with an unknown scheme", |count| {
        let whole = |i| json!({ "key": [format!("a{i}")] });
        let partial = |i| json!({ "key": [format!("b{i}")], "unknown": [] });
        let security: Vec<Value> = (0..5 * count)
            .flat_map(|i| [whole(i), partial(i)])
            .collect();
        let scheme = json!({ "type": "http", "scheme": "bearer" });
        let operation = json!({ "security": security, "responses": done() });
        let components = json!({ "securitySchemes": { "key": scheme } });
        document([path(0, &operation)], &components)
    });
}

#[test]
fn headers_of_responses() {
    linear("headers of one name", |count| {
        let headers = (0..count).map(|i| {
            let name = format!("a{}", "-".repeat(i % 50 + 1) + &".".repeat(i / 50));
            (name, json!({ "schema": { "type": "string" } }))
        });
        let headers: Map<String, Value> = headers.collect();
        let responses = json!({ "204": { "description": "d", "headers": headers } });
        document([path(0, &json!({ "responses": responses }))], &json!({}))
    });
    linear("responses with a header", |count| {
        let responses = json!({ "204": { "description": "d", "headers": { "X": { "schema": { "type": "string" } } } } });
        let paths = (0..count).map(|i| path(i, &json!({ "responses": responses })));
        document(paths, &json!({}))
    });
}

/// A name stands in many places: what is written would be as long as the name, for each of them.
#[test]
fn long_names() {
    linear("one long name", |count| {
        let name = "long".repeat(10 * count);
        schemas(&json!({ name: { "type": "object", "properties": { "x": { "type": "string" } } } }))
    });
    linear("long names that begin alike", |count| {
        let long = "long".repeat(60);
        let types = (0..count).map(|i| {
            (
                format!("{long}{i}"),
                json!({ "type": "object", "properties": { "x": { "type": "string" } } }),
            )
        });
        schemas(&Value::Object(types.collect()))
    });
    linear("a long word that many others collide with", |count| {
        let words =
            (0..count).map(|i| format!("a{}", "-".repeat(i % 50 + 1) + &"_".repeat(i / 50)));
        let words: Vec<String> = words
            .chain([format!("a{}", ".".repeat(10 * count))])
            .collect();
        schemas(&json!({ "E": { "type": "string", "enum": words } }))
    });
}

/// Each of them is spoken of by its place, of which the name is a part.
#[test]
fn a_long_name_around_many_others() {
    let codes = survives("a long name around many others", |count| {
        let members = (0..count).map(|i| (format!("m{i}"), json!({ "type": "string" })));
        let members: Map<String, Value> = members.collect();
        schemas(&json!({ ("long".repeat(count)): { "type": "object", "properties": members } }))
    });
    assert!(codes.contains(&Code::TooLarge));
}
