//! Documents that are broken at random. Whatever is wrong in one, the rest is read, and checking it once
//! more finds nothing.

use openapi_client_generator::diagnostic::{Code, Diagnostics};
use openapi_client_generator::{Config, File, openapi, run, source};
use serde_json::{Map, Value, json};

/// A document with one of everything.
fn complete() -> Value {
    let schema = json!({
        "title": "t", "description": "d", "nullable": true, "readOnly": true, "deprecated": false,
        "type": "object", "required": ["a"], "minProperties": 1, "externalDocs": { "url": "u" },
        "properties": {
            "a": { "type": "string", "format": "date", "enum": ["x", null], "maxLength": 5, "pattern": "p" },
            "b": { "type": "integer", "minimum": 1, "exclusiveMaximum": true, "maximum": 9, "default": 3 },
            "c": { "type": "array", "items": { "type": "boolean" }, "uniqueItems": true, "maxItems": 2 },
            "d": { "oneOf": [{ "$ref": "#/components/schemas/X" }, { "type": "number" }], "discriminator":
                { "propertyName": "k", "mapping": { "x": "#/components/schemas/X" } } },
            "e": { "allOf": [{ "not": { "type": "string" } }], "example": [1] },
        },
        "additionalProperties": { "type": "string" },
    });
    let small = json!({ "type": "string" });
    let content = json!({ "application/json": {
        "schema": small, "examples": { "e": { "summary": "s", "value": 1 } },
        "encoding": { "a": { "contentType": "t", "style": "form", "explode": true } },
    } });
    let response = json!({ "description": "d", "content": content,
        "headers": { "H": { "required": true, "style": "simple", "schema": { "type": "integer" } } } });
    let parameters = json!([
        { "name": "q", "in": "query", "style": "deepObject", "explode": true, "schema": small },
        { "name": "h", "in": "header", "required": true, "content": content },
        { "name": "i", "in": "path", "required": true, "style": "matrix", "schema": { "type": "string" } },
        { "name": "k", "in": "cookie", "example": 1, "schema": { "type": "string" } },
        { "$ref": "#/components/parameters/P" },
    ]);
    let servers = json!([{ "url": "u", "variables": { "v": { "default": "d", "enum": ["d"] } } }]);
    json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1", "contact": { "name": "n" }, "license": { "name": "n" } },
        "servers": servers,
        "tags": [{ "name": "t", "externalDocs": { "url": "u" } }],
        "security": [{ "key": [] }, { "oauth": ["s"] }],
        "paths": { "/a": { "summary": "s", "servers": [], "parameters": [], "post": {
            "operationId": "o", "tags": ["t"], "parameters": parameters, "deprecated": true,
            "requestBody": { "required": true, "content": content },
            "responses": { "200": response, "4XX": { "$ref": "#/components/responses/R" }, "default": { "description": "d" } },
            "security": [], "servers": servers,
        } } },
        "components": {
            "schemas": { "X": schema }, "responses": { "R": { "description": "d" } }, "parameters": { "P": parameters[0] },
            "requestBodies": { "B": { "content": {} } }, "headers": { "H": { "schema": small } },
            "examples": { "E": { "value": 1 } },
            "securitySchemes": {
                "key": { "type": "apiKey", "name": "n", "in": "header" },
                "http": { "type": "http", "scheme": "bearer", "bearerFormat": "f" },
                "oauth": { "type": "oauth2", "flows": {
                    "implicit": { "authorizationUrl": "u", "scopes": { "s": "d" } },
                    "password": { "tokenUrl": "u", "scopes": {} },
                    "clientCredentials": { "tokenUrl": "u", "scopes": {} },
                    "authorizationCode": { "authorizationUrl": "u", "tokenUrl": "u", "scopes": {} },
                } },
                "id": { "type": "openIdConnect", "openIdConnectUrl": "u" },
            },
        },
    })
}

/// All pointers into `value`, as lists of keys.
fn nodes(value: &Value, at: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    found.push(at.clone());
    let children: Vec<(String, &Value)> = match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(i, v)| (i.to_string(), v))
            .collect(),
        Value::Object(members) => members.iter().map(|(k, v)| (k.clone(), v)).collect(),
        _ => Vec::new(),
    };
    for (key, child) in children {
        at.push(key);
        nodes(child, at, found);
        at.pop();
    }
}

fn get<'a>(value: &'a mut Value, path: &[String]) -> &'a mut Value {
    path.iter().fold(value, |value, key| match value {
        Value::Array(items) => &mut items[key.parse::<usize>().unwrap()],
        other => &mut other[key.as_str()],
    })
}

