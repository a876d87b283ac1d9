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
    /// The members that the schema doesn't name. A name can match a pattern.
    pub(super) fn additional(
        &mut self,
        id: SchemaId,
        keywords: &Keywords<'a>,
        at: &Pointer,
    ) -> Additional {
        let owner = || Owner::Values(id);
        let place = at.child("additionalProperties");
        let patterns = patterns(keywords);
        let Some((first, others)) = patterns.split_first() else {
            return self.further(keywords.additional, place, owner());
        };
        let at = at.child("patternProperties");
        let mut branches = Vec::new();
        match keywords.additional {
            None | Some(Further::Any(true)) => return Additional::Any,
            Some(Further::Any(false)) if others.is_empty() => {
                let (pattern, schema) = *first;
                return Additional::Schema(self.schema(schema, at.child(pattern), owner()));
            }
            Some(Further::Any(false)) => {}
            Some(Further::Schema(schema)) => branches.push((place, schema)),
        }
        let patterns = patterns.iter();
        branches.extend(patterns.map(|(pattern, schema)| (at.child(pattern), *schema)));
        let union = self.reserve(at, owner());
        let branches = branches.into_iter().enumerate();
        let branches = branches.map(|(index, (place, schema))| {
            self.schema(schema, place, Owner::Variant(union, index))
        });
        let branches = branches.collect();
        self.api.schemas[union.0].kind = Kind::Union(Union {
            branches,
            discriminator: None,
        });
        Additional::Schema(union)
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

/// The patterns of names, with the schemas of their members, each schema once. Patterns whose schema is `false`
/// are left out.
fn patterns<'a>(keywords: &Keywords<'a>) -> Vec<(&'a str, RefOr<'a, Schema<'a>>)> {
    let mut known = IndexSet::default();
    let mut patterns: Vec<_> = keywords.patterns.iter().collect();
    patterns.retain(|(_, schema)| match schema {
        RefOr::Reference(reference) => known.insert((*reference).to_owned()),
        RefOr::Item(schema) => !schema.is_never() && known.insert(format!("{:?}", schema.object())),
    });
    patterns
}
