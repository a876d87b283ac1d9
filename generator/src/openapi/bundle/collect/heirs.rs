//! The schemas that inherit from a base with a discriminator: a value of the base can be one of theirs, so those of all
//! files that were read belong to the document, though no reference leads to them.

use super::{Collector, Target};
use crate::diagnostic::Pointer;
use crate::openapi::bundle::address::{Way, split, way};
use crate::openapi::bundle::library::Library;
use crate::openapi::bundle::walk::Use;
use crate::openapi::spec::{SCHEMA, Shape};
use crate::steps::step;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The places of the shared schemas in a file of 3.x and of 2.0.
const HOLDERS: [&str; 2] = ["#/components/schemas", "#/definitions"];

/// The member of a base, which no document has, with what stands for references to its heirs.
const HEIRS: &str = "";

/// The heirs in the files so far.
#[derive(Default)]
pub struct Heirs {
    /// The number of files that were looked at.
    files: usize,
    /// By the schema that they are derived from, those that no base has led to yet.
    derived: BTreeMap<Target, Vec<Target>>,
    /// The bases, and the heirs that these have led to.
    led: BTreeSet<Target>,
}

impl Collector<'_, '_> {
    /// Lets the bases among the document's own schemas lead to their heirs in other files.
    pub(super) fn lead_from_document(&mut self) {
        let root = &self.library.get(0).source.root;
        let bases = HOLDERS.iter().filter_map(|text| Pointer::parse(text));
        let bases = bases.flat_map(|holder| {
            let schemas = holder.of(root).and_then(Value::as_object);
            let schemas = schemas.into_iter().flatten();
            let bases = schemas.filter(|(_, schema)| schema.as_object().is_some_and(is_base));
            let bases = bases.map(|(name, _)| holder.child(name));
            bases.collect::<Vec<_>>()
        });
        for at in bases.collect::<Vec<_>>() {
            self.lead_all(Target { file: 0, at });
        }
    }

    /// Lets a base lead to its heirs, and these to theirs. Each leads to its own once, whatever the number of bases.
    pub(super) fn lead_to_heirs(&mut self, base: &Target, shape: Shape) {
        let is_schema = shape
            .kind()
            .is_some_and(|kind| std::ptr::eq(kind, &raw const SCHEMA));
        let value = self.library.get(base.file).value(&base.at);
        let members = value.and_then(Value::as_object);
        if is_schema && members.is_some_and(is_base) {
            self.lead_all(base.clone());
        }
    }

    /// The next value that waits. When none does, the files that were read meanwhile may have heirs.
    pub(super) fn next(&mut self) -> Option<(Target, Shape)> {
        if self.queue.is_empty() {
            self.lead_to_new_heirs();
        }
        self.queue.pop_front()
    }

    /// Looks for heirs in the files that were read meanwhile, and leads to those of the bases so far.
    fn lead_to_new_heirs(&mut self) {
        let mut found = Vec::new();
        for file in self.heirs.files..self.library.len() {
            derived(self.library, file, &mut found);
        }
        self.heirs.files = self.library.len();
        let mut again = BTreeSet::new();
        for (base, heir) in found {
            if self.heirs.led.contains(&base) {
                again.insert(base.clone());
            }
            self.heirs.derived.entry(base).or_default().push(heir);
        }
        for base in again {
            self.lead_all(base);
        }
    }

    fn lead_all(&mut self, base: Target) {
        let mut waiting = vec![base];
        while let Some(next) = waiting.pop() {
            step();
            let heirs = self.heirs.derived.remove(&next);
            for heir in heirs.into_iter().flatten() {
                self.lead_to(&next, heir.clone());
                waiting.push(heir);
            }
            self.heirs.led.insert(next);
        }
    }

    fn lead_to(&mut self, base: &Target, heir: Target) {
        // The document has its own schemas.
        if heir.file != 0 {
            let name = heir.at.segments().last().unwrap_or_default();
            let name = format!("{} {name}", heir.file);
            let from = Target {
                file: base.file,
                at: base.at.child(HEIRS).child(&name),
            };
            self.lead(from, Use::Mapping, heir);
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

/// The shared schemas of a file, and a file that is a schema, each with what it is derived from.
fn derived(library: &Library<'_>, file: usize, found: &mut Vec<(Target, Target)>) {
    let root = &library.get(file).source.root;
    for holder in HOLDERS.iter().filter_map(|text| Pointer::parse(text)) {
        let schemas = holder.of(root).and_then(Value::as_object);
        for (name, schema) in schemas.into_iter().flatten() {
            let at = holder.child(name);
            derive(library, schema, &Target { file, at }, found);
        }
    }
    let parts = root.get("allOf").and_then(Value::as_array);
    for part in parts.into_iter().flatten() {
        let at = Pointer::root();
        derive(library, part, &Target { file, at }, found);
    }
}

/// Notes what a schema is derived from. Recursive: inline schemas are no deeper than the document.
fn derive(library: &Library<'_>, schema: &Value, heir: &Target, found: &mut Vec<(Target, Target)>) {
    step();
    let reference = schema.get("$ref").and_then(Value::as_str);
    if let Some((path, fragment)) = reference.map(split) {
        let file = match way(path, &library.get(heir.file).name) {
            Way::Here => Some(heir.file),
            Way::File(name) => library.known(&name),
            Way::Remote(url) => library.known(url.as_str()),
            Way::Uri | Way::Absolute => None,
        };
        let at = Pointer::parse(&format!("#{fragment}"));
        let base = file.zip(at).map(|(file, at)| Target { file, at });
        found.extend(base.map(|base| (base, heir.clone())));
    }
    let parts = schema.get("allOf").and_then(Value::as_array);
    for part in parts.into_iter().flatten() {
        derive(library, part, heir, found);
    }
}
