//! Cargo features, for a crate of which a caller compiles only what they use: one for each group of
//! operations.

use super::modules::stem;
use super::names::Scope;
use crate::ir::{Crate, Feature};
use crate::surface;
use std::collections::{BTreeMap, BTreeSet};

/// Gives each operation the feature of its group.
pub fn features(krate: &mut Crate) {
    let groups = krate
        .operations
        .iter()
        .map(|operation| stem(operation.group.exact()));
    let groups: BTreeSet<String> = groups.collect();
    let mut scope = Scope::reserving(surface::FEATURES.iter().copied());
    let mut feature = |group: &str| {
        Feature::new(&if scope.is_free(group) {
            scope.take(group)
        } else {
            scope.take(&format!("{group}_tag"))
        })
    };
    let features: BTreeMap<String, Feature> = groups
        .into_iter()
        .map(|group| (group.clone(), feature(&group)))
        .collect();
    for operation in &mut krate.operations {
        operation.feature = features.get(&stem(operation.group.exact())).cloned();
    }
}
