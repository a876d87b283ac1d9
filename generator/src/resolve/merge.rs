//! Parts that all apply, none of them a union: the members of all objects are members of the result, and other
//! values are as narrow as the parts make them.

use super::Resolver;
use super::all_of::{Fit, Part};
use super::budget::TooMuch;
use super::enum_annotations;
use super::every::Description;
use super::format::is_decimal;
use super::list::ListPart;
use super::required::Forbidden;
use crate::api::{Additional, Kind, Object, Owner, SchemaId};
use crate::diagnostic::{Code, Pointer};
use crate::map::{IndexMap, IndexSet};
use crate::openapi::view::{Format, Keywords};
use crate::steps::step;
use indexmap::map::Entry;
use serde_json::Value;

/// Whether no value matches all these parts: one is `false`, or their types differ, or their listed values.
pub fn contradict<'p, 'a: 'p>(parts: impl Iterator<Item = &'p Part<'a>> + Clone) -> bool {
    let lists = parts.clone().map(|part| part.keywords.values);
    let mut lists = lists.filter(|values| !values.is_empty());
    let left = lists.try_fold(IndexSet::default(), |left, values| {
        let both = common(&left, values);
        (!both.is_empty()).then_some(both)
    });
    let never = parts.clone().any(|part| part.keywords.never);
    never || left.is_none() || types(parts).len() > 1
}

/// The explicit or implied types of parts; an integer is a number. Required members without a type concern objects
/// alone, so values of another type may have them.
pub fn types<'p, 'a: 'p>(mut parts: impl Iterator<Item = &'p Part<'a>> + Clone) -> Vec<&'a str> {
    let others = parts.clone();
    let others = others.filter(|part| !part.keywords.is_condition());
    let mut types: Vec<&str> = Vec::new();
    for ty in others.filter_map(|part| part.keywords.meant_type()) {
        match (
            ty,
            types
                .iter()
                .position(|other| matches!(*other, "integer" | "number")),
        ) {
            ("integer", Some(index)) => types[index] = ty,
            ("number", Some(_)) => {}
            _ if types.contains(&ty) => {}
            _ => types.push(ty),
        }
    }
    if types.is_empty() {
        types.extend(parts.find_map(|part| part.keywords.meant_type()));
    }
    types
}

/// The weight of a copied part: its members, first items and listed values; a long value counts as several.
fn weight(keywords: &Keywords<'_>) -> usize {
    let names = keywords.properties.names().chain(keywords.required.iter());
    let places = keywords.prefix_items.len();
    let values = keywords.values.iter();
    let values = values.map(|value| value.as_str().map_or(0, str::len));
    let lengths = names
        .map(str::len)
        .chain(values)
        .chain(keywords.format.name.map(str::len));
    places + lengths.map(|length| 1 + length / SHORT).sum::<usize>()
}

/// The bytes of a name or a value with weight 1.
const SHORT: usize = 64;

/// The common values of a list and `others`; an empty `others` stands for all values.
fn common<'v>(others: &IndexSet<&Value>, values: &'v [Value]) -> IndexSet<&'v Value> {
    let both = values.iter();
    both.filter(|value| others.is_empty() || others.contains(value))
        .collect()
}

impl<'a> Part<'a> {
    /// The part as a description of a list.
    fn list(&self) -> ListPart<'_, 'a> {
        ListPart::new(self.owner, &self.keywords, &self.at)
    }
}

