//! What of a document has no type of its own or is left out, with places, reasons and counts: so that
//! nothing is untyped without being told.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Lines, Pointer, Severity};
use crate::ir::{Crate, Gap};
use crate::load::Source;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

/// How much of a document is typed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Operations that became methods.
    pub operations: usize,
    /// Operations that didn't.
    pub skipped: usize,
    /// Schemas that have a type.
    pub typed: usize,
    /// Those that became a raw JSON value or a map of such, by reason.
    pub raw: BTreeMap<&'static str, usize>,
    /// Unions of which each branch is tried.
    pub scored: usize,
    /// All warnings.
    pub warnings: usize,
}

/// Counts what is typed and what is not.
#[must_use]
pub fn counts(krate: &Crate, source: &Source, diagnostics: &Diagnostics) -> Counts {
    let mut counts = Counts {
        operations: krate.operations.len(),
        skipped: skipped(krate, &source.root, &Said::of(diagnostics)).len(),
        ..Counts::default()
    };
    let raw = krate.gaps.iter().filter(|(_, gap)| is_raw(**gap));
    let raw: BTreeMap<&str, Gap> = raw.map(|(at, gap)| (at.as_str(), *gap)).collect();
    for gap in raw.values() {
        *counts.raw.entry(reason(*gap).0).or_default() += 1;
    }
    let places = krate.places.keys();
    counts.typed = places.filter(|at| !raw.contains_key(at.as_str())).count();
    for diagnostic in diagnostics.iter() {
        let is_warning = diagnostic.code.entry().severity == Severity::Warning;
        counts.warnings += usize::from(is_warning);
        counts.scored += usize::from(diagnostic.code == Code::UnionScored);
    }
    counts
}

/// Everything that has no type or is left out, with the places in the text.
#[must_use]
pub fn report(krate: &Crate, source: &Source, diagnostics: &Diagnostics) -> Value {
    let counts = counts(krate, source, diagnostics);
    let said = Said::of(diagnostics);
    let gaps = |raw: bool| {
        let gaps = krate
            .gaps
            .iter()
            .filter(move |(_, gap)| is_raw(**gap) == raw);
        gaps.map(|(at, gap)| entry(at, *gap, &said))
    };
    let raw: Vec<Entry> = gaps(true).collect();
    let mut left_out = skipped(krate, &source.root, &said);
    left_out.extend(gaps(false));
    let warnings = diagnostics.iter().map(|diagnostic| Entry {
        at: diagnostic.at.clone(),
        reason: diagnostic.code.entry().id,
        why: diagnostic.message.clone(),
    });
    json!({
        "counts": {
            "operations": { "typed": counts.operations, "skipped": counts.skipped },
            "schemas": { "typed": counts.typed, "raw": counts.raw },
            "scored-unions": counts.scored,
            "warnings": counts.warnings,
        },
        "raw": placed(raw, source),
        "skipped": placed(left_out, source),
        "warnings": placed(warnings.collect(), source),
    })
}

/// Something to tell of a place.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    at: Pointer,
    reason: &'static str,
    why: String,
}

