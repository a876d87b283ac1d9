//! Upgrades of schemas: an older version's words become those of 3.2, and habits what is meant by them.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::openapi::checked;
use crate::said_of_reading;

/// A document of this version with one schema, and what is said of it.
fn schema_of(version: &str, schema: &Value) -> (Value, String) {
    let document = json!({
        "openapi": version,
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

fn schema(schema: &Value) -> (Value, String) {
    schema_of("3.0.3", schema)
}

/// The schema `before` is read as `after`, and nothing is reported.
#[track_caller]
fn upgraded(before: &Value, after: &Value) {
    let (read, said) = schema(before);
    assert_eq!((&read, said.as_str()), (after, ""), "{before}");
}

#[track_caller]
fn kept(schema: &Value) {
    upgraded(schema, schema);
}

/// The words of 3.1 and 3.2 stay as they are.
#[track_caller]
fn kept_newer(schema: &Value) {
    for version in ["3.1.1", "3.2.0"] {
        let (read, said) = schema_of(version, schema);
        assert_eq!((&read, said.as_str()), (schema, ""));
    }
}

#[test]
fn words_of_older_versions() {
    upgraded(
        &json!({ "type": "string", "format": "date", "nullable": true }),
        &json!({ "type": ["string", "null"], "format": "date" }),
    );
    upgraded(
        &json!({ "type": "string", "x-nullable": true }),
        &json!({ "type": ["string", "null"], "x-nullable": true }),
    );
    // Without a type it has no other word.
    kept(&json!({ "nullable": true, "allOf": [{ "$ref": "#/components/schemas/X" }] }));
    upgraded(
        &json!({ "type": "integer", "minimum": 0, "exclusiveMinimum": true }),
        &json!({ "type": "integer", "exclusiveMinimum": 0 }),
    );
    upgraded(
        &json!({ "type": "integer", "maximum": 9, "exclusiveMaximum": false, "exclusiveMinimum": true }),
        &json!({ "type": "integer", "maximum": 9 }),
    );
    upgraded(
        &json!({ "type": "string", "format": "byte" }),
        &json!({ "type": "string", "contentEncoding": "base64" }),
    );
    upgraded(
        &json!({ "type": "string", "format": "binary" }),
        &json!({ "type": "string", "contentMediaType": "application/octet-stream" }),
    );
    kept(&json!({ "type": "integer", "format": "byte" }));
    upgraded(
        &json!({ "type": "string", "example": "a" }),
        &json!({ "type": "string", "examples": ["a"] }),
    );
}

#[test]
fn words_of_newer_versions() {
    for schema in [
        json!({ "type": ["string", "null"], "format": "date" }),
        json!({ "type": ["string", "array"], "items": { "type": "integer" }, "maxLength": 3 }),
        json!({ "type": "null" }),
        json!({ "anyOf": [{ "type": "null" }, { "$ref": "#/components/schemas/X" }] }),
        json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }, { "const": null }] }),
        json!({ "type": "string", "const": "a" }),
        json!({ "type": "string", "examples": ["a", "b"] }),
        json!({ "type": "integer", "exclusiveMinimum": 0, "minimum": -5 }),
        json!({ "type": "string", "format": "binary", "contentMediaType": "image/png" }),
        json!({ "type": "string", "contentEncoding": "base64", "contentMediaType": "image/png" }),
    ] {
        kept_newer(&schema);
    }
    let types = json!({ "type": ["string", "string", "null"] });
    assert_eq!(
        schema_of("3.1.0", &types).0,
        json!({ "type": ["string", "null"] })
    );
    upgraded(
        &json!({ "properties": { "a": true, "b": false }, "additionalProperties": false }),
        &json!({ "properties": { "a": {}, "b": { "not": {} } }, "additionalProperties": false }),
    );
}

#[test]
fn siblings_of_references() {
    let reference = json!({ "$ref": "#/components/schemas/X" });
    kept(&reference);
    kept(&json!({ "description": "d", "$ref": "#/components/schemas/X", "x-a": 1 }));
    upgraded(
        &json!({ "$ref": "#/components/schemas/X", "type": "object" }),
        &reference,
    );
    let (read, said) = schema(&json!({ "$ref": "#/components/schemas/X", "maxLength": 3 }));
    assert_eq!(read, reference);
    assert_snapshot!(said, @r#"
    warning[W0207]: `maxLength` stands beside `$ref` and is ignored there before OpenAPI 3.1
      --> api.yaml:12:9
       |
    12 |         "maxLength": 3
       |         ^^^^^^^^^^^
       |
       = help: use the form that the version of the document has, or remove the part without effect

    1 warning
    "#);

    let newer = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n    X: {$ref: '#/a', maxLength: 3}\n";
    assert_eq!(
        checked(newer)["components"]["schemas"]["X"],
        json!({ "$ref": "#/a", "maxLength": 3 })
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
       = help: use the form that the version of the document has, or remove the part without effect

    1 warning
    "#);

    let (read, said) = schema(&json!({ "type": "object", "discriminator": "kind" }));
    let expect = json!({ "type": "object", "discriminator": { "propertyName": "kind" } });
    assert_eq!(read, expect);
    assert_snapshot!(said, @r#"
    warning[W0207]: `discriminator` is read as the `propertyName` of an object
      --> api.yaml:12:9
       |
    12 |         "discriminator": "kind"
       |         ^^^^^^^^^^^^^^^
       |
       = help: use the form that the version of the document has, or remove the part without effect

    1 warning
    "#);
}

/// A body of 2.0 at the end of references.
#[test]
fn parameters_that_lead_on() {
    let said = |hops: usize| {
        let chain = (0..hops).map(|i| {
            let to = json!({ "$ref": format!("#/parameters/P{}", i + 1) });
            (format!("P{i}"), to)
        });
        let mut parameters: serde_json::Map<String, Value> = chain.collect();
        let body = json!({ "name": "b", "in": "body", "schema": { "type": "string" } });
        parameters.insert(format!("P{hops}"), body);
        let post = json!({
            "parameters": [{ "$ref": "#/parameters/P0" }],
            "responses": { "204": { "description": "d" } },
        });
        let document = json!({
            "swagger": "2.0",
            "info": { "title": "t", "version": "1" },
            "parameters": parameters,
            "paths": { "/p": { "post": post } },
        });
        said_of_reading(&document.to_string())
    };
    assert_eq!(said(15), "");
    let far = said(16);
    assert!(
        far.contains("`$ref` leads on by more than 16 references; ignored"),
        "{far}"
    );
    assert!(!far.contains("not found"), "{far}");
}
