//! Members whose names match patterns: the schemas of these apply, too (JSON Schema 2020-12 Core, 10.3.2.2). They and the
//! member's own are composed, and the member's own counts where they contradict each other.

use super::Resolver;
use super::all_of::Part;
use super::every::Description;
use crate::api::{Owner, SchemaId};
use crate::diagnostic::Pointer;
use crate::map::IndexMap;
use crate::openapi::view::{Keywords, RefOr, Schema};
use crate::steps::step;
use regex::{Regex, RegexBuilder};

/// The patterns of an object that names are compared with, and the parts of one with patterns.
pub const MOST_OF_OBJECT: usize = 16;
pub const MOST_PARTS: usize = 16;

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

/// What means something else to this dialect than to ECMA-262's, or is an error there: nested classes and operations on
/// them, and two quantifiers.
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

impl<'a> Resolver<'a, '_> {
    /// The schema of a member of the schema at a place.
    pub(super) fn member(
        &mut self,
        (id, keywords, at): (SchemaId, &Keywords<'a>, &Pointer),
        name: &str,
        own: RefOr<'a, Schema<'a>>,
    ) -> SchemaId {
        let own = Description {
            schema: own,
            at: at.child("properties").child(name),
            owner: Owner::Property(id, name.to_owned()),
        };
        let mut all = self.matched((id, keywords, at), name);
        if all.is_empty() {
            return self.schema(own.schema, own.at, own.owner);
        }
        let (schema, place, owner) = (own.schema, own.at.clone(), own.owner.clone());
        all.push(own);
        let composed = self.every(all, owner.clone());
        composed.unwrap_or_else(|| self.schema(schema, place, owner))
    }

    /// Adds the patterns of all parts of a schema to the descriptions of members.
    pub(super) fn describe_by_patterns(
        &mut self,
        members: &mut IndexMap<&'a str, Vec<Description<'a>>>,
        parts: &[Part<'a>],
    ) {
        let with_patterns = parts
            .iter()
            .filter(|part| !part.keywords.patterns.is_empty());
        let with_patterns: Vec<&Part<'a>> = with_patterns.take(MOST_PARTS).collect();
        if with_patterns.is_empty() {
            return;
        }
        for (name, own) in members {
            let mut all = Vec::new();
            for part in &with_patterns {
                all.extend(self.matched((part.owner, &part.keywords, &part.at), name));
            }
            own.splice(..0, all);
        }
    }

    /// Whether a name matches one of the patterns.
    pub(super) fn has_pattern(&mut self, keywords: &Keywords<'a>, name: &str) -> bool {
        let mut patterns = keywords.patterns.iter().take(MOST_OF_OBJECT);
        patterns.any(|(pattern, _)| self.compiled.matches(pattern, name))
    }

    /// The schemas of the patterns that a name matches, of those that say something.
    fn matched(
        &mut self,
        (id, keywords, at): (SchemaId, &Keywords<'a>, &Pointer),
        name: &str,
    ) -> Vec<Description<'a>> {
        let place = at.child("patternProperties");
        let mut found = Vec::new();
        for (pattern, schema) in keywords.patterns.iter().take(MOST_OF_OBJECT) {
            let is_never = schema.into_item().is_some_and(Schema::forbids_all);
            if !is_never && !says_nothing(schema) && self.compiled.matches(pattern, name) {
                found.push(Description {
                    schema,
                    at: place.child(pattern),
                    owner: Owner::Property(id, name.to_owned()),
                });
            }
        }
        found
    }
}

/// Whether a schema allows values of any type, and describes none.
pub(super) fn says_nothing(schema: RefOr<'_, Schema<'_>>) -> bool {
    schema.into_item().is_some_and(|schema| {
        let keywords = schema.keywords();
        keywords.is_bare()
            && keywords.ty.is_none()
            && !keywords.null.is_allowed()
            && !keywords.never
    })
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
