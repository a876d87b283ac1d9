//! Every path that ARCHITECTURE.md names exists.
#![expect(
    clippy::disallowed_methods,
    reason = "our own documentation is what is looked at"
)]

use std::fs;
use std::path::Path;

const DOCUMENT: &str = "ARCHITECTURE.md";

/// Gives every path between backticks that leads to nothing. What has no slash is not a path.
pub fn check(root: &Path) -> Vec<String> {
    let text = fs::read_to_string(root.join(DOCUMENT)).unwrap_or_default();
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for path in line
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|word| is_path(word))
        {
            if !root.join(path).exists() {
                faults.push(format!(
                    "{DOCUMENT}:{} names {path}, which isn't there",
                    index + 1
                ));
            }
        }
    }
    faults
}

fn is_path(word: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    word.contains('/') && word.chars().all(allowed)
}
