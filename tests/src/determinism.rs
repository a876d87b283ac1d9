//! The same document gives the same bytes: again, as JSON, and with its maps in another order.

use golden::case::Case;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::source;
use serde_json::{Map, Value};

/// Maps whose order is part of what they say: fields and variants are written in it.
const ORDERED: [&str; 7] = [
    "properties",
    "patternProperties",
    "mapping",
    "content",
    "headers",
    "variables",
    "examples",
];

/// Values of the document's author, not of OpenAPI.
const OPAQUE: [&str; 4] = ["example", "default", "value", "dataValue"];

/// Fails when another spelling of the document gives other files.
pub fn check(case: &Case) -> Result<(), String> {
    let Some(first) = case.generate().output else {
        return Ok(());
    };
    let source = source::text(
        case.document,
        case.text.clone(),
        &mut Diagnostics::default(),
    )
    .ok_or("the document could be read once only")?;
    let spellings = [
        ("a second run", case.text.clone()),
        ("JSON", format!("{:#}", source.root)),
        ("another order", format!("{:#}", reordered(&source.root))),
    ];
    for (what, text) in spellings {
        let other = case.generate_from(&text).output;
        let other = other.ok_or_else(|| format!("{what} gives nothing"))?;
        let paths = first.files.keys().chain(other.files.keys());
        for path in paths {
            if first.files.get(path) != other.files.get(path) {
                return Err(format!("{what} gives another {path}"));
            }
        }
        if first.map() != other.map() {
            return Err(format!("{what} gives another map"));
        }
    }
    Ok(())
}

/// The same document with each map whose order says nothing turned round.
fn reordered(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(reordered).collect(),
        Value::Object(members) => turned(members),
        other => other.clone(),
    }
}

fn turned(members: &Map<String, Value>) -> Value {
    members
        .iter()
        .rev()
        .map(|(key, value)| (key.clone(), member(key, value)))
        .collect()
}

fn member(key: &str, value: &Value) -> Value {
    match value {
        value if OPAQUE.contains(&key) || key.starts_with("x-") => value.clone(),
        Value::Object(members) if ORDERED.contains(&key) => members
            .iter()
            .map(|(name, value)| (name.clone(), reordered(value)))
            .collect(),
        value => reordered(value),
    }
}
