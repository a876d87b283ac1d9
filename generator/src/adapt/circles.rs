//! Unions that are branches of themselves, directly or through other unions. Such a branch adds no value to its
//! union, and trying its branches would never end, so it is removed.

use crate::api::{Api, Kind, SchemaId, Union};
use crate::diagnostic::{Code, Diagnostics};
use crate::map::IndexSet;

/// Removes every branch that leads back to its own union.
pub fn open(api: &mut Api, diagnostics: &mut Diagnostics) {
    for (id, branch) in closing(api) {
        let reason = diagnostics.because(Code::UnionCircle, &api[id].at, &[]);
        let Kind::Union(union) = &mut api.schemas[id.0].kind else {
            continue;
        };
        union.branches.retain(|other| *other != branch);
        if let Some(discriminator) = &mut union.discriminator {
            discriminator.tags.retain(|(_, other)| *other != branch);
            discriminator.names.retain(|(_, other)| *other != branch);
            discriminator.default = discriminator.default.filter(|other| *other != branch);
        }
        if union.branches.is_empty() {
            api.schemas[id.0].kind = Kind::Unknown(reason);
        }
    }
}

/// A union on the path, and its branches that are still to be walked.
struct Open {
    id: SchemaId,
    waiting: Vec<SchemaId>,
}

/// The branches that lead back to a union on the path to them, in a walk of the unions in order.
fn closing(api: &Api) -> IndexSet<(SchemaId, SchemaId)> {
    let mut found = IndexSet::default();
    let mut seen = vec![false; api.schemas.len()];
    let mut is_open = vec![false; api.schemas.len()];
    for root in (0..api.schemas.len()).map(SchemaId) {
        let mut way: Vec<Open> = enter(api, root, &mut seen).into_iter().collect();
        is_open[root.0] = !way.is_empty();
        while let Some(last) = way.last_mut() {
            let Some(branch) = last.waiting.pop() else {
                is_open[last.id.0] = false;
                way.pop();
                continue;
            };
            let (target, _) = api.behind_aliases(branch);
            if is_open[target.0] {
                found.insert((last.id, branch));
            } else if let Some(inner) = enter(api, target, &mut seen) {
                is_open[target.0] = true;
                way.push(inner);
            }
        }
    }
    found
}

/// Enters an unvisited union.
fn enter(api: &Api, id: SchemaId, seen: &mut [bool]) -> Option<Open> {
    let Kind::Union(Union { branches, .. }) = &api[id].kind else {
        return None;
    };
    let is_new = !std::mem::replace(&mut seen[id.0], true);
    is_new.then(|| Open {
        id,
        waiting: branches.iter().rev().copied().collect(),
    })
}
