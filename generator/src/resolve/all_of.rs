//! Schemas that are made of others: `allOf`, and what stands beside `oneOf` and `anyOf`.
//!
//! Each is a list of parts that hold all at once. A union among them moves outwards: the other parts
//! hold in each of its branches. What is left has no union, and is merged.

use super::keywords::Keywords;
use super::{Resolver, limits};
use crate::api::{Kind, Limit, Owner, SchemaId};
use crate::diagnostic::{Code, Pointer};
use openapiv3::{ReferenceOr, Schema};

/// A part, with the schema that owns what is written in it.
#[derive(Clone)]
pub struct Part<'a> {
    pub owner: SchemaId,
    pub at: Pointer,
    pub keywords: Keywords<'a>,
    /// The schema itself, where it has one of its own.
    pub whole: Option<SchemaId>,
}

impl<'a> Resolver<'a, '_> {
    /// The shape of a schema with `allOf`, `oneOf` or `anyOf`.
    pub(super) fn compose(&mut self, id: SchemaId, keywords: &Keywords<'a>, at: &Pointer) -> Kind {
        if let Some(target) = self.only_reference(id, keywords, at) {
            return Kind::Alias(target);
        }
        let parts = self.parts_of(id, keywords, at);
        let outer = std::mem::take(&mut self.made);
        let kind = self.conjoin(id, at, parts, &mut vec![at.clone()]);
        self.made = outer;
        kind
    }

    /// The one reference that says it all: the usual way to give it texts of its own.
    fn only_reference(
        &mut self,
        id: SchemaId,
        keywords: &Keywords<'a>,
        at: &Pointer,
    ) -> Option<SchemaId> {
        let own = Keywords {
            all_of: &[],
            ..keywords.clone()
        };
        let mut types = vec![own.ty];
        let mut only = None;
        for (i, branch) in keywords.all_of.iter().enumerate() {
            match branch {
                ReferenceOr::Item(schema) if Keywords::of(schema).is_bare() => {
                    types.push(Keywords::of(schema).ty);
                }
                _ if only.is_some() => return None,
                _ => only = Some((i, branch)),
            }
        }
        let (i, branch) = only.filter(|_| own.is_bare())?;
        let place = at.child("allOf").index(i);
        let (schema, target, _) = match branch {
            ReferenceOr::Item(schema) => (schema, place.clone(), None),
            ReferenceOr::Reference { .. } => self.follow(branch, &place)?,
        };
        let target_keywords = Keywords::of(schema);
        let ty = target_keywords.meant_type();
        let open = ty.is_none() && target_keywords.is_composed();
        let fits = |written: Option<&str>| written.is_none() || open || written == ty;
        if target == *at || !types.into_iter().all(fits) || self.is_derived(id, &target) {
            return None;
        }
        let found = self.schema(branch, place, Owner::Target(id));
        (found != id).then_some(found)
    }

    /// All parts of a schema that is read at `at`.
    pub(super) fn parts_of(
        &mut self,
        owner: SchemaId,
        keywords: &Keywords<'a>,
        at: &Pointer,
    ) -> Vec<Part<'a>> {
        let mut parts = Vec::new();
        self.parts(owner, keywords, at, None, &mut vec![at.clone()], &mut parts);
        parts
    }

    /// The parts in the order in which they apply: those of `allOf`, with their own parts before
    /// them, and then what stands beside it.
    fn parts(
        &mut self,
        owner: SchemaId,
        keywords: &Keywords<'a>,
        at: &Pointer,
        whole: Option<SchemaId>,
        path: &mut Vec<Pointer>,
        parts: &mut Vec<Part<'a>>,
    ) {
        for (i, branch) in keywords.all_of.iter().enumerate() {
            let place = at.child("allOf").index(i);
            let Some((schema, place, whole)) = self.part(branch, place) else {
                continue;
            };
            if path.contains(&place) {
                self.diagnostics.report(Code::AllOfCircle, &place, &[]);
                continue;
            }
            path.push(place.clone());
            let keywords = Keywords::of(schema);
            self.parts(
                whole.unwrap_or(owner),
                &keywords,
                &place,
                whole,
                path,
                parts,
            );
            path.pop();
        }
        let mut own = Keywords {
            all_of: &[],
            ..keywords.clone()
        };
        // A base that lists what is derived from it says nothing new of any of them.
        if path.len() > 1 && leads_to(&own, path) {
            own = own.without_branches();
        }
        if parts.iter().all(|part| part.at != *at) {
            parts.push(Part {
                owner,
                at: at.clone(),
                whole: whole.filter(|_| keywords.all_of.is_empty()),
                keywords: own,
            });
        }
    }

    /// What is written at a place or referred to from there, and where that stands.
    pub(super) fn part(
        &mut self,
        branch: &'a ReferenceOr<Schema>,
        place: Pointer,
    ) -> Option<(&'a Schema, Pointer, Option<SchemaId>)> {
        match branch {
            ReferenceOr::Item(schema) => Some((schema, place, None)),
            ReferenceOr::Reference { reference } => {
                let (schema, target, _) = self.follow(branch, &place)?;
                let whole = self.reference(reference)?;
                Some((schema, target, Some(whole)))
            }
        }
    }

    /// The shape of what all `parts` describe at once. `open` are the schemas that are being read.
    pub(super) fn conjoin(
        &mut self,
        id: SchemaId,
        at: &Pointer,
        mut parts: Vec<Part<'a>>,
        open: &mut Vec<Pointer>,
    ) -> Kind {
        let limits = parts.iter().filter(|part| part.at != *at);
        let limits: Vec<Limit> = limits
            .flat_map(|part| part.keywords.limits.clone())
            .collect();
        parts.retain(|part| !part.keywords.is_bare() || part.keywords.ty.is_some());
        let null = !parts.is_empty() && parts.iter().all(|part| part.keywords.nullable);
        self.api.schemas[id.0].nullable |= null;
        if let [only] = &parts[..]
            && let Some(whole) = only.whole.filter(|whole| *whole != id)
            && !self.is_derived(id, &only.at)
        {
            return Kind::Alias(whole);
        }
        let schema = &mut self.api.schemas[id.0];
        for limit in limits {
            if !schema.limits.contains(&limit) {
                schema.limits.push(limit);
            }
        }
        schema.docs.constraints = limits::words(&schema.limits);
        let is_union = |part: &Part<'_>| part.keywords.is_union();
        if let Some(index) = parts.iter().position(is_union) {
            return self.distribute(id, at, parts, index, open);
        }
        self.merge(id, at, &parts)
    }
}

/// Whether a branch of a union is a reference to one of these places.
fn leads_to(keywords: &Keywords<'_>, places: &[Pointer]) -> bool {
    let branches = keywords.one_of.iter().chain(keywords.any_of);
    branches
        .filter_map(|branch| match branch {
            ReferenceOr::Reference { reference } => Pointer::parse(reference),
            ReferenceOr::Item(_) => None,
        })
        .any(|target| places.contains(&target))
}
