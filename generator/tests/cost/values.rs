//! Many values, members, branches and parameters in one place.

use crate::{document, linear, object, schemas, to};
use serde_json::{Value, json};

#[test]
fn values_are_linear() {
    let texts = |count| -> Value { (0..count).map(|i| json!(format!("v{i}"))).collect() };
    linear("strings", |count| {
        schemas([(
            "E".into(),
            json!({ "type": "string", "enum": texts(count) }),
        )])
    });
    linear("integers", |count| {
        let numbers: Vec<usize> = (0..count).collect();
        schemas([("E".into(), json!({ "type": "integer", "enum": numbers }))])
    });
    linear("the values of two parts", |count| {
        let part = json!({ "type": "string", "enum": texts(count) });
        schemas([("E".into(), json!({ "allOf": [part, part] }))])
    });
    linear("enums of one value", |count| {
        let branches: Value = (0..count)
            .map(|i| json!({ "type": "string", "enum": [format!("v{i}")] }))
            .collect();
        schemas([("E".into(), json!({ "oneOf": branches }))])
    });
    linear("patterns of one string", |count| {
        let parts: Value = (0..count)
            .map(|i| json!({ "type": "string", "pattern": format!("p{i}") }))
            .collect();
        schemas([("E".into(), json!({ "allOf": parts }))])
    });
}

#[test]
fn lists_of_several_parts_are_linear() {
    let places = |count| -> Value { (0..count).map(|_| json!({ "type": "string" })).collect() };
    let items = |i: usize| json!({ "items": object(&format!("m{i}")) });
    linear("items of several parts", |count| {
        let parts: Value = (0..count).map(items).collect();
        schemas([("L".into(), json!({ "type": "array", "allOf": parts }))])
    });
    linear("first items of a shared part", |count| {
        let shared = json!({ "type": "array", "prefixItems": places(count) });
        let list = |i| json!({ "allOf": [to("schemas", "Shared"), items(i)] });
        let lists = (0..count).map(|i| (format!("L{i}"), list(i)));
        schemas(lists.chain([("Shared".into(), shared)]))
    });
    linear("first items beside parts that end before them", |count| {
        let mut parts: Vec<Value> = (0..count).map(items).collect();
        parts.push(json!({ "prefixItems": places(count) }));
        schemas([("L".into(), json!({ "type": "array", "allOf": parts }))])
    });
    go_round("items", |next| json!({ "type": "array", "items": next }));
    let member = |next| json!({ "type": "object", "properties": { "m": next } });
    go_round("members", member);
    linear("a member of several parts", |count| {
        let part = |i: usize| member(object(&format!("m{i}")));
        let parts: Value = (0..count).map(part).collect();
        schemas([("L".into(), json!({ "allOf": parts }))])
    });
    linear("a member that each level describes anew", |count| {
        let level = |i: usize| match i % 30 {
            0 => member(object("m0")),
            i => {
                let own = member(object(&format!("m{i}")));
                json!({ "allOf": [to("schemas", &format!("L{}", i - 1)), own] })
            }
        };
        schemas((0..count).map(|i| (format!("L{i}"), level(i))))
    });
}

/// Schemas that refer to each other in rings of different lengths, all of which hold.
fn go_round(what: &str, step: impl Fn(Value) -> Value) {
    linear(
        &format!("{what} that go round at different lengths"),
        |count| {
            let ring = |length: usize| {
                (0..length).map(move |i| {
                    let next = format!("R{length}x{}", (i + 1) % length);
                    (format!("R{length}x{i}"), to("schemas", &next))
                })
            };
            let rings = [count, count + 1, count + 3];
            let parts = rings.map(|length| to("schemas", &format!("R{length}x0")));
            let all = [("L".into(), json!({ "allOf": parts }))];
            let links = rings.into_iter().flat_map(ring);
            schemas(links.map(|(name, next)| (name, step(next))).chain(all))
        },
    );
}

