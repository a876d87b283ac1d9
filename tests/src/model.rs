//! A document of `OpenAPI` 3.0 gives the same files by way of `openapiv3`, if that crate can read it: another
//! reader of the same specification agrees with ours.

use golden::by_model::by_model;
use golden::case::Case;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::source;

/// The cases of which the model holds less than the document, each with the missing part.
const LOSES: [(&str, &str); 3] = [
    (
        "refs/into_anything",
        "keywords that the specification doesn't know",
    ),
    ("refs/dynamic_older", "keywords of newer versions"),
    ("refs/path_items", "`pathItems` of the components"),
];

/// Fails when the document gives other files as a model.
pub fn check(case: &Case) -> Result<(), String> {
    let mut diagnostics = Diagnostics::default();
    let Some(source) = source::text(case.document, case.text.clone(), &mut diagnostics) else {
        return Ok(());
    };
    let Some(pair) = by_model(&source.root) else {
        return Ok(());
    };
    let Some(first) = case.generate_from(&pair.plain).output else {
        return Ok(());
    };
    let other = case.generate_from(&pair.model).output;
    let other = other.map(|output| output.files).unwrap_or_default();
    let mut paths = first.files.keys().chain(other.keys());
    let differs = paths.find(|path| first.files.get(*path) != other.get(*path));
    let loses = LOSES.iter().find(|(name, _)| *name == case.name);
    match (differs, loses) {
        (Some(path), None) => Err(format!("openapiv3 gives another {path}")),
        (None, Some((_, what))) => Err(format!("openapiv3 has room for {what} by now")),
        _ => Ok(()),
    }
}
