//! Places in a document.

use arbitrary::{Result, Unstructured};
use serde_json::Value;

/// A JSON Pointer (RFC 6901).
pub type Place = String;

/// Every place but the root, parents before children.
pub fn all(document: &Value) -> Vec<Place> {
    let mut places = Vec::new();
    let mut open = vec![(String::new(), document)];
    while let Some((at, value)) = open.pop() {
        match value {
            Value::Array(items) => {
                open.extend(
                    items
                        .iter()
                        .enumerate()
                        .map(|(i, v)| (format!("{at}/{i}"), v)),
                );
            }
            Value::Object(members) => {
                open.extend(members.iter().map(|(key, v)| (child(&at, key), v)));
            }
            _ => {}
        }
        if !at.is_empty() {
            places.push(at);
        }
    }
    places
}

/// A place of a value that `wanted` accepts; `None` in a tree without such places.
pub fn choose(
    tree: &Value,
    wanted: fn(&Value) -> bool,
    bytes: &mut Unstructured<'_>,
) -> Result<Option<Place>> {
    let mut places = all(tree);
    places.retain(|at| tree.pointer(at).is_some_and(wanted));
    if places.is_empty() {
        return Ok(None);
    }
    let index = bytes.choose_index(places.len())?;
    Ok(Some(places.swap_remove(index)))
}

/// The place of the member `key` of the value at `at`.
pub fn child(at: &str, key: &str) -> Place {
    format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// The container of a place, and the key in it.
pub fn split(at: &str) -> (&str, String) {
    let (parent, key) = at.rsplit_once('/').unwrap_or(("", at));
    (parent, key.replace("~1", "/").replace("~0", "~"))
}

/// The keys from the root to a place.
pub fn keys(at: &str) -> impl Iterator<Item = String> {
    let keys = at.split('/').skip(1);
    keys.map(|key| key.replace("~1", "/").replace("~0", "~"))
}

/// The place as a reference within its file.
pub fn reference(at: &str) -> String {
    let encoded = at.replace('%', "%25").replace('{', "%7B");
    format!("#{encoded}")
}
