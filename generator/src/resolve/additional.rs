//! Members and items that a schema doesn't list: further members, by any name or by patterns, and further
//! items.

use super::Resolver;
use super::all_of::Part;
use super::every::Description;
use crate::api::{Additional, Kind, Owner, SchemaId, Union};
use crate::diagnostic::{Code, Pointer};
use crate::map::IndexSet;
use crate::openapi::view::{Additional as Further, Keywords, RefOr, Schema, View};

impl<'a> Resolver<'a, '_> {
    /// The members that the schema doesn't name. A name can match a pattern. Where others may be there, too, the values
    /// of patterns are loose, so that no other is lost.
    pub(super) fn additional(
        &mut self,
        id: SchemaId,
        keywords: &Keywords<'a>,
        at: &Pointer,
    ) -> Additional {
        let owner = || Owner::Values(id);
        let mut further = (keywords.additional, at.child("additionalProperties"));
        let at = at.child("patternProperties");
        let patterns = patterns(keywords);
        let every = { keywords.patterns.iter() }.find(|(pattern, schema)| {
            matches_every_name(pattern) && !schema.into_item().is_some_and(Schema::forbids_all)
        });
        if let Some((pattern, schema)) = every {
            further = (Some(Further::Schema(schema)), at.child(pattern));
        }
        if patterns.is_empty() {
            let (further, place) = further;
            return self.further(further, place, owner());
        }
        match further {
            (None | Some(Further::Any(true)), _) => {
                if let Some(known) = self.places.get(&at) {
                    return Additional::Schema(*known);
                }
                let loose = self.reserve(at.clone(), owner());
                let meant = self.of_patterns(&patterns, None, &at, Owner::Target(loose));
                self.api.schemas[loose.0].kind = Kind::Loose(meant);
                // The place is that of the whole map of patterns.
                self.places.insert(at, loose);
                Additional::Schema(loose)
            }
            (Some(Further::Any(false)), _) => {
                Additional::Schema(self.of_patterns(&patterns, None, &at, owner()))
            }
            (Some(Further::Schema(schema)), place) => {
                let further = Some((schema, place));
                Additional::Schema(self.of_patterns(&patterns, further, &at, owner()))
            }
        }
    }

    /// The schema of members whose names match patterns, and of further ones: a union, if there are several.
    fn of_patterns(
        &mut self,
        patterns: &[Pattern<'a>],
        further: Option<(RefOr<'a, Schema<'a>>, Pointer)>,
        at: &Pointer,
        owner: Owner,
    ) -> SchemaId {
        let patterns = patterns.iter();
        let patterns = patterns.map(|(pattern, schema)| (*schema, at.child(pattern)));
        let mut branches: Vec<_> = further.into_iter().chain(patterns).collect();
        if branches.len() == 1
            && let Some((schema, place)) = branches.pop()
        {
            return self.schema(schema, place, owner);
        }
        let union = self.reserve(at.clone(), owner);
        let branches = branches.into_iter().enumerate();
        let branches = branches.map(|(index, (schema, place))| {
            self.schema(schema, place, Owner::Variant(union, index))
        });
        let branches = branches.collect();
        self.api.schemas[union.0].kind = Kind::Union(Union {
            branches,
            discriminator: None,
            events: None,
        });
        union
    }

    /// The undescribed members of an object that several parts describe: they keep to all parts. Members of patterns
    /// are a union, which isn't composed again: then the last part counts.
    pub(super) fn further_of_all(
        &mut self,
        id: SchemaId,
        parts: &[Part<'a>],
        last: Additional,
    ) -> Additional {
        let mut descriptions = Vec::new();
        let mut contested = None;
        for part in parts {
            let has_patterns = !part.keywords.patterns.is_empty();
            match part.keywords.additional {
                Some(Further::Schema(schema)) if !has_patterns => descriptions.push(Description {
                    schema,
                    at: part.at.child("additionalProperties"),
                    owner: Owner::Values(part.owner),
                }),
                Some(_) if has_patterns => contested = Some(&part.at),
                _ => {}
            }
        }
        match contested {
            Some(at) if !descriptions.is_empty() => {
                let words = ["patternProperties"];
                self.diagnostics.report(Code::AllOfConflict, at, &words);
                last
            }
            Some(_) => last,
            None => self
                .every(descriptions, Owner::Values(id))
                .map_or(last, Additional::Schema),
        }
    }

    pub(super) fn further(
        &mut self,
        further: Option<Further<'a>>,
        at: Pointer,
        owner: Owner,
    ) -> Additional {
        match further {
            None | Some(Further::Any(true)) => Additional::Any,
            Some(Further::Any(false)) => Additional::Closed,
            Some(Further::Schema(schema)) => Additional::Schema(self.schema(schema, at, owner)),
        }
    }
}

/// A pattern of names, with the schema of their members.
type Pattern<'a> = (&'a str, RefOr<'a, Schema<'a>>);

/// The patterns of some names, each schema once. Patterns whose schema is `false` are left out.
fn patterns<'a>(keywords: &Keywords<'a>) -> Vec<Pattern<'a>> {
    let mut known = IndexSet::default();
    let mut patterns: Vec<_> = keywords.patterns.iter().collect();
    patterns.retain(|(pattern, schema)| {
        !matches_every_name(pattern)
            && match schema {
                RefOr::Reference(reference) => known.insert((*reference).to_owned()),
                RefOr::Item(schema) => {
                    !schema.forbids_all() && known.insert(format!("{:?}", schema.object()))
                }
            }
    });
    patterns
}

/// Whether a pattern of names is `additionalProperties` in other words. That `.+` excludes the empty name is not meant.
pub(super) fn matches_every_name(pattern: &str) -> bool {
    let start = pattern.strip_prefix('^').unwrap_or(pattern);
    let inner = start.strip_suffix('$').unwrap_or(start);
    matches!(inner, "" | ".*" | ".+" | "(.*)" | "(.+)") && pattern != "^$"
}

#[cfg(test)]
mod tests {
    use super::matches_every_name;

    #[test]
    fn patterns_of_every_name() {
        for pattern in [
            "", "^", "$", ".*", ".+", "^.*$", "^.+$", "^.*", ".*$", "^(.*)$",
        ] {
            assert!(matches_every_name(pattern), "{pattern}");
        }
        for pattern in ["^$", ".", "^.$", "^[a-z]+$", "x.*", "\\.*", ".*\\$"] {
            assert!(!matches_every_name(pattern), "{pattern}");
        }
    }
}
