//! A document of `OpenAPI` 3.0 gives the same files by way of `openapiv3`, if that crate can read it: another
//! reader of the same specification agrees with ours.

use golden::case::Case;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::source::{self, Source};
use openapiv3::OpenAPI;
use serde_json::Value;

/// Bytes, as the model takes some 30 kB for each level of a schema.
const STACK: usize = 64 << 20;

/// The cases of which the model holds less than the document, and what it has no room for.
const LOSES: [(&str, &str); 3] = [
    (
        "refs/into_anything",
        "keywords that the specification doesn't know",
    ),
    ("refs/path_items", "`pathItems` of the components"),
    ("refs/siblings", "annotations beside `$ref`"),
];

/// Fails when the document gives other files as a model.
pub fn check(case: &Case) -> Result<(), String> {
    let mut diagnostics = Diagnostics::default();
    let Some(source) = source::text(case.document, case.text.clone(), &mut diagnostics) else {
        return Ok(());
    };
    let Some(text) = by_model(&source.root) else {
        return Ok(());
    };
    let Some(first) = case.generate().output else {
        return Ok(());
    };
    let other = case.generate_from(&text).output;
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

/// The text of the model of a document, if there is one.
fn by_model(document: &Value) -> Option<String> {
    let is_older = document.get("openapi")?.as_str()?.starts_with("3.0");
    if !is_older {
        return None;
    }
    let read = || {
        let model: OpenAPI = serde_json::from_value(document.clone()).ok()?;
        let source = Source::of_model("model.json", &model, &mut Diagnostics::default())?;
        Some(source.text)
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let read = thread.spawn_scoped(scope, read).ok()?.join();
        read.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
