//! Members that an object requires without describing them, and members that no value can have.

use super::Resolver;
use super::additional::matches_every_name;
use super::all_of::Part;
use super::patterned::{MOST_OF_OBJECT, MOST_PARTS};
use super::sets;
use crate::api::Object;
use crate::diagnostic::{Code, Pointer, Related};
use crate::map::{IndexMap, IndexSet};
use crate::openapi::view::{Additional, Keywords, Schema};
use crate::steps::step;

/// The members that no value has, with the places that forbid them.
pub type Forbidden<'a> = IndexMap<&'a str, Pointer>;

/// A name under `required` without a member.
pub struct Missed {
    /// The schema, unless it is composed.
    alone: Option<Pointer>,
    at: Pointer,
    name: String,
    what: &'static str,
    /// The place that forbids the member.
    forbidden: Option<Pointer>,
    /// The name that is meant.
    near: Option<String>,
}

impl<'a> Resolver<'a, '_> {
    /// The members that one of several parts forbids, whatever the others say: their schema is `false`, or that of a
    /// pattern.
    pub(super) fn forbidden<'p>(
        &mut self,
        parts: impl Iterator<Item = (&'p Keywords<'a>, &'p Pointer)> + Clone,
    ) -> Forbidden<'a>
    where
        'a: 'p,
    {
        let mut forbidden = Forbidden::default();
        for (keywords, at) in parts.clone() {
            for (name, schema) in keywords.properties.iter() {
                step();
                if schema.into_item().is_some_and(Schema::forbids_all) {
                    let place = || at.child("properties").child(name);
                    forbidden.entry(name).or_insert_with(place);
                }
            }
        }
        let with_patterns = parts.clone().filter(|(part, _)| !part.patterns.is_empty());
        let patterns = with_patterns.take(MOST_PARTS).flat_map(|(part, at)| {
            let never = forbidden_names(part).take(MOST_OF_OBJECT);
            never.map(|pattern| (pattern, at.child("patternProperties").child(pattern)))
        });
        let patterns: Vec<(&str, Pointer)> = patterns.collect();
        if patterns.is_empty() {
            return forbidden;
        }
        for (keywords, _) in parts {
            for name in keywords.properties.names().chain(keywords.required.iter()) {
                let mut patterns = patterns.iter();
                let found = patterns.find(|(pattern, _)| self.compiled.matches(pattern, name));
                if let Some((_, place)) = found {
                    forbidden.entry(name).or_insert_with(|| place.clone());
                }
            }
        }
        forbidden
    }

    /// Notes the names under `required` without a member, of a schema that is not composed.
    pub(super) fn check_own_required(
        &mut self,
        object: &Object,
        keywords: &Keywords<'a>,
        at: &Pointer,
    ) {
        let is_known = |name: &str| object.properties.contains_key(name);
        let of_sets = sets::members(keywords, at);
        let mut names = keywords
            .required
            .iter()
            .chain(of_sets.iter().map(|(name, _)| *name));
        if !names.all(is_known) {
            let forbidden = self.forbidden(std::iter::once((keywords, at)));
            let alone = Some(at.clone());
            self.note_missed(object, (keywords, at), (alone, &[keywords]), &forbidden);
        }
    }

    /// The same of all parts.
    pub(super) fn check_all_required(
        &mut self,
        object: &Object,
        parts: &[Part<'a>],
        forbidden: &Forbidden<'a>,
    ) {
        let open = parts.iter().map(|part| &*part.keywords);
        let open: Vec<&Keywords<'a>> = open.filter(|part| is_open(part)).take(MOST_PARTS).collect();
        for part in parts {
            let alone = (parts.len() == 1).then(|| part.at.clone());
            self.note_missed(
                object,
                (&part.keywords, &part.at),
                (alone, &open),
                forbidden,
            );
        }
    }

    /// Reports the names of schemas that no other part describes: those of one that is a part were compared with all
    /// parts.
    pub(super) fn report_required(&mut self) {
        let composed: IndexSet<&Pointer> = self.every.keys().flatten().collect();
        let is_part = |schema: &Pointer| composed.contains(schema) && !schema.is_component();
        for missed in &self.missed {
            if missed.alone.as_ref().is_some_and(is_part) {
                continue;
            }
            let (code, args) = (Code::RequiredUnknown, [missed.name.as_str(), missed.what]);
            if let Some(by) = &missed.forbidden {
                let required = vec![Related::at("required here", &missed.at)];
                self.diagnostics.report_related(code, by, &args, required);
            } else {
                let near = missed.near.clone();
                self.diagnostics.report_near(code, &missed.at, &args, near);
            }
        }
    }

    /// Notes names under `required` without a member: most likely misspellings. The `open` parts describe members that
    /// they don't name.
    fn note_missed(
        &mut self,
        object: &Object,
        (keywords, at): (&Keywords<'a>, &Pointer),
        (alone, open): (Option<Pointer>, &[&Keywords<'a>]),
        forbidden: &Forbidden<'a>,
    ) {
        let own = keywords.required.iter().enumerate();
        let own = own.map(|(index, name)| (name, at.child("required").index(index)));
        for (name, place) in own.chain(sets::members(keywords, at)) {
            if object.properties.contains_key(name) {
                continue;
            }
            let what = if forbidden.contains_key(name) {
                "is forbidden by its schema, which allows no value"
            } else if open.iter().any(|part| self.has_pattern(part, name)) {
                "is described only by a pattern"
            } else if open.iter().any(|part| has_further(part)) {
                "is described only by `additionalProperties`"
            } else {
                "is not described"
            };
            let known = object.properties.keys().map(String::as_str);
            let near = self.diagnostics.nearest(name, known);
            self.missed.push(Missed {
                alone: alone.clone(),
                at: place,
                name: name.to_owned(),
                what,
                forbidden: forbidden.get(name).cloned(),
                near,
            });
        }
    }
}

/// Whether a schema describes members that it doesn't name.
fn is_open(keywords: &Keywords<'_>) -> bool {
    !keywords.patterns.is_empty() || has_further(keywords)
}

fn has_further(keywords: &Keywords<'_>) -> bool {
    matches!(keywords.additional, Some(Additional::Schema(_)))
}

/// The patterns of names that no member can have. One of every name is `additionalProperties: false` to its author.
pub fn forbidden_names<'a>(keywords: &Keywords<'a>) -> impl Iterator<Item = &'a str> {
    let never = keywords.patterns.iter().filter(|(pattern, schema)| {
        !matches_every_name(pattern) && schema.into_item().is_some_and(Schema::forbids_all)
    });
    never.map(|(pattern, _)| pattern)
}
