//! References to what is no schema, and to places that are no component.

use crate::{document, linear, schemas, survives, to};
use openapi_client_generator::diagnostic::Code;
use openapi_client_generator::openapi::spec::ways::ways;
use serde_json::{Map, Value, json};

/// Something of a kind, and an operation that refers to it.
fn leaf_and_use(noun: &str, reference: &Value) -> (Value, Value) {
    let schema = json!({ "type": "string" });
    let responses = |response: Value| json!({ "responses": { "200": response } });
    let done = responses(json!({ "description": "" }))["responses"].clone();
    match noun {
        "a schema" => {
            let content = json!({ "application/json": { "schema": reference } });
            (
                schema,
                responses(json!({ "description": "", "content": content })),
            )
        }
        "a parameter" => {
            let leaf = json!({ "name": "p", "in": "query", "schema": schema });
            (
                leaf,
                json!({ "parameters": [reference], "responses": done }),
            )
        }
        "a response" => (json!({ "description": "" }), responses(reference.clone())),
        "a request body" => {
            let leaf = json!({ "content": { "application/json": { "schema": schema } } });
            (leaf, json!({ "requestBody": reference, "responses": done }))
        }
        "a header" => {
            let headers = json!({ "h": reference });
            (
                json!({ "schema": schema }),
                responses(json!({ "description": "", "headers": headers })),
            )
        }
        "an example" => {
            let content =
                json!({ "application/json": { "schema": schema, "examples": { "e": reference } } });
            (
                json!({ "value": "x" }),
                responses(json!({ "description": "", "content": content })),
            )
        }
        "a link" => {
            let links = json!({ "l": reference });
            (
                json!({ "operationId": "o" }),
                responses(json!({ "description": "", "links": links })),
            )
        }
        "a media type" => (
            json!({ "schema": schema }),
            responses(json!({ "description": "", "content": { "application/json": reference } })),
        ),
        "a security scheme" => {
            let leaf = json!({ "type": "http", "scheme": "bearer" });
            (
                leaf,
                json!({ "security": [{ "S0": [] }], "responses": done }),
            )
        }
        "a path item" => (
            json!({ "get": { "responses": done } }),
            json!({ "responses": done }),
        ),
        "a callback" => (
            json!({ "/a": { "post": { "responses": done } } }),
            json!({ "callbacks": { "c": reference }, "responses": done }),
        ),
        other => panic!("say here what {other} looks like"),
    }
}

/// Components of each section that are references, one to the next; the last one to something or to the
/// first.
fn chain(section: &str, noun: &str, count: usize, is_circle: bool) -> String {
    let (leaf, operation) = leaf_and_use(noun, &to(section, "S0"));
    let links = (0..count).map(|i| {
        let item = match i + 1 == count {
            true if is_circle => to(section, "S0"),
            true => leaf.clone(),
            false => to(section, &format!("S{}", i + 1)),
        };
        (format!("S{i}"), item)
    });
    let links: Map<String, Value> = links.collect();
    let item = if noun == "a path item" {
        to(section, "S0")
    } else {
        json!({ "post": operation })
    };
    document(&json!({ "/a": item }), &json!({ section: links }))
}

#[test]
fn chains_of_components() {
    let sections: Vec<_> = ways()
        .into_iter()
        .filter(|way| way.from == "a components object")
        .collect();
    assert!(sections.len() >= 7, "{sections:?}");
    for way in sections {
        let (section, noun) = (way.keyword, way.to);
        linear(&format!("chain of {section}"), |count| {
            chain(section, noun, count, false)
        });
        let codes = survives(&format!("chain of {section}"), |count| {
            chain(section, noun, count, false)
        });
        let lost = [Code::RefCircle, Code::RefNotFound];
        assert!(
            !lost.iter().any(|code| codes.contains(code)),
            "{section}: {codes:?}"
        );
        linear(&format!("circle of {section}"), |count| {
            chain(section, noun, count, true)
        });
        let codes = survives(&format!("circle of {section}"), |count| {
            chain(section, noun, count, true)
        });
        assert!(codes.contains(&Code::RefCircle), "{section}: {codes:?}");
    }
}

/// A key may be written with escapes, and be percent-encoded.
#[test]
fn long_references() {
    for key in ["a", "%61", "a~1b", "~0"] {
        linear(&format!("long references by {key}"), |count| {
            let reference =
                json!({ "$ref": format!("#/x{}", format!("/{key}").repeat(30 * count)) });
            let (_, operation) = leaf_and_use("a schema", &reference);
            document(&json!({ "/a": { "post": operation } }), &json!({}))
        });
    }
}

