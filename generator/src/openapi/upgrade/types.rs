//! Passes that bring types which 3.1 can combine into the one type and `nullable` of 3.0.

use indexmap::IndexSet;
use serde_json::{Map, Value, json};

use crate::openapi::spec::{Dialect, Remark};

type Schema = Map<String, Value>;

/// Keywords that only say something of one type. The others go with the schema as a whole.
const OF_TYPE: &[(&str, &[&str])] = &[
    ("string", &["format", "pattern", "minLength", "maxLength"]),
    ("integer", NUMERIC),
    ("number", NUMERIC),
    ("boolean", &[]),
    ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
    (
        "object",
        &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ],
    ),
];

const NUMERIC: &[&str] = &[
    "format",
    "multipleOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
];

/// `type: [string, "null"]` is a nullable string, `type: [string, integer]` an `anyOf`.
pub fn type_list(schema: &mut Schema, _: Dialect) -> Vec<Remark> {
    let names = match schema.get("type") {
        Some(Value::Array(types)) => types.clone(),
        Some(Value::String(name)) if name == "null" => vec![json!("null")],
        _ => return Vec::new(),
    };
    let (nulls, names): (Vec<Value>, Vec<Value>) =
        names.into_iter().partition(|name| name == "null");
    if !nulls.is_empty() {
        schema.insert("nullable".to_owned(), Value::Bool(true));
    }
    // Each once: an alternative has a copy of all that is about its type.
    let names: IndexSet<Value> = names.into_iter().collect();
    let names: Vec<Value> = names.into_iter().collect();
    match names.as_slice() {
        [] => {
            schema.shift_remove("type");
            if !nulls.is_empty() {
                schema.insert("enum".to_owned(), json!([null]));
            }
        }
        [name] => {
            schema.insert("type".to_owned(), name.clone());
        }
        names => split(schema, names),
    }
    Vec::new()
}

/// Gives each type an alternative of its own, with the keywords that are about it.
fn split(schema: &mut Schema, names: &[Value]) {
    schema.shift_remove("type");
    let alternatives = names.iter().map(|name| {
        let own = OF_TYPE
            .iter()
            .find(|(of, _)| name == of)
            .map_or(&[][..], |(_, own)| own);
        let mut alternative = Schema::from_iter([("type".to_owned(), name.clone())]);
        for keyword in own {
            if let Some(value) = schema.get(*keyword) {
                alternative.insert((*keyword).to_owned(), value.clone());
            }
        }
        Value::Object(alternative)
    });
    let alternatives: Vec<Value> = alternatives.collect();
    schema.retain(|key, _| !OF_TYPE.iter().any(|(_, own)| own.contains(&key.as_str())));
    if let Some(other) = schema.shift_remove("anyOf") {
        let both = json!([{ "anyOf": other }, { "anyOf": alternatives }]);
        match schema.get_mut("allOf") {
            Some(Value::Array(parts)) => parts.extend(both.as_array().cloned().unwrap_or_default()),
            _ => {
                schema.insert("allOf".to_owned(), both);
            }
        }
    } else {
        schema.insert("anyOf".to_owned(), Value::Array(alternatives));
    }
}

/// `anyOf: [X, { type: "null" }]` is a nullable X.
pub fn null_alternative(schema: &mut Schema, _: Dialect) -> Vec<Remark> {
    for keyword in ["oneOf", "anyOf"] {
        let Some(Value::Array(alternatives)) = schema.get_mut(keyword) else {
            continue;
        };
        let before = alternatives.len();
        alternatives.retain(|alternative| !is_null(alternative));
        if alternatives.len() == before {
            continue;
        }
        let left = alternatives.len();
        schema.insert("nullable".to_owned(), Value::Bool(true));
        // With one alternative there is nothing to choose.
        if left == 1 && !schema.contains_key("allOf") && !schema.contains_key("discriminator") {
            let only = schema.shift_remove(keyword).unwrap_or_default();
            schema.insert("allOf".to_owned(), only);
        } else if left == 0 {
            schema.shift_remove(keyword);
            schema.insert("enum".to_owned(), json!([null]));
        }
    }
    Vec::new()
}

fn is_null(schema: &Value) -> bool {
    let Value::Object(schema) = schema else {
        return false;
    };
    let is = |key: &str, null: &Value| schema.get(key).is_some_and(|value| value == null);
    is("type", &json!("null"))
        || is("type", &json!(["null"]))
        || is("enum", &json!([null]))
        || is("const", &Value::Null)
}