#[test]
fn members_are_linear() {
    let members = |count| -> serde_json::Map<String, Value> {
        (0..count)
            .map(|i| (format!("m{i}"), json!({ "type": "string" })))
            .collect()
    };
    let names = |count| -> Value { (0..count).map(|i| json!(format!("m{i}"))).collect() };
    linear("required members", |count| {
        let schema =
            json!({ "type": "object", "required": names(count), "properties": members(count) });
        schemas([("O".into(), schema)])
    });
    linear("constant members", |count| {
        let constant = json!({ "type": "string", "enum": ["c"] });
        let constants: serde_json::Map<String, Value> = (0..count)
            .map(|i| (format!("m{i}"), constant.clone()))
            .collect();
        let schema = json!({ "type": "object", "required": names(count), "properties": constants });
        schemas([("O".into(), schema)])
    });
    linear("members of two parts", |count| {
        let part =
            json!({ "type": "object", "required": names(count), "properties": members(count) });
        schemas([("O".into(), json!({ "allOf": [part, part] }))])
    });
    linear("sets of required members", |count| {
        // More than get a constructor each.
        let sets: Value = (0..count + 100)
            .map(|i| json!({ "required": [format!("m{i}")] }))
            .collect();
        let schema = json!({ "type": "object", "properties": members(count), "anyOf": sets });
        let body = json!({ "application/json": { "schema": schema } });
        let post = json!({ "requestBody": { "content": body }, "responses": { "200": { "description": "" } } });
        document(&json!({ "/a": { "post": post } }), &json!({}))
    });
}

#[test]
fn branches_are_linear() {
    let union = |count, branch: fn(usize) -> Value| {
        let branches: Value = (0..count).map(branch).collect();
        schemas([("U".into(), json!({ "oneOf": branches }))])
    };
    linear("branches with a key", |count| {
        union(count, |i| {
            let key = format!("k{i}");
            json!({ "type": "object", "required": [key], "properties": { key: { "type": "string" } } })
        })
    });
    linear("branches with a constant", |count| {
        union(count, |i| {
            let constant = json!({ "type": "string", "enum": [format!("v{i}")] });
            json!({ "type": "object", "required": ["t"], "properties": { "t": constant } })
        })
    });
    linear(
        "closed branches that differ in what they require",
        |count| {
            union(count, |i| {
                let (key, constant) = (format!("k{i}"), json!({ "type": "string", "enum": ["c"] }));
                json!({ "type": "object", "additionalProperties": false, "required": ["t", key],
                "properties": { "t": constant, key: { "type": "string" } } })
            })
        },
    );
    // Each has the key of the next one, so that they are told apart one by one.
    linear("branches that are told apart one by one", |count| {
        union(count, |i| {
            let (key, next) = (format!("k{i}"), format!("k{}", i + 1));
            json!({ "type": "object", "required": [key],
                "properties": { key: { "type": "string" }, next: { "type": "string" } } })
        })
    });
    linear("branches of all kinds", |count| {
        let kinds = ["string", "integer", "boolean", "object", "array"];
        let branches: Value = (0..count)
            .map(|i| json!({ "type": kinds[i % 5] }))
            .collect();
        schemas([("U".into(), json!({ "anyOf": branches }))])
    });
}

#[test]
fn a_list_of_types_has_each_once() {
    let nested = (0..40).fold(
        json!({ "type": "string" }),
        |inner, _| json!({ "type": ["array", "array", "object"], "items": inner }),
    );
    linear("lists of types", |count| {
        schemas((0..count / 10).map(|i| (format!("S{i}"), nested.clone())))
    });
}

#[test]
fn tags_and_parameters_are_linear() {
    linear("tags that reach all types", |count| {
        let types = (0..count).map(|i| {
            let next = to("schemas", &format!("S{}", (i + 1) % count));
            (
                format!("S{i}"),
                json!({ "type": "object", "properties": { "next": next } }),
            )
        });
        let paths = (0..count).map(|i| {
            let content = json!({ "application/json": { "schema": to("schemas", &format!("S{i}")) } });
            let get = json!({ "tags": [format!("t{i}")], "responses": { "200": { "description": "", "content": content } } });
            (format!("/a{i}"), json!({ "get": get }))
        });
        let types: serde_json::Map<_, _> = types.collect();
        document(
            &Value::Object(paths.collect()),
            &json!({ "schemas": types }),
        )
    });
    linear("parameters of a path and of its operation", |count| {
        let parameters: Value = (0..count)
            .map(|i| json!({ "name": format!("p{i}"), "in": "query", "schema": { "type": "string" } }))
            .collect();
        let get =
            json!({ "parameters": parameters, "responses": { "200": { "description": "" } } });
        document(
            &json!({ "/a": { "parameters": parameters, "get": get } }),
            &json!({}),
        )
    });
    linear("one object in many places", |count| {
        let inner = object("x");
        schemas((0..count).map(|i| {
            (
                format!("S{i}"),
                json!({ "type": "object", "properties": { "inner": inner } }),
            )
        }))
    });
}
