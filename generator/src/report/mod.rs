//! Reports on a crate: the map of its types, and the coverage of the document. Both come from the IR, which has every
//! reason; the report repeats the warnings, too. The changes since an earlier crate come from the files of both.

pub mod changes;
mod coverage;
mod map;

pub use coverage::{Counts, counts};
pub use map::map;

use crate::diagnostic::{Diagnostic, Excerpt, Pointer, Severity};
use crate::ir::Crate;
use crate::source::Source;
use serde_json::{Value, json};

/// A place with a reason.
#[derive(Debug)]
pub struct Entry {
    /// The place in the document.
    pub at: Pointer,
    /// A short code.
    pub reason: &'static str,
    /// A sentence.
    pub why: String,
    /// The place in a text, if it is known without the document's tree.
    pub excerpt: Option<Excerpt>,
}

impl From<&Diagnostic> for Entry {
    fn from(diagnostic: &Diagnostic) -> Self {
        let excerpt = diagnostic.excerpt.as_deref().cloned();
        let own = excerpt.as_ref().and_then(|excerpt| excerpt.at.clone());
        Self {
            at: own.unwrap_or_else(|| diagnostic.at.clone()),
            reason: diagnostic.code.entry().id,
            why: diagnostic.message.clone(),
            excerpt,
        }
    }
}

/// All places without a type or left out, with their lines, and the diagnostics that were `told`. The length of
/// each list equals its count.
#[must_use]
pub fn report<'d>(
    krate: &Crate,
    source: &Source,
    told: impl IntoIterator<Item = &'d Diagnostic>,
) -> Value {
    let told: Vec<&Diagnostic> = told.into_iter().collect();
    let is_warning = |told: &&&Diagnostic| told.code.entry().severity == Severity::Warning;
    let warnings = told.iter().filter(is_warning).count();
    let counts = counts(krate);
    json!({
        "counts": {
            "operations": { "typed": counts.operations, "skipped": counts.skipped },
            "webhooks": counts.webhooks,
            "callbacks": counts.callbacks,
            "schemas": { "typed": counts.typed, "raw": counts.raw },
            "unused-forms": counts.unused,
            "scored-unions": counts.scored,
            "warnings": warnings,
        },
        "raw": placed(coverage::raw(krate), source),
        "skipped": placed(coverage::skipped(krate), source),
        "unused": placed(coverage::unused(krate), source),
        "warnings": placed(told.into_iter().map(Entry::from).collect(), source),
    })
}

/// The entries in the document's order, with line and column, and the file if there are several.
fn placed(entries: Vec<Entry>, source: &Source) -> Vec<Value> {
    let pointers: Vec<&Pointer> = entries.iter().map(|entry| &entry.at).collect();
    let excerpts = source.excerpts(&pointers);
    let all = excerpts.into_iter().zip(entries);
    let all = all.map(|(found, mut entry)| (entry.excerpt.take().or(found), entry));
    let mut all: Vec<_> = all.collect();
    all.sort_by(|(a, x), (b, y)| {
        let places = order(a.as_ref(), source).cmp(&order(b.as_ref(), source));
        places.then_with(|| (&x.at, x.reason, &x.why).cmp(&(&y.at, y.reason, &y.why)))
    });
    let entry = |(place, entry): (Option<Excerpt>, Entry)| {
        let mut shown = json!({
            "at": entry.at.as_str(),
            "line": place.as_ref().map(|place| place.line),
            "column": place.as_ref().map(|place| place.column),
            "reason": entry.reason,
            "why": entry.why,
        });
        let file = place.map(|place| place.name);
        if source.is_of_several() || file.as_ref().is_some_and(|name| *name != source.name) {
            shown["file"] = file.into();
        }
        shown
    };
    all.into_iter().map(entry).collect()
}

/// The document itself first, then its other files by name.
fn order<'a>(place: Option<&'a Excerpt>, source: &Source) -> Option<(bool, &'a str, usize)> {
    place.map(|place| (place.name != source.name, place.name.as_str(), place.offset))
}
