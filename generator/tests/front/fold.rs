//! Folding: what openapiv3 can't read is said and left out, what newer versions say is bridged.

use insta::assert_snapshot;
use openapi_client_generator::fold::fold;
use openapiv3::{OpenAPI, ReferenceOr, Schema};
use serde_json::{Value, json};

use crate::{said_of_folding, source};

fn folded(document: &str) -> OpenAPI {
    let (source, mut diagnostics) = source(document);
    fold(&source.unwrap(), &mut diagnostics).unwrap()
}

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
        said_of_folding(&document),
    )
}

/// The schema `before` is read as `after`, and nothing is to be said.
#[track_caller]
fn bridged(before: &Value, after: &Value) {
    let (folded, said) = schema(before);
    assert_eq!((&folded, said.as_str()), (after, ""), "{before}");
}

#[test]
fn other_documents() {
    assert_snapshot!(said_of_folding("[1, 2]"), @r#"
    error[E0201]: this is not an OpenAPI document that can be read: it is not an object
     --> api.yaml:1:1
      |
    1 | [1, 2]
      | ^^^^^^
      |
      = help: its first line should be `openapi: 3.0.3`, or another version of 3.x

    1 error
    "#);
    assert_snapshot!(said_of_folding("title: something else\n"), @r#"
    error[E0201]: this is not an OpenAPI document that can be read: it has no `openapi` with its version
     --> api.yaml:1:1
      |
    1 | title: something else
      | ^^^^^^^^^^^^^^^^^^^^^
      |
      = help: its first line should be `openapi: 3.0.3`, or another version of 3.x

    1 error
    "#);
    assert_snapshot!(said_of_folding("swagger: '2.0'\n"), @r#"
    error[E0202]: OpenAPI 2.0 is not supported yet
     --> api.yaml:1:10
      |
    1 | swagger: '2.0'
      |          ^^^^^
      |
      = help: convert the document to OpenAPI 3.0

    1 error
    "#);
    assert_snapshot!(said_of_folding("openapi: 4.0.0\n"), @r#"
    error[E0201]: this is not an OpenAPI document that can be read: its version is `4.0.0`
     --> api.yaml:1:10
      |
    1 | openapi: 4.0.0
      |          ^^^^^
      |
      = help: its first line should be `openapi: 3.0.3`, or another version of 3.x

    1 error
    "#);
    assert_snapshot!(said_of_folding("openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"), @r#"
    warning[W0201]: OpenAPI 3.1.0 is read as 3.0, with the differences bridged where that is simple
     --> api.yaml:1:10
      |
    1 | openapi: 3.1.0
      |          ^^^^^
      |
      = help: look through the warnings that follow for what is not

    1 warning
    "#);
}

#[test]
fn wrong_shapes() {
    let document = "\
openapi: 3.0.3
info:
  title: 5
  version: 1.0
  description:
paths:
  no-slash: {}
  /a:
    parameters: {}
    get:
      tags: one
      deprecated: 'true'
      parameters:
        - name: a
          in: body
        - in: query
        - name: b
          in: header
          style: form
          schema: {type: string, maxLength: '5', minLength: -1}
        - name: c
          in: query
          type: integer
        - name: d
          in: query
        - text
      responses:
        200:
          content:
            application/json:
              schema:
                type: object
                requried: [a]
                properties:
                  a: {type: string, required: true}
                  b: string
                  c:
                example: null
        2000: {description: no such status}
    head: {}
components:
  securitySchemes:
    key: {type: apiKey, name: X}
    tls: {type: mutualTLS}
  x-kept: 1
";
    assert_snapshot!(said_of_folding(document), @r#"
    warning[W0203]: `title` has to be a string, not the number 5; it is read as the string "5"
     --> api.yaml:3:10
      |
    3 |   title: 5
      |          ^
      |
      = help: write what is meant; in YAML, quotes make a value a string

    warning[W0203]: `version` has to be a string, not the number 1.0; it is read as the string "1.0"
     --> api.yaml:4:12
      |
    4 |   version: 1.0
      |            ^^^
      |
      = help: write what is meant; in YAML, quotes make a value a string

    warning[W0206]: `no-slash` is not known in an object of paths; it is ignored
     --> api.yaml:7:3
      |
    7 |   no-slash: {}
      |   ^^^^^^^^
      |
      = help: check the spelling, or give it a name that begins with `x-`

    warning[W0202]: `parameters` has to be a list, not an empty object; it is ignored
     --> api.yaml:9:5
      |
    9 |     parameters: {}
      |     ^^^^^^^^^^
      |
      = help: correct it, or remove it

    warning[W0202]: `tags` has to be a list, not the string "one"; it is ignored
      --> api.yaml:11:13
       |
    11 |       tags: one
       |             ^^^
       |
       = help: correct it, or remove it

    warning[W0203]: `deprecated` has to be `true` or `false`, not the string "true"; it is read as `true`
      --> api.yaml:12:19
       |
    12 |       deprecated: 'true'
       |                   ^^^^^^
       |
       = help: write what is meant; in YAML, quotes make a value a string

    warning[W0204]: a parameter needs `in`; this one is ignored
      --> api.yaml:14:11
       |
    14 |         - name: a
       |           ^^^^^^^
       |
       = help: add it

    warning[W0207]: `schema` is needed here; without it, any value is taken
      --> api.yaml:14:11
       |
    14 |         - name: a
       |           ^^^^^^^
       |
       = note: the same at 16:11, 24:11
       = help: write what is meant as OpenAPI 3.0 has it

    warning[W0202]: `in` has to be one of `query`, `header`, `path`, `cookie`, not the string "body"; it is ignored
      --> api.yaml:15:15
       |
    15 |           in: body
       |               ^^^^
       |
       = help: correct it, or remove it

    warning[W0204]: a parameter needs `name`; this one is ignored
      --> api.yaml:16:11
       |
    16 |         - in: query
       |           ^^^^^^^^^
       |
       = help: add it

    warning[W0202]: `style` has to be one of `simple`, not the string "form"; it is ignored
      --> api.yaml:19:18
       |
    19 |           style: form
       |                  ^^^^
       |
       = help: correct it, or remove it

    warning[W0203]: `maxLength` has to be a whole number from 0, not the string "5"; it is read as the number 5
      --> api.yaml:20:45
       |
    20 |           schema: {type: string, maxLength: '5', minLength: -1}
       |                                             ^^^
       |
       = help: write what is meant; in YAML, quotes make a value a string

    warning[W0202]: `minLength` has to be a whole number from 0, not the number -1; it is ignored
      --> api.yaml:20:61
       |
    20 |           schema: {type: string, maxLength: '5', minLength: -1}
       |                                                             ^^
       |
       = help: correct it, or remove it

    warning[W0207]: `type` belongs into `schema`, and is read as if it stood there
      --> api.yaml:23:17
       |
    23 |           type: integer
       |                 ^^^^^^^
       |
       = help: write what is meant as OpenAPI 3.0 has it

    warning[W0202]: `5` has to be an object: a parameter, not the string "text"; it is ignored
      --> api.yaml:26:11
       |
    26 |         - text
       |           ^^^^
       |
       = help: correct it, or remove it

    warning[W0206]: `requried` is not known in a schema; it is ignored
      --> api.yaml:33:17
       |
    33 |                 requried: [a]
       |                 ^^^^^^^^
       |
       = help: check the spelling, or give it a name that begins with `x-`

    warning[W0202]: `required` has to be a list, not `true`; it is ignored
      --> api.yaml:35:47
       |
    35 |                   a: {type: string, required: true}
       |                                               ^^^^
       |
       = help: correct it, or remove it

    warning[W0202]: `b` has to be an object: a schema, not the string "string"; it is ignored
      --> api.yaml:36:22
       |
    36 |                   b: string
       |                      ^^^^^^
       |
       = help: correct it, or remove it

    warning[W0203]: `c` has to be an object: a schema, not null; it is read as an empty object
      --> api.yaml:37:19
       |
    37 |                   c:
       |                   ^
       |
       = help: write what is meant; in YAML, quotes make a value a string

    warning[W0206]: `2000` is not known in an object of responses; it is ignored
      --> api.yaml:39:9
       |
    39 |         2000: {description: no such status}
       |         ^^^^
       |
       = help: check the spelling, or give it a name that begins with `x-`

    warning[W0205]: an operation needs `responses`; it is taken as empty
      --> api.yaml:40:5
       |
    40 |     head: {}
       |     ^^^^
       |
       = help: add it

    warning[W0204]: a security scheme needs `in`; this one is ignored
      --> api.yaml:43:5
       |
    43 |     key: {type: apiKey, name: X}
       |     ^^^
       |
       = help: add it

    warning[W0204]: a security scheme needs `type`; this one is ignored
      --> api.yaml:44:5
       |
    44 |     tls: {type: mutualTLS}
       |     ^^^
       |
       = help: add it

    warning[W0202]: `type` has to be one of `apiKey`, `http`, `oauth2`, `openIdConnect`, not the string "mutualTLS"; it is ignored
      --> api.yaml:44:17
       |
    44 |     tls: {type: mutualTLS}
       |                 ^^^^^^^^^
       |
       = help: correct it, or remove it

    26 warnings
    "#);

    let api = folded(document);
    assert_eq!(api.info.version, "1.0");
    let ReferenceOr::Item(item) = &api.paths.paths["/a"] else {
        panic!("a path item");
    };
    let get = item.get.as_ref().unwrap();
    assert!(get.deprecated);
    let names = get.parameters.iter().map(|p| match p {
        ReferenceOr::Item(p) => p.parameter_data_ref().name.clone(),
        ReferenceOr::Reference { reference } => reference.clone(),
    });
    assert_eq!(names.collect::<Vec<_>>(), ["b", "c", "d"]);
    assert_eq!(get.responses.responses.len(), 1);
    assert_eq!(api.components.unwrap().extensions["x-kept"], 1);
}

#[test]
fn the_same_fault_in_many_places_is_shown_once() {
    let properties: String = (0..12)
        .map(|i| format!("        p{i}: {{type: string, required: true}}\n"))
        .collect();
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    X:\n      properties:\n{properties}"
    );
    assert_snapshot!(said_of_folding(&document), @r#"
    warning[W0202]: `required` has to be a list, not `true`; it is ignored
     --> api.yaml:8:38
      |
    8 |         p0: {type: string, required: true}
      |                                      ^^^^
      |
      = note: the same at 9:38, 10:38, 11:38, 12:38, 13:38 and 6 more
      = help: correct it, or remove it

    12 warnings
    "#);
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
        &json!({ "type": "integer", "minimum": -9.223372036854776e18, "maximum": 1e3 }),
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

#[test]
fn extensions_survive_everywhere() {
    let document = json!({
        "openapi": "3.0.3", "x-a": 1,
        "info": { "title": "t", "version": "1", "x-a": 1 },
        "paths": { "x-a": 1, "/a": { "x-a": 1, "get": { "x-a": 1, "responses": {
            "x-a": 1, "200": { "description": "d", "x-a": 1, "content": { "a/b": {
                "x-a": 1, "schema": { "x-a": { "deep": [1] }, "type": "object", "properties": { "x-a": { "type": "string" } } },
            } } },
        } } } },
    });
    let folded = serde_json::to_value(folded(&document.to_string())).unwrap();
    assert_eq!(folded, document);
}
