//! The document as Prism gets it.
#![expect(clippy::disallowed_methods, reason = "a copy is written")]

use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator_cli::read;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The document itself. Prism follows references in extensions, too, and fails where a file is missing: then
/// it is a copy without these extensions.
pub fn served(document: &Path, package: &str, workspace: &Path) -> Result<PathBuf, String> {
    let mut diagnostics = Diagnostics::default();
    let root = read::document(document, &mut diagnostics).map(|source| source.root);
    let Some(mut root) = root.filter(leads_out_of_extensions) else {
        return Ok(document.to_owned());
    };
    cut(&mut root);
    let path = workspace.join(format!("{package}.json"));
    let written = fs::write(&path, root.to_string());
    written.map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(path)
}

/// Whether an extension refers to another file.
fn leads_out_of_extensions(value: &Value) -> bool {
    children(value).any(|(name, child)| {
        (is_extension(name) && leads_out(child)) || leads_out_of_extensions(child)
    })
}

fn is_extension(name: &str) -> bool {
    name.starts_with("x-")
}

/// Whether a value refers to another file.
fn leads_out(value: &Value) -> bool {
    children(value).any(|(name, child)| {
        let target = child.as_str().filter(|_| name == "$ref");
        target.is_some_and(|target| !target.starts_with('#')) || leads_out(child)
    })
}

/// The members of an object by their names, and the items of a list without.
fn children(value: &Value) -> Box<dyn Iterator<Item = (&str, &Value)> + '_> {
    match value {
        Value::Object(members) => {
            Box::new(members.iter().map(|(name, child)| (name.as_str(), child)))
        }
        Value::Array(items) => Box::new(items.iter().map(|item| ("", item))),
        _ => Box::new(std::iter::empty()),
    }
}

fn cut(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, child| !(is_extension(name) && leads_out(child)));
            members.values_mut().for_each(cut);
        }
        Value::Array(items) => items.iter_mut().for_each(cut),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, leads_out_of_extensions};
    use serde_json::json;

    #[test]
    fn only_extensions_that_lead_out_are_cut() {
        let mut value = json!({"a": [{"x-a": {"$ref": "a.md"}, "x-b": {"$ref": "#/b"}, "b": {"$ref": "b.yaml"}}]});
        assert!(leads_out_of_extensions(&value));
        cut(&mut value);
        assert_eq!(
            value,
            json!({"a": [{"x-b": {"$ref": "#/b"}, "b": {"$ref": "b.yaml"}}]})
        );
        assert!(!leads_out_of_extensions(&value));
    }
}
