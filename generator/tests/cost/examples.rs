//! Examples of schemas that lead back to themselves, or that many share.

use crate::{linear, survives};
use openapi_client_generator::diagnostic::Code;
use serde_json::{Map, Value, json};

/// A document of one operation that answers with `T`, of which these are examples.
fn document(schemas: &Value, examples: impl Iterator<Item = Value>) -> String {
    let examples = examples.enumerate();
    let examples: Map<String, Value> = examples
        .map(|(i, value)| (format!("e{i}"), json!({ "value": value })))
        .collect();
    let content = json!({ "application/json": {
        "schema": { "$ref": "#/components/schemas/T" }, "examples": examples } });
    let responses = json!({ "200": { "description": "d", "content": content } });
    let info = json!({ "title": "t", "version": "1" });
    json!({ "openapi": "3.0.3", "info": info, "paths": { "/t": { "get": { "responses": responses } } },
        "components": { "schemas": schemas } })
    .to_string()
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// A union of so many objects that hold it.
fn recursive(branches: usize) -> Value {
    let branch = |i| {
        json!({ "type": "object", "required": [format!("k{i}")],
        "properties": { (format!("k{i}")): { "type": "string" }, "next": reference("T") } })
    };
    let branches: Vec<Value> = (0..branches).map(branch).collect();
    json!({ "T": { "oneOf": branches } })
}

/// A value of so many levels.
fn nested(levels: usize) -> Value {
    (0..levels).fold(json!({}), |inner, _| json!({ "k0": "v", "next": inner }))
}

#[test]
fn a_union_that_is_its_own_branch() {
    for schemas in [
        json!({ "T": { "oneOf": [reference("T"), {}] } }),
        json!({ "T": { "oneOf": [reference("A"), { "type": "object" }] }, "A": reference("T") }),
        json!({ "T": { "oneOf": [reference("U"), { "type": "object" }] },
            "U": { "anyOf": [reference("T"), { "type": "string" }] } }),
    ] {
        linear("examples of a union in itself", |count| {
            document(&schemas, (0..count).map(|_| json!({})))
        });
        let codes = survives("examples of a union in itself", |_| {
            document(&schemas, [json!({})].into_iter())
        });
        assert!(codes.contains(&Code::UnionCircle));
    }
}

#[test]
fn many_examples_of_a_recursive_union() {
    linear("examples of a recursive union", |count| {
        document(&recursive(8), (0..count).map(|_| nested(3)))
    });
}

#[test]
fn deep_examples_of_a_recursive_union() {
    linear("a wide example of a recursive union", |count| {
        let schemas = json!({ "T": { "oneOf": [
            { "type": "object", "required": ["a"], "properties": { "list": { "type": "array", "items": reference("T") } } },
            { "type": "object", "required": ["b"], "properties": { "list": { "type": "array", "items": reference("T") } } },
        ] } });
        let inner = (0..20).fold(json!({}), |inner, _| json!({ "list": [inner] }));
        let list: Vec<Value> = (0..count).map(|_| inner.clone()).collect();
        document(&schemas, [json!({ "list": list })].into_iter())
    });
    survives("an example of all levels", |_| {
        document(&recursive(8), [nested(110)].into_iter())
    });
}

/// Each level has several ways to the next.
#[test]
fn unions_of_unions() {
    let schemas = |levels: usize| {
        let level = |i: usize| {
            let next = reference(&format!("U{}", i + 1));
            (
                format!("U{i}"),
                json!({ "oneOf": [next, next, next, { "type": "integer" }] }),
            )
        };
        let last = (
            format!("U{levels}"),
            json!({ "oneOf": [{ "type": "string" }, { "type": "boolean" }] }),
        );
        let first = (
            "T".to_owned(),
            json!({ "oneOf": [reference("U0"), { "type": "integer" }] }),
        );
        Value::Object((0..levels).map(level).chain([last, first]).collect())
    };
    linear("examples of unions of unions", |count| {
        document(&schemas(10), (0..count).map(|_| json!({})))
    });
}

/// Members and examples are as many: together they are more than can be compared.
#[test]
fn large_objects_with_many_examples() {
    let shape = |count: usize| {
        let members = (0..count).map(|i| (format!("m{i}"), json!({ "type": "string" })));
        let members: Map<String, Value> = members.collect();
        let schemas = json!({ "T": { "type": "object", "properties": members } });
        document(&schemas, (0..count).map(|_| json!({})))
    };
    linear("members beside examples", shape);
}

/// Types of required members of such types: made up, one would have no end.
#[test]
fn examples_that_are_made_up() {
    linear("required members of required members", |count| {
        let level = |i: usize| {
            let names: Vec<String> = (0..8).map(|m| format!("m{m}")).collect();
            let next = if i < 5 {
                reference(&format!("L{}", i + 1))
            } else {
                json!({ "type": "string" })
            };
            let members: Map<String, Value> = names
                .iter()
                .map(|name| (name.clone(), next.clone()))
                .collect();
            (
                format!("L{i}"),
                json!({ "type": "object", "required": names, "properties": members }),
            )
        };
        let schemas: Map<String, Value> = (0..6).map(level).collect();
        let body = json!({ "required": true, "content": { "application/json": { "schema": reference("L0") } } });
        let operation =
            json!({ "requestBody": body, "responses": { "204": { "description": "d" } } });
        // From 100 on, operations are spread over files.
        let paths: Map<String, Value> = (0..3 * count)
            .map(|i| (format!("/p{i}"), json!({ "post": operation })))
            .collect();
        json!({ "openapi": "3.0.3", "info": { "title": "t", "version": "1" }, "paths": paths, "components": { "schemas": schemas } }).to_string()
    });
}

#[test]
fn an_example_that_many_share() {
    linear("operations that share an example", |count| {
        let value = json!({ "x": vec!["text"; 5 * count] });
        let components = json!({
            "schemas": { "T": { "type": "object", "properties": { "x": { "type": "array", "items": { "type": "string" } } } } },
            "examples": { "E": { "value": value } },
        });
        let content = json!({ "application/json": { "schema": reference("T"),
            "examples": { "e": { "$ref": "#/components/examples/E" } } } });
        let operation = json!({ "requestBody": { "content": content },
            "responses": { "200": { "description": "d", "content": content } } });
        let paths: Map<String, Value> = (0..count)
            .map(|i| (format!("/p{i}"), json!({ "post": operation })))
            .collect();
        json!({ "openapi": "3.0.3", "info": { "title": "t", "version": "1" }, "paths": paths, "components": components }).to_string()
    });
}
