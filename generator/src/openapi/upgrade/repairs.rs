//! Repairs of forms that no version of the specification allows, or that say the same as another, plainer one.

use serde_json::{Map, Number, Value, json};

use super::{is_of, moved, remark};
use crate::openapi::spec::{Remark, Version, is_status};

type Schema = Map<String, Value>;

/// `discriminator: type`, which is the form of `OpenAPI` 2.0.
pub fn discriminator_name(schema: &mut Schema, version: Version) -> Vec<Remark> {
    if let Some(discriminator) = schema.get_mut("discriminator")
        && discriminator.is_string()
    {
        *discriminator = json!({ "propertyName": discriminator.take() });
        if version > Version::V20 {
            return vec![remark(
                "discriminator",
                "is read as the `propertyName` of an object",
            )];
        }
    }
    Vec::new()
}

/// Of `example` and `examples`, an object other than a schema has one.
pub fn both_examples(object: &mut Schema, _: Version) -> Vec<Remark> {
    let has_both = ["example", "examples"]
        .iter()
        .all(|key| object.contains_key(*key));
    let fate = "excludes `examples`, which stands beside it";
    has_both
        .then(|| remark("example", fate))
        .into_iter()
        .collect()
}

/// Keywords that say nothing without another one (JSON Schema 2020-12 Core, sections 10.2.2.2 and 10.2.2.3, and
/// Validation, sections 6.4.4 and 6.4.5).
pub fn companions(schema: &mut Schema, _: Version) -> Vec<Remark> {
    const COMPANIONS: [(&str, &str, &str); 4] = [
        ("then", "if", "has no effect without `if`"),
        ("else", "if", "has no effect without `if`"),
        (
            "minContains",
            "contains",
            "has no effect without `contains`",
        ),
        (
            "maxContains",
            "contains",
            "has no effect without `contains`",
        ),
    ];
    let lone = COMPANIONS.iter().filter(|(keyword, other, _)| {
        schema.contains_key(*keyword) && !schema.contains_key(*other)
    });
    lone.map(|(keyword, _, fate)| remark(keyword, fate))
        .collect()
}

/// The values of an example that exclude each other (`OpenAPI` 3.2, "Example Object").
pub fn example_values(example: &mut Schema, _: Version) -> Vec<Remark> {
    const EXCLUDED: [(&str, &str, &str); 4] = [
        (
            "value",
            "dataValue",
            "excludes `dataValue`, which stands beside it",
        ),
        (
            "value",
            "serializedValue",
            "excludes `serializedValue`, which stands beside it",
        ),
        (
            "value",
            "externalValue",
            "excludes `externalValue`, which stands beside it",
        ),
        (
            "externalValue",
            "serializedValue",
            "excludes `serializedValue`, which stands beside it",
        ),
    ];
    let both = EXCLUDED
        .iter()
        .filter(|(one, other, _)| example.contains_key(*one) && example.contains_key(*other));
    both.map(|(one, _, fate)| remark(one, fate)).collect()
}

/// A range of statuses has capitals: `2XX`.
pub fn status_case(responses: &mut Schema, _: Version) -> Vec<Remark> {
    let is_small = |status: &&String| {
        let digits = status.get(1..).unwrap_or_default();
        is_status(status) && digits.eq_ignore_ascii_case("xx") && digits != "XX"
    };
    let small = responses.keys().filter(is_small);
    let fate = "is read as a range of statuses, which has capital letters";
    small.map(|status| remark(status, fate)).collect()
}

/// Whether a schema has a list of `items`, as JSON Schema had it until 2019.
pub fn has_item_list(schema: &Schema) -> bool {
    schema.get("items").is_some_and(Value::is_array) && !schema.contains_key("prefixItems")
}

/// A list of `items` is `prefixItems`, and `additionalItems` are the items behind them.
pub fn item_list(schema: &mut Schema, _: Version) -> Vec<Remark> {
    if !has_item_list(schema) {
        return Vec::new();
    }
    let mut remarks = vec![
        remark("items", "is a list, and is read as `prefixItems`"),
        moved("items", &["prefixItems"]),
    ];
    let places = schema.shift_remove("items").unwrap_or_default();
    schema.insert("prefixItems".to_owned(), places);
    if let Some(rest) = schema.shift_remove("additionalItems") {
        schema.insert("items".to_owned(), rest);
        remarks.push(moved("additionalItems", &["items"]));
    }
    remarks
}

/// `items` says nothing of an object, which a schema without a type is if it has `properties`.
pub fn items_of_object(schema: &mut Schema, _: Version) -> Vec<Remark> {
    let has_members = schema.get("properties").is_some_and(Value::is_object);
    let is_typed = ["type", "$ref"].iter().any(|key| schema.contains_key(*key));
    let is_object = has_members && !is_typed && schema.contains_key("items");
    let fate = "has no effect: without a `type`, the schema is an object by its `properties`";
    is_object
        .then(|| remark("items", fate))
        .into_iter()
        .collect()
}

