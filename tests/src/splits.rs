//! A document whose components and path items stand in files of their own gives the same files as the document in
//! one.

use golden::case::Case;
use golden::decimals::Marked;
use golden::split::split;
use openapi_client_generator::diagnostic::Code;

/// The cases that give more in many files than in one, each with the addition.
const TELLS: [(&str, &str); 1] = [(
    "refs/to_operation",
    "an operation that is a reference: one to another file is replaced by its contents",
)];

/// Fails when the document in many files gives another crate.
pub fn check(case: &Case) -> Result<(), String> {
    let marked = Marked::read(case.document, &case.text);
    let Some(marked) = marked.filter(|_| case.files.is_empty()) else {
        return Ok(());
    };
    let first = case.generate();
    // In several files, a reference that leads nowhere is an error.
    let nowhere = [Code::RefNotFound, Code::SchemeNotFound];
    let is_whole = !nowhere.iter().any(|code| first.codes.contains(code));
    let Some(first) = first.output.filter(|_| is_whole) else {
        return Ok(());
    };
    let (document, files) = split(&marked.root, case.document);
    let document = marked.written(document);
    let files = files
        .into_iter()
        .map(|(name, text)| (name, marked.written(text)));
    let files = files.collect();
    let other = case.generate_of(&case.package(), &document, &files);
    let Some(output) = other.output else {
        return Err(format!(
            "in many files, it gives nothing:\n{}",
            other.diagnostics
        ));
    };
    let mut paths = first.files.keys().chain(output.files.keys());
    let differs = paths.find(|path| first.files.get(*path) != output.files.get(*path));
    let differs = differs.map(String::as_str);
    let differs = differs.or_else(|| (first.map() != output.map()).then_some("map"));
    let tells = TELLS.iter().find(|(name, _)| *name == case.name);
    match (differs, tells) {
        (Some(path), None) => Err(format!("in many files, it gives another {path}")),
        (None, Some((_, what))) => Err(format!("the same in one file by now: {what}")),
        _ => Ok(()),
    }
}
