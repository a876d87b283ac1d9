//! Folding of schemas: what newer versions of OpenAPI say, and what habit makes of 3.0.

use insta::assert_snapshot;
use openapiv3::{ReferenceOr, Schema};
use serde_json::{Value, json};

use crate::openapi::folded;
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
    let folded = serde_json::to_value(folded(&document)).unwrap();
    (
        folded["components"]["schemas"]["X"].clone(),
        said_of_reading(&document),
    )
}

/// The schema `before` is read as `after`, and nothing is to be said.
#[track_caller]
fn bridged(before: &Value, after: &Value) {
    let (folded, said) = schema(before);
    assert_eq!((&folded, said.as_str()), (after, ""), "{before}");
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
        &json!({ "type": "number", "maximum": 10.0 }),
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
fn bounds_that_64_bits_cannot_hold() {
    bridged(
        &json!({ "type": "integer", "minimum": -9.223_372_036_854_776e18, "maximum": 1e3 }),
        &json!({ "type": "integer", "minimum": i64::MIN, "maximum": 1000 }),
    );
    bridged(
        &json!({ "type": "integer", "minimum": 0.5, "maximum": u64::MAX }),
        &json!({ "type": "integer", "x-minimum": 0.5, "x-maximum": u64::MAX }),
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
    let (folded, said) = schema(&json!({ "$ref": "#/components/schemas/X", "maxLength": 3 }));
    assert_eq!(folded, reference);
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
    let ReferenceOr::Item(Schema { schema_kind, .. }) = &folded_schema(newer) else {
        panic!("no reference");
    };
    let kind = serde_json::to_value(schema_kind).unwrap();
    assert_eq!(
        kind,
        json!({ "maxLength": 3, "allOf": [{ "$ref": "#/a" }] })
    );
}

fn folded_schema(document: &str) -> ReferenceOr<Schema> {
    folded(document).components.unwrap().schemas["X"].clone()
}

#[test]
fn repairs_are_said() {
    let (folded, said) = schema(&json!({ "type": "string", "enum": ["a", 1, true] }));
    assert_eq!(
        folded,
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

    let (folded, said) = schema(&json!({ "type": "object", "discriminator": "kind" }));
    let expect = json!({ "type": "object", "discriminator": { "propertyName": "kind" } });
    assert_eq!(folded, expect);
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