impl<'a> Resolver<'a, '_> {
    /// The shape of a schema from all its `parts`; none of them is a union.
    pub(super) fn merge(
        &mut self,
        id: SchemaId,
        at: &Pointer,
        parts: &[Part<'a>],
    ) -> Result<Fit, TooMuch> {
        for part in parts.iter().filter(|part| part.at != *at) {
            self.budget.take(weight(&part.keywords))?;
        }
        let types = types(parts.iter());
        Ok(Ok(match types[..] {
            [] if parts.iter().all(|part| part.keywords.values.is_empty()) => Kind::Any,
            ["object"] => Kind::Object(self.merge_objects(id, parts)),
            [] | [_] => self.narrow(id, at, parts, types.first().copied())?,
            _ => {
                let types = types.join("`, one of type `");
                return Ok(Err(format!("one is of type `{types}`")));
            }
        }))
    }

    /// The shape of parts other than objects: the values that all parts list, the last format, and items that keep
    /// to all parts.
    fn narrow(
        &mut self,
        id: SchemaId,
        at: &Pointer,
        parts: &[Part<'a>],
        ty: Option<&'a str>,
    ) -> Result<Kind, TooMuch> {
        if ty == Some("array") && parts.iter().any(|part| part.keywords.is_list()) {
            let places = parts.iter().map(|part| part.keywords.prefix_items.len());
            let copies = places.max().unwrap_or_default() * (parts.len() - 1);
            self.budget.take(copies)?;
            let parts = parts.iter().map(Part::list);
            return Ok(self.array(id, &parts.collect::<Vec<_>>()));
        }
        let mut format = Format::default();
        let mut left: IndexSet<&'a Value> = IndexSet::default();
        for part in parts {
            let keywords = &part.keywords;
            let (earlier, later) = (format.name, keywords.format.name);
            if earlier.is_some() && later.is_some() && earlier != later {
                self.diagnostics
                    .report(Code::AllOfConflict, &part.at, &["format"]);
            }
            format = keywords.format.or(format);
            let listed = &mut self.api.schemas[id.0].annotations;
            for (value, said) in enum_annotations::read(keywords) {
                listed.entry(value).or_insert(said);
            }
            if keywords.values.is_empty() {
                continue;
            }
            let both = common(&left, keywords.values);
            if both.is_empty() {
                let keyword = if keywords.is_const { "const" } else { "enum" };
                self.diagnostics
                    .report(Code::AllOfConflict, &part.at, &[keyword]);
            }
            left = if both.is_empty() {
                keywords.values.iter().collect()
            } else {
                both
            };
        }
        if !left.is_empty() {
            return Ok(match self.enumeration(left.into_iter(), ty, at) {
                Kind::Number if is_decimal(ty, format.name) => Kind::Decimal,
                kind => kind,
            });
        }
        let keywords = || parts.iter().map(|part| &part.keywords);
        let mut integers = keywords().filter(|part| part.ty == Some("integer"));
        let may_be_fraction = ty == Some("integer") && integers.all(|part| part.may_be_fraction);
        let mut merged = Keywords {
            ty,
            may_be_fraction,
            format,
            minimum: keywords().find_map(|part| part.minimum),
            maximum: keywords().find_map(|part| part.maximum),
            exclusive_minimum: keywords().find_map(|part| part.exclusive_minimum),
            exclusive_maximum: keywords().find_map(|part| part.exclusive_maximum),
            ..Keywords::default()
        };
        merged.read_integers();
        Ok(match self.single(id, &merged, at) {
            Kind::Integer(_) => {
                let places = parts.iter().map(|part| &part.at);
                Kind::Integer(self.integer_format(&merged, &places))
            }
            kind => kind,
        })
    }

    /// The members that several parts describe: a pattern of one describes the members of others that say nothing.
    fn overlaps(
        &mut self,
        parts: &[Part<'a>],
        forbidden: &Forbidden<'a>,
    ) -> IndexMap<&'a str, Vec<Description<'a>>> {
        let mut members: IndexMap<&'a str, Vec<Description<'a>>> = IndexMap::default();
        for part in parts {
            let place = part.at.child("properties");
            for (name, schema) in part.keywords.properties.iter() {
                step();
                if forbidden.contains_key(name) {
                    continue;
                }
                members.entry(name).or_default().push(Description {
                    schema,
                    at: place.child(name),
                    owner: Owner::Property(part.owner, name.to_owned()),
                });
            }
        }
        self.describe_by_patterns(&mut members, parts);
        members.retain(|_, descriptions| descriptions.len() > 1);
        members
    }

    fn merge_objects(&mut self, id: SchemaId, parts: &[Part<'a>]) -> Object {
        let mut merged = Object::default();
        // A closed part doesn't know its siblings' members, so the object is closed only if all parts are.
        let mut closed = !parts.is_empty();
        for part in parts {
            let object = self.object(part.owner, &part.keywords, &part.at);
            closed &= object.additional == Additional::Closed
                || (object.properties.is_empty()
                    && part.keywords.additional.is_none()
                    && part.keywords.patterns.is_empty()
                    && !part.keywords.rules.can_describe_members());
            if let Additional::Schema(_) = object.additional {
                merged.additional = object.additional;
            }
            let earlier = merged.alternatives.take();
            merged.alternatives = self.kept_sets(id, earlier, object.alternatives);
            for (name, property) in object.properties {
                match merged.properties.entry(name) {
                    Entry::Vacant(entry) => {
                        entry.insert(property);
                    }
                    Entry::Occupied(mut entry) => {
                        let earlier = entry.insert(property);
                        let named = entry.get_mut();
                        named.rust_name = named.rust_name.take().or(earlier.rust_name);
                        named.hint = named.hint.take().or(earlier.hint);
                    }
                }
            }
        }
        let all = parts.iter().map(|part| (&*part.keywords, &part.at));
        let forbidden = self.forbidden(all);
        merged
            .properties
            .retain(|name, _| !forbidden.contains_key(name.as_str()));
        for (name, descriptions) in self.overlaps(parts, &forbidden) {
            let schema = self.every(descriptions, Owner::Property(id, name.to_owned()));
            if let (Some(schema), Some(property)) = (schema, merged.properties.get_mut(name)) {
                property.schema = schema;
            }
        }
        if closed && parts.iter().any(|part| part.keywords.additional.is_some()) {
            merged.additional = Additional::Closed;
        } else if let Additional::Schema(_) = merged.additional {
            merged.additional = self.further_of_all(id, parts, merged.additional);
        }
        let required = parts.iter().flat_map(|part| part.keywords.required.iter());
        let required: IndexSet<&str> = required.collect();
        for (name, property) in &mut merged.properties {
            property.required = required.contains(name.as_str());
        }
        self.check_all_required(&merged, parts, &forbidden);
        self.note_excluded(parts, &forbidden);
        merged
    }
}
