//! A document of `OpenAPI` 3.0 and its twins of 3.1 and 3.2, which say the same in newer words, give the same files.

use golden::case::Case;
use golden::newer::{Newer, newer};
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::source;

/// Fails when a twin gives other files.
pub fn check(case: &Case) -> Result<(), String> {
    let mut diagnostics = Diagnostics::default();
    let Some(source) = source::text(case.document, case.text.clone(), &mut diagnostics) else {
        return Ok(());
    };
    let is_older = source
        .root
        .get("openapi")
        .and_then(|version| version.as_str());
    if !is_older.is_some_and(|version| version.starts_with("3.0")) {
        return Ok(());
    }
    let Some(first) = case.generate().output else {
        return Ok(());
    };
    for version in [Newer::V31, Newer::V32] {
        let twin = newer(&source.root, version);
        let other = case.generate_from(&format!("{twin:#}")).output;
        let other = other.map(|output| output.files).unwrap_or_default();
        let mut paths = first.files.keys().chain(other.keys());
        // Where an example stands is told by the words of its version.
        let text = |file: &String| file.replace("/dataValue`", "/value`");
        let differs =
            paths.find(|path| first.files.get(*path).map(text) != other.get(*path).map(text));
        if let Some(path) = differs {
            return Err(format!(
                "its twin of {} gives another {path}",
                version.as_str()
            ));
        }
    }
    Ok(())
}
