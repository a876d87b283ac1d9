//! A document in several files → one tree. The objects that references lead to become components of the document, with
//! names from the files; where the specification has no component or no reference, the contents of a file take the
//! place of the reference. Later stages see one document with references into itself.

mod address;
mod anchors;
mod build;
mod collect;
mod dynamic;
mod edits;
mod homes;
mod library;
mod names;
mod tags;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostics, Excerpt, Pointer, Related, Severity};
use crate::source::Source;
use crate::source::files::Files;
use crate::steps::step;
use collect::{Fault, Target};
use library::Library;
use serde_json::{Map, Value};

/// Takes the parts of other `files` that references lead to into the document. A reference to a file that can't be read
/// stays, and is noted. After another error, the document is as it was.
pub fn bundle(document: Source, files: &dyn Files, diagnostics: &mut Diagnostics) -> Source {
    if !leads_elsewhere(&document.root) {
        return document;
    }
    let mut library = Library::new(files, document);
    let collected = collect::collect(&mut library, diagnostics);
    let mut faults = collected.faults.clone();
    let mut built = None;
    let mut is_whole = true;
    if !(collected.sites.is_empty() && collected.refused.is_empty()) {
        let (bundled, remarks) = build::build(&library, &collected);
        let is_error = |fault: &Fault| fault.code.entry().severity == Severity::Error;
        is_whole = !remarks.iter().any(is_error);
        faults.extend(remarks);
        built = Some(bundled);
    }
    report(&library, faults, diagnostics);
    let (mut document, others) = library.into_files();
    if is_whole {
        if let Some(bundled) = built {
            document.root = bundled.tree;
            document.reported = bundled.reported;
            document.made = bundled.made;
            document.adopt(others, bundled.origins);
        } else {
            // No other file was read.
            for (from, reference) in &collected.unread {
                document.reported.note(reference, from.at.clone());
            }
        }
    }
    document
}

/// Whether a value may have references to other files. To look for the words is faster than to walk along the tables,
/// and finds them in data, too.
fn leads_elsewhere(value: &Value) -> bool {
    step();
    let is_elsewhere =
        |value: &Value| matches!(value, Value::String(target) if !target.starts_with('#'));
    match value {
        Value::Array(items) => items.iter().any(leads_elsewhere),
        Value::Object(members) => members.iter().any(|(key, value)| {
            let is_reference = match (key.as_str(), value) {
                ("mapping", Value::Object(targets)) => targets.values().any(is_elsewhere),
                ("$ref" | "$dynamicRef" | "defaultMapping", value) => is_elsewhere(value),
                ("security", Value::Array(needs)) => needs.iter().any(|needs| {
                    let mut names = needs.as_object().into_iter().flat_map(Map::keys);
                    names.any(|name| walk::is_uri(name) && !name.starts_with('#'))
                }),
                _ => false,
            };
            is_reference || leads_elsewhere(value)
        }),
        _ => false,
    }
}

/// Reports each message in the file that it is about.
fn report(library: &Library, faults: Vec<Fault>, diagnostics: &mut Diagnostics) {
    let related = related(library, &faults);
    let mut by_file: BTreeMap<usize, Vec<Fault>> = BTreeMap::new();
    for fault in faults {
        by_file.entry(fault.from.file).or_default().push(fault);
    }
    for (file, faults) in by_file {
        let places: Vec<&Pointer> = faults.iter().map(|fault| &fault.from.at).collect();
        let excerpts = library.get(file).source.excerpts(&places);
        for (fault, excerpt) in faults.into_iter().zip(excerpts) {
            let (code, near) = (fault.code, fault.near);
            let args: Vec<&str> = fault.args.iter().map(String::as_str).collect();
            let other = fault.related.and_then(|(role, place)| {
                let shown = related.get(&place)?.clone();
                Some(Related::shown(role, shown))
            });
            if let Some(other) = other {
                diagnostics.report_shown(code, &Pointer::root(), excerpt, &args, vec![other]);
                continue;
            }
            match excerpt {
                Some(excerpt) => diagnostics.report_excerpt_near(code, excerpt, &args, near),
                None => diagnostics.report_near(code, &Pointer::root(), &args, near),
            }
        }
    }
}

/// The excerpts of the further places that messages are about, file by file.
fn related(library: &Library, faults: &[Fault]) -> BTreeMap<Target, Excerpt> {
    let mut by_file: BTreeMap<usize, BTreeSet<&Target>> = BTreeMap::new();
    for (_, place) in faults.iter().filter_map(|fault| fault.related.as_ref()) {
        by_file.entry(place.file).or_default().insert(place);
    }
    let mut shown = BTreeMap::new();
    for (file, places) in by_file {
        let at: Vec<&Pointer> = places.iter().map(|place| &place.at).collect();
        let excerpts = library.get(file).source.excerpts(&at);
        let found = places.into_iter().zip(excerpts);
        shown.extend(found.filter_map(|(place, excerpt)| Some((place.clone(), excerpt?))));
    }
    shown
}
