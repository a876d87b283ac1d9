//! Composed schemas: `allOf`, and the keywords beside `oneOf` and `anyOf`.
//!
//! Each is a list of parts that all apply. A union among the parts moves outwards: the other parts apply in
//! each of its branches. The remaining parts contain no union, and are merged.

use super::budget::{MOST_LEVELS, TooMuch};
use super::merge::types;
use super::reference::PART_IGNORED;
use super::width::Width;
use super::{Resolver, limits};
use crate::api::{self, Kind, Limit, SchemaId, Text};
use crate::diagnostic::{Code, Pointer};
use crate::map::{IndexMap, IndexSet};
use crate::null::Null;
use crate::openapi::Document;
use crate::openapi::view::{Additional, Branches, Format, Keywords, Parts, RefOr, Schema};
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
    /// The rule for `null` of the part, with that of the schema around it.
    pub null: Null,
    /// Whether it allows `null` itself, and not only beside other values.
    pub says_null: bool,
}

impl Part<'_> {
    /// Leaves out the branches of a union.
    pub(super) fn drop_branches(&mut self) {
        self.keywords = Rc::new(self.keywords.without_branches());
        self.whole = None;
    }

    /// The rule of the part for `null`: members alone are a rule for objects, and limits one for other values.
    fn null(&self) -> Null {
        let keywords = &self.keywords;
        if !self.null.is_allowed() {
            return self.null;
        }
        let is_typed = keywords.ty.is_some() || !keywords.values.is_empty();
        Null::allowed_if(is_typed || !keywords.is_bare())
    }

    /// Whether `null` depends on the branches of the part.
    fn asks_branches(&self) -> bool {
        self.null() == Null::Unsaid && self.keywords.is_union()
    }
}

/// The words for a schema whose only value is `null`.
pub(super) const ONLY_NULL: &str = api::Schema::ONLY_NULL;

/// The shape of a schema, or the reason why no value but `null` fits.
pub type Fit = Result<Kind, String>;

