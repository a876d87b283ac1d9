//! A document of `OpenAPI` 3.0 in the words of a newer version.

use openapi_client_generator::openapi::spec::{
    DOCUMENT, EXAMPLE, Kind, MEDIA_TYPE, PATH_ITEM, SCHEMA, Shape,
};
use serde_json::{Map, Value, json};

/// A version after 3.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Newer {
    /// 3.1.
    V31,
    /// 3.2.
    V32,
}

impl Newer {
    /// As a document says it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V31 => "3.1.1",
            Self::V32 => "3.2.0",
        }
    }
}

/// The same document in the words of this version.
#[must_use]
pub fn newer(document: &Value, version: Newer) -> Value {
    let mut twin = document.clone();
    rewrite(&mut twin, &Shape::Object(&DOCUMENT), version);
    twin["openapi"] = version.as_str().into();
    twin
}

fn rewrite(value: &mut Value, shape: &Shape, version: Newer) {
    match (shape, value) {
        (Shape::List(item) | Shape::Tuple(item), Value::Array(items)) => {
            for value in items.iter_mut() {
                rewrite(value, item, version);
            }
        }
        (Shape::Map(item), Value::Object(members)) => {
            if version == Newer::V32
                && matches!(item, Shape::Ref(kind) if std::ptr::eq(*kind, &raw const MEDIA_TYPE))
            {
                for (media_type, value) in members.iter_mut() {
                    items(media_type, value);
                }
            }
            members
                .values_mut()
                .for_each(|value| rewrite(value, item, version));
        }
        (Shape::Object(kind) | Shape::Ref(kind) | Shape::FlagOr(kind), Value::Object(members)) => {
            // It has no effect before 3.1, unless the reference is one part of the object.
            let is_part =
                [&raw const SCHEMA, &raw const PATH_ITEM].contains(&std::ptr::from_ref(*kind));
            if members.contains_key("$ref") && !is_part {
                members.shift_remove("description");
            }
            object(members, kind, version);
        }
        _ => {}
    }
}

fn object(members: &mut Map<String, Value>, kind: &'static Kind, version: Newer) {
    if std::ptr::eq(kind, &raw const SCHEMA) {
        schema(members);
    }
    if std::ptr::eq(kind, &raw const EXAMPLE)
        && version == Newer::V32
        && let Some(value) = members.shift_remove("value")
    {
        members.insert("dataValue".to_owned(), value);
    }
    for (key, value) in members.iter_mut() {
        let mut known = kind.keywords.iter();
        if let Some(known) = known.find(|known| known.name == key) {
            rewrite(value, &known.shape, version);
        } else if let Some(patterned) = kind.patterned.as_ref()
            && (patterned.matches)(key)
        {
            rewrite(value, &patterned.shape, version);
        }
    }
}

/// The schema of a stream is that of an item, which an event has as the text of its data.
fn items(media_type: &str, content: &mut Value) {
    let Some(schema) = content.get("schema").cloned() else {
        return;
    };
    let item = match media_type {
        "text/event-stream" if schema.get("type") == Some(&json!("string")) => {
            json!({ "properties": { "event": { "type": "string" }, "data": schema } })
        }
        "text/event-stream" => json!({ "type": "object", "required": ["data"], "properties": {
            "id": { "type": "string" },
            "data": {
                "type": "string", "contentMediaType": "application/json", "contentSchema": schema,
            },
        } }),
        // The name of an inline item says that it is of a list.
        "application/x-ndjson" | "application/json-seq" if schema["items"]["$ref"].is_string() => {
            schema["items"].clone()
        }
        _ => return,
    };
    if let Value::Object(members) = content {
        members.shift_remove("schema");
        members.insert("itemSchema".to_owned(), item);
    }
}

/// The keywords beside `$ref` that 3.0 has a meaning for, as its readers have it.
pub const ANNOTATIONS: [&str; 11] = [
    "$ref",
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

fn schema(schema: &mut Map<String, Value>) {
    if schema.get("$ref").is_some_and(Value::is_string) {
        schema.retain(|key, _| ANNOTATIONS.contains(&key.as_str()) || key.starts_with("x-"));
    }
    nullable(schema);
    for (exclusive, inclusive) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        let Some(Value::Bool(is_exclusive)) = schema.get(exclusive).cloned() else {
            continue;
        };
        schema.shift_remove(exclusive);
        if is_exclusive && let Some(bound) = schema.shift_remove(inclusive) {
            schema.insert(exclusive.to_owned(), bound);
        }
    }
    if let Some(example) = schema.shift_remove("example") {
        schema.entry("examples").or_insert_with(|| json!([example]));
    }
    bytes(schema);
    constant(schema);
}

/// `null` is a type. Without a type, it is a branch of a union.
fn nullable(schema: &mut Map<String, Value>) {
    if schema.get("nullable") != Some(&json!(true)) {
        return;
    }
    let null = json!({ "type": "null" });
    if let Some(Value::String(name)) = schema.get("type") {
        let types = json!([name, "null"]);
        schema.insert("type".to_owned(), types);
    } else if let Some(Value::Array(branches)) = schema.get_mut("oneOf") {
        branches.push(null);
    } else if let Some(Value::Array(branches)) = schema.get_mut("anyOf") {
        branches.push(null);
    } else if let Some([part]) = list(schema, "allOf") {
        let union = Value::Array(vec![part.clone(), null]);
        schema.shift_remove("allOf");
        schema.insert("anyOf".to_owned(), union);
    } else {
        return;
    }
    schema.shift_remove("nullable");
}

/// The items of a list.
fn list<'v>(schema: &'v Map<String, Value>, keyword: &str) -> Option<&'v [Value]> {
    Some(schema.get(keyword)?.as_array()?)
}

/// The only value of an enum is a constant.
fn constant(schema: &mut Map<String, Value>) {
    if let Some([only]) = list(schema, "enum") {
        let only = only.clone();
        schema.shift_remove("enum");
        schema.insert("const".to_owned(), only);
    }
}

/// The content of a string is not a format.
fn bytes(schema: &mut Map<String, Value>) {
    let ty = schema.get("type");
    let is_text = ty == Some(&json!("string")) || ty == Some(&json!(["string", "null"]));
    let (keyword, value) = match schema.get("format").and_then(Value::as_str) {
        Some("byte") => ("contentEncoding", "base64"),
        Some("binary") => ("contentMediaType", "application/octet-stream"),
        _ => return,
    };
    let has_content = ["contentEncoding", "contentMediaType"];
    if is_text && !has_content.iter().any(|other| schema.contains_key(*other)) {
        schema.shift_remove("format");
        schema.insert(keyword.to_owned(), value.into());
    }
}