fn wrong_values() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(-1.5),
        json!(7),
        json!(1e300),
        json!("text"),
        json!("true"),
        json!([]),
        json!([null, 1, "a", {}, []]),
        json!({}),
        json!({ "type": ["object", "null", "string"], "const": 1, "$ref": 5 }),
        json!({ "$ref": "#/components/schemas/X", "description": 5, "nullable": true }),
        json!({ "a": { "b": null } }),
        Value::Object(Map::from_iter([(String::new(), json!(""))])),
    ]
}

/// The tree is in the words of the newest version, whatever version it says; and some words have no type.
fn is_said_of_what_is_kept(code: Code) -> bool {
    matches!(code, Code::OtherVersion | Code::NotValidated)
}

fn check(document: &Value) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let mut source = source::text("api.json", document.to_string(), &mut diagnostics).unwrap();
    if let Some(read) = openapi::read(&mut source, &mut diagnostics) {
        let mut again = Diagnostics::default();
        let mut source = source::text("api.json", read.tree.to_string(), &mut again).unwrap();
        openapi::read(&mut source, &mut again);
        let left = again.iter().find(|d| !is_said_of_what_is_kept(d.code));
        assert_eq!(left.map(|d| (&d.at, &d.message)), None, "{document}");
    }
    diagnostics
}

#[test]
fn the_complete_document_is_read_without_a_word() {
    let document = complete();
    let diagnostics = check(&document);
    let mut said = diagnostics.iter();
    assert!(said.all(|d| is_said_of_what_is_kept(d.code)));
}

/// Each node in turn is replaced by every other of the wrong values, and removed.
#[test]
fn whatever_is_wrong_the_rest_is_read() {
    let document = complete();
    let mut paths = Vec::new();
    nodes(&document, &mut Vec::new(), &mut paths);
    assert!(paths.len() > 200, "{}", paths.len());
    for (nth, path) in paths.iter().enumerate().skip(1) {
        for wrong in wrong_values().into_iter().skip(nth % 2).step_by(2) {
            let mut broken = document.clone();
            *get(&mut broken, path) = wrong;
            check(&broken);
        }
        let mut broken = document.clone();
        let (key, parent) = path.split_last().unwrap();
        match get(&mut broken, parent) {
            Value::Object(members) => {
                members.shift_remove(key);
            }
            Value::Array(items) => {
                items.remove(key.parse::<usize>().unwrap());
            }
            _ => unreachable!("a parent has children"),
        }
        check(&broken);
    }
}

/// A webhook is left out when its body was copied too often; a schema in it has a use elsewhere.
#[test]
fn a_schema_of_a_webhook_that_is_left_out() {
    let types = (0..20_000).map(|i| (format!("a/b{i}"), json!({})));
    let body = json!({ "content": types.collect::<Map<_, _>>() });
    let header =
        json!({ "name": "X", "in": "header", "schema": { "type": "string", "enum": ["p", "q"] } });
    let webhook =
        || json!({ "requestBody": { "$ref": "#/components/requestBodies/Big" }, "responses": {} });
    let mut last = webhook();
    last["parameters"] = json!([header]);
    let reference = json!({ "$ref": "#/webhooks/d/post/parameters/0/schema" });
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "t", "version": "1" },
        "webhooks": { "a": { "post": webhook() }, "b": { "post": webhook() }, "c": { "post": webhook() }, "d": { "post": last } },
        "components": {
            "requestBodies": { "Big": body },
            "schemas": { "A": { "type": "object", "properties": { "x": reference } } },
        },
    });
    let text = document.to_string();
    let file = File {
        name: "api.json",
        text: &text,
    };
    let generated = run(file, &Config::default());
    assert!(
        generated.messages().contains("used too often"),
        "{}",
        generated.messages()
    );
    let types = &generated.output.unwrap().files["src/types.rs"];
    assert!(types.contains("pub struct A "), "{types}");
}

/// Nothing is left of a union with a discriminator in a branch of another schema, and the branch is taken back.
#[test]
fn a_discriminator_of_a_branch_that_is_taken_back() {
    let thing = json!({ "$ref": "#/components/schemas/Thing" });
    let parts = json!([
        { "oneOf": [thing, { "type": "null" }] },
        { "properties": { "a": {} } },
        thing,
    ]);
    let mapping = json!({ "b": "#/components/schemas/B" });
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "t", "version": "1" },
        "paths": {},
        "components": { "schemas": {
            "Thing": { "oneOf": [{}], "discriminator": { "propertyName": "kind", "mapping": mapping } },
            "A": { "allOf": parts },
            "B": {},
        } },
    });
    let text = document.to_string();
    let file = File {
        name: "api.json",
        text: &text,
    };
    assert!(run(file, &Config::default()).output.is_some());
}
