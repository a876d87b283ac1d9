//! Operations with the `operationId` of another one.

use crate::api::SameId;
use crate::diagnostic::{Code, Diagnostics, Pointer, Related};
use crate::lower::facts::Facts;
use crate::map::IndexMap;

/// Reports them, with the names of their methods. Webhooks and callbacks have no method.
pub fn report(facts: &Facts, diagnostics: &mut Diagnostics) {
    if facts.api.same_ids.is_empty() {
        return;
    }
    let mut methods: IndexMap<&Pointer, String> = IndexMap::default();
    for (operation, names) in facts.api.operations.iter().zip(&facts.operations) {
        methods.entry(&operation.at).or_insert_with(|| {
            let method = names.method.name.as_str();
            match names.group.map(|group| &facts.groups[group].method.name) {
                Some(group) => format!("{}().{method}", group.as_str()),
                None => method.to_owned(),
            }
        });
    }
    for SameId { id, at, first } in &facts.api.same_ids {
        let outcome = match (methods.get(at), methods.get(first)) {
            (Some(own), Some(other)) => format!("; their methods are `{own}` and `{other}`"),
            _ => String::new(),
        };
        let first = Related::at("first used here", &first.child("operationId"));
        let (code, at) = (Code::OperationIdTwice, at.child("operationId"));
        diagnostics.report_related(code, &at, &[id, &outcome], vec![first]);
    }
}
