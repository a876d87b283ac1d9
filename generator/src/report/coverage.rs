//! The coverage of a document: the numbers of typed and untyped places, with the reasons.

use super::Entry;
use crate::diagnostic::Pointer;
use crate::ir::{Crate, Gap, Pick, Raw, TypeKind, Union};
use std::collections::{BTreeMap, BTreeSet};

/// The coverage in numbers.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Operations with a method.
    pub operations: usize,
    /// Skipped operations.
    pub skipped: usize,
    /// Webhooks.
    pub webhooks: usize,
    /// Callbacks.
    pub callbacks: usize,
    /// Schemas with a type.
    pub typed: usize,
    /// Schemas that became a raw JSON value or a map of such values, by reason.
    pub raw: BTreeMap<&'static str, usize>,
    /// Unions whose branches are all tried.
    pub scored: usize,
    /// Unused forms of bodies, because the operation uses another.
    pub unused: usize,
}

/// Counts typed and untyped places.
#[must_use]
pub fn counts(krate: &Crate) -> Counts {
    // Several forms of an operation count once.
    let operations: BTreeSet<_> = krate
        .operations
        .iter()
        .map(|operation| (&operation.method, &operation.path))
        .collect();
    let mut counts = Counts {
        operations: operations.len(),
        skipped: krate.skipped.len(),
        unused: unused(krate).len(),
        ..Counts::default()
    };
    for webhooks in &krate.webhooks {
        if let TypeKind::Webhooks(requests) = &krate[webhooks.ty].kind {
            let count = match webhooks.of {
                None => &mut counts.webhooks,
                Some(_) => &mut counts.callbacks,
            };
            *count += requests.variants.len();
        }
    }
    for entry in raw(krate) {
        *counts.raw.entry(entry.reason).or_default() += 1;
    }
    let gaps = krate.gaps.iter().filter(|(_, gap)| is_raw(gap));
    let gaps: BTreeSet<Raw> = gaps.map(|(at, _)| at.as_str().into()).collect();
    let places = krate.places.keys();
    counts.typed = places.filter(|at| !gaps.contains(*at)).count();
    let scored = krate.types.iter().filter(|def| match &def.kind {
        TypeKind::Union(union) => is_scored(union),
        _ => false,
    });
    counts.scored = scored.count();
    counts
}

/// The schemas and bodies that became any JSON value, or a map of such values.
pub fn raw(krate: &Crate) -> Vec<Entry> {
    let gaps = krate.gaps.iter().filter(|(_, gap)| is_raw(gap));
    gaps.map(|(at, gap)| entry(at, gap)).collect()
}

/// The skipped operations.
pub fn skipped(krate: &Crate) -> Vec<Entry> {
    let skipped = krate.skipped.iter().map(|(at, reason)| Entry {
        at: at.clone(),
        reason: reason.code.entry().id,
        why: reason.message.clone(),
        excerpt: None,
    });
    skipped.collect()
}

/// The unused forms of bodies, because the operation uses another.
pub fn unused(krate: &Crate) -> Vec<Entry> {
    let unused = krate.gaps.iter().filter(|(_, gap)| !is_raw(gap));
    unused.map(|(at, gap)| entry(at, gap)).collect()
}

/// Whether a value has no type; otherwise a form of a body is unused.
fn is_raw(gap: &Gap) -> bool {
    *gap != Gap::OtherForm
}

/// Whether a union tries some branches.
fn is_scored(union: &Union) -> bool {
    let plan = &union.plan;
    if plan.event != Pick::None {
        return is_tried(&plan.event);
    }
    plan.by_value().into_iter().any(is_tried)
}

/// Whether a choice tries variants. Recursive: choices are as deep as the generator makes them.
fn is_tried(pick: &Pick) -> bool {
    match pick {
        // By a part, only a value without it is tried.
        Pick::None | Pick::One(_) | Pick::Described(_) | Pick::Part(..) => false,
        Pick::Scored(_) => true,
        Pick::Group(_, _, picks) => picks.iter().any(is_tried),
        Pick::Tag(_, _, otherwise) | Pick::Value(_, otherwise) => is_tried(otherwise),
        Pick::Key(keys, otherwise) => is_tried(without_nulls(keys, otherwise)),
    }
}

/// The choice behind keys, and behind those of them that must be null.
fn without_nulls<'p>(keys: &[(Raw, usize)], mut otherwise: &'p Pick) -> &'p Pick {
    while let Pick::Part(name, _, next) = otherwise
        && keys.iter().any(|(key, _)| key == name)
    {
        otherwise = next;
    }
    otherwise
}

fn entry(at: &Pointer, gap: &Gap) -> Entry {
    let (reason, why) = match gap {
        Gap::SaysNothing => ("says-nothing", "the schema says nothing of the value"),
        Gap::FreeForm => ("free-form", "no member of the object is described"),
        Gap::Endless => (
            "endless-list",
            "the list or map contains itself without end",
        ),
        Gap::NoSchema => ("no-schema", "the body is described by no schema"),
        Gap::OtherForm => ("other-form", "another form of the same body is used"),
        Gap::Reported(reason) => (reason.code.entry().id, reason.message.as_str()),
    };
    Entry {
        at: at.clone(),
        reason,
        why: why.to_owned(),
        excerpt: None,
    }
}
