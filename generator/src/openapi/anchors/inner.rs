//! The values in an object that may hold schemas: names count in all of them, wherever the specification has schemas.

use serde_json::{Map, Value};

/// The keywords whose values have names for keys, and schemas below these.
const NAMED: [&str; 18] = [
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependencies",
    "dependentSchemas",
    "encoding",
    "headers",
    "mediaTypes",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "webhooks",
];

/// The values in an object that may hold schemas, and whether the keys of each are names.
pub fn schemas(
    members: &Map<String, Value>,
    has_names: bool,
) -> impl Iterator<Item = (&String, (&Value, bool))> {
    let inner = members.iter();
    inner.filter_map(move |(key, value)| Some((key, (value, keys_of(key, has_names)?))))
}

/// The same for changes.
pub fn schemas_mut(
    members: &mut Map<String, Value>,
    has_names: bool,
) -> impl Iterator<Item = (&String, (&mut Value, bool))> {
    let inner = members.iter_mut();
    inner.filter_map(move |(key, value)| Some((key, (value, keys_of(key, has_names)?))))
}

/// Whether the keys of the value under a key are names; none for a value without schemas.
fn keys_of(key: &str, has_names: bool) -> Option<bool> {
    let may_hold = has_names || !is_data(key);
    may_hold.then(|| !has_names && NAMED.contains(&key))
}

/// Whether values of the document's author stand under a keyword, and no schemas.
fn is_data(keyword: &str) -> bool {
    let data = [
        "const",
        "dataValue",
        "default",
        "enum",
        "example",
        "examples",
        "value",
    ];
    data.contains(&keyword) || keyword.starts_with("x-")
}
