//! Texts of Rust: tokens as people write them, and the names in them.

use std::collections::{BTreeMap, BTreeSet};

/// Blanks that the text of tokens has, and people don't write.
const BLANKS: [(&str, &str); 13] = [
    ("cfg (", "cfg("),
    (" :: ", "::"),
    (":: ", "::"),
    (" <", "<"),
    ("< ", "<"),
    (" >", ">"),
    ("& ", "&"),
    (" ,", ","),
    ("( ", "("),
    (" )", ")"),
    ("[ ", "["),
    (" ]", "]"),
    (" : ", ": "),
];

/// The text of tokens as people write it.
pub(super) fn spaced(tokens: &str) -> String {
    let mut text = tokens.to_owned();
    for (from, to) in BLANKS {
        text = text.replace(from, to);
    }
    text
}

/// The part of a text between `start` and the next `end`.
pub(super) fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(start)?;
    Some(rest.split_once(end)?.0)
}

/// The last name of a path.
pub(super) fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// The literals of strings that one text has and the other lacks, each way, in the order of the text.
pub(super) fn differing_literals(old: &str, new: &str) -> (Vec<String>, Vec<String>) {
    let (old, new) = (literals(old), literals(new));
    let lacking = |from: &[&str], other: &[&str]| {
        let other: BTreeSet<&&str> = other.iter().collect();
        let mut seen = BTreeSet::new();
        let lacking = from
            .iter()
            .filter(|text| !other.contains(text) && seen.insert(**text));
        lacking.map(|text| (*text).to_owned()).collect()
    };
    (lacking(&old, &new), lacking(&new, &old))
}

/// The literals of strings in a text of Rust, with their marks, without docs; empty ones tell nothing.
fn literals(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('"') {
        let (before, from) = rest.split_at(start);
        let end = if is_character(before, from) {
            0
        } else {
            literal_end(&from[1..])
        };
        let (literal, after) = from.split_at(1 + end);
        let is_docs = before.trim_end().ends_with("doc =");
        if literal.len() > 2 && !is_docs {
            all.push(literal);
        }
        rest = after;
    }
    all
}

/// The modules whose types have the names that [`renamed`] changes.
const ROOMS: [&str; 2] = ["types", "operations"];

/// The text with other names for some types: literals stay, and so do the types of other crates.
pub(super) fn renamed(text: &str, names: &BTreeMap<&str, &str>) -> String {
    if names.is_empty() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c| is_part(c) || c == '"') {
        let (before, from) = rest.split_at(start);
        let end = match from.strip_prefix('"') {
            Some(_) if is_character(before, from) => 1,
            Some(literal) => 1 + literal_end(literal),
            None => from.find(|c| !is_part(c)).unwrap_or(from.len()),
        };
        let (word, after) = from.split_at(end);
        out.push_str(before);
        let name = names.get(word).filter(|_| is_own(&out));
        out.push_str(name.unwrap_or(&word));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Whether a name after this text is that of a type of the document.
fn is_own(before: &str) -> bool {
    let module = before.trim_end().strip_suffix("::").map(str::trim_end);
    module.is_none_or(|path| {
        let word = path.rsplit(|c| !is_part(c)).next();
        word.is_some_and(|word| ROOMS.contains(&word))
    })
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether the mark that `from` begins with is a character of the code, and begins no literal.
fn is_character(before: &str, from: &str) -> bool {
    before.ends_with('\'') && from[1..].starts_with('\'')
}

/// The length of a literal's rest, with the mark at its end.
fn literal_end(rest: &str) -> usize {
    let mut is_escaped = false;
    let end = rest.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    });
    end.map_or(rest.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_that_is_a_character_begins_no_literal() {
        let (old, new) = (
            "c == '\"' || Pet :: new (\"a\")",
            "c == '\"' || Pet :: new (\"b\")",
        );
        let (from, to) = differing_literals(old, new);
        assert_eq!(
            (&*from, &*to),
            (&["\"a\"".to_owned()][..], &["\"b\"".to_owned()][..])
        );
        let names = BTreeMap::from([("Pet", "Animal")]);
        assert_eq!(renamed(old, &names), "c == '\"' || Animal :: new (\"a\")");
    }
}
