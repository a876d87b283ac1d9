//! Values of an enum or a constant that the type beside them forbids: the client's type follows the values.

use super::walk::Place;
use crate::diagnostic::{Code, Diagnostics};
use crate::number::has_fraction;
use crate::openapi::view::{Schema, View};
use crate::steps::steps;
use serde_json::Value;

/// Reports the first value of another type than the schema's. Null may be the mark of an optional value.
pub fn of_type(schema: Schema<'_>, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    let object = schema.object();
    let types: Vec<&str> = match object.value("type") {
        Some(Value::String(only)) => vec![only],
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
        _ => return,
    };
    let allows = |found: &str| {
        let is_it = |ty: &&str| *ty == found || (found, *ty) == ("integer", "number");
        found == "null" || types.iter().any(is_it)
    };
    let other = |value| Some(name(value)).filter(|found| !allows(found));
    let (found, at) = if let Some(found) = object.value("const").and_then(other) {
        (found, place.pointer().child("const"))
    } else {
        let Some(Value::Array(values)) = object.value("enum") else {
            return;
        };
        steps(values.len());
        let mut others = values.iter().map(other).enumerate();
        let found = others.find_map(|(index, found)| Some((index, found?)));
        let Some((index, found)) = found else {
            return;
        };
        (found, place.pointer().child("enum").index(index))
    };
    let words = [found, &types.join(" or ")];
    diagnostics.report(Code::ValueType, &at, &words);
}

/// The name of a value's type in JSON Schema.
pub fn name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if has_fraction(number) => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
