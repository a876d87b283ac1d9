//! Dynamic references in the bundled tree. A dynamic anchor counts within its file, and the whole schema around a
//! reference was a part of that. So it gets the anchors of its file that its references name, where another file has
//! the same names: a schema of that may take the place. Other references lead to the place of their schema.

use super::collect::Site;
use super::edits::point;
use super::library::Library;
use super::walk::Use;
use crate::diagnostic::Pointer;
use crate::openapi::anchors::{DYNAMIC_ANCHOR, schemas, whole_around};
use crate::steps::step;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A dynamic reference whose schema has the dynamic anchor.
pub struct Bound {
    /// The place of its text.
    pub at: Pointer,
    /// The name of the anchor.
    pub name: String,
    /// The place of the schema in the tree.
    pub to: Pointer,
    /// Whether the schema is of the file that has the reference.
    pub is_own: bool,
}

/// The name in the dynamic reference at a place of a file, if the schema that it leads to first has the anchor.
pub fn name(library: &Library, file: usize, at: &Pointer, site: &Site) -> Option<String> {
    let is_dynamic = matches!(site.usage, Use::Dynamic);
    let text = library.get(file).value(at).filter(|_| is_dynamic)?;
    let (_, name) = text.as_str()?.split_once('#')?;
    let target = library.get(site.to.file).value(&site.to.at)?;
    let anchor = target.get(DYNAMIC_ANCHOR).and_then(Value::as_str);
    (anchor == Some(name)).then(|| name.to_owned())
}

/// Lets each reference name an anchor of the whole schema around it, or the place of its schema.
pub fn bind(library: &Library, tree: &mut Value, references: &[Bound]) {
    let mut files: BTreeMap<&str, usize> = BTreeMap::new();
    let all = (0..library.len()).filter(|_| !references.is_empty());
    for name in all.flat_map(|file| library.get(file).anchors.local()) {
        *files.entry(name).or_default() += 1;
    }
    let mut known: BTreeMap<Pointer, BTreeSet<String>> = BTreeMap::new();
    for Bound {
        at,
        name,
        to,
        is_own,
    } in references
    {
        step();
        let is_resource = |place: &Pointer| place.of(tree).is_some_and(is_resource);
        let whole = whole_around(at, is_resource);
        let own = whole.as_ref().map(|whole| {
            known.entry(whole.clone()).or_insert_with(|| {
                let mut names = BTreeSet::new();
                if let Some(value) = whole.of(tree) {
                    note(value, false, &mut names);
                }
                names
            })
        });
        let mut is_named = own.as_ref().is_some_and(|own| own.contains(name));
        let is_of_several = files.get(name.as_str()).is_some_and(|count| *count > 1);
        if let (Some(whole), Some(own)) = (whole, own)
            && !is_named
            && *is_own
            && is_of_several
        {
            define(tree, &whole, name, to);
            is_named = own.insert(name.clone());
        }
        let reference = if is_named {
            format!("#{name}")
        } else {
            to.reference()
        };
        point(tree, at, &reference);
    }
}

/// Defines a dynamic anchor in a whole schema, for the schema at a place.
fn define(tree: &mut Value, whole: &Pointer, name: &str, to: &Pointer) {
    let Some(Value::Object(schema)) = whole.of_mut(tree) else {
        return;
    };
    let definitions = schema.entry("$defs").or_insert_with(|| json!({}));
    if let Value::Object(definitions) = definitions {
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let mut keys = std::iter::once(name.to_owned()).chain(numbered);
        if let Some(key) = keys.find(|key| !definitions.contains_key(key)) {
            let anchor = json!({ DYNAMIC_ANCHOR: name, "$ref": to.reference() });
            definitions.insert(key, anchor);
        }
    }
}

fn is_resource(value: &Value) -> bool {
    let id = value.get("$id").and_then(Value::as_str);
    id.is_some_and(|id| !id.starts_with('#'))
}

/// Notes the dynamic anchors of a schema, without those of other resources. A document nests a limited number of levels.
fn note(value: &Value, has_names: bool, names: &mut BTreeSet<String>) {
    step();
    match value {
        Value::Array(items) => {
            for item in items {
                if !is_resource(item) {
                    note(item, false, names);
                }
            }
        }
        Value::Object(members) => {
            let name = members.get(DYNAMIC_ANCHOR).and_then(Value::as_str);
            names.extend(name.filter(|_| !has_names).map(str::to_owned));
            for (_, (inner, keys)) in schemas(members, has_names) {
                if keys || !is_resource(inner) {
                    note(inner, keys, names);
                }
            }
        }
        _ => {}
    }
}
