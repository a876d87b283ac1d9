//! Repairs of forms that no version of the specification allows, but whose meaning is plain.

use indexmap::IndexSet;
use serde_json::{Map, Value, json};

use super::{is_of, moved, remark};
use crate::openapi::spec::{Dialect, Remark};

type Schema = Map<String, Value>;

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

/// `enum` beside `type: array` with values that are no lists: they are for the items.
pub fn item_values(schema: &mut Schema, _: Dialect) -> Vec<Remark> {
    let is_of_items = is_of(schema, "array")
        && matches!(schema.get("enum"), Some(Value::Array(values))
            if !values.iter().any(Value::is_array) && values.iter().any(|value| !value.is_null()));
    if !is_of_items {
        return Vec::new();
    }
    let values = schema.shift_remove("enum").unwrap_or_default();
    let items = schema.entry("items").or_insert_with(|| json!({}));
    let mut remarks = Vec::new();
    let fate = match items {
        Value::Object(items) if !items.contains_key("$ref") && !items.contains_key("enum") => {
            items.insert("enum".to_owned(), values);
            remarks.push(moved("enum", &["items", "enum"]));
            "lists values for the items of this list, and is read as theirs"
        }
        _ => "lists values for the items of this list, which have their own: it is ignored",
    };
    remarks.push(remark("enum", fate));
    remarks
}

/// `type: string` with `enum: [1, 2]`: YAML made numbers of what the author left unquoted.
pub fn string_values(schema: &mut Schema, _: Dialect) -> Vec<Remark> {
    if !is_of(schema, "string") {
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
    if let Some(value @ (Value::Number(_) | Value::Bool(_))) = schema.get_mut("const") {
        *value = Value::String(value.to_string());
        remarks.push(remark(
            "const",
            "is another value than a string; it is read as a string",
        ));
    }
    remarks
}

/// `OpenAPI` 2.0 wrote `type` and its companions into the parameter itself, and habits last.
pub fn bare_type(parameter: &mut Map<String, Value>, _: Dialect) -> Vec<Remark> {
    const COMPANIONS: &[&str] = &[
        "type",
        "format",
        "enum",
        "default",
        "items",
        "pattern",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
    ];
    if !parameter.contains_key("type")
        || parameter.contains_key("schema")
        || parameter.contains_key("content")
    {
        return Vec::new();
    }
    let (inner, outer) = std::mem::take(parameter)
        .into_iter()
        .partition(|(key, _)| COMPANIONS.contains(&key.as_str()));
    *parameter = outer;
    let inner: Map<String, Value> = inner;
    let inside = COMPANIONS.iter().filter(|key| inner.contains_key(**key));
    let mut remarks: Vec<Remark> = inside.map(|key| moved(key, &["schema", key])).collect();
    parameter.insert("schema".to_owned(), Value::Object(inner));
    remarks.push(remark(
        "type",
        "belongs into `schema`, and is read as if it stood there",
    ));
    remarks
}

/// A value of a wrong shape is left for the table to report.
pub fn schema_or_content(parameter: &mut Map<String, Value>, _: Dialect) -> Vec<Remark> {
    let has_schema = matches!(
        parameter.get("schema"),
        Some(Value::Object(_) | Value::Bool(_))
    );
    let has_content = matches!(parameter.get("content"), Some(Value::Object(_)));
    match (has_schema, has_content) {
        (true, true) => {
            parameter.shift_remove("content");
            vec![remark(
                "content",
                "can't stand beside `schema`; it is ignored",
            )]
        }
        (false, false) => {
            parameter.insert("schema".to_owned(), json!({}));
            vec![remark(
                "schema",
                "is needed here; without it, any value is taken",
            )]
        }
        _ => Vec::new(),
    }
}