#[test]
fn chains_of_places() {
    linear("path items", |count| {
        let paths = (0..count).map(|i| {
            let item = if i + 1 == count {
                json!({ "get": { "responses": { "200": { "description": "" } } } })
            } else {
                json!({ "$ref": format!("#/paths/~1a{}", i + 1) })
            };
            (format!("/a{i}"), item)
        });
        document(&Value::Object(paths.collect()), &json!({}))
    });
    let members = |count: usize, inner: fn(Value) -> Value| {
        schemas((0..count).map(|i| {
            let next = json!({ "$ref": format!("#/components/schemas/S{}/properties/next", (i + 1) % count) });
            (format!("S{i}"), json!({ "type": "object", "properties": { "next": inner(next) } }))
        }))
    };
    let nested: fn(Value) -> Value =
        |next| json!({ "type": "object", "properties": { "x": next } });
    for (shape, inner) in [
        (
            "members that are others",
            (|next| next) as fn(Value) -> Value,
        ),
        ("members within others", nested),
    ] {
        linear(shape, |count| members(count, inner));
        survives(shape, |count| members(count, inner));
    }
}

#[test]
fn names_of_schemas() {
    let newer = |schemas: String| schemas.replace("3.0.3", "3.1.0");
    let object = |members: Value| json!({ "type": "object", "properties": members });
    linear("anchors of schemas", |count| {
        newer(schemas((0..count).map(|i| {
            let mut schema =
                object(json!({ "next": { "$ref": format!("#a{}", (i + 1) % count) } }));
            schema["$anchor"] = format!("a{i}").into();
            (format!("S{i}"), schema)
        })))
    });
    // In each resource, the same texts lead elsewhere.
    linear("resources", |count| {
        newer(schemas((0..count).map(|i| {
            let next = json!({ "$ref": format!("../r{}/s", (i + 1) % count) });
            let mut schema = object(json!({ "next": next, "own": { "$ref": "#/$defs/Own" } }));
            schema["$id"] = format!("https://host/r{i}/s").into();
            schema["$defs"] = json!({ "Own": { "type": "string" } });
            (format!("S{i}"), schema)
        })))
    });
    linear("recursive anchors", |count| {
        newer(schemas((0..count).map(|i| {
            let next = to("schemas", &format!("S{}", (i + 1) % count));
            let mut schema = object(json!({ "next": next, "own": { "$recursiveRef": "#" } }));
            schema["$recursiveAnchor"] = true.into();
            (format!("S{i}"), schema)
        })))
    });
}

#[test]
fn path_items_with_fields_of_their_own() {
    let done = json!({ "responses": { "204": { "description": "" } } });
    for (shape, next) in [
        ("path items of one target", (|_| 0) as fn(usize) -> usize),
        ("path items in a chain", |i| i.saturating_sub(1)),
    ] {
        linear(shape, |count| {
            let path = |i: usize| {
                let own = json!({ "$ref": format!("#/paths/~1a{}", next(i)), "summary": "s" });
                let item = if i == 0 { json!({ "get": done }) } else { own };
                (format!("/a{i}"), item)
            };
            let paths = (0..count).map(path).collect();
            document(&Value::Object(paths), &json!({}))
        });
    }
}

/// A list of what another schema says.
fn template(next: Option<&Value>) -> Value {
    let items = json!({ "type": "array", "items": { "$dynamicRef": "#item" } });
    let item = json!({ "$dynamicAnchor": "item" });
    json!({ "$defs": { "item": item }, "type": "object", "properties": { "items": items, "next": next } })
}

/// A schema that says what the items of a template are.
fn filled(name: &str) -> Value {
    let item = json!({ "$dynamicAnchor": "item", "type": "string" });
    json!({ "$defs": { "item": item }, "allOf": [to("schemas", name)] })
}

#[test]
fn templates_that_others_fill_are_linear() {
    linear("schemas that fill a template", |count| {
        let all = (0..count).map(|number| (format!("P{number}"), filled("T")));
        schemas(all.chain([("T".to_owned(), template(Some(&to("schemas", "T"))))]))
    });
    linear("a chain of templates, each filled", |count| {
        let templates = (0..count).map(|number| {
            let next = to("schemas", &format!("T{}", (number + 1) % count));
            (format!("T{number}"), template(Some(&next)))
        });
        let all = (0..count).map(|number| (format!("P{number}"), filled(&format!("T{number}"))));
        schemas(templates.chain(all))
    });
}
