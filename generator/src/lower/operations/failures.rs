//! The names of the types for the errors of several operations: their statuses. Of several types with the same
//! statuses in their names, that of the most operations has the plain name, and each other adds what tells it apart.

use crate::api::Status;
use crate::ir::{Name, ReplyTy, Ty};
use crate::lower::facts::Facts;
use crate::lower::names::{camel, common, status_word};
use crate::lower::operations::responses::{Failures, Shared, failures};
use crate::map::{IndexMap, IndexSet};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The most parts of a name.
const MOST_PARTS: usize = 3;

/// The errors of all operations, with the names of those that several operations share.
pub fn shared(facts: &Facts, is_free: impl Fn(&str) -> bool) -> IndexMap<Failures, Shared> {
    let mut shared: IndexMap<Failures, Shared> = IndexMap::default();
    let mut users: IndexMap<Failures, BTreeSet<&str>> = IndexMap::default();
    for (operation, names) in facts.api.operations.iter().zip(&facts.operations) {
        let failures = failures(facts, operation);
        shared.entry(failures.clone()).or_default().count += 1;
        users
            .entry(failures)
            .or_default()
            .insert(names.marker.as_str());
    }
    // Errors with one type have none of their own.
    let differ = |failures: &Failures| failures.iter().any(|(_, ty, _)| *ty != failures[0].1);
    let mut order: Vec<(Failures, usize)> = shared
        .iter()
        .filter(|(failures, shared)| shared.count > 1 && differ(failures))
        .map(|(failures, shared)| (failures.clone(), shared.count))
        .collect();
    order.sort_by_key(|(_, count)| Reverse(*count));
    let mut taken: IndexSet<String> = IndexSet::default();
    for (failures, _) in order {
        let plain = statuses(&failures);
        let names = users.get(&failures);
        let of_operations = names.and_then(common::of_operations);
        let wishes = [
            Some(plain.clone()),
            of_operations.map(|words| format!("{words}{plain}")),
            bodies(facts, &failures).map(|bodies| format!("{plain}{bodies}")),
        ];
        let wishes = wishes.into_iter().flatten();
        let mut wishes = wishes.map(|wish| format!("{wish}Failure"));
        let wish = wishes.find(|wish| is_free(wish) && !taken.contains(wish));
        let wish = wish.unwrap_or_else(|| format!("{plain}Failure"));
        taken.insert(wish.clone());
        if let Some(shared) = shared.get_mut(&failures) {
            shared.wish = wish;
        }
    }
    shared
}

/// The statuses of errors, or of many statuses the first and the last.
fn statuses(failures: &Failures) -> String {
    let word = |status: &Status| camel(&status_word(*status));
    let words: Vec<String> = failures.iter().map(|(status, ..)| word(status)).collect();
    match words.as_slice() {
        [first, .., last] if words.len() > MOST_PARTS => format!("{first}To{last}"),
        words => words.join("Or"),
    }
}

/// The few types of bodies: `ProblemOrText`.
fn bodies(facts: &Facts, failures: &Failures) -> Option<String> {
    let named = |ty: &Ty| -> Option<&Name> { Some(&facts.names[ty.named()?.0].name) };
    let word = |ty: &ReplyTy| match ty {
        ReplyTy::Json(ty) => Some(named(ty).map_or("Json", Name::as_str)),
        ReplyTy::Text => Some("Text"),
        ReplyTy::Bytes => Some("Bytes"),
        _ => None,
    };
    let words: Option<IndexSet<&str>> = failures.iter().map(|(_, ty, _)| word(ty)).collect();
    let words: Vec<&str> = words?.into_iter().collect();
    (words.len() <= MOST_PARTS).then(|| words.join("Or"))
}
