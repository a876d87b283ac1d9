//! Schemas: what newer versions of OpenAPI say, and what habit makes of 3.0.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::openapi::checked;
use crate::said_of_reading;

/// A 3.0 document of one schema, and what is said of it.
fn schema(schema: &Value) -> (Value, String) {
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "paths": {},
        "components": { "schemas": { "X": schema } },
    });
    let document = format!("{document:#}");
    (
        checked(&document)["components"]["schemas"]["X"].clone(),
        said_of_reading(&document),
    )
}

/// The schema `before` is read as `after`, and nothing is to be said.
#[track_caller]
fn bridged(before: &Value, after: &Value) {
    let (read, said) = schema(before);
    assert_eq!((&read, said.as_str()), (after, ""), "{before}");
}

#[test]
fn types_of_newer_versions() {
    bridged(
        &json!({ "type": ["string", "null"], "format": "date" }),
        &json!({ "type": "string", "format": "date", "nullable": true }),
    );
    bridged(
        &json!({ "type": ["integer"] }),
        &json!({ "type": "integer" }),
    );
    bridged(
        &json!({ "type": "null" }),
        &json!({ "nullable": true, "enum": [null] }),
    );
    bridged(
        &json!({ "type": ["string", "array"], "items": { "type": "integer" }, "maxLength": 3, "title": "T" }),
        &json!({
            "title": "T",
            "anyOf": [
                { "type": "string", "maxLength": 3 },
                { "type": "array", "items": { "type": "integer" } },
            ],
        }),
    );
    bridged(
        &json!({ "anyOf": [{ "type": "null" }, { "$ref": "#/components/schemas/X" }] }),
        &json!({ "nullable": true, "allOf": [{ "$ref": "#/components/schemas/X" }] }),
    );
    bridged(
        &json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }, { "const": null }] }),
        &json!({ "nullable": true, "oneOf": [{ "type": "string" }, { "type": "integer" }] }),
    );
    bridged(
        &json!({ "properties": { "a": true, "b": false }, "additionalProperties": false }),
        &json!({ "properties": { "a": {}, "b": { "not": {} } }, "additionalProperties": false }),
    );
}

#[test]
fn keywords_of_newer_versions() {
    bridged(
        &json!({ "type": "string", "const": "a" }),
        &json!({ "type": "string", "enum": ["a"] }),
    );
    bridged(
        &json!({ "type": "string", "examples": ["a", "b"] }),
        &json!({ "type": "string", "example": "a" }),
    );
    bridged(
        &json!({ "type": "integer", "exclusiveMinimum": 0, "minimum": -5 }),
        &json!({ "type": "integer", "exclusiveMinimum": true, "minimum": 0 }),
    );
    bridged(
        &json!({ "type": "number", "exclusiveMaximum": 10.5, "maximum": 10 }),
        &json!({ "type": "number", "maximum": 10 }),
    );
    bridged(
        &json!({ "type": "string", "contentEncoding": "base64" }),
        &json!({ "type": "string", "format": "byte" }),
    );
    bridged(
        &json!({ "type": "string", "contentMediaType": "application/octet-stream" }),
        &json!({ "type": "string", "format": "binary" }),
    );
    bridged(
        &json!({ "type": "string", "contentMediaType": "application/json" }),
        &json!({ "type": "string", "x-content-media-type": "application/json" }),
    );
}

#[test]
fn siblings_of_references() {
    let reference = json!({ "$ref": "#/components/schemas/X" });
    bridged(&reference, &reference);
    bridged(
        &json!({ "description": "d", "$ref": "#/components/schemas/X", "x-a": 1, "type": "object" }),
        &json!({ "description": "d", "x-a": 1, "allOf": [reference] }),
    );
    let (read, said) = schema(&json!({ "$ref": "#/components/schemas/X", "maxLength": 3 }));
    assert_eq!(read, reference);
    assert_snapshot!(said, @r#"
    warning[W0207]: `maxLength` stands beside `$ref` and is ignored there in OpenAPI 3.0
      --> api.yaml:12:22
       |
    12 |         "maxLength": 3
       |                      ^
       |
       = help: write what is meant as OpenAPI 3.0 has it

    1 warning
    "#);

    let newer = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n    X: {$ref: '#/a', maxLength: 3}\n";
    assert_eq!(
        checked(newer)["components"]["schemas"]["X"],
        json!({ "maxLength": 3, "allOf": [{ "$ref": "#/a" }] })
    );
}

#[test]
fn repairs_are_said() {
    let (read, said) = schema(&json!({ "type": "string", "enum": ["a", 1, true] }));
    assert_eq!(
        read,
        json!({ "type": "string", "enum": ["a", "1", "true"] })
    );
    assert_snapshot!(said, @r#"
    warning[W0207]: `enum` lists other values than strings; they are read as strings
      --> api.yaml:12:9
       |
    12 |         "enum": [
       |         ^^^^^^
       |
       = help: write what is meant as OpenAPI 3.0 has it

    1 warning
    "#);

    let (read, said) = schema(&json!({ "type": "object", "discriminator": "kind" }));
    let expect = json!({ "type": "object", "discriminator": { "propertyName": "kind" } });
    assert_eq!(read, expect);
    assert_snapshot!(said, @r#"
    warning[W0207]: `discriminator` is read as the `propertyName` of an object
      --> api.yaml:12:26
       |
    12 |         "discriminator": "kind"
       |                          ^^^^^^
       |
       = help: write what is meant as OpenAPI 3.0 has it

    1 warning
    "#);
}
