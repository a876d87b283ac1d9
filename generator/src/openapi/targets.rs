//! What references lead to that is no component: an inner part of a schema, of a response, of
//! anything. Read from the document as it was written, where every pointer holds.

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::check;
use super::spec::{Dialect, Kind, Shape};
use crate::diagnostic::{Diagnostics, Pointer};

/// The parts that are referred to, by the section where such parts are shared, and by place.
pub type Targets = IndexMap<&'static str, IndexMap<Pointer, Value>>;

/// Something that was referred to, and as what.
pub struct Reference {
    /// Where the reference leads.
    pub to: Pointer,
    /// What has to stand there.
    pub kind: &'static Kind,
}

/// Reads what `references` lead to, and what that refers to in turn.
pub fn read(
    root: &Value,
    mut references: Vec<Reference>,
    dialect: Dialect,
    diagnostics: &mut Diagnostics,
) -> Targets {
    let mut targets = Targets::default();
    let mut seen = IndexSet::new();
    while let Some(Reference { to, kind }) = references.pop() {
        if is_component(&to) || !seen.insert((to.clone(), kind.noun)) {
            continue;
        }
        let Some(value) = find(root, &to) else {
            continue;
        };
        let mut value = value.clone();
        let found = check::check(&to, &mut value, &Shape::Ref(kind), dialect, diagnostics);
        references.extend(found.references);
        if found.kept
            && let Some(section) = kind.section
        {
            targets.entry(section).or_default().insert(to, value);
        }
    }
    targets
}

/// Whether a component stands there, which is read with all the others.
fn is_component(at: &Pointer) -> bool {
    let keys: Vec<String> = at.segments().collect();
    matches!(&keys[..], [components, section, _]
        if components == "components" && section != "pathItems" && !section.starts_with("x-"))
}

fn find<'a>(root: &'a Value, at: &Pointer) -> Option<&'a Value> {
    at.segments().try_fold(root, |value, key| match value {
        Value::Object(members) => members.get(&key),
        Value::Array(items) => items.get(key.parse::<usize>().ok()?),
        _ => None,
    })
}