/// `unevaluated…` means the undescribed members or items, where no other schema describes a part of the value.
pub fn unevaluated(schema: &mut Schema, _: Version) -> Vec<Remark> {
    const APPLICATORS: &[&str] = &[
        "$ref",
        "$dynamicRef",
        "$recursiveRef",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "if",
        "then",
        "else",
        "dependentSchemas",
        "contains",
    ];
    let mut moves = Vec::new();
    for (unevaluated, additional) in [
        ("unevaluatedProperties", "additionalProperties"),
        ("unevaluatedItems", "items"),
    ] {
        if schema.contains_key(unevaluated)
            && !schema.contains_key(additional)
            && !APPLICATORS.iter().any(|other| schema.contains_key(*other))
            && let Some(value) = schema.shift_remove(unevaluated)
        {
            schema.insert(additional.to_owned(), value);
            moves.push(moved(unevaluated, &[additional]));
        }
    }
    moves
}

/// `enum` beside `type: array` with values that are no lists: they are for the items.
pub fn item_values(schema: &mut Schema, _: Version) -> Vec<Remark> {
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

/// `type: string` with `enum: [1, 2]`, as YAML reads unquoted digits as numbers, and `type: integer` with
/// `enum: ['1', '2']`: the type says what is meant.
pub fn values_of_type(schema: &mut Schema, _: Version) -> Vec<Remark> {
    let types = ["string", "integer", "number", "boolean"];
    let Some(ty) = types.into_iter().find(|ty| is_of(schema, ty)) else {
        return Vec::new();
    };
    let (of_all, of_one) = match ty {
        "string" => (
            "lists other values than strings; they are read as strings",
            "is another value than a string; it is read as a string",
        ),
        "boolean" => (
            "lists strings; they are read as booleans",
            "is a string; it is read as a boolean",
        ),
        _ => (
            "lists strings; they are read as numbers",
            "is a string; it is read as a number",
        ),
    };
    let mut remarks = Vec::new();
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        let mut changed = false;
        for (index, value) in values.iter_mut().enumerate() {
            changed |= become_typed(value, ty, ("enum", Some(index)), &mut remarks);
        }
        if changed {
            remarks.push(remark("enum", of_all));
        }
    }
    for keyword in ["const", "default"] {
        // A default is only shown, so it is read as it stands.
        let is_read = ty == "string" || keyword == "const";
        if let Some(value) = schema.get_mut(keyword).filter(|_| is_read)
            && become_typed(value, ty, (keyword, None), &mut remarks)
        {
            remarks.push(remark(keyword, of_one));
        }
    }
    remarks
}

/// Makes a value one of a type; `false` for one that is, or can't be.
fn become_typed(
    value: &mut Value,
    ty: &str,
    (keyword, index): (&'static str, Option<usize>),
    remarks: &mut Vec<Remark>,
) -> bool {
    let typed = match (ty, &*value) {
        ("string", Value::Number(_) | Value::Bool(_)) => {
            if value.is_f64() {
                remarks.push(Remark::Decimal { keyword, index });
            }
            Some(Value::String(value.to_string()))
        }
        ("integer" | "number", Value::String(text)) => {
            let number = text.parse::<Number>().ok().map(Value::Number);
            number.filter(|number| ty == "number" || !number.is_f64())
        }
        ("boolean", Value::String(text)) => text.parse().ok().map(Value::Bool),
        _ => None,
    };
    let is_typed = typed.is_some();
    *value = typed.unwrap_or_else(|| value.take());
    is_typed
}

/// `type: object` with `format: file` is how AutoRest writes the contents of a file.
pub fn file(schema: &mut Map<String, Value>, _: Version) -> Vec<Remark> {
    const PARTS: [&str; 4] = ["properties", "additionalProperties", "allOf", "$ref"];
    let says = |keyword: &str, word: &str| schema.get(keyword) == Some(&word.into());
    let has_parts = PARTS.iter().any(|part| schema.contains_key(*part));
    if !says("type", "object") || !says("format", "file") || has_parts {
        return Vec::new();
    }
    schema.insert("type".to_owned(), "string".into());
    schema.insert("format".to_owned(), "binary".into());
    vec![remark(
        "type",
        "is read as `string` with `format: binary`, since `format: file` means the contents of a file",
    )]
}

/// `OpenAPI` 2.0 wrote `type` and its companions into the parameter itself, and habits last.
pub fn bare_type(parameter: &mut Map<String, Value>, _: Version) -> Vec<Remark> {
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
pub fn schema_or_content(parameter: &mut Map<String, Value>, _: Version) -> Vec<Remark> {
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
