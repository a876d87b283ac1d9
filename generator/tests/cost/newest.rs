//! Documents as one of 3.2: places that references lead to within each other.

use crate::{linear, linear_newest, made};
use openapi_client_generator::diagnostic::Code;
use serde_json::{Value, json};

/// A document of 3.0 with an extension and these schemas.
fn document(schemas: Vec<Value>, own: &Value) -> String {
    let schemas = schemas.into_iter().enumerate();
    let schemas: serde_json::Map<String, Value> = schemas
        .map(|(i, schema)| (format!("S{i}"), schema))
        .collect();
    let info = json!({ "title": "t", "version": "1" });
    json!({ "openapi": "3.0.3", "info": info, "paths": {}, "components": { "schemas": schemas }, "x-own": own })
        .to_string()
}

/// A schema with `members` members below `levels` others, with a reference to each level.
fn nested(levels: usize, members: usize, around: impl Fn(Value, usize) -> Value) -> Value {
    let member = |i| {
        (
            format!("m{i}"),
            json!({ "type": "string", "nullable": true }),
        )
    };
    let members: serde_json::Map<String, Value> = (0..members).map(member).collect();
    let inner = json!({ "type": "object", "properties": members });
    (0..levels).rev().fold(inner, around)
}

/// The place of a level, below others of the same keys.
fn place(level: usize, keys: &str) -> Value {
    json!({ "$ref": format!("#/x-own{}", keys.repeat(level)) })
}

/// The stages have a copy of each, up to a limit.
#[test]
fn copies_of_targets_within_targets() {
    let not = |inner, _| json!({ "not": inner });
    let within = |count: usize| {
        let all = (0..count / 4).map(|level| place(level, "/not"));
        document(all.collect(), &nested(count / 4, 8 * count, not))
    };
    linear("places within places", within);
    let (_, told) = made(within(400));
    assert!(told.iter().any(|it| it.code == Code::UsedTooOften));
    linear("places within places, from the inside out", |count| {
        let around = |inner, level: usize| json!({ "not": inner, "anyOf": [place(level.saturating_sub(1), "/not")] });
        let first = place(count / 4, "/not");
        document(vec![first], &nested(count / 4, 8 * count, around))
    });
}

#[test]
fn targets_within_targets() {
    // A document has a limited number of levels: what grows as well is the innermost.
    let levels = |count: usize| count / 4;
    let not = |inner, _| json!({ "not": inner });
    linear_newest("targets from the outside in", |count| {
        let all = (0..levels(count)).map(|level| place(level, "/not"));
        document(all.collect(), &nested(levels(count), 8 * count, not))
    });
    linear_newest("targets from the inside out", |count| {
        let all = (0..levels(count)).rev().map(|level| place(level, "/not"));
        document(all.collect(), &nested(levels(count), 8 * count, not))
    });
    linear_newest("each target leads to the one around it", |count| {
        let around = |inner, level: usize| json!({ "not": inner, "anyOf": [place(level.saturating_sub(1), "/not")] });
        let first = place(levels(count), "/not");
        document(vec![first], &nested(levels(count), 8 * count, around))
    });
    linear_newest("targets in lists that are upgraded", |count| {
        let levels = count / 8;
        let list = |inner, _| json!({ "type": "array", "items": [inner] });
        let all = (0..levels).rev().map(|level| place(level, "/items/0"));
        document(all.collect(), &nested(levels, 8 * count, list))
    });
}
