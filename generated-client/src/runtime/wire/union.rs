//! Choosing the variant of a union by its plan, and filling it. A tag that comes first lets the
//! rest of the object stream; otherwise the value is buffered until it is known what it is.

use super::context::{Context, Failed, kind};
use super::decode::{self, Fill};
use super::expect::Expect;
use super::members::Members;
use super::{Object, Pick, Place, Plan, Union, buffered};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::cmp::Reverse;
use std::fmt;

type Variants = [(&'static str, usize)];

/// Reads a union from an object that is being streamed.
pub(super) fn stream<'de, A: MapAccess<'de>>(
    union: &mut dyn Union,
    map: A,
    context: &mut Context,
) -> Result<(), A::Error> {
    let plan = union.plan();
    match plan.object {
        // With serde_json's `arbitrary_precision`, a number is a map too, and only `Value` knows.
        Pick::One(index) if matches!(plan.number, Pick::None) => {
            let place = &mut union.select(index);
            Fill { place, context }.visit_map(map)
        }
        Pick::Tag { name, variants, .. } => tagged(union, (name, variants), map, context),
        _ => {
            let value = Value::deserialize(MapAccessDeserializer::new(map))?;
            buffer(context, |context| decide(union, &value, None, context))
        }
    }
}

/// Reads from a value that is dropped afterwards.
fn buffer<E: de::Error>(
    context: &mut Context,
    read: impl FnOnce(&mut Context) -> Result<(), Failed>,
) -> Result<(), E> {
    let result = read(context);
    // What scored unions decided is remembered by address.
    context.decided.clear();
    result.map_err(|failed| context.raise(failed))
}

/// Holds back the members before the tag, and streams those behind it.
fn tagged<'de, A: MapAccess<'de>>(
    union: &mut dyn Union,
    (tag, variants): (&str, &Variants),
    mut map: A,
    context: &mut Context,
) -> Result<(), A::Error> {
    let mut held = Map::new();
    while let Some(name) = map.next_key_seed(NameBut(tag))? {
        if let Some(name) = name {
            let value = hold(&name, &mut map, context)?;
            held.insert(name, value);
            continue;
        }
        let mut found = None;
        let mut is_known = |text: &str| {
            found = variant_of(variants, text);
            found.is_some()
        };
        let mut value = Expect::new(&mut is_known);
        let place = &mut value.place();
        map.next_value_seed(Fill { place, context })
            .inspect_err(|_| context.in_member(tag.to_owned()))?;
        let other = value.into_other();
        if let Some((text, index)) = found {
            let implied = implies(union, index, tag, text);
            if !implied {
                held.insert(tag.to_owned(), Value::from(text));
            }
            if let Place::Object(object) = union.select(index) {
                context.known += usize::from(implied);
                return behind_tag(object, &held, map, context);
            }
            held.insert(tag.to_owned(), Value::from(text));
        } else {
            held.insert(tag.to_owned(), other.unwrap_or_default());
        }
    }
    let mut value = Value::Object(held);
    if value.as_object().is_some_and(|held| held.len() == 1) {
        // Perhaps a number; see above.
        value = Value::deserialize(value).map_err(de::Error::custom)?;
    }
    buffer(context, |context| decide(union, &value, None, context))
}

/// The variant is known, and an object: it takes what was held, then the rest of the stream.
fn behind_tag<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    held: &Map<String, Value>,
    mut map: A,
    context: &mut Context,
) -> Result<(), A::Error> {
    let mut members = Members::new(object);
    buffer(context, |context| members.take(held, None, context))?;
    members.stream(&mut map, context)?;
    decode::finish(members, context)
}

fn hold<'de, A: MapAccess<'de>>(
    name: &str,
    map: &mut A,
    context: &mut Context,
) -> Result<Value, A::Error> {
    map.next_value()
        .inspect_err(|_| context.in_member(name.to_owned()))
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
    let plan = union.plan();
    let mut pick = plan.pick(value);
    let mut tried: &[usize] = &[];
    let index = loop {
        pick = match pick {
            Pick::None => break None,
            Pick::One(index) => break Some(*index),
            Pick::Tag {
                name,
                variants,
                otherwise,
            } => {
                let tag = value.get(name).and_then(Value::as_str);
                if let Some(tag) = tag
                    && let Some((_, index)) = variant_of(variants, tag)
                {
                    let own = Implied { name, outer };
                    let is_implied = implies(union, index, name, tag);
                    context.known += usize::from(is_implied);
                    let implied = if is_implied { Some(&own) } else { outer };
                    return buffered::fill(&mut union.select(index), value, implied, context);
                }
                otherwise
            }
            Pick::Key {
                variants,
                otherwise,
            } => {
                let is_present = |name| value.get(name).is_some_and(|v| !v.is_null());
                match variants.iter().find(|(name, _)| is_present(*name)) {
                    Some((_, index)) => return keyed(union, *index, value, outer, context),
                    None => otherwise,
                }
            }
            Pick::Value {
                variants,
                otherwise,
            } => match value.as_str().and_then(|text| variant_of(variants, text)) {
                Some((_, index)) => break Some(index),
                None => otherwise,
            },
            Pick::Scored(candidates) => {
                tried = candidates;
                break scored(union, candidates, value, outer, context);
            }
        };
    };
    if let Some(index) = index {
        return buffered::fill(&mut union.select(index), value, outer, context);
    }
    context.unknown += 1;
    if union.keep(value.clone()) {
        return Ok(());
    }
    match closest(union, tried, value) {
        // It fails again, and the error is from inside.
        Some(index) if !context.is_trying => {
            buffered::fill(&mut union.select(index), value, outer, context)
        }
        _ => Err(context.mismatch(&Place::Union(union), kind(value))),
    }
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

/// The value has the member that only variant `index` has. When it can't be read as that all the same,
/// another variant may describe it.
fn keyed(
    union: &mut dyn Union,
    index: usize,
    value: &Value,
    outer: Option<&Implied<'_>>,
    context: &mut Context,
) -> Result<(), Failed> {
    let plan: *const Plan = union.plan();
    let key = (std::ptr::from_ref(value).addr(), plan.addr());
    if !context.decided.contains_key(&key) {
        let before = (context.known, context.unknown);
        let Err(failed) = buffered::fill(&mut union.select(index), value, outer, context) else {
            return Ok(());
        };
        (context.known, context.unknown) = before;
        let fault = context.set_aside();
        let mut others = Vec::new();
        union.plan().object.candidates(&mut others);
        others.retain(|other| *other != index);
        if scored(union, &others, value, outer, context).is_none() {
            context.restore(fault);
            return Err(failed);
        }
    }
    match context.decided.get(&key) {
        Some(Some(other)) => buffered::fill(&mut union.select(*other), value, outer, context),
        _ if context.is_trying => Err(context.mismatch(&Place::Union(union), kind(value))),
        _ => buffered::fill(&mut union.select(index), value, outer, context),
    }
}

fn variant_of(variants: &Variants, text: &str) -> Option<(&'static str, usize)> {
    variants.iter().copied().find(|(name, _)| *name == text)
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
/// comes first. The value is decoded once more for the best, since a union holds one variant only.
fn scored(
    union: &mut dyn Union,
    candidates: &[usize],
    value: &Value,
    outer: Option<&Implied<'_>>,
    context: &mut Context,
) -> Option<usize> {
    let plan: *const Plan = union.plan();
    let key = (std::ptr::from_ref(value).addr(), plan.addr());
    if let Some(decided) = context.decided.get(&key) {
        return *decided;
    }
    let before = (context.known, context.unknown);
    let is_trying = std::mem::replace(&mut context.is_trying, true);
    let mut best = None;
    for &index in candidates {
        (context.known, context.unknown) = (0, 0);
        match buffered::fill(&mut union.select(index), value, outer, context) {
            Ok(()) => {
                let rank = (context.unknown, Reverse(context.known));
                if best.is_none_or(|(other, _)| rank < other) {
                    best = Some((rank, index));
                }
            }
            Err(Failed) => context.forget(),
        }
    }
    (context.known, context.unknown) = before;
    context.is_trying = is_trying;
    let index = best.map(|(_, index)| index);
    context.decided.insert(key, index);
    index
}

impl Pick {
    /// The variants that it can lead to.
    fn candidates(&self, found: &mut Vec<usize>) {
        match self {
            Pick::None => {}
            Pick::One(index) => found.push(*index),
            Pick::Scored(indices) => found.extend(*indices),
            Pick::Tag {
                variants,
                otherwise,
                ..
            }
            | Pick::Key {
                variants,
                otherwise,
            }
            | Pick::Value {
                variants,
                otherwise,
            } => {
                found.extend(variants.iter().map(|(_, index)| *index));
                otherwise.candidates(found);
            }
        }
    }

    /// Whether the member `name` is a tag.
    fn reads(&self, name: &str) -> bool {
        match self {
            Pick::Tag {
                name: tag,
                otherwise,
                ..
            } => *tag == name || otherwise.reads(name),
            Pick::Key { otherwise, .. } | Pick::Value { otherwise, .. } => otherwise.reads(name),
            Pick::None | Pick::One(_) | Pick::Scored(_) => false,
        }
    }
}

impl Plan {
    fn pick(&self, value: &Value) -> &Pick {
        match value {
            Value::Null => &self.null,
            Value::Bool(_) => &self.boolean,
            Value::Number(number) => match (buffered::integer(number), &self.integer) {
                (None, _) | (_, Pick::None) => &self.number,
                (Some(_), integer) => integer,
            },
            Value::String(_) => &self.string,
            Value::Array(_) => &self.array,
            Value::Object(_) => &self.object,
        }
    }
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
