//! Cargo features for the operations of each group, so that callers compile only the groups that they use.

use crate::ir::{Crate, Feature};
use crate::lower::layout::modules::stem;
use crate::lower::names::Scope;
use crate::surface;
use std::collections::{BTreeMap, BTreeSet};

/// Gives each operation the feature of its tag, and each group the features of its operations.
pub fn features(krate: &mut Crate) {
    let groups = krate
        .operations
        .iter()
        .map(|operation| stem(operation.group.exact()));
    let groups: BTreeSet<String> = groups.collect();
    // The words have `_` for the `-` in Cargo's names.
    let reserved = surface::FEATURES.iter().map(|name| name.replace('-', "_"));
    // An optional dependency is a feature of its name.
    let dependencies = krate.package.dependencies.keys();
    let dependencies = dependencies.map(|name| name.replace('-', "_"));
    let reserved: Vec<String> = reserved.chain(dependencies).collect();
    let mut scope = Scope::reserving(reserved.iter().map(String::as_str));
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
    let mut gates: BTreeMap<usize, BTreeSet<Feature>> = BTreeMap::new();
    for operation in &mut krate.operations {
        operation.feature = features.get(&stem(operation.group.exact())).cloned();
        if let Some(group) = operation.group_of {
            let gate = gates.entry(group).or_default();
            gate.extend(operation.feature.clone());
        }
    }
    for (group, gate) in gates {
        krate.groups[group].gate = gate.into_iter().collect();
    }
}
