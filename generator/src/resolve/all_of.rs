//! `allOf`: members of all parts are members of the whole.

use super::Resolver;
use super::keywords::Keywords;
use crate::api::{Additional, Kind, Object, Owner, SchemaId};
use crate::diagnostic::{Code, Pointer};
use openapiv3::{ReferenceOr, Schema};

/// A part of an `allOf`, with the schema that owns what is written in it.
struct Part<'a> {
    owner: SchemaId,
    at: Pointer,
    keywords: Keywords<'a>,
    /// The schema itself, where it has one of its own.
    whole: Option<SchemaId>,
}

impl<'a> Resolver<'a, '_> {
    pub(super) fn all_of(&mut self, id: SchemaId, keywords: &Keywords<'a>, at: &Pointer) -> Kind {
        if let ([only], None, true) = (
            keywords.all_of,
            keywords.properties,
            keywords.required.is_empty(),
        ) {
            // The usual way to give a reference texts of its own.
            let target = self.schema(only, at.child("allOf").index(0), Owner::Target(id));
            return if target == id {
                Kind::Any
            } else {
                Kind::Alias(target)
            };
        }
        let mut parts = Vec::new();
        self.parts(id, keywords, at, &mut vec![at.clone()], &mut parts);
        parts.retain(|part| !part.keywords.is_empty());
        if parts.iter().all(|part| part.keywords.is_object()) {
            return Kind::Object(self.merge(&parts, keywords, at));
        }
        if let [part] = &parts[..]
            && let Some(whole) = part.whole
        {
            return Kind::Alias(whole);
        }
        self.diagnostics
            .report(Code::AllOfMixed, &at.child("allOf"), &[]);
        Kind::Any
    }

    /// The parts in the order in which they apply: those of `allOf`, with their own parts before
    /// them, and then what stands beside it.
    fn parts(
        &mut self,
        owner: SchemaId,
        keywords: &Keywords<'a>,
        at: &Pointer,
        path: &mut Vec<Pointer>,
        parts: &mut Vec<Part<'a>>,
    ) {
        for (i, branch) in keywords.all_of.iter().enumerate() {
            let place = at.child("allOf").index(i);
            let Some((schema, place, owner, whole)) = self.part(branch, place, owner) else {
                continue;
            };
            if path.contains(&place) {
                self.diagnostics.report(Code::AllOfCircle, &place, &[]);
                continue;
            }
            path.push(place.clone());
            let keywords = Keywords::of(schema);
            if keywords.all_of.is_empty() {
                parts.push(Part {
                    owner,
                    at: place,
                    keywords,
                    whole,
                });
            } else {
                self.parts(owner, &keywords, &place, path, parts);
            }
            path.pop();
        }
        let own = Keywords {
            ty: keywords.ty,
            properties: keywords.properties,
            required: keywords.required,
            additional: keywords.additional,
            one_of: keywords.one_of,
            any_of: keywords.any_of,
            ..Keywords::default()
        };
        parts.push(Part {
            owner,
            at: at.clone(),
            keywords: own,
            whole: None,
        });
    }

    fn part(
        &mut self,
        branch: &'a ReferenceOr<Schema>,
        place: Pointer,
        owner: SchemaId,
    ) -> Option<(&'a Schema, Pointer, SchemaId, Option<SchemaId>)> {
        match branch {
            ReferenceOr::Item(schema) => Some((schema, place, owner, None)),
            ReferenceOr::Reference { reference } => {
                let (schema, target, _) = self.follow(branch, &place)?;
                let whole = self.reference(reference)?;
                Some((schema, target, whole, Some(whole)))
            }
        }
    }

    fn merge(&mut self, parts: &[Part<'a>], whole: &Keywords<'a>, at: &Pointer) -> Object {
        let mut merged = Object::default();
        // A part that is closed can't know its siblings' members: the whole is closed when each is.
        let mut closed = !parts.is_empty();
        let mut required: Vec<&String> = whole.required.iter().collect();
        for part in parts {
            let object = self.object(part.owner, &part.keywords, &part.at);
            required.extend(part.keywords.required);
            closed &= object.additional == Additional::Closed
                || (object.properties.is_empty() && part.keywords.additional.is_none());
            if let Additional::Schema(_) = object.additional {
                merged.additional = object.additional;
            }
            merged.alternatives = object.alternatives.or(merged.alternatives);
            for (name, property) in object.properties {
                if let Some(earlier) = merged.properties.get(&name) {
                    let (earlier, later) = (earlier.schema, property.schema);
                    if !self.agree(earlier, later) {
                        self.diagnostics
                            .report(Code::AllOfConflict, &part.at, &[&name]);
                    }
                    if self.api[later].kind == Kind::Any {
                        continue;
                    }
                }
                merged.properties.insert(name, property);
            }
        }
        if closed && parts.iter().any(|part| part.keywords.additional.is_some()) {
            merged.additional = Additional::Closed;
        }
        for (name, property) in &mut merged.properties {
            property.required = required.contains(&name);
        }
        for part in parts {
            self.check_required(&merged, part.keywords.required, &part.at);
        }
        if parts.iter().all(|part| part.at != *at) {
            self.check_required(&merged, whole.required, at);
        }
        merged
    }

    /// Whether two descriptions of one member speak of the same kind of value.
    fn agree(&self, a: SchemaId, b: SchemaId) -> bool {
        let (a, b) = (self.api.behind_aliases(a).0, self.api.behind_aliases(b).0);
        let word = |id: SchemaId| match &self.api[id].kind {
            Kind::Any | Kind::Alias(_) | Kind::Union(_) => None,
            Kind::Boolean | Kind::BooleanConstant(_) => Some("boolean"),
            Kind::Integer(_) | Kind::Number | Kind::IntegerEnum(_) => Some("number"),
            Kind::String(_) | Kind::StringEnum(_) => Some("string"),
            Kind::Array(_) => Some("array"),
            Kind::Object(_) => Some("object"),
        };
        match (word(a), word(b)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        }
    }
}
