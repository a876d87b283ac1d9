//! The files that are alike in all crates: a case shows its own lines of them.

use golden::case::Case;
use openapi_client_generator::Output;
use serde_json::Value;
use similar::{ChangeTag, TextDiff};
use std::fmt::Write;

/// The case with the smallest crate, whose files the others are compared with.
const REFERENCE: &str = "package/reference";

/// Cases that show these files in full, because they are about them.
const IN_FULL: [&str; 2] = [REFERENCE, "text/package"];

/// Files that are boilerplate for the most part.
const FILES: [&str; 4] = ["Cargo.toml", "README.md", "src/client.rs", "src/lib.rs"];

/// The reference as it would be under a case's name and title, so that neither is a difference.
pub struct Reference(Option<Output>);

impl Reference {
    /// The reference for a case, or none for a case that shows all.
    pub fn of(case: &Case, output: &Output, cases: &[Case]) -> Self {
        if IN_FULL.contains(&case.name.as_str()) {
            return Self(None);
        }
        let reference = cases.iter().find(|case| case.name == REFERENCE);
        Self(reference.and_then(|reference| {
            let text = titled(&reference.text, &case.title());
            reference
                .generate_as(output.ir.package.name.as_str(), &text)
                .output
        }))
    }

    /// Whether the file is part of [`Self::differences`].
    pub fn has(&self, path: &str) -> bool {
        self.0.is_some() && FILES.contains(&path)
    }

    /// The lines of boilerplate that are not the reference's, and those of the reference that are missing.
    pub fn differences(&self, output: &Output) -> String {
        let mut text = String::new();
        for (path, old) in self.files().filter(|(path, _)| self.has(path)) {
            let new = output.files.get(path).map_or("", String::as_str);
            let lines = difference(old, new);
            if !lines.is_empty() {
                let _ = write!(text, "{path}\n{lines}");
            }
        }
        text
    }

    /// A file without the comment that it begins with in each crate.
    pub fn without_head<'a>(&self, path: &str, text: &'a str) -> &'a str {
        let reference = self.files().find(|(name, _)| *name == path);
        let Some((_, reference)) = reference else {
            return text;
        };
        let mut rest = text;
        for (a, b) in text
            .split_inclusive('\n')
            .zip(reference.split_inclusive('\n'))
        {
            if a != b || !a.starts_with("//") {
                break;
            }
            rest = &rest[a.len()..];
        }
        rest.trim_start_matches('\n')
    }

    fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let files = self.0.iter().flat_map(|output| &output.files);
        files.map(|(path, text)| (path.as_str(), text.as_str()))
    }
}

/// The document of the reference with another title. A title with odd characters is a case's subject: it
/// stays a difference.
fn titled(document: &str, title: &str) -> String {
    if !title.is_empty() && title.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ') {
        document.replace(
            "title: Reference",
            &format!("title: {}", Value::from(title)),
        )
    } else {
        document.to_owned()
    }
}

/// The lines that differ. Lines of the reference about its own operation and type are no difference.
fn difference(old: &str, new: &str) -> String {
    let mut lines = String::new();
    for change in TextDiff::from_lines(old, new).iter_all_changes() {
        let line = change.value().trim_end_matches('\n');
        let sign = match change.tag() {
            ChangeTag::Equal => continue,
            ChangeTag::Delete if line.to_lowercase().contains("reference") => continue,
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
        };
        let _ = writeln!(lines, "  {sign} {line}");
    }
    lines
}
