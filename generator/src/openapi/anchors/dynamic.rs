//! The dynamic anchors of schemas: several can have one name, and a dynamic reference means that of the outermost one.

use super::{Anchors, DYNAMIC, Twice, WITHIN, recursive};
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
