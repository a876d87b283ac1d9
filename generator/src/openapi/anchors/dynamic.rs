//! The dynamic anchors of schemas: several can have one name, and a dynamic reference means that of the outermost one.

use super::{Anchors, DYNAMIC, DYNAMIC_ANCHOR, Twice, WITHIN, recursive};
use crate::diagnostic::Pointer;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The names of dynamic references whose ways are followed, each by a walk of its own.
pub const MOST_DYNAMIC: usize = 16;

impl Anchors {
    /// Of the schemas with a `$dynamicAnchor`, those with a reference by that name that can mean another one. Of many
    /// names, the last ones are not followed.
    pub(super) fn bound(&mut self, root: &Value) -> BTreeMap<String, BTreeSet<Pointer>> {
        let dynamic = std::mem::take(&mut self.dynamic).into_iter();
        let several = dynamic.filter(|(_, schemas)| schemas.len() > 1);
        let bound = several.enumerate().map(|(index, (name, schemas))| {
            if index >= MOST_DYNAMIC {
                return (name, schemas);
            }
            let reference = (DYNAMIC[1], name.as_str());
            let bound = recursive::replaceable(self, root, &schemas, reference);
            (name, bound)
        });
        bound.collect()
    }

    /// The `#` and name of the dynamic anchor that a dynamic reference names. None if the schema that it leads to first has
    /// no such anchor: then it is a reference like any other. A name that no schema of the resource has may be that of
    /// an anchor in the schemas that refer to this one.
    pub(super) fn dynamic_name<'r>(
        &self,
        root: &Value,
        at: &Pointer,
        reference: &'r str,
    ) -> Option<&'r str> {
        let name = anchor(reference)?;
        match self.find(at, reference) {
            Some(target) => {
                let anchor = target.child(DYNAMIC_ANCHOR);
                let anchor = anchor.of(root).and_then(Value::as_str);
                (anchor == Some(&name[1..])).then_some(name)
            }
            None => (name == reference).then_some(name),
        }
    }

    /// The reference that a dynamic one stands for, if one schema alone can be meant: it is one by place, or by a name
    /// that the schemas of a resource have once, or that none has, which resolving says. Of the schemas without an
    /// `$id`, each counts as a resource here.
    pub(super) fn meant(&self, at: &Pointer, reference: &str) -> Option<String> {
        let whole = self.around(at);
        let bound = anchor(reference).and_then(|name| self.dynamic.get(name));
        let is_bound = |whole: &Pointer| bound.is_some_and(|bound| bound.contains(whole));
        if whole.as_ref().is_some_and(is_bound) {
            return None;
        }
        let own = || self.own.get(whole.as_ref()?)?.get(reference);
        match self.find(at, reference).or_else(own) {
            Some(place) => Some(place.reference()),
            None if self.names.contains_key(reference) => None,
            None => reference.starts_with('#').then(|| reference.to_owned()),
        }
    }

    /// Whether two whole schemas have a dynamic anchor, so that a dynamic reference can mean either.
    pub(super) fn is_shared(&self, root: &Value, twice: &Twice) -> bool {
        let anchors = [&twice.first, &twice.at.parent()].map(|at| at.child(WITHIN[1]));
        let are_dynamic = anchors.iter().all(|at| at.of(root).is_some());
        are_dynamic && self.around(&anchors[0]) != self.around(&anchors[1])
    }

    /// The schemas with an `$id` and dynamic anchors that stand within other schemas.
    pub(super) fn inner(&self) -> BTreeSet<Pointer> {
        let all = self.dynamic.values().flatten();
        let inner =
            all.filter(|whole| self.is_whole(whole) && self.around(&whole.parent()).is_some());
        inner.cloned().collect()
    }
}

/// The `#` and name of the anchor that a reference names, which is no pointer.
fn anchor(reference: &str) -> Option<&str> {
    let (before, name) = reference.split_once('#')?;
    let is_name = !name.is_empty() && !name.starts_with('/');
    is_name.then(|| &reference[before.len()..])
}
