//! Changes that divide a document into several files, with references between them.

use super::{Subject, place};
use crate::folder::{LINK, SECRET};
use arbitrary::{Result, Unstructured};
use openapi_client_generator::source::files::{folder, is_url};
use serde_json::{Value, json};

/// Names of new files.
const NAMES: &[&str] = &[
    "one.json",
    "one.yaml",
    "schemas/Pet.yaml",
    "schemas/pet.json",
    "schemas/Pet/index.yaml",
    "paths/{id}.yaml",
    "a b#c%.json",
    "self.json",
    "1.json",
    "日本.yaml",
    "e\u{301}\u{202e}.json",
    "https://example.com/one.json",
    "https://example.com/schemas/pet.json",
];

/// References that lead to no file of the document.
const ELSEWHERE: &[&str] = &[
    "none.json",
    "one.json#/none",
    "../secret.json",
    "/secret.json",
    "schemas/../../secret.json",
    "%2e%2e/secret.json",
    "..%2fsecret.json",
    "..\\secret.json",
    "link/../../secret.json",
    "file:///secret.json",
    "FILE:secret.json",
    "//example.com/secret.json",
    "https://example.com/../secret.json",
    "https://elsewhere.example/one.json",
    "http://user:password@example.com/one.json",
    "https://[/",
    "urn:secret",
    "?",
    ".",
    "..",
    "./#",
    "openapi.yaml",
    "openapi.json#",
    "one.json#anchor",
    "one.json#/%",
    "one.json#/a~2b",
];

/// A value moves to a file of its own, or to a member of one; a reference takes its place.
pub fn split(subject: &mut Subject<'_, '_, '_>) -> Result<()> {
    let name = (*subject.bytes.choose(NAMES)?).to_owned();
    let is_whole = subject.bytes.ratio(1, 2)?;
    let is_kept = subject.bytes.ratio(1, 8)?;
    let Some(at) = subject.place_of(Value::is_object)? else {
        return Ok(());
    };
    if subject.others.contains_key(&name) || name == subject.name {
        return Ok(());
    }
    let mut value = subject.document.pointer(&at).cloned().unwrap_or_default();
    if !is_kept {
        let back = reference(&name, &subject.name);
        lead_back(&mut value, &back);
    }
    let (tree, place) = if is_whole {
        (value, String::new())
    } else {
        let key = subject.text()?;
        let place = place::child("/definitions", &key);
        (json!({ "definitions": { key: value } }), place)
    };
    let reference = spelled(&subject.name, &name, &place, subject.bytes)?;
    subject.put(&at, json!({ "$ref": reference }));
    subject.others.insert(name, tree);
    Ok(())
}

/// Makes references within the old file lead back there from a new one.
fn lead_back(value: &mut Value, back: &str) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => {
                if let Some(Value::String(to)) = members.get_mut("$ref")
                    && to.starts_with('#')
                {
                    to.insert_str(0, back);
                }
                open.extend(members.values_mut());
            }
            _ => {}
        }
    }
}

/// A reference to a place in any file, possibly back to its own.
pub fn refer(subject: &mut Subject<'_, '_, '_>) -> Result<()> {
    let Some(at) = subject.place_of(Value::is_object)? else {
        return Ok(());
    };
    let names: Vec<String> = subject.others.keys().cloned().collect();
    let own = subject.name.clone();
    let (name, tree) = if names.is_empty() {
        (&own, &subject.document)
    } else {
        let name = &names[subject.bytes.choose_index(names.len())?];
        (name, &subject.others[name])
    };
    let to = if subject.bytes.ratio(1, 3)? {
        None
    } else {
        place::choose(tree, Value::is_object, subject.bytes)?
    };
    let to = to.unwrap_or_default();
    let reference = spelled(&own, name, &to, subject.bytes)?;
    subject.put(&at, json!({ "$ref": reference }));
    Ok(())
}

/// A reference to a file that doesn't exist, or that nobody may read.
pub fn lead_elsewhere(subject: &mut Subject<'_, '_, '_>) -> Result<()> {
    let reference = *subject.bytes.choose(ELSEWHERE)?;
    let is_added = subject.bytes.ratio(1, 2)?;
    let Some(at) = subject.place_of(Value::is_object)? else {
        return Ok(());
    };
    match subject.document.pointer_mut(&at) {
        Some(Value::Object(members)) if is_added => {
            members.insert("$ref".to_owned(), json!(reference));
        }
        Some(value) => *value = json!({ "$ref": reference }),
        None => {}
    }
    Ok(())
}

/// A reference from one file to a place in another, in one of its forms.
fn spelled(from: &str, to: &str, at: &str, bytes: &mut Unstructured<'_>) -> Result<String> {
    let path = reference(from, to);
    let path = match bytes.int_in_range(0..=11)? {
        _ if is_url(&path) => path,
        0 => format!("./{path}"),
        1 => format!("x/../{path}"),
        2 if folder(from).is_empty() => format!("{LINK}{path}"),
        3 if folder(from).is_empty() => format!("{LINK}{LINK}./{path}"),
        4 => format!("../api/{path}"),
        5 => path.replace('.', "%2E"),
        6 => format!("{path}?{SECRET}"),
        _ => path,
    };
    let fragment = place::reference(at);
    Ok(if at.is_empty() && bytes.ratio(1, 2)? {
        path
    } else {
        format!("{path}{fragment}")
    })
}

/// The relative reference from one file to another.
fn reference(from: &str, to: &str) -> String {
    if is_url(to) {
        return to.to_owned();
    }
    let encoded = to.replace('%', "%25").replace('#', "%23");
    let up = folder(from).matches('/').count();
    format!("{}{encoded}", "../".repeat(up))
}

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn references_between_files() {
        for (from, to, expected) in [
            ("a.json", "b.json", "b.json"),
            ("a.json", "x/b.json", "x/b.json"),
            ("x/y/a.json", "x/b.json", "../../x/b.json"),
            ("a.json", "b#%.json", "b%23%25.json"),
            (
                "a.json",
                "https://example.com/b.json",
                "https://example.com/b.json",
            ),
        ] {
            assert_eq!(reference(from, to), expected);
        }
    }
}
