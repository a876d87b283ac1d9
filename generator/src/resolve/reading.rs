//! The order in which schemas are read. What refers to a schema needs its id only, so it is noted and
//! read later: a document of any size needs no more stack than one schema. Before a schema that is
//! made of others come those that it is made of, so that what is written in them belongs to them.

use super::Resolver;
use crate::api::{Kind, SchemaId};
use crate::openapi::view::{RefOr, Schema};
use crate::steps::step;
use indexmap::IndexSet;

/// What is to be read of a schema.
#[derive(Clone, Copy)]
pub enum Unread<'a> {
    /// All of it.
    Whole(Schema<'a>),
    /// What the one that stands for a family, and is this one, describes itself.
    Base(Schema<'a>, SchemaId),
}

impl<'a> Resolver<'a, '_> {
    /// Notes that a schema is to be read.
    pub(super) fn note(&mut self, id: SchemaId, what: Unread<'a>) {
        self.unread.insert(id, what);
        self.noted.push(id);
    }

    /// Reads all schemas that are noted, and those that are noted meanwhile.
    pub(super) fn read(&mut self) {
        // Schemas of which the parts come first, and those of which they did.
        let mut begun: IndexSet<SchemaId> = IndexSet::new();
        let mut waiting: Vec<(SchemaId, bool)> = Vec::new();
        loop {
            let noted = self.noted.drain(..).rev();
            waiting.extend(noted.map(|id| (id, false)));
            let Some((id, is_ready)) = waiting.pop() else {
                break;
            };
            step();
            let Some(what) = self.unread.get(&id).copied() else {
                continue;
            };
            if is_ready {
                self.unread.swap_remove(&id);
                self.read_one(id, what);
            } else if begun.insert(id) {
                waiting.push((id, true));
                let (Unread::Whole(schema) | Unread::Base(schema, _)) = what;
                self.note_parts(schema);
            }
        }
    }

    fn read_one(&mut self, id: SchemaId, what: Unread<'a>) {
        let kind = match what {
            Unread::Whole(schema) => {
                let at = self.api.schemas[id.0].at.clone();
                self.kind(id, &schema.keywords(), &at)
            }
            Unread::Base(schema, whole) => {
                let at = self.api.schemas[whole.0].at.clone();
                self.composed(id, whole, &schema.keywords(), &at)
            }
        };
        self.api.schemas[id.0].kind = kind;
    }

    /// Notes the schemas that a schema is made of. What is written in it is no deeper than a document.
    fn note_parts(&mut self, schema: Schema<'a>) {
        let keywords = schema.keywords();
        let unions = keywords.one_of.iter().chain(keywords.any_of.iter());
        let branches = unions.map(|(_, branch)| branch);
        for part in keywords.all_of.iter().chain(branches) {
            match part {
                RefOr::Item(part) => self.note_parts(part),
                RefOr::Reference(reference) => {
                    let Some(id) = self.reference(reference) else {
                        continue;
                    };
                    let end = match self.api.schemas[id.0].kind {
                        Kind::Alias(target) => target,
                        _ => id,
                    };
                    if self.unread.contains_key(&end) {
                        self.noted.push(end);
                    }
                }
            }
        }
    }
}
