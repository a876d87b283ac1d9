//! Patterns of texts, as far as they mean the same in ECMA-262, the dialect of schemas (JSON Schema 2020-12 Core, 6.4).

use crate::map::IndexMap;
use crate::steps::step;
use regex::{Regex, RegexBuilder};

/// The different patterns that a run compiles, the bytes of one, and those of its compiled form.
const MOST: usize = 1_000;
const MAX_PATTERN: usize = 200;
const MAX_COMPILED: usize = 1 << 16;

/// The compiled patterns; none for those of another dialect, or beyond the limits, which match no name.
#[derive(Default)]
pub struct Compiled<'a>(IndexMap<&'a str, Option<Regex>>);

impl<'a> Compiled<'a> {
    /// Whether a name matches for sure.
    pub fn matches(&mut self, pattern: &'a str, name: &str) -> bool {
        self.known(pattern, name) == Some(true)
    }

    /// Whether a text matches, if that is known. Of a text beyond ASCII it isn't, as classes such as `\w` differ by the
    /// dialect.
    pub fn known(&mut self, pattern: &'a str, text: &str) -> Option<bool> {
        step();
        let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if !is_plain {
            return None;
        }
        if !self.0.contains_key(pattern) && self.0.len() == MOST {
            return None;
        }
        let compiled = self.0.entry(pattern).or_insert_with(|| {
            let mut builder = RegexBuilder::new(pattern);
            let builder = builder.size_limit(MAX_COMPILED);
            (pattern.len() <= MAX_PATTERN && is_common(pattern)).then(|| builder.build().ok())?
        });
        compiled.as_ref().map(|it| it.is_match(text))
    }
}

/// The signs with another meaning in ECMA-262, or that are an error there: nested classes and operations on them, and two
/// quantifiers.
const FOREIGN: [&str; 8] = ["[[", "&&", "--", "~~", "++", "*+", "?+", "}+"];

/// The letters of escapes that both dialects have.
const ESCAPES: &str = "dDwWsSbBtnrfv";

/// Whether a pattern that compiles means the same in ECMA-262, the dialect of schemas (JSON Schema 2020-12 Core, 6.4).
fn is_common(pattern: &str) -> bool {
    let mut groups = pattern.split("(?").skip(1);
    let mut escaped = pattern
        .split('\\')
        .skip(1)
        .filter_map(|rest| rest.chars().next());
    groups.all(|rest| rest.starts_with([':', '<']))
        && escaped.all(|c| ESCAPES.contains(c) || c.is_ascii_punctuation() && !"<>".contains(c))
        && !FOREIGN.iter().any(|foreign| pattern.contains(foreign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_of_another_meaning_in_ecma_262_matches_nothing() {
        let mut compiled = Compiled::default();
        for (pattern, name, is_match) in [
            ("^x-", "x-a", true),
            (r"^\w+$", "a_1", true),
            (r"^\w+$", "é", false),
            (r"^\d+$", "٣", false),
            (r"^S_[A-Z]{2}\.\d$", "S_AB.1", true),
            (r"^(?:a|b)$", "b", true),
            (r"^(?<first>a)", "ab", true),
            (r"^(?i)a$", "A", false),
            (r"^\<a", "a", false),
            ("^[[:alpha:]]$", "x", false),
            ("^[a&&b]$", "a", false),
            ("^a++$", "aa", false),
            (r"^\A$", "A", false),
            (r"a\z", "a", false),
            ("^.$", "\r", false),
        ] {
            assert_eq!(
                compiled.matches(pattern, name),
                is_match,
                "{pattern} of {name:?}"
            );
        }
    }
}
