//! Choosing the variant of a union by its plan, and filling it. If the tag comes first, the rest of
//! the object is streamed; otherwise the value is buffered until its variant is known.

use super::context::{Context, Failed, Refused, kind, spend};
use super::decode::{self, Fill};
use super::expect::Expect;
use super::find::{Found, Variants, variant_of};
use super::members::Members;
use super::path::Segment;
use super::{Object, Pick, Place, Union, budget, buffered, lenient, tree};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// Reads a union from an object that is being streamed.
pub(super) fn stream<'de, A: MapAccess<'de>>(
    union: &mut dyn Union,
    map: A,
    context: &mut Context,
) -> Result<(), A::Error> {
    let plan = union.plan();
    match plan.object {
        // With serde_json's `arbitrary_precision`, a number is a map too.
        Pick::One(index) if !tree::has_arbitrary_precision() => {
            let size = budget::union(union);
            spend(context, |context| context.step(size))?;
            let place = &mut union.select(index);
            Fill { place, context }.visit_map(map)
        }
        Pick::Tag { name, variants, .. } => tagged(union, (name, variants), map, context),
        _ => built(
            context,
            |context| tree::members(map, context),
            |value, context| decide(union, value, None, context),
        ),
    }
}

/// Builds a value and reads from it; then the value is dropped.
pub(super) fn built<E: de::Error>(
    context: &mut Context,
    build: impl FnOnce(&mut Context) -> Result<Value, E>,
    mut read: impl FnMut(&Value, &mut Context) -> Result<(), Failed>,
) -> Result<(), E> {
    let before = context.budget.left();
    let value = build(context)?;
    let size = before.saturating_sub(context.budget.left());
    let result = context.settle(|context| read(&value, context));
    context.budget.give_back(size);
    result.map_err(|failed| context.raise(failed))
}

/// Buffers the members before the tag, and streams those after it.
fn tagged<'de, A: MapAccess<'de>>(
    union: &mut dyn Union,
    (tag, variants): (&'static str, &Variants),
    mut map: A,
    context: &mut Context,
) -> Result<(), A::Error> {
    let size = budget::union(union);
    spend(context, |context| context.step(size))?;
    let before = context.budget.left();
    let mut held = Map::new();
    let mut number = None;
    context.depth += 1;
    while let Some(name) = map.next_key_seed(NameBut(tag))? {
        if let Some(name) = name {
            number = tree::member(&mut held, name, &mut map, context)?;
            continue;
        }
        let mut found = None;
        let mut is_known = |text: &str| {
            found = variant_of(variants, text);
            found.is_some()
        };
        let other = tag_of(tag, Expect::new(&mut is_known), &mut map, context)?;
        if let Some((text, index)) = found {
            let implied = implies(union, index, tag, text);
            if !implied {
                held.insert(tag.to_owned(), Value::from(text));
            }
            if let Place::Object(object) = union.select(index) {
                context.known += usize::from(implied);
                let size = before.saturating_sub(context.budget.left());
                behind_tag(object, (Value::Object(held), size), map, context)?;
                context.depth -= 1;
                return Ok(());
            }
            held.insert(tag.to_owned(), Value::from(text));
        } else if let Some(other) = other {
            held.insert(tag.to_owned(), other);
        }
    }
    context.depth -= 1;
    let size = before.saturating_sub(context.budget.left());
    let value = number.unwrap_or(Value::Object(held));
    let result = context.settle(|context| decide(union, &value, None, context));
    context.budget.give_back(size);
    result.map_err(|failed| context.raise(failed))
}

/// Reads the value of a tag; returns it if it is not an expected one.
fn tag_of<'de, A: MapAccess<'de>>(
    tag: &'static str,
    mut value: Expect<'_>,
    map: &mut A,
    context: &mut Context,
) -> Result<Option<Value>, A::Error> {
    let place = &mut value.place();
    let since = context.noted();
    let result = map.next_value_seed(Fill { place, context });
    context.leave(&result, since, || Segment::Member(tag));
    result?;
    Ok(value.into_other())
}

/// Fills the known variant, an object, with the buffered members and the rest of the stream.
fn behind_tag<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    (held, size): (Value, usize),
    mut map: A,
    context: &mut Context,
) -> Result<(), A::Error> {
    let boxed = budget::object(object);
    spend(context, |context| context.step(boxed))?;
    let mut members = Members::new(object);
    let result = context.settle(|context| members.take(&held, None, context));
    drop(held);
    context.budget.give_back(size);
    result.map_err(|failed| context.raise(failed))?;
    members.stream(&mut map, context)?;
    decode::finish(members, context)
}

/// Tags that the unions around a value write, so that the value need not store them.
pub(super) struct Implied<'a> {
    name: &'a str,
    outer: Option<&'a Implied<'a>>,
}

impl Implied<'_> {
    pub(super) fn has(&self, name: &str) -> bool {
        self.name == name || self.outer.is_some_and(|outer| outer.has(name))
    }
}

/// Reads a union from a value.
pub(super) fn decide(
    union: &mut dyn Union,
    value: &Value,
    outer: Option<&Implied<'_>>,
    context: &mut Context,
) -> Result<(), Failed> {
    context.step(budget::union(union))?;
    match union.plan().find(value) {
        Found::Nothing => keep(union, value, context),
        Found::One(index) => {
            context.refused = Refused::Other;
            match buffered::fill(&mut union.select(index), value, outer, context) {
                Err(_) if lenient::keeps(union, value, context) => keep(union, value, context),
                result => result,
            }
        }
        Found::Tagged(index, name, tag) => by_tag(union, (index, name, tag), value, outer, context),
    }
}

/// Fills the variant that a tag names.
pub(super) fn by_tag(
    union: &mut dyn Union,
    (index, name, tag): (usize, &'static str, &'static str),
    value: &Value,
    outer: Option<&Implied<'_>>,
    context: &mut Context,
) -> Result<(), Failed> {
    let own = Implied { name, outer };
    let is_implied = implies(union, index, name, tag);
    context.known += usize::from(is_implied);
    let implied = if is_implied { Some(&own) } else { outer };
    buffered::fill(&mut union.select(index), value, implied, context)
}

/// Keeps a value that no variant describes, if the union is open.
pub(super) fn keep(
    union: &mut dyn Union,
    value: &Value,
    context: &mut Context,
) -> Result<(), Failed> {
    if !union.is_open() {
        return Err(context.mismatch(&Place::Union(union), kind(value)));
    }
    context.take(budget::copy(value))?;
    let mut value = value.clone();
    lenient::plain(&mut value, context);
    union.keep(value);
    Ok(())
}

/// Whether variant `index` writes the member `tag` with the value `text`, so that it need not be
/// stored: as a constant of its type, or because the union adds it.
fn implies(union: &mut dyn Union, index: usize, tag: &str, text: &str) -> bool {
    match union.select(index) {
        Place::Object(object) => {
            let table = object.table();
            if let Some(constant) = table.constant(tag) {
                return constant.is_text(text);
            }
            if table.has_field(tag) {
                return false;
            }
        }
        Place::Union(inner) if inner.plan().object.reads(tag) => return false,
        Place::Union(_) | Place::Map(_) => {}
        _ => return false,
    }
    let mut tags = union.tags().iter();
    tags.any(|(name, value)| *name == tag && value.is_text(text))
}

/// Reads a member's name; `None` if it is the given one.
struct NameBut<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for NameBut<'_> {
    type Value = Option<String>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for NameBut<'_> {
    type Value = Option<String>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }
    fn visit_str<E: de::Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok((name != self.0).then(|| name.to_owned()))
    }
}
