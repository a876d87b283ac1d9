//! Limits, formats and directions of a schema that exclude each other.

use super::walk::Place;
use crate::diagnostic::{Code, Diagnostics};
use crate::number::order;
use crate::openapi::view::{Schema, View};
use serde_json::{Number, Value};
use std::cmp::Ordering;

/// The keywords of a least and a most value, and whether these must differ.
const PAIRS: &[(&str, &str, bool)] = &[
    ("minimum", "maximum", false),
    ("minimum", "exclusiveMaximum", true),
    ("exclusiveMinimum", "maximum", true),
    ("exclusiveMinimum", "exclusiveMaximum", true),
    ("minLength", "maxLength", false),
    ("minItems", "maxItems", false),
    ("minProperties", "maxProperties", false),
];

/// The formats of whole numbers, with the least and the most of them.
const RANGES: &[(&str, i64, u64)] = &[
    ("int8", i8::MIN as i64, i8::MAX as u64),
    ("int16", i16::MIN as i64, i16::MAX as u64),
    ("int32", i32::MIN as i64, i32::MAX as u64),
    ("int64", i64::MIN, i64::MAX as u64),
    ("uint8", 0, u8::MAX as u64),
    ("uint16", 0, u16::MAX as u64),
    ("uint32", 0, u32::MAX as u64),
    ("uint64", 0, u64::MAX),
];

/// Reports the first two limits between which no value is, and the directions of a member that has none.
pub fn apart(schema: Schema<'_>, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    let is = |keyword| schema.object().value(keyword) == Some(&Value::Bool(true));
    if is("readOnly") && is("writeOnly") {
        let at = place.pointer().child("writeOnly");
        let words = ["readOnly: true", "writeOnly: true"];
        diagnostics.report(Code::LimitsApart, &at, &words);
    }
    if let Some(least) = beyond_tuple(schema) {
        let at = place.pointer().child("minItems");
        let words = [&*format!("minItems: {least}"), "items: false"];
        diagnostics.report(Code::LimitsApart, &at, &words);
    }
    let limit = |keyword| schema.object().value(keyword)?.as_number();
    for (least, most, is_strict) in PAIRS {
        let (Some(low), Some(high)) = (limit(least), limit(most)) else {
            continue;
        };
        let order = order(low, high);
        if order.is_some_and(|it| it.is_gt() || *is_strict && it.is_eq()) {
            let at = place.pointer().child(most);
            let words = [format!("{least}: {low}"), format!("{most}: {high}")];
            diagnostics.report(Code::LimitsApart, &at, &[&words[0], &words[1]]);
            return;
        }
    }
    out_of_format(schema, place, diagnostics);
}

/// The least and the most number of a format.
pub fn range(format: &str) -> Option<(Number, Number)> {
    let (_, least, most) = RANGES.iter().find(|(name, ..)| *name == format)?;
    Some((Number::from(*least), Number::from(*most)))
}

/// Reports a limit that leaves no number of the format.
fn out_of_format(schema: Schema<'_>, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    let format = schema.object().value("format").and_then(Value::as_str);
    let Some((name, (least, most))) = format.and_then(|name| Some((name, range(name)?))) else {
        return;
    };
    for (keyword, end, apart, is_strict) in [
        ("maximum", &least, Ordering::Less, false),
        ("exclusiveMaximum", &least, Ordering::Less, true),
        ("minimum", &most, Ordering::Greater, false),
        ("exclusiveMinimum", &most, Ordering::Greater, true),
    ] {
        let limit = schema.object().value(keyword).and_then(Value::as_number);
        let order = limit.and_then(|limit| order(limit, end));
        if order.is_some_and(|it| it == apart || is_strict && it.is_eq())
            && let Some(limit) = limit
        {
            let at = place.pointer().child(keyword);
            let words = [format!("format: {name}"), format!("{keyword}: {limit}")];
            diagnostics.report(Code::LimitsApart, &at, &[&words[0], &words[1]]);
            return;
        }
    }
}

/// The least number of items, if it is above that of `prefixItems`, behind which no item is allowed.
fn beyond_tuple(schema: Schema<'_>) -> Option<u64> {
    let value = |keyword| schema.object().value(keyword);
    let described = value("prefixItems").and_then(Value::as_array);
    let described = described.map_or(0, Vec::len) as u64;
    let least = value("minItems")?.as_u64()?;
    (value("items") == Some(&Value::Bool(false)) && least > described).then_some(least)
}
