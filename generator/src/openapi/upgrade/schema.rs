//! Passes on single keywords of a schema.

use indexmap::IndexSet;
use serde_json::{Map, Value, json};

use super::remark;
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

/// `OpenAPI` 3.0 ignores what stands beside `$ref`. Authors mean their annotations nevertheless,
/// and since 3.1 all siblings count.
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
        // Saying once more what the target says is no loss.
        let is_echo = key == "type" && value == "object";
        if !keep && !is_echo {
            remarks.push(remark(
                key,
                "stands beside `$ref` and is ignored there in OpenAPI 3.0",
            ));
        }
        keep
    });
    if schema.len() > 1
        && let Some(reference) = schema.shift_remove("$ref")
    {
        let reference = json!({ "$ref": reference });
        match schema.get_mut("allOf") {
            Some(Value::Array(parts)) => parts.insert(0, reference),
            _ => {
                schema.insert("allOf".to_owned(), json!([reference]));
            }
        }
    }
    remarks
}

/// `discriminator: type`, as in `OpenAPI` 2.0.
pub fn discriminator_name(schema: &mut Schema, _: Dialect) -> Vec<Remark> {
    if let Some(discriminator) = schema.get_mut("discriminator")
        && discriminator.is_string()
    {
        *discriminator = json!({ "propertyName": discriminator.take() });
        return vec![remark(
            "discriminator",
            "is read as the `propertyName` of an object",
        )];
    }
    Vec::new()
}

/// `const` is an `enum` of one.
pub fn constant(schema: &mut Schema, _: Dialect) -> Vec<Remark> {
    if let Some(constant) = schema.shift_remove("const") {
        schema.insert("enum".to_owned(), json!([constant]));
    }
    Vec::new()
}

/// Of a list of `examples`, 3.0 takes one.
pub fn examples(schema: &mut Schema, _: Dialect) -> Vec<Remark> {
    if let Some(Value::Array(_)) = schema.get("examples")
        && let Some(Value::Array(examples)) = schema.shift_remove("examples")
        && !schema.contains_key("example")
        && let Some(first) = examples.into_iter().next()
    {
        schema.insert("example".to_owned(), first);
    }
    Vec::new()
}

/// A schema for each place of a list: `prefixItems`, or until 2019 a list of `items`. In 3.0 all items
/// have one schema, so here each is one of those.
pub fn items_by_place(schema: &mut Schema, _: Dialect) -> Vec<Remark> {
    let is_list = |keyword| schema.get(keyword).is_some_and(Value::is_array);
    let (keyword, rest, fate) = if is_list("prefixItems") {
        let fate = "says what stands at which place; each item is read and sent as one of these";
        ("prefixItems", "items", fate)
    } else if is_list("items") {
        let fate = "has to be a schema, not a list; each item is read and sent as one of these";
        ("items", "additionalItems", fate)
    } else {
        return Vec::new();
    };
    let mut places = match schema.shift_remove(keyword) {
        Some(Value::Array(places)) => places,
        _ => Vec::new(),
    };
    match schema.shift_remove(rest) {
        Some(Value::Bool(false)) if !schema.contains_key("maxItems") => {
            schema.insert("maxItems".to_owned(), places.len().into());
        }
        // Without a word on the rest there usually is none, and an item that nobody described is kept.
        rest => places.extend(rest.filter(Value::is_object)),
    }
    let alternatives: IndexSet<Value> = places.into_iter().collect();
    let mut alternatives: Vec<Value> = alternatives.into_iter().collect();
    let is_told = alternatives.len() > 1 || keyword == "items";
    let items = match alternatives.pop() {
        None => json!({}),
        Some(only) if alternatives.is_empty() => only,
        Some(last) => {
            alternatives.push(last);
            json!({ "anyOf": alternatives })
        }
    };
    schema.insert("items".to_owned(), items);
    let told = is_told.then(|| remark(keyword, fate));
    told.into_iter().collect()
}

/// `exclusiveMinimum: 0` says what `minimum: 0` with `exclusiveMinimum: true` said before 3.1.
pub fn exclusive_bounds(schema: &mut Schema, _: Dialect) -> Vec<Remark> {
    for (exclusive, inclusive) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        let Some(bound @ Value::Number(_)) = schema.get(exclusive).cloned() else {
            continue;
        };
        let limit = |bound: &Value| bound.as_f64().unwrap_or_default();
        let wider = schema.get(inclusive).is_some_and(|other| match inclusive {
            "minimum" => limit(other) > limit(&bound),
            _ => limit(other) < limit(&bound),
        });
        if wider {
            schema.shift_remove(exclusive);
        } else {
            schema.insert(inclusive.to_owned(), bound);
            schema.insert(exclusive.to_owned(), Value::Bool(true));
        }
    }
    Vec::new()
}

/// 3.1 says with `contentEncoding` and `contentMediaType` what 3.0 says with a format.
pub fn encoded_content(schema: &mut Schema, _: Dialect) -> Vec<Remark> {
    let encoding = schema.shift_remove("contentEncoding");
    let media_type = schema.shift_remove("contentMediaType");
    let format = match (&encoding, &media_type) {
        (Some(Value::String(encoding)), _) if encoding.eq_ignore_ascii_case("base64") => "byte",
        (None, Some(Value::String(kind))) if kind == "application/octet-stream" => "binary",
        _ => "",
    };
    if !format.is_empty() && !schema.contains_key("format") {
        schema.insert("format".to_owned(), format.into());
        return Vec::new();
    }
    for (key, value) in [
        ("x-content-encoding", encoding),
        ("x-content-media-type", media_type),
    ] {
        if let Some(value) = value {
            schema.insert(key.to_owned(), value);
        }
    }
    Vec::new()
}

/// `enum` beside `type: array` with values that are no lists: they are for the items.
pub fn item_values(schema: &mut Schema, _: Dialect) -> Vec<Remark> {
    let is_of_items = schema.get("type").is_some_and(|kind| kind == "array")
        && matches!(schema.get("enum"), Some(Value::Array(values))
            if !values.iter().any(Value::is_array) && values.iter().any(|value| !value.is_null()));
    if !is_of_items {
        return Vec::new();
    }
    let values = schema.shift_remove("enum").unwrap_or_default();
    let items = schema.entry("items").or_insert_with(|| json!({}));
    let fate = match items {
        Value::Object(items) if !items.contains_key("$ref") && !items.contains_key("enum") => {
            items.insert("enum".to_owned(), values);
            "lists values for the items of this list, and is read as theirs"
        }
        _ => "lists values for the items of this list, which have their own: it is ignored",
    };
    vec![remark("enum", fate)]
}

/// `type: string` with `enum: [1, 2]`: YAML made numbers of what the author left unquoted.
pub fn string_values(schema: &mut Schema, _: Dialect) -> Vec<Remark> {
    if schema.get("type").is_none_or(|kind| kind != "string") {
        return Vec::new();
    }
    let mut remarks = Vec::new();
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        let mut changed = false;
        for value in values {
            if matches!(value, Value::Number(_) | Value::Bool(_)) {
                *value = Value::String(value.to_string());
                changed = true;
            }
        }
        if changed {
            remarks.push(remark(
                "enum",
                "lists other values than strings; they are read as strings",
            ));
        }
    }
    remarks
}
