//! Composed schemas: `allOf`, and the keywords beside `oneOf` and `anyOf`.
//!
//! Each is a list of parts that all apply. A union among the parts moves outwards: the other parts apply in
//! each of its branches. The remaining parts contain no union, and are merged.

use super::budget::{MOST_LEVELS, TooMuch};
use super::reference::PART_IGNORED;
use super::{Resolver, limits};
use crate::api::{Kind, Limit, Owner, SchemaId};
use crate::diagnostic::{Code, Pointer};
use crate::map::IndexSet;
use crate::openapi::view::{Additional, Keywords, Parts, RefOr, Schema};
use crate::steps::step;
use std::rc::Rc;

/// A part, with the schema that owns its inline schemas.
#[derive(Clone)]
pub struct Part<'a> {
    pub owner: SchemaId,
    pub at: Pointer,
    pub keywords: Rc<Keywords<'a>>,
    /// The schema itself, if the part is a schema by reference.
    pub whole: Option<SchemaId>,
}

/// A schema whose parts are being collected.
struct Open<'a> {
    owner: SchemaId,
    at: Pointer,
    keywords: Rc<Keywords<'a>>,
    whole: Option<SchemaId>,
    /// The index of the next part.
    next: usize,
}

impl<'a> Resolver<'a, '_> {
    /// The shape of a schema with `allOf`, `oneOf` or `anyOf`.
    pub(super) fn compose(&mut self, id: SchemaId, keywords: &Keywords<'a>, at: &Pointer) -> Kind {
        if let Some(target) = self.only_reference(id, keywords, at) {
            return Kind::Alias(target);
        }
        self.composed(id, id, keywords, at)
    }

    /// The shape of a schema from all its parts. Its inline schemas belong to `owner`.
    pub(super) fn composed(
        &mut self,
        id: SchemaId,
        owner: SchemaId,
        keywords: &Keywords<'a>,
        at: &Pointer,
    ) -> Kind {
        self.made = 0;
        let parts = self.parts_of(owner, keywords, at);
        let kind = parts.and_then(|parts| self.conjoin(id, at, parts, &mut vec![at.clone()]));
        kind.unwrap_or_else(|too_much| self.give_up(at, too_much))
    }

    /// Reports that a schema is too large to compose. The schemas that contain it aren't composed either.
    pub(super) fn give_up(&mut self, at: &Pointer, too_much: TooMuch) -> Kind {
        let known = self.given_up.get(at).cloned();
        Kind::Unknown(known.unwrap_or_else(|| {
            let code = Code::ComposedTooLarge;
            let words = too_much.words();
            let reason = self.diagnostics.because(code, at, &[&words]);
            self.given_up.insert(at.clone(), reason.clone());
            reason
        }))
    }

    /// The only part, a reference: authors write this to give the reference texts of its own.
    fn only_reference(
        &mut self,
        id: SchemaId,
        keywords: &Keywords<'a>,
        at: &Pointer,
    ) -> Option<SchemaId> {
        let own = Keywords {
            all_of: Parts::default(),
            ..*keywords
        };
        let mut types = vec![own.ty];
        let mut only = None;
        for (i, branch) in keywords.all_of.iter().enumerate() {
            match branch {
                RefOr::Item(schema) if schema.keywords().is_bare() => {
                    types.push(schema.keywords().ty);
                }
                _ if only.is_some() => return None,
                _ => only = Some((i, branch)),
            }
        }
        let (i, branch) = only.filter(|_| own.is_bare())?;
        let place = keywords.all_of.place(at, i);
        let (target_keywords, target, _) = self.part(branch, place.clone())?;
        let ty = target_keywords.meant_type();
        let open = ty.is_none() && target_keywords.is_composed();
        let fits = |written: Option<&str>| written.is_none() || open || written == ty;
        if target == *at || !types.into_iter().all(fits) || self.is_derived(id, &target) {
            return None;
        }
        let found = self.schema(branch, place, Owner::Target(id));
        (found != id).then_some(found)
    }

    /// All parts of the schema at `at`, each once, in the order in which they apply: the parts of `allOf`, with
    /// their own parts before them, and then the keywords beside it.
    pub(super) fn parts_of(
        &mut self,
        owner: SchemaId,
        keywords: &Keywords<'a>,
        at: &Pointer,
    ) -> Result<Vec<Part<'a>>, TooMuch> {
        let mut parts = Vec::new();
        let mut done: IndexSet<Pointer> = IndexSet::default();
        // Not recursive: the document decides the depth.
        let mut way = vec![Open {
            owner,
            at: at.clone(),
            keywords: Rc::new(*keywords),
            whole: None,
            next: 0,
        }];
        while let Some(open) = way.last_mut() {
            step();
            let Some(branch) = open.keywords.all_of.get(open.next) else {
                let own = self.own_part(&way);
                way.pop();
                done.extend(own.iter().map(|part| part.at.clone()));
                parts.extend(own);
                continue;
            };
            let place = open.keywords.all_of.place(&open.at, open.next);
            let owner = open.owner;
            open.next += 1;
            self.budget.take(usize::from(way.len() > 1))?;
            let Some((keywords, place, whole)) = self.part(branch, place) else {
                continue;
            };
            if way.iter().any(|open| open.at == place) {
                self.diagnostics.report(Code::AllOfCircle, &place, &[]);
            } else if self.given_up.contains_key(&place) || way.len() > MOST_LEVELS {
                return Err(TooMuch::Levels);
            } else if !done.contains(&place) {
                way.push(Open {
                    owner: whole.unwrap_or(owner),
                    at: place,
                    keywords,
                    whole,
                    next: 0,
                });
            }
        }
        Ok(parts)
    }

    /// The keywords of an inline schema or of the target of a reference, with the place.
    pub(super) fn part(
        &mut self,
        branch: RefOr<'a, Schema<'a>>,
        place: Pointer,
    ) -> Option<(Rc<Keywords<'a>>, Pointer, Option<SchemaId>)> {
        match branch {
            RefOr::Item(schema) => Some((Rc::new(schema.keywords()), place, None)),
            RefOr::Reference(reference) => {
                let found = self.follow_or_say_why(branch, &place, PART_IGNORED);
                let (schema, target, _) = found.ok()?;
                let whole = self.reference(reference)?;
                let keywords = self.keywords(schema, &target);
                Some((keywords, target, Some(whole)))
            }
        }
    }

    /// The keywords of the schema at a place: many references can lead there, and they are read once.
    fn keywords(&mut self, schema: Schema<'a>, at: &Pointer) -> Rc<Keywords<'a>> {
        let known = self.keywords.entry(at.clone());
        Rc::clone(known.or_insert_with(|| Rc::new(schema.keywords())))
    }

    /// The shape of a schema from all its `parts`. `open` are the schemas that are being read.
    pub(super) fn conjoin(
        &mut self,
        id: SchemaId,
        at: &Pointer,
        mut parts: Vec<Part<'a>>,
        open: &mut Vec<Pointer>,
    ) -> Result<Kind, TooMuch> {
        if parts.iter().any(|part| part.keywords.never) {
            let words = ["one is `false`"];
            let reason = self.diagnostics.because(Code::AllOfMixed, at, &words);
            return Ok(Kind::Unknown(reason));
        }
        let limits = parts.iter().filter(|part| part.at != *at);
        let limits = limits.flat_map(|part| limits::of(&part.keywords, self.document, &part.at));
        let limits: Vec<Limit> = limits.collect();
        let is_closed =
            |part: &Part<'_>| matches!(part.keywords.additional, Some(Additional::Any(false)));
        let is_closed = parts.iter().any(is_closed);
        parts.retain(|part| {
            let keywords = &part.keywords;
            let opens = is_closed && keywords.rules.can_describe_members();
            opens || !keywords.is_bare() || keywords.ty.is_some()
        });
        let null = !parts.is_empty() && parts.iter().all(|part| part.keywords.nullable);
        self.api.schemas[id.0].nullable |= null;
        if let [only] = &parts[..]
            && let Some(whole) = only.whole.filter(|whole| *whole != id)
            && !self.is_derived(id, &only.at)
        {
            return Ok(Kind::Alias(whole));
        }
        let schema = &mut self.api.schemas[id.0];
        let all: IndexSet<Limit> = schema.limits.drain(..).chain(limits).collect();
        schema.limits = all.into_iter().collect();
        schema.docs.constraints = limits::words(&schema.limits);
        let is_union = |part: &Part<'_>| part.keywords.is_union();
        if let Some(index) = parts.iter().position(is_union) {
            return self.distribute(id, at, parts, index, open);
        }
        self.merge(id, at, &parts)
    }

    /// The keywords of the last schema on the path besides its `allOf`.
    fn own_part(&mut self, way: &[Open<'a>]) -> Option<Part<'a>> {
        let open = way.last()?;
        let mut keywords = Keywords {
            all_of: Parts::default(),
            ..*open.keywords
        };
        // A base that lists its derived schemas says nothing new about any of them.
        if way.len() > 1 && keywords.branches().is_some() {
            let lists = self.lists(&open.at, &keywords);
            if way.iter().any(|open| lists.contains(&open.at)) {
                keywords = keywords.without_branches();
            }
        }
        Some(Part {
            owner: open.owner,
            at: open.at.clone(),
            whole: open.whole.filter(|_| open.keywords.all_of.is_empty()),
            keywords: Rc::new(keywords),
        })
    }

    /// The places that the branches of the union at `at` refer to.
    pub(super) fn lists(&mut self, at: &Pointer, keywords: &Keywords<'_>) -> Rc<IndexSet<Pointer>> {
        let lists = self.listed.entry(at.clone()).or_insert_with(|| {
            let branches = keywords.one_of.iter().chain(keywords.any_of.iter());
            let targets = branches.filter_map(|(_, branch)| match branch {
                RefOr::Reference(reference) => Pointer::parse(reference),
                RefOr::Item(_) => None,
            });
            Rc::new(targets.collect())
        });
        Rc::clone(lists)
    }
}
