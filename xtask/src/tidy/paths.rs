//! Every path that the documentation names exists.
#![expect(
    clippy::disallowed_methods,
    reason = "our own documentation is what is looked at"
)]

use std::fs;
use std::path::Path;

const DOCUMENTS: [&str; 4] = [
    "ARCHITECTURE.md",
    "docs/limits.md",
    "docs/promises.md",
    "docs/sinks.md",
];

/// Returns every path between backticks that doesn't exist. A word without a slash is not a path.
pub fn check(root: &Path) -> Vec<String> {
    DOCUMENTS
        .iter()
        .flat_map(|document| faults(root, document))
        .collect()
}

fn faults(root: &Path, document: &str) -> Vec<String> {
    let text = fs::read_to_string(root.join(document)).unwrap_or_default();
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let words = line.split('`').skip(1).step_by(2);
        for path in words.filter(|word| is_path(word)) {
            if !root.join(path).exists() {
                let line = index + 1;
                faults.push(format!("{document}:{line} names {path}, which isn't there"));
            }
        }
    }
    faults
}

fn is_path(word: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    word.contains('/') && word.chars().all(allowed)
}
