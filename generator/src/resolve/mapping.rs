//! Values of `mapping` that select a schema which is no branch of the union, or one that doesn't allow them.

use super::discriminator::values::{Lists, list};
use crate::api::{Api, Kind, SchemaId, Union};
use crate::diagnostic::{Code, Diagnostics, Pointer, Related};
use crate::map::{IndexMap, IndexSet};
use crate::steps::step;
use serde_json::Value;

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

/// Reports the values that their branch's own member doesn't list. `written` is the checked tree.
pub fn denied(
    api: &Api,
    mappings: &IndexMap<SchemaId, Pointer>,
    written: &Value,
    diagnostics: &mut Diagnostics,
) {
    for (id, at) in mappings {
        let Kind::Union(union) = &api[*id].kind else {
            continue;
        };
        let Some(discriminator) = &union.discriminator else {
            continue;
        };
        let property = discriminator.property.as_str();
        let mut allowed = Lists::of(api, property);
        for (tag, target) in &discriminator.tags {
            let (end, _) = api.behind_aliases(*target);
            if allowed.allows(end, tag) {
                continue;
            }
            let Some((member, _)) = list(api, end, property) else {
                continue;
            };
            let member = &api[member];
            let lists = ["const", "enum"].map(|keyword| member.at.child(keyword));
            let mut lists = lists.iter().filter(|at| at.of(written).is_some());
            let listed = Related::at("the member's own value", lists.next().unwrap_or(&member.at));
            let words = [tag, property];
            diagnostics.report_related(Code::MappingDenied, &at.child(tag), &words, vec![listed]);
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
