//! A document in many files: each component, and each path item, in a file of its own.

use openapi_client_generator::openapi::spec::{DOCUMENT, Kind, SCHEMA, Shape};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The sections whose components become files; the others stay, as tools that split documents leave them.
const SECTIONS: [&str; 3] = ["schemas", "parameters", "responses"];

/// The document and its other files.
#[must_use]
pub fn split(document: &Value, name: &str) -> (String, BTreeMap<String, String>) {
    let mut document = document.clone();
    let mut files = BTreeMap::new();
    let back = format!("../{name}");
    if let Some(Value::Object(paths)) = document.get_mut("paths") {
        let items = paths.iter_mut().filter(|(path, _)| path.starts_with('/'));
        for (number, (_, item)) in items.enumerate() {
            let is_item = item
                .as_object()
                .is_some_and(|item| !item.contains_key("$ref"));
            if is_item {
                let file = format!("paths/{number}.json");
                move_out(item, &kind(&["paths", "/"]), &back, file, &mut files);
            }
        }
    }
    for section in SECTIONS {
        let components = document.get_mut("components");
        let components = components.and_then(|components| components.get_mut(section));
        for (name, value) in components
            .and_then(Value::as_object_mut)
            .into_iter()
            .flatten()
        {
            let is_value = value
                .as_object()
                .is_some_and(|value| !value.contains_key("$ref"));
            if is_value && is_plain(name) {
                let file = format!("{section}/{name}.json");
                move_out(
                    value,
                    &kind(&["components", section, name]),
                    &back,
                    file,
                    &mut files,
                );
            }
        }
    }
    (format!("{document:#}"), files)
}

/// Whether a name is that of a file on every system.
fn is_plain(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    name.len() < 60 && name.chars().all(is_plain)
}

/// Lets a reference stand for a value, which becomes a file.
fn move_out(
    value: &mut Value,
    shape: &Shape,
    back: &str,
    file: String,
    files: &mut BTreeMap<String, String>,
) {
    let mut moved = value.take();
    rewrite(&mut moved, shape, back);
    *value = json!({ "$ref": file });
    files.insert(file, format!("{moved:#}"));
}

/// The shape of the value at a place of a document.
fn kind(keys: &[&str]) -> Shape {
    let keys = keys.iter().map(|key| (*key).into());
    let shape =
        openapi_client_generator::openapi::spec::shape_below(Shape::Object(&DOCUMENT), keys);
    shape.unwrap_or(Shape::Any)
}

/// Lets the references to the document lead back to its file.
fn rewrite(value: &mut Value, shape: &Shape, back: &str) {
    let shape = &shape.itself();
    match (shape, value) {
        (Shape::List(item) | Shape::Tuple(item), Value::Array(items)) => {
            for value in items.iter_mut() {
                rewrite(value, item, back);
            }
        }
        (Shape::FlagOr(_), Value::Array(items)) => {
            for value in items.iter_mut() {
                rewrite(value, shape, back);
            }
        }
        (Shape::Map(item), Value::Object(members)) => {
            for value in members.values_mut() {
                rewrite(value, item, back);
            }
        }
        (Shape::Object(kind) | Shape::Ref(kind) | Shape::FlagOr(kind), Value::Object(members)) => {
            object(members, kind, back);
        }
        _ => {}
    }
}

fn object(members: &mut Map<String, Value>, kind: &'static Kind, back: &str) {
    if let Some(Value::String(reference)) = members.get_mut("$ref")
        && reference.starts_with("#/")
    {
        reference.insert_str(0, back);
    }
    if std::ptr::eq(kind, &raw const SCHEMA)
        && let Some(Value::Object(discriminator)) = members.get_mut("discriminator")
    {
        let mapped = discriminator.iter_mut();
        let mapped = mapped.flat_map(|(key, value)| match (&**key, value) {
            ("mapping", Value::Object(tags)) => tags.values_mut().collect(),
            ("defaultMapping", target) => vec![target],
            _ => Vec::new(),
        });
        for target in mapped {
            if let Value::String(target) = target
                && target.starts_with("#/")
            {
                target.insert_str(0, back);
            }
        }
    }
    for (key, value) in members.iter_mut() {
        let mut known = kind.keywords.iter();
        if let Some(known) = known.find(|known| known.name == key) {
            rewrite(value, &known.shape, back);
        } else if let Some(patterned) = kind.patterned.as_ref()
            && (patterned.matches)(key)
        {
            rewrite(value, &patterned.shape, back);
        }
    }
}