/// A schema whose parts are being collected.
struct Open<'a> {
    owner: SchemaId,
    at: Pointer,
    keywords: Rc<Keywords<'a>>,
    whole: Option<SchemaId>,
    /// The rule for `null`, with that of the schema around it.
    null: Null,
    /// The rule for `null` that holds around its parts.
    around: Null,
    /// Whether it allows `null` itself, or a schema does of which it is the only part.
    says_null: bool,
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
        let kind = parts.and_then(|parts| {
            let has_null = agree_on_null(&parts);
            let fit = self.conjoin(id, at, parts, &mut vec![at.clone()])?;
            Ok(self.fitting(id, fit, has_null, at))
        });
        match kind {
            Ok(kind) => kind,
            Err(too_much) => self.give_up(at, too_much),
        }
    }

    /// The shape that fits a schema. Parts that agree on nothing else can agree on `null`; otherwise, no value fits, which
    /// is reported.
    pub(super) fn fitting(&mut self, id: SchemaId, fit: Fit, has_null: bool, at: &Pointer) -> Kind {
        fit.unwrap_or_else(|why| {
            if has_null {
                // The limits are those of other values.
                self.api.schemas[id.0].limits.clear();
                self.limit(id, vec![Limit::Rule(Text::from(ONLY_NULL))]);
                return Kind::Any;
            }
            let reason = self.diagnostics.because(Code::AllOfMixed, at, &[&why]);
            Kind::Unknown(reason)
        })
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

    /// Adds limits of the parts of a schema.
    pub(super) fn limit(&mut self, id: SchemaId, limits: Vec<Limit>) {
        let schema = &mut self.api.schemas[id.0];
        let all: IndexSet<Limit> = schema.limits.drain(..).chain(limits).collect();
        schema.limits = all.into_iter().collect();
        schema.docs.constraints = limits::words(&schema.limits);
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
        // A part beside `null` is another one without.
        let mut done: IndexMap<Pointer, Null> = IndexMap::default();
        // Not recursive: the document decides the depth.
        let mut way = vec![Open {
            owner,
            at: at.clone(),
            keywords: Rc::new(*keywords),
            whole: None,
            null: keywords.null,
            around: keywords.null_around_parts(Null::Unsaid),
            says_null: says_null(keywords),
            next: 0,
        }];
        while let Some(open) = way.last_mut() {
            step();
            let Some(branch) = open.keywords.all_of.get(open.next) else {
                let own = self.own_part(&way);
                way.pop();
                done.extend(own.iter().map(|part| (part.at.clone(), part.null)));
                parts.extend(own);
                continue;
            };
            let place = open.keywords.all_of.place(&open.at, open.next);
            let owner = open.owner;
            let around = open.around;
            let is_only = open.says_null && is_one_part(&open.keywords);
            open.next += 1;
            self.budget.take(usize::from(way.len() > 1))?;
            let Some((keywords, place, whole)) = self.part(branch, place) else {
                continue;
            };
            if way.iter().any(|open| open.at == place) {
                self.diagnostics.report(Code::AllOfCircle, &place, &[]);
                continue;
            }
            if self.given_up.contains_key(&place) || way.len() > MOST_LEVELS {
                return Err(TooMuch::Levels);
            }
            let null = keywords.null.within(around);
            if done
                .get(&place)
                .is_none_or(|known| is_stricter(null, *known))
            {
                way.push(Open {
                    owner: whole.unwrap_or(owner),
                    at: place,
                    says_null: is_only || says_null(&keywords),
                    around: keywords.null_around_parts(around),
                    keywords,
                    whole,
                    null,
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
    ) -> Result<Fit, TooMuch> {
        if parts.iter().any(|part| part.keywords.never) {
            return Ok(Err("one allows no value".to_owned()));
        }
        let limits = self.limits_of_parts(&parts, at);
        let own = &mut self.api.schemas[id.0].null;
        *own = null_of(&parts).before(*own);
        keep_describing(&mut parts, self.document);
        if let [only] = &parts[..]
            && let Some(whole) = only.whole.filter(|whole| *whole != id)
            && !self.is_apart(id)
        {
            return Ok(Ok(Kind::Alias(whole)));
        }
        self.limit(id, limits);
        let is_union = |part: &Part<'_>| part.keywords.is_union();
        if let Some(index) = parts.iter().position(is_union) {
            return self.distribute(id, at, parts, index, open);
        }
        self.merge(id, at, &parts)
    }

    /// The limits in the parts of the schema at `at`. A part without a type or a format limits those of the others.
    fn limits_of_parts(&self, parts: &[Part<'a>], at: &Pointer) -> Vec<Limit> {
        let ty = match types(parts.iter())[..] {
            [only] => Some(only),
            _ => None,
        };
        let mut formats = parts.iter().filter_map(|part| part.keywords.format.name);
        let format = formats.next_back();
        let others = parts.iter().filter(|part| part.at != *at);
        let limits = others.flat_map(|part| {
            let keywords = Keywords {
                ty: part.keywords.ty.or(ty),
                format: Format {
                    name: part.keywords.format.name.or(format),
                    ..part.keywords.format
                },
                ..*part.keywords
            };
            limits::of(&keywords, self.document, &part.at)
        });
        limits.collect()
    }

    /// The keywords of the last schema on the path besides its `allOf`.
    fn own_part(&mut self, way: &[Open<'a>]) -> Option<Part<'a>> {
        let open = way.last()?;
        let mut keywords = Keywords {
            all_of: Parts::default(),
            ..*open.keywords
        };
        // A base that lists its derived schemas says nothing new about any of them.
        let base = way.iter().rposition(|open| open.whole.is_some());
        if let Some(base) = base.filter(|_| keywords.branches().is_some()) {
            let lists = self.lists(&open.at, &keywords);
            if way[..base].iter().any(|open| lists.contains(&open.at)) {
                keywords = keywords.without_branches();
            }
        }
        Some(Part {
            owner: open.owner,
            at: open.at.clone(),
            whole: open.whole.filter(|_| open.keywords.all_of.is_empty()),
            null: open.null,
            says_null: open.says_null,
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

/// Whether a part forbids a null that it allows, or mentions, elsewhere.
fn is_stricter(null: Null, known: Null) -> bool {
    match known {
        Null::Allowed => !null.is_allowed(),
        Null::Disputed => null == Null::Forbidden,
        Null::Unsaid | Null::Forbidden => false,
    }
}

/// The rule for `null` of several parts that all apply: each must allow null.
pub(super) fn null_of(parts: &[Part<'_>]) -> Null {
    let any = |is: fn(Null) -> bool| parts.iter().any(|part| is(part.null()));
    if any(Null::is_forbidden) {
        let is_certain = any(|null| null == Null::Forbidden);
        return if is_certain {
            Null::Forbidden
        } else {
            Null::Disputed
        };
    }
    let is_open = parts.iter().any(Part::asks_branches);
    Null::allowed_if(!is_open && any(Null::is_allowed))
}

/// Whether the keywords of a schema allow `null`: its type, and a union beside that.
pub(super) fn says_null(keywords: &Keywords<'_>) -> bool {
    let unions = [keywords.one_of, keywords.any_of];
    let mut unions = unions.into_iter().filter(|union| !union.is_empty());
    keywords.null.is_allowed() && (keywords.ty.is_none() || unions.all(Branches::has_null))
}

/// Whether a schema allows the values of one part and no others.
fn is_one_part(keywords: &Keywords<'_>) -> bool {
    let is_typed = keywords.ty.is_some() || !keywords.values.is_empty();
    keywords.all_of.len() == 1 && !is_typed && !keywords.is_union()
}

/// Whether each part says by itself that `null` fits. Where only the schema around them does, its author means it beside
/// other values.
pub(super) fn agree_on_null(parts: &[Part<'_>]) -> bool {
    let says_so = |part: &Part<'_>| part.says_null || part.null() == Null::Unsaid;
    let has_null = null_of(parts).is_allowed() && parts.iter().all(says_so);
    has_null && !parts.iter().any(|part| part.keywords.never)
}

/// Leaves out parts without effect on the shape: they have words, or limits that no type depends on.
fn keep_describing(parts: &mut Vec<Part<'_>>, document: &Document) {
    let is_closed =
        |part: &Part<'_>| matches!(part.keywords.additional, Some(Additional::Any(false)));
    let has_closed = parts.iter().any(is_closed);
    let is_tuple = |part: &Part<'_>| !part.keywords.prefix_items.is_empty();
    let has_tuple = parts.iter().any(is_tuple);
    let is_wide = |part: &Part<'_>| {
        let digits = |name: &str| document.digits(&part.at.child(name));
        Width::of(&part.keywords, digits).is_unusual()
    };
    let has_wide = parts.iter().any(is_wide);
    parts.retain(|part| {
        let keywords = &part.keywords;
        is_closed(part)
            || !keywords.is_bare()
            || keywords.ty.is_some()
            || (has_closed && keywords.rules.can_describe_members())
            || (has_tuple && keywords.counts_items())
            || (has_wide && keywords.has_bounds())
    });
}
