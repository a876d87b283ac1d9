//! The words of `OpenAPI` 3.0 and 2.0 that 3.1 has no more. Newer documents with an older form mean the same, so all
//! passes but the first change all documents.

use serde_json::{Map, Value, json};

use super::null_word::allows_any_type;
use super::{foreign, is_of, moved, remark};
use crate::openapi::spec::{Remark, Version};

type Schema = Map<String, Value>;

/// Keywords that say something of a use rather than of the type.
pub(super) const ANNOTATIONS: &[&str] = &[
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

/// Whether a keyword of a schema counts beside `$ref` in 3.0, by the meaning of authors.
pub fn counts_beside_reference(keyword: &str) -> bool {
    keyword == "$ref" || keyword.starts_with("x-") || ANNOTATIONS.contains(&keyword)
}

/// 3.0 ignores siblings of `$ref`. Authors mean their annotations nevertheless, and since 3.1 all siblings
/// count.
pub fn reference_siblings(schema: &mut Schema, version: Version) -> Vec<Remark> {
    let Some(Value::String(_)) = schema.get("$ref") else {
        return Vec::new();
    };
    let mut remarks = Vec::new();
    schema.retain(|key, value| {
        let keep = version >= Version::V31 || counts_beside_reference(key);
        // Repeating a keyword of the target loses nothing.
        let is_echo = key == "type" && value == "object";
        if !keep && !is_echo {
            remarks.push(remark(
                key,
                "stands beside `$ref` and is ignored there before OpenAPI 3.1",
            ));
        }
        keep
    });
    remarks
}

/// Before 3.1, tools agree on `x-webhooks` for webhooks.
pub fn webhooks(document: &mut Map<String, Value>, version: Version) -> Vec<Remark> {
    // Path items of 2.0 have other words, and later versions have `webhooks`. An extension of another form has none.
    let has_items = |value: &Value| {
        let items = value.as_object();
        items.is_some_and(|items| items.values().all(Value::is_object))
    };
    let is_meant = version == Version::V30
        && !document.contains_key("webhooks")
        && document.get("x-webhooks").is_some_and(has_items);
    let Some(webhooks) = is_meant
        .then(|| document.shift_remove("x-webhooks"))
        .flatten()
    else {
        return Vec::new();
    };
    document.insert("webhooks".to_owned(), webhooks);
    vec![moved("x-webhooks", &["webhooks"])]
}

/// `nullable: true` beside a type is another type. Without a type it has no other word: views read
/// it, unless nothing else in the schema excludes null.
pub fn nullable(schema: &mut Schema, version: Version) -> Vec<Remark> {
    let is_true = |keyword| schema.get(keyword) == Some(&Value::Bool(true));
    // The second is how `OpenAPI` 2.0 says it, and documents that were one.
    let is_nullable = is_true("nullable");
    if !is_nullable && !is_true("x-nullable") {
        return Vec::new();
    }
    let is_any = allows_any_type(schema);
    match schema.get_mut("type") {
        Some(Value::String(name)) if name == "null" => {}
        Some(name @ Value::String(_)) => *name = json!([name.take(), "null"]),
        Some(Value::Array(names)) if names.iter().any(|name| name == "null") => {}
        Some(Value::Array(names)) => names.push("null".into()),
        // Any value is allowed, and so is null.
        _ if is_any => {
            schema.shift_remove("x-nullable");
        }
        _ if is_nullable => return Vec::new(),
        _ => {
            schema.insert("nullable".to_owned(), Value::Bool(true));
            return vec![moved("x-nullable", &["nullable"])];
        }
    }
    let has_word = schema.shift_remove("nullable").is_some();
    let remark = foreign("nullable", Version::V30);
    (has_word && version != Version::V30)
        .then_some(remark)
        .into_iter()
        .collect()
}

/// `exclusiveMinimum: true` makes a bound of `minimum` that is not reached; since 3.1 the bound stands there.
pub fn exclusive_bounds(schema: &mut Schema, version: Version) -> Vec<Remark> {
    let mut moves = Vec::new();
    for (exclusive, inclusive) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        let is_exclusive = match schema.get(exclusive) {
            Some(Value::Bool(is_exclusive)) => *is_exclusive,
            Some(Value::Number(_)) if version <= Version::V30 => {
                moves.push(foreign(exclusive, Version::V31));
                continue;
            }
            _ => continue,
        };
        if version > Version::V30 {
            moves.push(foreign(exclusive, Version::V30));
        }
        if is_exclusive && let Some(bound) = schema.shift_remove(inclusive) {
            schema.insert(exclusive.to_owned(), bound);
            moves.push(moved(inclusive, &[exclusive]));
        } else {
            schema.shift_remove(exclusive);
        }
    }
    moves
}

/// 3.0 has one type, which can't be `null`.
pub fn one_type(schema: &mut Schema, version: Version) -> Vec<Remark> {
    let is_newer = matches!(schema.get("type"), Some(ty) if ty.is_array() || ty == "null");
    let remark = foreign("type", Version::V31);
    (is_newer && version <= Version::V30)
        .then_some(remark)
        .into_iter()
        .collect()
}

/// `example` is the only one of `examples`.
pub fn example(schema: &mut Schema, _: Version) -> Vec<Remark> {
    let has_examples =
        matches!(schema.get("examples"), Some(Value::Array(examples)) if !examples.is_empty());
    let Some(example) = schema.get_mut("example").map(Value::take) else {
        return Vec::new();
    };
    schema.shift_remove("example");
    if has_examples {
        return Vec::new();
    }
    schema.insert("examples".to_owned(), json!([example]));
    vec![moved("example", &["examples", "0"])]
}

/// `format: byte` and `format: binary` say how a string holds bytes, for which newer versions have keywords.
pub fn bytes(schema: &mut Schema, _: Version) -> Vec<Remark> {
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
