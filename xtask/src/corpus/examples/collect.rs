//! The JSON examples of a document's request and response bodies, each with the type that its place
//! became.

use openapi_client_generator::Output;
use serde_json::{Map, Value};

/// An example, and the type it is one of.
pub struct Example {
    /// Where it stands, for people.
    pub at: String,
    /// The type, as a consumer of the crate writes it.
    pub ty: String,
    /// The example.
    pub value: Value,
}

/// Every example of a body that the generator made a type for.
pub fn collect(root: &Value, output: &Output) -> Vec<Example> {
    let mut found = Vec::new();
    let operations = output.map["operations"].as_object();
    for (name, operation) in operations.into_iter().flatten() {
        let Some((method, path)) = name.split_once(' ') else {
            continue;
        };
        let item = follow(root, &root["paths"][path]);
        let documented = &item[method.to_ascii_lowercase()];
        let body = follow(root, &documented["requestBody"]);
        for (media_type, ty) in members(&operation["request"]) {
            let at = format!("request of {name} as {media_type}");
            media(root, &body["content"][media_type], ty, &at, &mut found);
        }
        for (status, response) in members(&documented["responses"]) {
            let typed = members(&operation["responses"]);
            let Some((_, ty)) = typed
                .into_iter()
                .find(|(s, _)| s.eq_ignore_ascii_case(status))
            else {
                continue;
            };
            for (media_type, content) in members(&follow(root, response)["content"]) {
                if is_json(media_type) {
                    media(
                        root,
                        content,
                        ty,
                        &format!("response {status} of {name}"),
                        &mut found,
                    );
                }
            }
        }
    }
    found
}

/// The examples of a media type.
fn media(root: &Value, content: &Value, ty: &Value, at: &str, found: &mut Vec<Example>) {
    let Some(ty) = ty
        .as_str()
        .filter(|ty| !OPAQUE.iter().any(|end| ty.ends_with(end)))
    else {
        return;
    };
    let mut add = |at: String, value: &Value| {
        found.push(Example {
            at,
            ty: ty.to_owned(),
            value: unquoted(value),
        });
    };
    if let Some(value) = content.get("example") {
        add(at.to_owned(), value);
    }
    for (name, example) in members(&content["examples"]) {
        if let Some(value) = follow(root, example).get("value") {
            add(format!("{at}, {name}"), value);
        }
    }
}

/// Types whose values aren't JSON.
const OPAQUE: [&str; 3] = ["()", "bytes::Bytes", "::PlainText"];

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence == "application/json" || essence.ends_with("+json")
}

/// What is meant: some documents have an example's JSON as text.
fn unquoted(value: &Value) -> Value {
    let text = value.as_str().map(str::trim_start);
    text.filter(|text| text.starts_with(['{', '[']))
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_else(|| value.clone())
}

/// What a reference leads to, or the value itself.
fn follow<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    let mut value = value;
    // A circle of references leads nowhere.
    for _ in 0..8 {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
            return value;
        };
        let pointer = reference.strip_prefix('#').unwrap_or_default();
        match root.pointer(pointer) {
            Some(target) => value = target,
            None => return &Value::Null,
        }
    }
    &Value::Null
}

fn members(value: &Value) -> Vec<(&String, &Value)> {
    let members = value.as_object();
    members.into_iter().flat_map(Map::iter).collect()
}
