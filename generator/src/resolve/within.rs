//! References into a shared schema, such as `#/components/schemas/Pet/properties/name`.

use super::keywords::Keywords;
use super::{Resolver, SCHEMAS, unescape};
use crate::api::{Kind, Owner, SchemaId};
use openapiv3::{AdditionalProperties, ReferenceOr, Schema};
use std::borrow::Borrow;

/// What stands at a place.
enum Part<'a> {
    Schema(&'a Schema),
    Reference(&'a str),
}

impl<'a> Part<'a> {
    fn of<S: Borrow<Schema>>(schema: &'a ReferenceOr<S>) -> Self {
        match schema {
            ReferenceOr::Item(schema) => Self::Schema(schema.borrow()),
            ReferenceOr::Reference { reference } => Self::Reference(reference),
        }
    }
}

impl Resolver<'_, '_> {
    /// The schema at `path` within the shared schema `name`.
    pub(super) fn schema_within(&mut self, name: &str, path: &str) -> Option<SchemaId> {
        let name = unescape(name);
        // First the whole, so that its parts are called by where they stand in it.
        self.component(&name)?;
        let steps: Vec<String> = path.split('/').map(unescape).collect();
        let at = SCHEMAS.child(&name);
        let at = steps.iter().fold(at, |at, step| at.child(step));
        if let Some(id) = self.places.get(&at) {
            return Some(*id);
        }
        let components = self.document.components.as_ref()?;
        let mut part = Part::of(components.schemas.get(&name)?);
        let mut rest = &steps[..];
        while let [_, ..] = rest {
            let Part::Schema(schema) = part else {
                return None;
            };
            (part, rest) = step(schema, rest)?;
        }
        let word = steps.last().map_or("", String::as_str);
        let owner = Owner::Shared(format!("{name} {word}"));
        match part {
            Part::Schema(schema) => Some(self.inline(schema, &at, owner)),
            Part::Reference(reference) => {
                // Its place is taken before it is followed: a circle ends there.
                let id = self.reserve(at.clone(), owner);
                let target = self.reference(reference, &at)?;
                if target != id {
                    self.api.schemas[id.0].kind = Kind::Alias(target);
                }
                Some(id)
            }
        }
    }
}

/// What the first keyword of `path` leads to, and the rest of the path.
fn step<'a, 'p>(schema: &'a Schema, path: &'p [String]) -> Option<(Part<'a>, &'p [String])> {
    let keywords = Keywords::of(schema);
    let (keyword, rest) = path.split_first()?;
    let list = match keyword.as_str() {
        "items" => return Some((Part::of(keywords.items?), rest)),
        "additionalProperties" => {
            return match keywords.additional? {
                AdditionalProperties::Schema(schema) => Some((Part::of(&**schema), rest)),
                AdditionalProperties::Any(_) => None,
            };
        }
        "properties" => {
            let (name, rest) = rest.split_first()?;
            return Some((Part::of(keywords.properties?.get(name)?), rest));
        }
        "allOf" => keywords.all_of,
        "oneOf" => keywords.one_of,
        "anyOf" => keywords.any_of,
        _ => return None,
    };
    let (index, rest) = rest.split_first()?;
    let index: usize = index.parse().ok()?;
    Some((Part::of(list.get(index)?), rest))
}
