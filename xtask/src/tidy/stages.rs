//! A stage of the generator imports only the stages to its left.

use super::File;

/// The stages and their data in order; those on one line may import each other.
const ORDER: [&[&str]; 12] = [
    &["text"],
    &["diagnostic"],
    &["source", "config"],
    &["overlay"],
    &["openapi"],
    &["lint"],
    &["api", "resolve"],
    &["adapt"],
    &["ir", "lower"],
    &["report", "init"],
    &["emit"],
    &["format"],
];

/// A diagnostic is shown with an excerpt of its source, so it needs the type of sources.
const EXCEPTIONS: [(&str, &str); 1] = [("generator/src/diagnostic/", "source")];

const SOURCE: &str = "generator/src/";

/// Returns every import of a later stage.
pub fn check(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        let Some(own) = file
            .path
            .strip_prefix(SOURCE)
            .and_then(|rest| rank(first_word(rest)))
        else {
            continue;
        };
        for (number, imported) in imports(&file.text) {
            let excepted = EXCEPTIONS
                .iter()
                .any(|(path, stage)| file.path.starts_with(path) && *stage == imported);
            if !excepted && rank(imported).is_some_and(|other| other > own) {
                faults.push(format!(
                    "{}:{number} imports `{imported}`, a later stage",
                    file.path
                ));
            }
        }
    }
    faults
}

fn rank(stage: &str) -> Option<usize> {
    ORDER.iter().position(|stages| stages.contains(&stage))
}

/// The modules of our own crate that a file names, with the lines of the names.
fn imports(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (at, path) in text.match_indices("crate::") {
        let line = text[..at].matches('\n').count() + 1;
        let rest = &text[at + path.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(heads(group).into_iter().map(|head| (line, head))),
            None => found.push((line, first_word(rest))),
        }
    }
    found
}

/// The first words of the paths in a group that begins here.
fn heads(group: &str) -> Vec<&str> {
    let mut heads = vec![first_word(group.trim_start())];
    let mut depth = 1;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => heads.push(first_word(group[at + 1..].trim_start())),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    heads
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    &text[..end.unwrap_or(text.len())]
}
