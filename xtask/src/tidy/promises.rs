//! The functions that docs/promises.md and docs/sinks.md name exist, and the sinks have each file that makes text harmless.
#![expect(
    clippy::disallowed_methods,
    reason = "our own documentation is what is looked at"
)]

use super::File;
use std::fs;
use std::path::Path;

const DOCUMENTS: [&str; 2] = ["docs/promises.md", SINKS];

const SINKS: &str = "docs/sinks.md";

/// Returns every function that is not in its file or folder, whose path stands before it on the line, and every file
/// of `text` that is no sink.
pub fn check(root: &Path, files: &[File]) -> Vec<String> {
    let read = |document| fs::read_to_string(root.join(document)).unwrap_or_default();
    let sinks = read(SINKS);
    let missing = files.iter().filter(|file| {
        let name = file.path.strip_prefix("generator/src/text/");
        let is_own = name.is_some_and(|name| !name.contains('/') && name != "mod.rs");
        is_own && !sinks.contains(&format!("`{}`", file.path))
    });
    let missing = missing.map(|file| format!("{SINKS} doesn't name {}", file.path));
    let wrong = DOCUMENTS
        .iter()
        .flat_map(|document| faults(root, document, &read(document)));
    missing.chain(wrong).collect()
}

fn faults(root: &Path, document: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut source = None;
        for word in line.split('`').skip(1).step_by(2) {
            if word.contains('/') {
                source = Some(word);
            } else if let Some(path) = source
                && is_function(word)
                && !defines(&root.join(path), word)
            {
                let line = index + 1;
                faults.push(format!(
                    "{document}:{line} names {word}, which isn't in {path}"
                ));
            }
        }
    }
    faults
}

fn is_function(word: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !word.is_empty() && word.chars().all(allowed)
}

/// Whether the file, or a file below the folder, defines a function of this name.
fn defines(path: &Path, function: &str) -> bool {
    if !path.is_dir() {
        let text = fs::read_to_string(path).unwrap_or_default();
        return ['(', '<']
            .iter()
            .any(|after| text.contains(&format!("fn {function}{after}")));
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries
        .into_iter()
        .any(|entry| defines(&entry.path(), function))
}