/// What was said, by place, and in which order.
struct Said<'d>(BTreeMap<&'d str, Vec<(usize, &'d Diagnostic)>>);

impl<'d> Said<'d> {
    fn of(diagnostics: &'d Diagnostics) -> Self {
        let mut said: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for numbered in diagnostics.iter().enumerate() {
            said.entry(numbered.1.at.as_str())
                .or_default()
                .push(numbered);
        }
        Self(said)
    }

    /// What was said of a place or of its parts.
    fn within(&self, at: &Pointer) -> impl Iterator<Item = (usize, &'d Diagnostic)> {
        // Its parts begin with a `/` behind it, the last character before `0`.
        let (at, end) = (at.as_str(), format!("{at}0"));
        let parts = self
            .0
            .range::<str, _>((Bound::Included(&*format!("{at}/")), Bound::Excluded(&*end)));
        let own = self.0.get(at).into_iter();
        let all: Vec<_> = own
            .chain(parts.map(|(_, said)| said))
            .flatten()
            .copied()
            .collect();
        all.into_iter()
    }
}

fn entry(at: &Pointer, gap: Gap, said: &Said<'_>) -> Entry {
    let (reason, why) = reason(gap);
    let said = match gap {
        Gap::Reported(code) => {
            let same = said.within(at).filter(|(_, d)| d.code == code);
            same.min_by_key(|(number, _)| *number)
        }
        _ => None,
    };
    Entry {
        at: at.clone(),
        reason,
        why: said.map_or(why, |(_, d)| &d.message).to_owned(),
    }
}

/// The entries with line and column, in the document's order.
fn placed(entries: Vec<Entry>, source: &Source) -> Vec<Value> {
    let pointers: Vec<&Pointer> = entries.iter().map(|entry| &entry.at).collect();
    let spans = source.locate(&pointers);
    let mut all: Vec<_> = spans.into_iter().zip(entries).collect();
    // In this order columns are counted only once, however long a line is.
    all.sort_by(|(a, x), (b, y)| {
        let start = |span: &Option<std::ops::Range<usize>>| span.as_ref().map(|span| span.start);
        (start(a), x).cmp(&(start(b), y))
    });
    all.dedup();
    let lines = Lines::new(&source.name, &source.text);
    let entry = |(span, entry): (Option<_>, Entry)| {
        let place = span.map(|span| lines.excerpt(&span));
        json!({
            "at": entry.at.as_str(),
            "line": place.as_ref().map(|place| place.line),
            "column": place.as_ref().map(|place| place.column),
            "reason": entry.reason,
            "why": entry.why,
        })
    };
    all.into_iter().map(entry).collect()
}

/// The methods of a path item.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The operations that the document has and the crate hasn't.
fn skipped(krate: &Crate, root: &Value, diagnostics: &Said<'_>) -> Vec<Entry> {
    let known = krate.operations.iter();
    let known: BTreeSet<(&str, &str)> = known
        .map(|operation| (operation.path.as_str(), operation.method.as_str()))
        .collect();
    let known_paths: BTreeSet<&str> = known.iter().map(|(path, _)| *path).collect();
    let mut skipped = Vec::new();
    let paths = root.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        let Some(item) = item.as_object() else {
            continue;
        };
        let at = Pointer::root().child("paths").child(path);
        for method in METHODS.iter().filter(|method| item.contains_key(**method)) {
            if !known.contains(&(path, &method.to_uppercase())) {
                skipped.push(said(&at.child(method), diagnostics));
            }
        }
        // There is at least one operation in what a reference leads to.
        if item.contains_key("$ref") && !known_paths.contains(path.as_str()) {
            skipped.push(said(&at, diagnostics));
        }
    }
    skipped
}

/// Why an operation is not there: what was said of it, first of all that it is skipped.
fn said(at: &Pointer, said: &Said<'_>) -> Entry {
    let first = said.within(at).min_by_key(|(number, d)| {
        let is_other = d.code != Code::BodyUnsupported;
        (is_other, d.at.as_str().len(), *number)
    });
    let first = first.map(|(_, diagnostic)| diagnostic);
    Entry {
        at: at.clone(),
        reason: first.map_or("unreadable", |d| d.code.entry().id),
        why: first
            .map_or("it can't be read as an operation", |d| &d.message)
            .to_owned(),
    }
}

/// Whether there is a value that has no type; otherwise something is left out.
fn is_raw(gap: Gap) -> bool {
    gap != Gap::OtherForm
}

/// A short code for a gap, and a sentence.
fn reason(gap: Gap) -> (&'static str, &'static str) {
    match gap {
        Gap::SaysNothing => ("says-nothing", "the schema says nothing of the value"),
        Gap::FreeForm => ("free-form", "no member of the object is described"),
        Gap::Endless => ("endless-list", "the list contains itself without end"),
        Gap::NoSchema => ("no-schema", "the body is described by no schema"),
        Gap::OtherForm => ("other-form", "another form of the same body is used"),
        Gap::Reported(code) => (code.entry().id, code.entry().message),
    }
}
