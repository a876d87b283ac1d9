//! The tests that docs/promises.md names exist.
#![expect(
    clippy::disallowed_methods,
    reason = "our own documentation is what is looked at"
)]

use std::fs;
use std::path::Path;

const DOCUMENT: &str = "docs/promises.md";

/// Returns every test that is not in its file or folder, whose path stands before the test on the
/// line.
pub fn check(root: &Path) -> Vec<String> {
    let text = fs::read_to_string(root.join(DOCUMENT)).unwrap_or_default();
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
                faults.push(format!(
                    "{DOCUMENT}:{} names the test {word}, which isn't in {path}",
                    index + 1
                ));
            }
        }
    }
    faults
}

fn is_function(word: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    word.contains('_') && word.chars().all(allowed)
}

/// Whether the file, or a file below the folder, defines a function of this name.
fn defines(path: &Path, function: &str) -> bool {
    if !path.is_dir() {
        let text = fs::read_to_string(path).unwrap_or_default();
        return text.contains(&format!("fn {function}("));
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries
        .into_iter()
        .any(|entry| defines(&entry.path(), function))
}
