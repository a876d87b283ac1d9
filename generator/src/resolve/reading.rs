//! The order in which schemas are read. A reference needs only the id of its schema, so the schema is noted and
//! read later: the stack is that of one schema, for a document of any size. The parts of a composed schema are
//! read before it, so that their inline schemas belong to them.

use super::Resolver;
use super::every::Description;
use crate::api::{Kind, SchemaId};
use crate::map::IndexSet;
use crate::openapi::view::{Keywords, RefOr, Schema};
use crate::steps::step;
use std::rc::Rc;

/// The task for an unread schema.
#[derive(Clone)]
pub enum Unread<'a> {
    /// The whole schema.
    Whole(Schema<'a>),
    /// The object of a family's base itself, without the family.
    Base(Schema<'a>, SchemaId),
    /// A schema whose values keep to all of these.
    Every(Rc<[Description<'a>]>),
}

impl<'a> Resolver<'a, '_> {
    /// Notes a schema for reading.
    pub(super) fn note(&mut self, id: SchemaId, what: Unread<'a>) {
        self.unread.insert(id, what);
        self.noted.push(id);
    }

    /// Reads all noted schemas, including those that are noted meanwhile.
    pub(super) fn read(&mut self) {
        // The schemas whose parts were noted, and a stack in which `true` marks schemas whose parts are read.
        let mut begun: IndexSet<SchemaId> = IndexSet::default();
        let mut waiting: Vec<(SchemaId, bool)> = Vec::new();
        loop {
            let noted = self.noted.drain(..).rev();
            waiting.extend(noted.map(|id| (id, false)));
            let Some((id, is_ready)) = waiting.pop() else {
                break;
            };
            step();
            let Some(what) = self.unread.get(&id).cloned() else {
                continue;
            };
            if is_ready {
                self.unread.swap_remove(&id);
                self.read_one(id, what);
            } else if begun.insert(id) {
                waiting.push((id, true));
                match what {
                    Unread::Whole(schema) | Unread::Base(schema, _) => {
                        self.note_parts(&schema.keywords());
                    }
                    Unread::Every(descriptions) => {
                        for one in &*descriptions {
                            let known = self.known(one);
                            self.note_unread(known);
                            if let RefOr::Item(schema) = one.schema {
                                self.note_parts(&schema.keywords());
                            }
                        }
                    }
                }
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
            Unread::Every(descriptions) => self.together(id, &descriptions),
        };
        self.api.schemas[id.0].kind = kind;
    }

    /// Notes the parts of a schema. Recursive: inline schemas are no deeper than the document.
    fn note_parts(&mut self, keywords: &Keywords<'a>) {
        let unions = keywords.one_of.iter().chain(keywords.any_of.iter());
        let branches = unions.map(|(_, branch)| branch);
        for part in keywords.all_of.iter().chain(branches) {
            match part {
                RefOr::Item(part) => self.note_parts(&part.keywords()),
                RefOr::Reference(reference) => {
                    let id = self.reference(reference);
                    self.note_unread(id);
                }
            }
        }
    }

    /// Notes the schema at the end of a reference, if it isn't read yet.
    fn note_unread(&mut self, id: Option<SchemaId>) {
        let end = id.map(|id| match self.api.schemas[id.0].kind {
            Kind::Alias(target) => target,
            _ => id,
        });
        self.noted
            .extend(end.filter(|end| self.unread.contains_key(end)));
    }
}
