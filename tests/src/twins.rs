//! A document and its twins, which say the same in newer words, give the same files. Those of 3.1 and 3.2 are made
//! from a document of 3.0, which is the twin that stands beside one of 2.0.

use golden::case::Case;
use golden::decimals::Marked;
use golden::newer::{Newer, newer};

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
        return Ok(());
    }
    let Some(marked) = Marked::read(case.document, &case.text) else {
        return Ok(());
    };
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
