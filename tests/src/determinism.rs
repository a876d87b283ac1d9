//! The same document gives the same bytes: again, as JSON, and with its maps in another order.

use golden::case::Case;
use golden::decimals::Marked;
use openapi_client_generator::Output;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;

/// Maps whose order has a meaning: fields and variants are written in it.
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

/// Another spelling of a value.
type Spell = fn(&Value) -> String;

/// Fails when another spelling of the document gives other files.
pub fn check(case: &Case) -> Result<(), String> {
    let Some(first) = case.generate().output else {
        return Ok(());
    };
    let spellings: [(&str, Spell); 2] = [
        ("JSON", |root| format!("{root:#}")),
        ("another order", |root| format!("{:#}", reordered(root))),
    ];
    let again = case.generate();
    compare("a second run", &first, again.output.as_ref())?;
    for (what, spell) in spellings {
        let text = respelled(&case.text, spell).ok_or("the document could be read once only")?;
        let others = case.files.iter().map(|(name, text)| {
            // Those that aren't values are texts.
            let other = respelled(text, spell).filter(|_| !is_text(name));
            (name.clone(), other.unwrap_or_else(|| text.clone()))
        });
        let others: BTreeMap<_, _> = others.collect();
        let other = case.generate_of(&case.package(), &text, &others);
        compare(what, &first, other.output.as_ref())?;
    }
    Ok(())
}

fn compare(what: &str, first: &Output, other: Option<&Output>) -> Result<(), String> {
    let other = other.ok_or_else(|| format!("{what} gives nothing"))?;
    let paths = first.files.keys().chain(other.files.keys());
    for path in paths {
        if first.files.get(path) != other.files.get(path) {
            return Err(format!("{what} gives another {path}"));
        }
    }
    if first.map() == other.map() {
        Ok(())
    } else {
        Err(format!("{what} gives another map"))
    }
}

/// Whether a file is a description.
fn is_text(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|extension| extension == "md")
}

/// A file in another spelling.
fn respelled(text: &str, spell: Spell) -> Option<String> {
    let marked = Marked::read("file", text)?;
    Some(marked.written(spell(&marked.root)))
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
