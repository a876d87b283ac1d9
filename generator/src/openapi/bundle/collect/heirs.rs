//! The schemas that inherit from a base with a discriminator: a value of the base can be one of theirs, so those of its
//! file belong to the document, though no reference leads to them.

use super::{Collector, Target};
use crate::diagnostic::Pointer;
use crate::openapi::bundle::address::{Way, split, way};
use crate::openapi::bundle::library::Loaded;
use crate::openapi::bundle::walk::Use;
use crate::openapi::spec::{SCHEMA, Shape};
use crate::steps::step;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The places of the shared schemas in a file of 3.x and of 2.0.
const HOLDERS: [&str; 2] = ["#/components/schemas", "#/definitions"];

/// The member of a base, which no document has, with what stands for references to its heirs.
const HEIRS: &str = "";

impl Collector<'_, '_> {
    /// Lets a base lead to its heirs.
    pub(super) fn lead_to_heirs(&mut self, base: &Target, shape: Shape) {
        let is_schema = shape
            .kind()
            .is_some_and(|kind| std::ptr::eq(kind, &raw const SCHEMA));
        let loaded = self.library.get(base.file);
        let members = loaded.value(&base.at).and_then(Value::as_object);
        if base.file == 0 || !is_schema || !members.is_some_and(is_base) {
            return;
        }
        let parent = base.at.parent();
        let is_shared = HOLDERS
            .iter()
            .any(|holder| Pointer::parse(holder).as_ref() == Some(&parent));
        let heirs = if is_shared {
            heirs(loaded, &base.at)
        } else {
            BTreeSet::new()
        };
        for at in heirs {
            let name = at.segments().last().unwrap_or_default().into_owned();
            let from = Target {
                file: base.file,
                at: base.at.child(HEIRS).child(&name),
            };
            let to = Target {
                file: base.file,
                at,
            };
            self.lead(from, Use::Mapping, to);
        }
    }
}

/// Whether a schema, or an inline part of it, has a discriminator without branches. Recursive: inline schemas are no
/// deeper than the document.
fn is_base(schema: &Map<String, Value>) -> bool {
    let has_branches = ["oneOf", "anyOf"]
        .iter()
        .any(|keyword| schema.contains_key(*keyword));
    let parts = schema.get("allOf").and_then(Value::as_array);
    let mut parts = parts.into_iter().flatten().filter_map(Value::as_object);
    !has_branches && (schema.contains_key("discriminator") || parts.any(is_base))
}

/// The places of the shared schemas of a file that are derived from one of them, directly or not.
fn heirs(file: &Loaded, base: &Pointer) -> BTreeSet<Pointer> {
    let holder = base.parent();
    let schemas = holder.of(&file.source.root).and_then(Value::as_object);
    let mut derived: BTreeMap<Pointer, Vec<Pointer>> = BTreeMap::new();
    for (name, schema) in schemas.into_iter().flatten() {
        derive(file, schema, &holder.child(name), &mut derived);
    }
    let mut found = BTreeSet::new();
    let mut waiting = vec![base.clone()];
    while let Some(next) = waiting.pop() {
        step();
        for heir in derived.remove(&next).into_iter().flatten() {
            if heir != *base && found.insert(heir.clone()) {
                waiting.push(heir);
            }
        }
    }
    found
}

/// Notes the bases of a schema in its own file. Recursive: inline schemas are no deeper than the document.
fn derive(
    file: &Loaded,
    schema: &Value,
    heir: &Pointer,
    derived: &mut BTreeMap<Pointer, Vec<Pointer>>,
) {
    step();
    let reference = schema.get("$ref").and_then(Value::as_str);
    if let Some((path, fragment)) = reference.map(split) {
        let is_own = match way(path, &file.name) {
            Way::Here => true,
            Way::File(name) => name == file.name,
            _ => false,
        };
        let base = Pointer::parse(&format!("#{fragment}")).filter(|_| is_own);
        if let Some(base) = base {
            derived.entry(base).or_default().push(heir.clone());
        }
    }
    let parts = schema.get("allOf").and_then(Value::as_array);
    for part in parts.into_iter().flatten() {
        derive(file, part, heir, derived);
    }
}
