//! A document and its twins, which say the same in newer words, give the same files. Those of 3.1 and 3.2 are made
//! from a document of 3.0, and that of 3.0 from one of 2.0; another one can stand beside it.

use golden::case::Case;
use golden::decimals::Marked;
use golden::newer::{Newer, newer};
use golden::older;

/// Documents of 2.0 whose twin can't be made of them alone, with the reason.
const WITHOUT_TWIN: &[(&str, &str)] = &[
    (
        "version_2/extensions",
        "parameters and responses below extensions are told by the references to them",
    ),
    ("version_2/files", "its parts stand in several files"),
    (
        "version_2/shared",
        "references lead into parts that 3.0 has elsewhere",
    ),
    ("version_2/settings", "client.toml names places of 2.0"),
    ("version_2/mistakes", "faults have no words of 3.0"),
    (
        "version_2/not_found",
        "references that lead nowhere keep their words",
    ),
];

/// Fails when a twin gives other files.
pub fn check(case: &Case) -> Result<(), String> {
    if let Some(twin) = &case.twin {
        let first = case.generate().output.ok_or("the document gives nothing")?;
        let other = case.generate_from(twin).output;
        let other = other.map(|output| output.files).unwrap_or_default();
        let mut paths = first.files.keys().chain(other.keys());
        if let Some(path) = paths.find(|path| first.files.get(*path) != other.get(*path)) {
            return Err(format!("its twin of 3.0 gives another {path}"));
        }
    }
    let Some(marked) = Marked::read(case.document, &case.text) else {
        return Ok(());
    };
    let has = |keyword| marked.root.get(keyword).is_some();
    if has("swagger") && !has("openapi") {
        return check_older(case, &marked);
    }
    if case.twin.is_some() {
        return Ok(());
    }
    let is_older = marked
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
        let twin = newer(&marked.root, version);
        let twin = marked.written(format!("{twin:#}"));
        let other = case.generate_from(&twin).output;
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

/// Fails when the twin that is made of a document of 2.0 gives other files.
fn check_older(case: &Case, marked: &Marked) -> Result<(), String> {
    if WITHOUT_TWIN.iter().any(|(name, _)| *name == case.name) {
        return Ok(());
    }
    let Some(first) = case.generate().output else {
        return Ok(());
    };
    let twin = older::upgraded(&marked.root);
    let twin = marked.written(format!("{twin:#}"));
    let other = case.generate_from(&twin).output;
    let other = other.map(|output| output.files).unwrap_or_default();
    let mut paths = first.files.keys().chain(other.keys());
    match paths.find(|path| first.files.get(*path) != other.get(*path)) {
        Some(path) => Err(format!("its made twin of 3.0 gives another {path}")),
        None => Ok(()),
    }
}
