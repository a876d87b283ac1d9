//! What of a document has no type of its own or is left out, with places, reasons and counts: so that
//! nothing is untyped without being told.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Lines, Pointer, Severity};
use crate::ir::{Crate, Gap, Raw};
use crate::source::Source;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Forms of bodies that are not used, because the operation uses another.
    pub unused: usize,
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
    let raw: BTreeMap<Raw, Gap> = raw.map(|(at, gap)| (at.as_str().into(), *gap)).collect();
    for gap in raw.values() {
        *counts.raw.entry(reason(*gap).0).or_default() += 1;
    }
    let typed = |at: &&Raw| !raw.contains_key(at);
    counts.unused = krate.gaps.values().filter(|gap| !is_raw(**gap)).count();
    counts.typed = krate.places.keys().filter(typed).count();
    for diagnostic in diagnostics.iter() {
        let is_warning = diagnostic.code.entry().severity == Severity::Warning;
        counts.warnings += usize::from(is_warning);
        counts.scored += usize::from(diagnostic.code == Code::UnionScored);
    }
    counts
}

/// Everything that has no type or is left out, with the places in the text. Each list has as many entries as
/// the counts say.
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
    let skipped = skipped(krate, &source.root, &said);
    let unused: Vec<Entry> = gaps(false).collect();
    let warnings = diagnostics.iter().map(|diagnostic| Entry {
        at: diagnostic.at.clone(),
        reason: diagnostic.code.entry().id,
        why: diagnostic.message.clone(),
    });
    json!({
        "counts": {
            "operations": { "typed": counts.operations, "skipped": counts.skipped },
            "schemas": { "typed": counts.typed, "raw": counts.raw },
            "unused-forms": counts.unused,
            "scored-unions": counts.scored,
            "warnings": counts.warnings,
        },
        "raw": placed(raw, source),
        "skipped": placed(skipped, source),
        "unused": placed(unused, source),
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

fn entry(at: &Pointer, gap: Gap, said: &Said) -> Entry {
    let (reason, why) = reason(gap);
    let all = said.within(at);
    let said = all.into_iter().find(|d| gap == Gap::Reported(d.code));
    Entry {
        at: at.clone(),
        reason,
        why: said.map_or(why, |d| &d.message).to_owned(),
    }
}

/// The diagnostics by their places, so that those of one place are found without looking at all.
struct Said<'a>(BTreeMap<&'a str, Vec<(usize, &'a Diagnostic)>>);

impl<'a> Said<'a> {
    fn of(diagnostics: &'a Diagnostics) -> Self {
        let mut said: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (index, diagnostic) in diagnostics.iter().enumerate() {
            let place = said.entry(diagnostic.at.as_str()).or_default();
            place.push((index, diagnostic));
        }
        Self(said)
    }

    /// What was said of a place and its parts, in the order of reporting.
    fn within(&self, at: &Pointer) -> Vec<&'a Diagnostic> {
        let parts = format!("{}/", at.as_str());
        let here = self.0.get(at.as_str());
        let below = self.0.range(parts.as_str()..);
        let below = below.take_while(|(place, _)| place.starts_with(&parts));
        let found = here.into_iter().chain(below.map(|(_, said)| said));
        let mut found: Vec<_> = found.flatten().copied().collect();
        found.sort_unstable_by_key(|(index, _)| *index);
        found
            .into_iter()
            .map(|(_, diagnostic)| diagnostic)
            .collect()
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
fn skipped(krate: &Crate, root: &Value, said: &Said) -> Vec<Entry> {
    let known = krate.operations.iter();
    let mut known_paths = BTreeSet::new();
    let known: BTreeSet<(&Raw, &str)> = known
        .map(|operation| (&operation.path, operation.method.as_str()))
        .inspect(|(path, _)| {
            known_paths.insert(*path);
        })
        .collect();
    let mut skipped = Vec::new();
    let paths = root.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        let Some(item) = item.as_object() else {
            continue;
        };
        let at = Pointer::root().child("paths").child(path);
        let own = Raw::from(path);
        for method in METHODS.iter().filter(|method| item.contains_key(**method)) {
            if !known.contains(&(&own, &method.to_uppercase())) {
                skipped.push(left_out(&at.child(method), said));
            }
        }
        // There is at least one operation in what a reference leads to.
        if item.contains_key("$ref") && !known_paths.contains(&own) {
            skipped.push(left_out(&at, said));
        }
    }
    skipped
}

/// Why an operation is not there: what was said of it, first of all that it is skipped.
fn left_out(at: &Pointer, said: &Said) -> Entry {
    let all = said.within(at).into_iter();
    let first = all.min_by_key(|d| (d.code != Code::BodyUnsupported, d.at.as_str().len()));
    Entry {
        at: at.clone(),
        reason: first.map_or("unreadable", |d| d.code.entry().id),
        why: first
            .map_or("it can't be read as an operation", |d| &d.message)
            .to_owned(),
    }
}

/// Whether there is a value that has no type; otherwise there is a form of a body that is not used.
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
