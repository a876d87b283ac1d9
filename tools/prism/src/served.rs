//! The document in the form for Prism.
#![expect(clippy::disallowed_methods, reason = "a copy is written")]

use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator_cli::read;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Members whose own members are named by the document's author.
const MAPS: [&str; 6] = [
    "examples",
    "headers",
    "parameters",
    "patternProperties",
    "properties",
    "schemas",
];

/// The document itself, or a copy without the extensions that have references: Prism follows those, too, and
/// fails if their file is missing.
pub fn served(document: &Path, package: &str, workspace: &Path) -> Result<PathBuf, String> {
    let mut diagnostics = Diagnostics::default();
    let root = read::document(document, &[], &mut diagnostics).map(|source| source.root);
    let is_led_out = |root: &Value| extensions(root, "").any(|value| refers(value, true));
    let Some(mut root) = root.filter(is_led_out) else {
        return Ok(document.to_owned());
    };
    cut(&mut root, "");
    let path = workspace.join(format!("{package}.json"));
    let written = fs::write(&path, root.to_string());
    written.map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(path)
}

/// All extensions in the value of a member.
fn extensions<'a>(value: &'a Value, member: &str) -> Box<dyn Iterator<Item = &'a Value> + 'a> {
    let is_map = MAPS.contains(&member);
    Box::new(children(value).flat_map(move |(name, child)| {
        let own = (!is_map && is_extension(name)).then_some(child);
        own.into_iter()
            .chain(extensions(child, if is_map { "" } else { name }))
    }))
}

fn is_extension(name: &str) -> bool {
    name.starts_with("x-")
}

/// Whether a value has a reference; with `outside`, a reference to another file.
fn refers(value: &Value, outside: bool) -> bool {
    children(value).any(|(name, child)| {
        let target = child.as_str().filter(|_| name == "$ref");
        target.is_some_and(|target| !(outside && target.starts_with('#'))) || refers(child, outside)
    })
}

/// The members of an object with their names, and the items of a list without names.
fn children(value: &Value) -> Box<dyn Iterator<Item = (&str, &Value)> + '_> {
    match value {
        Value::Object(members) => {
            Box::new(members.iter().map(|(name, child)| (name.as_str(), child)))
        }
        Value::Array(items) => Box::new(items.iter().map(|item| ("", item))),
        _ => Box::new(std::iter::empty()),
    }
}

/// Drops the extensions that have references.
fn cut(value: &mut Value, member: &str) {
    let is_map = MAPS.contains(&member);
    match value {
        Value::Object(members) => {
            members.retain(|name, child| is_map || !(is_extension(name) && refers(child, false)));
            for (name, child) in members {
                cut(child, if is_map { "" } else { name });
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| cut(item, "")),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, extensions};
    use serde_json::json;

    #[test]
    fn extensions_with_references_are_cut() {
        let mut value = json!({
            "a": [{"x-a": {"$ref": "a.md"}, "x-b": {"$ref": "#/b"}, "x-c": 1, "b": {"$ref": "b.yaml"}}],
            "properties": {"x-d": {"$ref": "#/d"}},
        });
        assert_eq!(extensions(&value, "").count(), 3);
        cut(&mut value, "");
        let expected = json!({
            "a": [{"x-c": 1, "b": {"$ref": "b.yaml"}}],
            "properties": {"x-d": {"$ref": "#/d"}},
        });
        assert_eq!(value, expected);
    }
}
