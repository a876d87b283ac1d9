//! The words of `OpenAPI` 3.0 that differ. Newer documents with an older form mean the same, so all passes but
//! the first run on all documents.

use serde_json::{Map, Value, json};

use super::{is_of, moved, remark};
use crate::openapi::spec::{Dialect, Remark};

type Schema = Map<String, Value>;

/// Keywords that say something of a use rather than of the type.
const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "default",
    "example",
    "examples",
    "externalDocs",
];

/// 3.0 ignores siblings of `$ref`. Authors mean their annotations nevertheless, and since 3.1 all siblings
/// count.
pub fn reference_siblings(schema: &mut Schema, dialect: Dialect) -> Vec<Remark> {
    let Some(Value::String(_)) = schema.get("$ref") else {
        return Vec::new();
    };
    let mut remarks = Vec::new();
    schema.retain(|key, value| {
        let keep = dialect == Dialect::V31
            || key == "$ref"
            || key.starts_with("x-")
            || ANNOTATIONS.contains(&key.as_str());
        // Repeating a keyword of the target loses nothing.
        let is_echo = key == "type" && value == "object";
        if !keep && !is_echo {
            remarks.push(remark(
                key,
                "stands beside `$ref` and is ignored there in OpenAPI 3.0",
            ));
        }
        keep
    });
    remarks
}

/// `nullable: true` beside a type is another type. Without a type it has no other word: views read it.
pub fn nullable(schema: &mut Schema, _: Dialect) -> Vec<Remark> {
    let is_true = |keyword| schema.get(keyword) == Some(&Value::Bool(true));
    // The second is how `OpenAPI` 2.0 says it, and documents that were one.
    if !is_true("nullable") && !is_true("x-nullable") {
        return Vec::new();
    }
    match schema.get_mut("type") {
        Some(Value::String(name)) if name == "null" => {}
        Some(name @ Value::String(_)) => *name = json!([name.take(), "null"]),
        Some(Value::Array(names)) => names.push("null".into()),
        _ => {
            schema.insert("nullable".to_owned(), Value::Bool(true));
            return Vec::new();
        }
    }
    schema.shift_remove("nullable");
    Vec::new()
}

/// `exclusiveMinimum: true` makes a bound of `minimum` that is not reached; since 3.1 the bound stands there.
pub fn exclusive_bounds(schema: &mut Schema, _: Dialect) -> Vec<Remark> {
    let mut moves = Vec::new();
    for (exclusive, inclusive) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        let Some(Value::Bool(is_exclusive)) = schema.get(exclusive) else {
            continue;
        };
        if *is_exclusive && let Some(bound) = schema.shift_remove(inclusive) {
            schema.insert(exclusive.to_owned(), bound);
            moves.push(moved(inclusive, &[exclusive]));
        } else {
            schema.shift_remove(exclusive);
        }
    }
    moves
}

/// `format: byte` and `format: binary` say how a string holds bytes, for which newer versions have keywords.
pub fn bytes(schema: &mut Schema, _: Dialect) -> Vec<Remark> {
    let (keyword, value) = match schema.get("format").and_then(Value::as_str) {
        Some("byte") => ("contentEncoding", "base64"),
        Some("binary") => ("contentMediaType", "application/octet-stream"),
        _ => return Vec::new(),
    };
    let has_content = ["contentEncoding", "contentMediaType"]
        .iter()
        .any(|keyword| schema.contains_key(*keyword));
    if is_of(schema, "string") && !has_content {
        schema.shift_remove("format");
        schema.insert(keyword.to_owned(), value.into());
        return vec![moved("format", &[keyword])];
    }
    Vec::new()
}
