//! The schemas whose place another one can take: a `$recursiveRef` in a schema with `$recursiveAnchor` means the
//! outermost such schema on the way to it (JSON Schema 2019-09, 8.2.4.2.2), and a `$dynamicRef` the outermost with a
//! `$dynamicAnchor` of that name (JSON Schema 2020-12, 8.2.3.2).

use super::{Anchors, RECURSIVE, schemas};
use crate::diagnostic::Pointer;
use crate::steps::step;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The schemas of `recursive` with such a reference, a keyword and its value, to which references lead from another of
/// them.
pub fn replaceable(
    anchors: &Anchors,
    root: &Value,
    recursive: &BTreeSet<Pointer>,
    reference: (&str, &str),
) -> BTreeSet<Pointer> {
    let mut ways = Ways {
        anchors,
        root,
        recursive,
        reference,
        open: recursive.iter().map(|at| (at.clone(), at)).collect(),
        known: BTreeMap::new(),
        replaceable: BTreeSet::new(),
    };
    while let Some((place, from)) = ways.open.pop() {
        if let Some(value) = place.of(root) {
            ways.walk((value, false), &place, from);
        }
    }
    ways.replaceable
}

/// The ways that references lead from recursive schemas.
struct Ways<'a> {
    anchors: &'a Anchors,
    root: &'a Value,
    recursive: &'a BTreeSet<Pointer>,
    reference: (&'a str, &'a str),
    /// The places to be walked, and the recursive schema that each was reached from.
    open: Vec<(Pointer, &'a Pointer)>,
    /// The recursive schemas that a place was reached from. Two are enough: each such reference is reached from
    /// another schema than its own then.
    known: BTreeMap<Pointer, Vec<&'a Pointer>>,
    replaceable: BTreeSet<Pointer>,
}

impl<'a> Ways<'a> {
    fn walk(&mut self, (value, has_names): (&Value, bool), at: &Pointer, from: &'a Pointer) {
        step();
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.walk((item, false), &at.index(index), from);
                }
            }
            Value::Object(members) => {
                let (keyword, name) = self.reference;
                let to = members.get(keyword).and_then(Value::as_str);
                if to.is_some_and(|to| self.is_meant(at, to, name)) {
                    let own = self.anchors.around(at);
                    let own = own.filter(|own| own != from && self.recursive.contains(own));
                    self.replaceable.extend(own);
                }
                for keyword in ["$ref", "$dynamicRef"] {
                    if let Some(to) = members.get(keyword).and_then(Value::as_str) {
                        self.reach(at, to, from);
                    }
                }
                for (key, value) in schemas(members, has_names) {
                    self.walk(value, &at.child(key), from);
                }
            }
            _ => {}
        }
    }

    /// Whether a reference at a place is that of this name.
    fn is_meant(&self, at: &Pointer, to: &str, name: &str) -> bool {
        let is_recursive = self.reference.0 == RECURSIVE.0;
        let dynamic = || self.anchors.dynamic_name(self.root, at, to);
        if is_recursive {
            to == name
        } else {
            dynamic() == Some(name)
        }
    }

    /// Goes on where a reference leads.
    fn reach(&mut self, at: &Pointer, to: &str, from: &'a Pointer) {
        let Some(place) = self.anchors.target_at(at, to) else {
            return;
        };
        let known = self.known.entry(place.clone()).or_default();
        if known.len() < 2 && !known.contains(&from) {
            known.push(from);
            self.open.push((place, from));
        }
    }
}
