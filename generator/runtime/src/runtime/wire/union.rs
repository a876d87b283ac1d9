//! Choosing the variant of a union by its plan, and filling it. A tag that comes first lets the
//! rest of the object stream; otherwise the value is buffered until it is known what it is.

use super::context::{Context, Failed, Kinds, Mode, kind, spend};
use super::decode::{self, Fill};
use super::expect::Expect;
use super::find::{Found, Variants, variant_of};
use super::members::Members;
use super::path::Segment;
use super::{Object, Pick, Place, Union, budget, buffered, lenient, tree, trial};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::cmp::Reverse;
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

/// Holds back the members before the tag, and streams those behind it.
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

/// Reads the value of a tag, and gives it if it is none that is expected.
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

/// The variant is known, and an object: it takes what was held, then the rest of the stream.
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
    if context.is_trying() {
        return judge(union, value, outer, context).map(drop);
    }
    let (index, tried) = match union.plan().find(value) {
        Found::Nothing => (None, &[][..]),
        Found::One(index) => (Some(index), &[][..]),
        Found::Tagged(..) => return one(union, value, outer, context).map(drop),
        Found::Keyed(index) if context.mode != Mode::Careful => {
            let result = context.described(|context| {
                buffered::fill(&mut union.select(index), value, outer, context)
            });
            context.has_missed |= result.is_err();
            return result;
        }
        Found::Keyed(index) => {
            let chosen = context.try_out(|context| judge(union, value, outer, context));
            // When nothing else describes it either, the error is that of the key's variant.
            (Some(chosen.ok().flatten().unwrap_or(index)), &[][..])
        }
        #[cfg(feature = "loose")]
        Found::Tried(_) => {
            let chosen = context.try_out(|context| judge(union, value, outer, context));
            (chosen.ok().flatten(), &[][..])
        }
        Found::Scored(candidates) => {
            let chosen = context.try_out(|context| judge(union, value, outer, context));
            (chosen.ok().flatten(), candidates)
        }
    };
    if context.exceeded().is_some() {
        return Err(Failed);
    }
    match index {
        Some(index) => buffered::fill(&mut union.select(index), value, outer, context),
        None => keep(union, tried, value, outer, context),
    }
}

/// Keeps a value that no variant describes. If the union can't, the error is from inside of the
/// variant that describes it best.
fn keep(
    union: &mut dyn Union,
    tried: &[usize],
    value: &Value,
    outer: Option<&Implied<'_>>,
    context: &mut Context,
) -> Result<(), Failed> {
    if union.is_open() {
        context.take(budget::copy(value))?;
        let mut value = value.clone();
        lenient::plain(&mut value, context);
        union.keep(value);
        return Ok(());
    }
    match closest(union, tried, value) {
        Some(index) => buffered::fill(&mut union.select(index), value, outer, context),
        None => Err(context.mismatch(&Place::Union(union), kind(value))),
    }
}

/// Tries to read a union: which variant it has, `None` if the value is kept.
fn judge(
    union: &mut dyn Union,
    value: &Value,
    outer: Option<&Implied<'_>>,
    context: &mut Context,
) -> Result<Option<usize>, Failed> {
    // What is implied by the unions around it is no part of the value, and is there only where
    // unions hold unions.
    if outer.is_some() {
        return one(union, value, outer, context);
    }
    let id = union.info().id;
    trial::once(value, id, context, |context| {
        one(union, value, outer, context)
    })
}

/// Reads a union by what its plan says of the value; tries where it has to.
fn one(
    union: &mut dyn Union,
    value: &Value,
    outer: Option<&Implied<'_>>,
    context: &mut Context,
) -> Result<Option<usize>, Failed> {
    let best = match union.plan().find(value) {
        Found::Nothing => None,
        Found::One(index) => {
            buffered::fill(&mut union.select(index), value, outer, context)?;
            return Ok(Some(index));
        }
        Found::Tagged(index, name, tag) => {
            let own = Implied { name, outer };
            let is_implied = implies(union, index, name, tag);
            context.known += usize::from(is_implied);
            let implied = if is_implied { Some(&own) } else { outer };
            buffered::fill(&mut union.select(index), value, implied, context)?;
            return Ok(Some(index));
        }
        Found::Keyed(index) => {
            let mut others = Vec::new();
            best_of(context, |context| {
                scored(union, &[index], value, outer, context).or_else(|| {
                    if others.is_empty() {
                        union.plan().object.candidates(&mut others);
                        others.retain(|other| *other != index);
                    }
                    scored(union, &others, value, outer, context)
                })
            })
        }
        #[cfg(feature = "loose")]
        Found::Tried(index) => {
            context.described(|context| scored(union, &[index], value, outer, context))
        }
        Found::Scored(candidates) => best_of(context, |context| {
            scored(union, candidates, value, outer, context)
        }),
    };
    if context.exceeded().is_some() {
        return Err(Failed);
    }
    if best.is_none() {
        context.unknown += 1;
        if !union.is_open() {
            return Err(Failed);
        }
    }
    Ok(best)
}

/// What `find` finds among the kinds of scalars that the document describes; only if that is nothing, what
/// it finds among those that can be converted.
fn best_of(
    context: &mut Context,
    mut find: impl FnMut(&mut Context) -> Option<usize>,
) -> Option<usize> {
    let found = context.described(&mut find);
    if found.is_some() || context.kinds == Kinds::Described || context.exceeded().is_some() {
        return found;
    }
    find(context)
}

/// Of candidates that have all failed, the one that describes the value best: it leaves the fewest members
/// unknown, then knows the most, then comes first.
fn closest(union: &mut dyn Union, candidates: &[usize], value: &Value) -> Option<usize> {
    let candidates = candidates.iter().copied();
    candidates.min_by_key(|index| match (union.select(*index), value) {
        (Place::Object(object), Value::Object(members)) => {
            let table = object.table();
            let is_known = |name: &&String| table.has_field(name) || table.constant(name).is_some();
            let known = members.keys().filter(is_known).count();
            (members.len() - known, Reverse(known))
        }
        (Place::Map(_), _) => (0, Reverse(0)),
        (_, Value::Object(members)) => (members.len(), Reverse(0)),
        _ => (0, Reverse(0)),
    })
}

/// Whether variant `index` writes the member `tag` by itself with the value `text`, so that it
/// need not be stored: as a constant of its type, or because the union adds it.
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
    union.tag() == Some((tag, text))
}

/// Tries each candidate: the best has the fewest unknown members, then the most known ones, then
/// comes first. `None` if the value can be read as none of them.
fn scored(
    union: &mut dyn Union,
    candidates: &[usize],
    value: &Value,
    outer: Option<&Implied<'_>>,
    context: &mut Context,
) -> Option<usize> {
    let (known, unknown) = (context.known, context.unknown);
    let mut best = None;
    for &index in candidates {
        let mark = context.mark();
        (context.known, context.unknown) = (0, 0);
        let result = buffered::fill(&mut union.select(index), value, outer, context);
        if context.exceeded().is_some() {
            return None;
        }
        // What was read is dropped when the next is selected.
        context.free(&mark);
        let rank = (context.unknown, Reverse(context.known));
        if result.is_ok() && best.is_none_or(|(other, _)| rank < other) {
            best = Some((rank, index));
        }
    }
    (context.known, context.unknown) = (known, unknown);
    let ((more_unknown, Reverse(more_known)), index) = best?;
    context.known += more_known;
    context.unknown += more_unknown;
    Some(index)
}

/// Reads a member's name, but for the one that is waited for.
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
