//! Overlays: searches for places, and copies.

use crate::linear_overlays;
use openapi_client_generator::diagnostic::{Code, Diagnostics};
use openapi_client_generator::{Config, Memory, run_files};
use serde_json::{Map, Value, json};

/// A document and an overlay as one text.
fn files(document: &Value, actions: &[Value]) -> String {
    let overlay = json!({
        "overlay": "1.1.0",
        "info": { "title": "t", "version": "1" },
        "actions": actions,
    });
    json!({ "openapi.json": document, "overlay.json": overlay }).to_string()
}

/// A document with this number of schemas, each with some members.
fn document(schemas: usize) -> Value {
    let one = |i: usize| {
        let member = json!({ "type": "string", "description": "text" });
        let members = (0..8).map(|j| (format!("m{j}"), member.clone()));
        let members: Map<String, Value> = members.collect();
        (
            format!("S{i}"),
            json!({ "type": "object", "properties": members }),
        )
    };
    let schemas: Map<String, Value> = (0..schemas).map(one).collect();
    json!({
        "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": {},
        "components": { "schemas": schemas },
    })
}

fn update(target: &str) -> Value {
    json!({ "target": target, "update": { "x-a": 1 } })
}

#[test]
fn searches() {
    for target in [
        "$..*",
        "$..properties.*",
        "$..[?@..description]",
        "$..properties..description",
        "$.components.schemas[?@.properties.m1.type == 'string']",
        "$..[?search(@.description, '^t')]",
    ] {
        linear_overlays(target, |n| {
            let remove = json!({ "target": target, "remove": true });
            files(&document(n), &[remove])
        });
    }
    linear_overlays("an action for each schema", |n| {
        let actions = (0..n).map(|i| update(&format!("$.components.schemas.S{i}")));
        files(&document(n), &actions.collect::<Vec<_>>())
    });
}

#[test]
fn copies() {
    linear_overlays("a text for each member", |n| {
        let text = json!({ "description": "words ".repeat(100 * n) });
        let change = json!({ "target": "$..properties.*", "update": text });
        files(&document(n), &[change])
    });
    linear_overlays("all schemas in each copy of them", |n| {
        let actions = (0..40).flat_map(|i| {
            let target = format!("$.components.schemas.T{i}.properties");
            let schema = json!({ format!("T{i}"): { "type": "object", "properties": {} } });
            [
                json!({ "target": "$.components.schemas", "update": schema }),
                json!({ "target": target, "copy": "$.components.schemas" }),
            ]
        });
        files(&document(n), &actions.collect::<Vec<_>>())
    });
}

/// The messages about an overlay of these actions.
fn codes(document: &Value, actions: &[Value]) -> Vec<Code> {
    let text: Value = serde_json::from_str(&files(document, actions)).unwrap();
    let mut files = Memory::default();
    for (name, file) in text.as_object().unwrap() {
        files.add(name, file.to_string());
    }
    let options = "overlays = [\"overlay.json\"]\nunmatched = \"warn\"\n";
    let mut diagnostics = Diagnostics::default();
    let config = openapi_client_generator::config::text("client.toml", options, &mut diagnostics);
    let config: Config = config.unwrap();
    let diagnostics = run_files(&files, "openapi.json", &config).diagnostics;
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

#[test]
fn attacks_are_refused() {
    let mut deep = json!(vec![0; 180_000]);
    for _ in 0..100 {
        deep = json!([deep]);
    }
    let mut document = document(1);
    document["x-deep"] = deep;
    // The larger a text, the more values may be deep in it.
    document["info"]["description"] = "x".repeat(1 << 20).into();
    for target in ["$..*", "$..*..*"] {
        let remove = json!({ "target": target, "remove": true });
        assert_eq!(
            codes(&document, &[remove]),
            [Code::OverlayQuery],
            "{target}"
        );
    }
    let wildcards = format!("$['x-deep']{}", "[*,*]".repeat(60));
    let remove = json!({ "target": wildcards, "remove": true });
    assert_eq!(codes(&document, &[remove]), [Code::OverlayQuery]);
}
