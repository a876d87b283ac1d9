//! A schema for values that several schemas describe at once: a member, the items, or the further members, of several
//! parts of an `allOf`. It is composed like an `allOf` of these schemas.

use super::Resolver;
use super::all_of::{Part, agree_on_null, null_of, says_null};
use super::budget::TooMuch;
use super::contest::{Contest, contrary};
use super::merge::{contradict, types};
use super::patterned::says_nothing;
use super::reading::Unread;
use crate::api::{Docs, Kind, Owner, SchemaId};
use crate::diagnostic::Pointer;
use crate::map::{IndexMap, IndexSet};
use crate::null::Null;
use crate::openapi::view::{RefOr, Schema};
use crate::steps::step;
use std::rc::Rc;

/// One of the descriptions, for which its own part is the owner.
#[derive(Clone)]
pub struct Description<'a> {
    pub schema: RefOr<'a, Schema<'a>>,
    pub at: Pointer,
    pub owner: Owner,
}

impl<'a> Resolver<'a, '_> {
    /// The schema that all `descriptions` describe; none without descriptions. Several become one that belongs to
    /// `owner`.
    pub(super) fn every(
        &mut self,
        descriptions: Vec<Description<'a>>,
        owner: Owner,
    ) -> Option<SchemaId> {
        let mut targets: IndexMap<Pointer, Description<'a>> = IndexMap::default();
        if descriptions.len() > 1 {
            for one in &descriptions {
                step();
                if let Some((_, at, _)) = self.part(one.schema, one.at.clone()) {
                    targets.insert(at, one.clone());
                }
            }
        }
        let last = descriptions.into_iter().next_back()?;
        if targets.len() < 2 {
            return Some(self.schema(last.schema, last.at, last.owner));
        }
        let places: Vec<Pointer> = targets.keys().cloned().collect();
        let known = self.every.get(&places).copied();
        let id = known.unwrap_or_else(|| self.copy(last.at.clone(), owner));
        self.contests.push(Contest::of(id, targets.values(), &last));
        if known.is_none() {
            self.every.insert(places, id);
            self.note(id, Unread::Every(targets.into_values().collect()));
        }
        Some(id)
    }

    /// The schema of a description, if the walk has found it.
    pub(super) fn known(&mut self, one: &Description<'a>) -> Option<SchemaId> {
        match one.schema {
            RefOr::Item(_) => self.places.get(&one.at).copied(),
            RefOr::Reference(reference) => self.reference(reference),
        }
    }

    /// The shape of a schema whose values keep to all descriptions.
    pub(super) fn together(&mut self, id: SchemaId, descriptions: &[Description<'a>]) -> Kind {
        self.made = 0;
        let schemas = descriptions.iter().filter_map(|one| {
            let (keywords, at, whole) = self.part(one.schema, one.at.clone())?;
            Some(Part {
                owner: whole.unwrap_or(id),
                at,
                null: keywords.null,
                says_null: says_null(&keywords),
                keywords,
                whole,
            })
        });
        let schemas: Vec<Part<'a>> = schemas.collect();
        let kind = self.try_together(id, descriptions, &schemas);
        kind.unwrap_or_else(|too_much| self.give_up(&self.api[id].at.clone(), too_much))
    }

    /// Copies the texts and annotations of the inline schemas: the last ones count.
    fn describe_all<'p>(&mut self, id: SchemaId, schemas: impl IntoIterator<Item = &'p Part<'a>>)
    where
        'a: 'p,
    {
        let inline = schemas.into_iter().filter(|part| part.whole.is_none());
        for part in inline {
            let earlier = self.api[id].clone();
            self.api.schemas[id.0].at = part.at.clone();
            self.describe(id, &part.keywords);
            let last = &mut self.api.schemas[id.0];
            last.limits.splice(..0, earlier.limits);
            let docs = std::mem::take(&mut last.docs);
            let link = docs.link.clone().or(earlier.docs.link.clone());
            last.docs = Docs {
                deprecated: docs.deprecated || earlier.docs.deprecated,
                link,
                ..if docs.has_text() { docs } else { earlier.docs }
            };
            last.read_only |= earlier.read_only;
            last.write_only |= earlier.write_only;
            last.password |= earlier.password;
            last.default = last.default.take().or(earlier.default);
            last.example = last.example.take().or(earlier.example);
            last.rust_name = last.rust_name.take().or(earlier.rust_name);
            last.content = last.content.or(earlier.content);
        }
        self.api.schemas[id.0].null = Null::Unsaid;
    }

    fn try_together(
        &mut self,
        id: SchemaId,
        descriptions: &[Description<'a>],
        schemas: &[Part<'a>],
    ) -> Result<Kind, TooMuch> {
        let mut parts: Vec<Part<'a>> = Vec::new();
        let mut places: IndexSet<Pointer> = IndexSet::default();
        let mut owns = Vec::new();
        for schema in schemas {
            self.budget.take(1)?;
            let own = self.parts_of(schema.owner, &schema.keywords, &schema.at)?;
            let new = own.iter().filter(|part| places.insert(part.at.clone()));
            parts.extend(new.cloned());
            owns.push(own);
        }
        if contradict(parts.iter()) {
            self.contradictory.insert(id, contrary(&owns));
            self.describe_all(id, schemas.last());
            self.api.schemas[id.0].null = null_of(&parts);
            // The last one that says something.
            let mut last = descriptions.iter();
            let last = last.rfind(|one| !says_nothing(one.schema)).cloned();
            let last = last.map(|one| self.schema(one.schema, one.at, one.owner));
            return Ok(last.map_or(Kind::Any, Kind::Alias));
        }
        self.describe_all(id, schemas);
        // An alias of one description says nothing of the null in the others.
        self.api.schemas[id.0].null = null_of(&parts);
        self.absorb(&mut parts);
        let all = (said(&parts), types(parts.iter()));
        let alike = owns
            .iter()
            .zip(descriptions)
            .rfind(|(own, _)| all.0 > 0 && said(own) == all.0 && types(own.iter()) == all.1);
        if let Some((_, one)) = alike {
            let one = one.clone();
            return Ok(Kind::Alias(self.schema(one.schema, one.at, one.owner)));
        }
        let at = self.api[id].at.clone();
        let mut open = schemas.iter().map(|schema| schema.at.clone()).collect();
        let has_null = agree_on_null(&parts);
        let fit = self.conjoin(id, &at, parts, &mut open)?;
        let kind = self.fitting(id, fit, has_null, &at);
        // The default of a wider description.
        if let Kind::StringEnum(values) = &kind {
            let default = &mut self.api.schemas[id.0].default;
            default.take_if(|default| {
                let text = default.value.as_str();
                text.is_some_and(|text| values.iter().all(|value| value != text))
            });
        }
        // The schema that the others only repeat.
        let known: Vec<SchemaId> = descriptions
            .iter()
            .filter_map(|one| self.known(one))
            .collect();
        let same = known
            .into_iter()
            .rfind(|known| self.api[*known].kind == kind);
        Ok(same.map_or(kind, Kind::Alias))
    }
}

impl<'a> Resolver<'a, '_> {
    /// Leaves out the branches of a union with a branch that is a part itself: the part chooses it.
    fn absorb(&mut self, parts: &mut [Part<'a>]) {
        let places: IndexSet<Pointer> = parts.iter().map(|part| part.at.clone()).collect();
        for part in parts {
            if part.keywords.is_union() {
                let lists = self.lists(&part.at, &part.keywords);
                if lists.iter().any(|place| places.contains(place)) {
                    part.keywords = Rc::new(part.keywords.without_branches());
                }
            }
        }
    }
}

/// The number of parts that describe more than the type.
fn said(parts: &[Part<'_>]) -> usize {
    let said = parts.iter().filter(|part| !part.keywords.is_bare());
    said.count()
}
