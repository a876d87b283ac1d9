//! Names and texts of the values of an enum. `OpenAPI` 3.0 has no keyword for them; these extensions are in
//! wide use:
//!
//! - names: `x-enum-varnames` (`OpenAPI` Generator), `x-enumNames` (`NSwag`), `x-speakeasy-enums`;
//! - texts: `x-enum-descriptions` (`OpenAPI` Generator), `x-enumDescriptions` (Redocly);
//! - both: `x-ms-enum` (`AutoRest`), `x-fern-enum`, `x-enum-elements`, `x-enum-values`.
//!
//! Names and texts are lists beside `enum` or maps from its values; the extensions for both are lists of
//! entries, or maps to entries.

use crate::api::{Annotation, Text};
use crate::openapi::view::{Keywords, Schema, View};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

const NAMES: [&str; 3] = ["x-enum-varnames", "x-enumNames", "x-speakeasy-enums"];
const TEXTS: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];
const ENTRIES: [&str; 3] = ["x-fern-enum", "x-enum-elements", "x-enum-values"];
/// An extension with entries below `values`.
const ENTRIES_WITHIN: &str = "x-ms-enum";

/// The members of an entry with the value. In an entry without any of them, the name is the value.
const VALUE: [&str; 2] = ["value", "numericValue"];
const NAME: [&str; 2] = ["name", "identifier"];

/// The schema of an enum that can have annotations. Most have no extension at all.
fn annotated<'a>(keywords: &Keywords<'a>) -> Option<Schema<'a>> {
    let schema = keywords.schema.filter(|_| !keywords.values.is_empty())?;
    let mut members = schema.object().iter();
    members
        .any(|(keyword, _)| keyword.starts_with("x-"))
        .then_some(schema)
}

/// The annotations of an enum's values, by extension.
pub fn read(keywords: &Keywords<'_>) -> BTreeMap<String, Annotation> {
    let mut listed = BTreeMap::new();
    let values = keywords.values;
    let Some(schema) = annotated(keywords) else {
        return listed;
    };
    for value in values {
        if let Some(text) = text(value) {
            listed.insert(text, Annotation::default());
        }
    }
    for (value, name) in said(schema, &NAMES, values) {
        set(&mut listed, &value, Some(name), None);
    }
    for (value, description) in said(schema, &TEXTS, values) {
        set(&mut listed, &value, None, Some(description));
    }
    let within = schema
        .extension(ENTRIES_WITHIN)
        .and_then(|said| said.get("values"));
    let entries = ENTRIES.iter().filter_map(|key| schema.extension(key));
    for (key, entry) in entries.chain(within).flat_map(entries_of) {
        let value = VALUE.iter().find_map(|key| text(entry.get(*key)?));
        let name = NAME.iter().find_map(|key| entry.get(*key)?.as_str());
        let description = entry.get("description").and_then(Value::as_str);
        match (key.map(str::to_owned).or(value), name) {
            (Some(value), name) => set(&mut listed, &value, name, description),
            (None, Some(value)) => set(&mut listed, value, None, description),
            (None, None) => {}
        }
    }
    listed.retain(|_, said| *said != Annotation::default());
    listed
}

/// The unreadable extensions, whose length isn't the enum's, with their length.
pub fn uneven(keywords: &Keywords<'_>) -> Vec<(&'static str, usize)> {
    let values = keywords.values;
    let Some(schema) = annotated(keywords) else {
        return Vec::new();
    };
    let keys = NAMES.into_iter().chain(TEXTS);
    let lengths = keys.filter_map(|key| Some((key, schema.extension(key)?.as_array()?.len())));
    lengths
        .filter(|(_, length)| beside(*length, values).is_none())
        .collect()
}

/// The texts of the values in the extensions of these names.
fn said<'s>(schema: Schema<'s>, keys: &[&str], values: &[Value]) -> Vec<(String, &'s str)> {
    let all = keys.iter().filter_map(|key| schema.extension(key));
    all.flat_map(|said| match said {
        Value::Array(list) => {
            let values = beside(list.len(), values).unwrap_or_default();
            let pairs = values.into_iter().zip(list);
            pairs
                .filter_map(|(value, said)| Some((text(value)?, said.as_str()?)))
                .collect()
        }
        Value::Object(map) => {
            let pairs = map.iter();
            pairs
                .filter_map(|(value, said)| Some((value.clone(), said.as_str()?)))
                .collect()
        }
        _ => Vec::new(),
    })
    .collect()
}

/// The values beside a list of this length, which may or may not count `null`.
fn beside(length: usize, values: &[Value]) -> Option<Vec<&Value>> {
    let all = || values.iter();
    let written = || all().filter(|value| !value.is_null());
    if length == values.len() {
        Some(all().collect())
    } else {
        (length == written().count()).then(|| written().collect())
    }
}

/// Entries, with the values in the keys of a map.
fn entries_of(said: &Value) -> Vec<(Option<&str>, &Map<String, Value>)> {
    match said {
        Value::Array(list) => list
            .iter()
            .filter_map(|entry| Some((None, entry.as_object()?)))
            .collect(),
        Value::Object(map) => map
            .iter()
            .filter_map(|(value, entry)| Some((Some(value.as_str()), entry.as_object()?)))
            .collect(),
        _ => Vec::new(),
    }
}

/// Adds a name and a text to a value, unless it has some already. Values that the enum doesn't list are
/// ignored.
fn set(
    listed: &mut BTreeMap<String, Annotation>,
    value: &str,
    name: Option<&str>,
    description: Option<&str>,
) {
    let Some(said) = listed.get_mut(value) else {
        return;
    };
    let is_written = |text: &&str| !text.trim().is_empty();
    let name = name.filter(is_written).map(str::to_owned);
    said.name = said.name.take().or(name);
    said.docs.description = said
        .docs
        .description
        .take()
        .or_else(|| description.filter(is_written).map(Text::from));
}

/// The key of a value in the annotations: a string, or the digits of a number.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
