//! Values of `mapping` that select a schema which is no branch of the union.

use crate::api::{Api, Kind, SchemaId, Union};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::map::{IndexMap, IndexSet};
use crate::steps::step;

/// Reports such values, by the places of the `mapping` of unions. A branch may be a union itself, and its branches count.
pub fn outside(api: &Api, mappings: &IndexMap<SchemaId, Pointer>, diagnostics: &mut Diagnostics) {
    for (id, at) in mappings {
        let Kind::Union(union) = &api[*id].kind else {
            continue;
        };
        let Some(discriminator) = &union.discriminator else {
            continue;
        };
        let mut inner = None;
        for (tag, target) in &discriminator.tags {
            let (end, _) = api.behind_aliases(*target);
            let inner = inner.get_or_insert_with(|| branches(api, union));
            if !inner.contains(&end) {
                diagnostics.report(Code::MappingOutside, &at.child(tag), &[tag]);
            }
        }
    }
}

/// All branches of a union, and those of unions among them.
fn branches(api: &Api, union: &Union) -> IndexSet<SchemaId> {
    let mut found = IndexSet::default();
    let mut waiting = union.branches.clone();
    while let Some(next) = waiting.pop() {
        step();
        let (end, _) = api.behind_aliases(next);
        if found.insert(end)
            && let Kind::Union(inner) = &api[end].kind
        {
            waiting.extend(&inner.branches);
        }
    }
    found
}
