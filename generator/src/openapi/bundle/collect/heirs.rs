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
use std::collections::BTreeMap;

/// The places of the shared schemas in a file of 3.x and of 2.0.
const HOLDERS: [&str; 2] = ["#/components/schemas", "#/definitions"];

/// The places of schemas by those of the bases that they are derived from.
pub type Derived = BTreeMap<Pointer, Vec<Pointer>>;

/// The member of a base, which no document has, with what stands for references to its heirs.
const HEIRS: &str = "";

impl Collector<'_, '_> {
    /// Lets a base lead to its heirs, and these to theirs. Each leads to its own once, whatever the number of bases.
    pub(super) fn lead_to_heirs(&mut self, base: &Target, shape: Shape) {
        let is_schema = shape
            .kind()
            .is_some_and(|kind| std::ptr::eq(kind, &raw const SCHEMA));
        let loaded = self.library.get(base.file);
        let members = loaded.value(&base.at).and_then(Value::as_object);
        if base.file == 0 || !is_schema || !members.is_some_and(is_base) {
            return;
        }
        let holder = Target {
            file: base.file,
            at: base.at.parent(),
        };
        let is_holder = |text: &&str| Pointer::parse(text).as_ref() == Some(&holder.at);
        if !HOLDERS.iter().any(is_holder) {
            return;
        }
        let derived = || derived(loaded, &holder.at);
        let derived = self.derived.entry(holder.clone()).or_insert_with(derived);
        let mut found = Vec::new();
        let mut waiting = vec![base.at.clone()];
        while let Some(next) = waiting.pop() {
            step();
            for heir in derived.remove(&next).into_iter().flatten() {
                waiting.push(heir.clone());
                found.push((next.clone(), heir));
            }
        }
        for (from, to) in found {
            let name = to.segments().last().unwrap_or_default().into_owned();
            let in_file = |at| Target {
                file: base.file,
                at,
            };
            let from = in_file(from.child(HEIRS).child(&name));
            self.lead(from, Use::Mapping, in_file(to));
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

/// The shared schemas of a file by their bases.
fn derived(file: &Loaded, holder: &Pointer) -> Derived {
    let schemas = holder.of(&file.source.root).and_then(Value::as_object);
    let mut derived = Derived::new();
    for (name, schema) in schemas.into_iter().flatten() {
        derive(file, schema, &holder.child(name), &mut derived);
    }
    derived
}

/// Notes the bases of a schema in its own file. Recursive: inline schemas are no deeper than the document.
fn derive(file: &Loaded, schema: &Value, heir: &Pointer, derived: &mut Derived) {
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
