//! A schema for values that several schemas describe at once: the items, or the further members, of several parts of
//! an `allOf`. It is composed like an `allOf` of these schemas.

use super::Resolver;
use super::all_of::Part;
use super::budget::TooMuch;
use super::merge::contradict;
use super::reading::Unread;
use crate::api::{Kind, Owner, SchemaId};
use crate::diagnostic::Pointer;
use crate::map::{IndexMap, IndexSet};
use crate::openapi::view::{RefOr, Schema};
use crate::steps::step;

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
        let mut targets = IndexMap::default();
        if descriptions.len() > 1 {
            for one in &descriptions {
                step();
                if let Some((keywords, at, whole)) = self.part(one.schema, one.at.clone()) {
                    targets.insert(at, (keywords, whole));
                }
            }
        }
        let last = descriptions.into_iter().next_back()?;
        if targets.len() < 2 {
            return Some(self.schema(last.schema, last.at, last.owner));
        }
        let places: Vec<Pointer> = targets.keys().cloned().collect();
        if let Some(known) = self.every.get(&places) {
            return Some(*known);
        }
        let id = self.copy(last.at, owner);
        let parts = targets.into_iter().map(|(at, (keywords, whole))| Part {
            owner: whole.unwrap_or(id),
            at,
            keywords,
            whole,
        });
        let parts = parts.collect();
        self.every.insert(places, id);
        self.note(id, Unread::Every(parts));
        Some(id)
    }

    /// The shape of a schema whose values keep to all these schemas.
    pub(super) fn together(&mut self, id: SchemaId, schemas: &[Part<'a>]) -> Kind {
        self.made = 0;
        let kind = self.try_together(id, schemas);
        kind.unwrap_or_else(|too_much| self.give_up(&self.api[id].at.clone(), too_much))
    }

    fn try_together(&mut self, id: SchemaId, schemas: &[Part<'a>]) -> Result<Kind, TooMuch> {
        let mut parts: Vec<Part<'a>> = Vec::new();
        let mut places: IndexSet<Pointer> = IndexSet::default();
        // The shared schemas, each with the number of different parts in it.
        let mut wholes = Vec::new();
        for schema in schemas {
            self.budget.take(1)?;
            let own = self.parts_of(schema.owner, &schema.keywords, &schema.at)?;
            let said = own.iter().filter(|part| !part.keywords.is_bare());
            wholes.extend(schema.whole.map(|whole| (whole, said.count())));
            parts.extend(
                own.into_iter()
                    .filter(|part| places.insert(part.at.clone())),
            );
        }
        let said = parts.iter().filter(|part| !part.keywords.is_bare()).count();
        if !contradict(parts.iter())
            && let Some((whole, _)) = wholes.iter().find(|(_, count)| *count == said)
        {
            return Ok(Kind::Alias(*whole));
        }
        let at = self.api[id].at.clone();
        let mut open = schemas.iter().map(|schema| schema.at.clone()).collect();
        self.conjoin(id, &at, parts, &mut open)
    }
}
