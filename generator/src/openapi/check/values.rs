//! Values of another kind than is wanted.

use super::Place;
use super::spec::{Shape, Version};
use crate::diagnostic::Pointer;
use crate::steps::step;
use serde_json::{Number, Value};

/// A count that was written as `10.0` or `1e3`.
pub(super) fn whole(number: &Number) -> Option<u64> {
    let float = number.as_f64()?;
    let exact = float >= 0.0 && float.fract() == 0.0;
    exact.then(|| format!("{float:.0}").parse().ok())?
}

/// The name of a shape in a message about a value that hasn't it.
pub(super) fn expected(shape: &Shape, value: &Value, version: Version) -> String {
    let noun = shape.noun();
    let is_count = |number: f64| number >= 0.0 && number.fract() == 0.0;
    match shape {
        Shape::Types(_) if version >= Version::V31 => format!("{noun}, `null`"),
        Shape::Count if value.as_f64().is_some_and(is_count) => format!("{noun} to {}", u64::MAX),
        _ => noun,
    }
}

/// The dialect, or the vocabulary that readers must know, if it is no part of JSON Schema 2020-12 or of `OpenAPI`'s
/// dialect of that.
pub(super) fn other_dialect(value: &Value) -> Option<&str> {
    const READ: [&str; 2] = ["json-schema.org/draft/2020-12/", "spec.openapis.org/oas/3."];
    let is_other = |url: &&str| {
        let (_, place) = url.split_once("://").unwrap_or(("", url));
        !READ.iter().any(|known| place.starts_with(known))
    };
    match value {
        Value::String(url) => Some(url.as_str()).filter(is_other),
        Value::Object(vocabularies) => {
            let mut required = vocabularies
                .iter()
                .filter(|(_, required)| **required == true);
            required.find_map(|(url, _)| Some(url.as_str()).filter(is_other))
        }
        _ => None,
    }
}

/// A value as messages show it.
pub fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => format!("`{flag}`"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) if text.chars().count() <= 40 => format!("the string {text:?}"),
        Value::String(_) => "a string".to_owned(),
        Value::Array(items) if items.is_empty() => "an empty list".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(members) if members.is_empty() => "an empty object".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// Whether two values are equal in JSON Schema, where `1` is `1.0` (2020-12 Core, section 4.2.2).
pub fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            let is_double = one.is_f64() || other.is_f64();
            one == other || is_double && one.as_f64() == other.as_f64()
        }
        _ => one == other,
    }
}

/// Notes the places of numbers in a value where a double may stand for an integer beyond 64 bits.
pub(super) fn note_large(value: &Value, at: &Place<'_>, large: &mut Vec<Pointer>) {
    step();
    match value {
        Value::Number(number) if is_large(number) => large.push(at.in_tree()),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                note_large(item, &Place::Item(at, index, index), large);
            }
        }
        Value::Object(members) => {
            for (key, value) in members {
                note_large(value, &Place::Key(at, key), large);
            }
        }
        _ => {}
    }
}

/// Whether a double may stand for an integer beyond 64 bits.
pub fn is_large(number: &Number) -> bool {
    const END: f64 = 9_223_372_036_854_775_808.0;
    let double = number.as_f64().filter(|_| number.is_f64());
    double.is_some_and(|double| double.abs() >= END)
}
