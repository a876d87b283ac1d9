//! Writing: generic over the serializer and over nothing else.

use super::{EncodeError, Map, Object, Presence, Union, View};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;

/// Writes a value: what `impl Serialize` of a generated type calls.
///
/// # Errors
///
/// When the serializer fails, or a number is infinite or none: JSON has no form for it.
#[inline]
pub fn serialize<S: Serializer>(view: View<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    Encode(&view, None).serialize(serializer)
}

/// Writes a value as JSON.
///
/// # Errors
///
/// When a number is infinite or none: JSON has no form for it.
pub fn to_json(view: View<'_>) -> Result<Vec<u8>, EncodeError> {
    serde_json::to_vec(&Encode(&view, None)).map_err(EncodeError)
}

/// A value, and the tags that the unions around it add to its members. By reference: to copy a
/// view that was written just before stalls the processor, and this is done for every member.
struct Encode<'a>(&'a View<'a>, Option<&'a Tag<'a>>);

struct Tag<'a> {
    name: &'static str,
    value: &'static str,
    outer: Option<&'a Tag<'a>>,
}

impl Serialize for Encode<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self.0 {
            View::Str(text) => serializer.serialize_str(text),
            View::I64(number) => serializer.serialize_i64(number),
            View::U64(number) => serializer.serialize_u64(number),
            View::Bool(flag) => serializer.serialize_bool(flag),
            View::Text(text) => serializer.serialize_str(&text.text()),
            View::Absent | View::Null => serializer.serialize_none(),
            _ => write_other(self.0, self.1, serializer),
        }
    }
}

/// What takes more than a call: apart, so that the rest is small enough to be inlined.
fn write_other<S: Serializer>(
    view: &View<'_>,
    tag: Option<&Tag<'_>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match *view {
        View::F64(number) if number.is_finite() => serializer.serialize_f64(number),
        // serde_json would write `null`, which says something else.
        View::F64(_) => Err(S::Error::custom("a number is infinite or not a number")),
        View::Scalar(scalar) => scalar.value().serialize(serializer),
        View::Union(union) => write_union(union, tag, serializer),
        View::List(list) => {
            let mut seq = serializer.serialize_seq(Some(list.len()))?;
            for index in 0..list.len() {
                seq.serialize_element(&Encode(&list.at(index), None))?;
            }
            seq.end()
        }
        View::Object(object) => {
            let mut map = serializer.serialize_map(None)?;
            write_tags(tag, view, &mut map)?;
            write_members(object, &mut map)?;
            map.end()
        }
        View::Map(entries) => {
            let mut map = serializer.serialize_map(None)?;
            write_tags(tag, view, &mut map)?;
            write_entries(entries, &mut map, |_| false)?;
            map.end()
        }
        View::Json(Value::Object(members)) if tag.is_some() => {
            let mut map = serializer.serialize_map(None)?;
            write_tags(tag, view, &mut map)?;
            for (name, value) in members {
                map.serialize_entry(name, value)?;
            }
            map.end()
        }
        View::Json(value) => value.serialize(serializer),
        _ => Encode(view, None).serialize(serializer),
    }
}

fn write_union<S: Serializer>(
    union: &dyn Union,
    outer: Option<&Tag<'_>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let content = union.view();
    let tag = union.tag().map(|(name, value)| Tag { name, value, outer });
    Encode(&content, tag.as_ref().or(outer)).serialize(serializer)
}

/// Writes the tags, outermost first, but for those that the value writes itself.
fn write_tags<M: SerializeMap>(
    tag: Option<&Tag<'_>>,
    view: &View<'_>,
    map: &mut M,
) -> Result<(), M::Error> {
    let Some(tag) = tag else { return Ok(()) };
    write_tags(tag.outer, view, map)?;
    let has_own = match *view {
        View::Object(object) => has_member(object, tag.name),
        View::Map(map) => map.get(tag.name).is_some(),
        View::Json(value) => value.get(tag.name).is_some(),
        _ => false,
    };
    if has_own {
        return Ok(());
    }
    map.serialize_entry(tag.name, tag.value)
}

/// Writes the members of an object: constants, fields, members of any name, and the kept ones.
fn write_members<M: SerializeMap>(object: &dyn Object, map: &mut M) -> Result<(), M::Error> {
    let table = object.table();
    let others = object.view(table.fields.len());
    for constant in table.constants {
        if !matches!(others, View::Extra(extra) if extra.get(constant.name).is_some()) {
            map.serialize_entry(constant.name, &constant.value)?;
        }
    }
    for (index, field) in table.fields.iter().enumerate() {
        let view = object.view(index);
        match view {
            // What most members are, without a detour.
            View::Str(text) => map.serialize_entry(field.name, text)?,
            View::I64(number) => map.serialize_entry(field.name, &number)?,
            _ if !is_written(field.presence, &view) => {}
            _ => map.serialize_entry(field.name, &Encode(&view, None))?,
        }
    }
    // No name is written twice, whatever the caller put into a map.
    match others {
        View::Map(rest) => write_entries(rest, map, |name| {
            table.constant(name).is_some() || has_field(object, name)
        }),
        View::Extra(extra) if !extra.is_empty() => {
            let others = extra.iter().filter(|(name, _)| !has_field(object, name));
            for (name, value) in others {
                map.serialize_entry(name, value)?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn is_written(presence: Presence, view: &View<'_>) -> bool {
    match view {
        View::Absent => false,
        View::Null => presence != Presence::Optional,
        _ => true,
    }
}

fn write_entries<M: SerializeMap>(
    entries: &dyn Map,
    map: &mut M,
    skip: impl Fn(&str) -> bool,
) -> Result<(), M::Error> {
    let mut result = Ok(());
    entries.visit(&mut |key, view| {
        if !skip(key) {
            result = map.serialize_entry(key, &Encode(&view, None));
        }
        result.is_ok()
    });
    result
}

/// Whether a field of this name is written.
fn has_field(object: &dyn Object, name: &str) -> bool {
    let fields = object.table().fields;
    let index = fields.iter().position(|field| field.name == name);
    index.is_some_and(|index| is_written(fields[index].presence, &object.view(index)))
}

fn has_member(object: &dyn Object, name: &str) -> bool {
    let table = object.table();
    has_field(object, name)
        || table.constant(name).is_some()
        || match object.view(table.fields.len()) {
            View::Map(rest) => rest.get(name).is_some(),
            View::Extra(extra) => extra.get(name).is_some(),
            _ => false,
        }
}

impl Serialize for super::Literal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Str(text) => serializer.serialize_str(text),
            Self::I64(number) => serializer.serialize_i64(*number),
            Self::Bool(flag) => serializer.serialize_bool(*flag),
        }
    }
}
