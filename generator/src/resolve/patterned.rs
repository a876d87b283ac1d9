//! Members whose names match patterns: the schemas of these apply, too (JSON Schema 2020-12 Core, 10.3.2.2). They and the
//! member's own are composed, and the member's own counts where they contradict each other.

use super::Resolver;
use super::all_of::Part;
use super::every::Description;
use crate::api::{Owner, SchemaId};
use crate::diagnostic::Pointer;
use crate::map::IndexMap;
use crate::openapi::view::{Keywords, RefOr, Schema};

/// The patterns of an object that names are compared with, and the parts of one with patterns.
pub const MOST_OF_OBJECT: usize = 16;
pub const MOST_PARTS: usize = 16;

impl<'a> Resolver<'a, '_> {
    /// The schema of a member of the schema at a place.
    pub(super) fn member(
        &mut self,
        (id, keywords, at): (SchemaId, &Keywords<'a>, &Pointer),
        name: &str,
        own: RefOr<'a, Schema<'a>>,
    ) -> SchemaId {
        let own = Description {
            schema: own,
            at: at.child("properties").child(name),
            owner: Owner::Property(id, name.to_owned()),
        };
        let mut all = self.matched((id, keywords, at), name);
        if all.is_empty() {
            return self.schema(own.schema, own.at, own.owner);
        }
        let (schema, place, owner) = (own.schema, own.at.clone(), own.owner.clone());
        all.push(own);
        let composed = self.every(all, owner.clone());
        composed.unwrap_or_else(|| self.schema(schema, place, owner))
    }

    /// Adds the patterns of all parts of a schema to the descriptions of members.
    pub(super) fn describe_by_patterns(
        &mut self,
        members: &mut IndexMap<&'a str, Vec<Description<'a>>>,
        parts: &[Part<'a>],
    ) {
        let with_patterns = parts
            .iter()
            .filter(|part| !part.keywords.patterns.is_empty());
        let with_patterns: Vec<&Part<'a>> = with_patterns.take(MOST_PARTS).collect();
        if with_patterns.is_empty() {
            return;
        }
        for (name, own) in members {
            let mut all = Vec::new();
            for part in &with_patterns {
                all.extend(self.matched((part.owner, &part.keywords, &part.at), name));
            }
            own.splice(..0, all);
        }
    }

    /// Whether a name matches one of the patterns.
    pub(super) fn has_pattern(&mut self, keywords: &Keywords<'a>, name: &str) -> bool {
        let mut patterns = keywords.patterns.iter().take(MOST_OF_OBJECT);
        patterns.any(|(pattern, _)| self.compiled.matches(pattern, name))
    }

    /// The schemas of the patterns that a name matches, of those that say something.
    fn matched(
        &mut self,
        (id, keywords, at): (SchemaId, &Keywords<'a>, &Pointer),
        name: &str,
    ) -> Vec<Description<'a>> {
        let place = at.child("patternProperties");
        let mut found = Vec::new();
        for (pattern, schema) in keywords.patterns.iter().take(MOST_OF_OBJECT) {
            let is_never = schema.into_item().is_some_and(Schema::forbids_all);
            if !is_never && !says_nothing(schema) && self.compiled.matches(pattern, name) {
                found.push(Description {
                    schema,
                    at: place.child(pattern),
                    owner: Owner::Property(id, name.to_owned()),
                });
            }
        }
        found
    }
}

/// Whether a schema allows values of any type, and describes none.
pub(super) fn says_nothing(schema: RefOr<'_, Schema<'_>>) -> bool {
    schema.into_item().is_some_and(|schema| {
        let keywords = schema.keywords();
        keywords.is_bare()
            && keywords.ty.is_none()
            && !keywords.null.is_allowed()
            && !keywords.never
    })
}
