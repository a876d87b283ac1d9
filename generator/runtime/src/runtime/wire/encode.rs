//! Writing: the JSON form of each shape of value, for any sink.

use super::sink::{Each, Json, ListSink, MapSink, Sink};
use super::{EncodeError, Field, List, Literal, Map, Object, Presence, Tags, Union, View};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::Value;

/// Writes a value, for `impl Serialize` of generated types.
///
/// # Errors
///
/// When the serializer fails, or a number is infinite or NaN, which JSON can't represent.
#[inline]
pub fn serialize<S: Serializer>(view: View<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    write(&view, None, serializer)
}

/// Writes a value as JSON.
///
/// # Errors
///
/// When a number is infinite or NaN, which JSON can't represent.
pub fn to_json(view: View<'_>) -> Result<Vec<u8>, EncodeError> {
    let mut json = Vec::with_capacity(128);
    write(&view, None, Json(&mut json)).map_err(EncodeError)?;
    Ok(json)
}

/// Adds the JSON of a value to a text.
#[cfg(feature = "send-lines")]
#[inline]
pub(crate) fn append_json(view: View<'_>, json: &mut Vec<u8>) -> Result<(), EncodeError> {
    write(&view, None, Json(json)).map_err(EncodeError)
}

/// Serializes the value with serde. `write` takes the view by reference: copying a view that was
/// just written would stall the processor for each member.
impl Serialize for View<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self, None, serializer)
    }
}

/// The tags that a union adds to the members of its content.
pub(super) struct Tag<'a> {
    own: Tags,
    outer: Option<&'a Tag<'a>>,
}

impl Tag<'_> {
    /// Whether one of them has this name.
    fn has(&self, name: &str) -> bool {
        has_tag(self.own, name) || self.outer.is_some_and(|outer| outer.has(name))
    }
}

fn has_tag(tags: Tags, name: &str) -> bool {
    tags.iter().any(|(known, _)| *known == name)
}

/// Writes a value, with the tags that the unions around it add to its members.
#[inline]
pub(super) fn write<S: Sink>(
    view: &View<'_>,
    tag: Option<&Tag<'_>>,
    sink: S,
) -> Result<S::Ok, S::Error> {
    // Most values are strings, and this check is faster than a jump by kind.
    if let View::Str(text) = *view {
        return sink.str(text);
    }
    // Longer branches are functions of their own, so that this function is small enough to be
    // inlined.
    match *view {
        View::I64(number) => sink.i64(number),
        View::U64(number) => sink.u64(number),
        View::F64(number) => write_number(number, sink),
        View::Bool(flag) => sink.bool(flag),
        View::Text(text) => sink.str(&text.text()),
        View::Absent | View::Null => sink.null(),
        View::Object(object) => write_object(object, tag, sink),
        View::List(list) => write_list(list, sink),
        View::Union(union) => write_union(union, tag, sink),
        _ => write_other(view, tag, sink),
    }
}

fn write_number<S: Sink>(number: f64, sink: S) -> Result<S::Ok, S::Error> {
    if number.is_finite() {
        sink.f64(number)
    } else {
        // serde_json would write `null`, which has another meaning.
        Err(S::Error::custom("a number is infinite or not a number"))
    }
}

fn write_object<S: Sink>(
    object: &dyn Object,
    tag: Option<&Tag<'_>>,
    sink: S,
) -> Result<S::Ok, S::Error> {
    let mut map = sink.map()?;
    if tag.is_some() {
        write_tags(tag, &View::Object(object), &mut map)?;
    }
    write_members(object, &mut map)?;
    map.end()
}

fn write_list<S: Sink>(list: &dyn List, sink: S) -> Result<S::Ok, S::Error> {
    let count = list.count();
    let mut items = sink.list(count)?;
    for index in 0..count {
        items.item(&list.at(index))?;
    }
    items.end()
}

fn write_union<S: Sink>(
    union: &dyn Union,
    outer: Option<&Tag<'_>>,
    sink: S,
) -> Result<S::Ok, S::Error> {
    let content = union.view();
    let own = union.tags();
    let tag = (!own.is_empty()).then_some(Tag { own, outer });
    write(&content, tag.as_ref().or(outer), sink)
}

fn write_other<S: Sink>(
    view: &View<'_>,
    tag: Option<&Tag<'_>>,
    sink: S,
) -> Result<S::Ok, S::Error> {
    match *view {
        View::Scalar(scalar) => sink.json(&scalar.value()),
        #[cfg(any(feature = "decimals", feature = "loose"))]
        View::Digits(digits) => sink.digits(digits),
        View::Map(entries) => {
            let mut map = sink.map()?;
            write_tags(tag, view, &mut map)?;
            write_entries(entries, &mut map, |_| false)?;
            map.end()
        }
        View::Json(Value::Object(members)) if tag.is_some() => {
            let mut map = sink.map()?;
            write_tags(tag, view, &mut map)?;
            for (name, value) in members {
                map.member(name.as_str().into(), &View::Json(value))?;
            }
            map.end()
        }
        View::Json(value) => sink.json(value),
        // `write` writes all other values, and an object its undescribed members.
        _ => sink.null(),
    }
}

/// Writes the tags, outermost first, except for the tags that the value writes itself.
fn write_tags<M: MapSink>(
    tag: Option<&Tag<'_>>,
    view: &View<'_>,
    map: &mut M,
) -> Result<(), M::Error> {
    let Some(tag) = tag else { return Ok(()) };
    write_tags(tag.outer, view, map)?;
    for (name, value) in tag.own {
        if !writes(view, name) && !tag.outer.is_some_and(|outer| outer.has(name)) {
            map.member((*name).into(), &value.view())?;
        }
    }
    Ok(())
}

/// Whether a value writes a member of this name itself.
fn writes(view: &View<'_>, name: &str) -> bool {
    match *view {
        View::Object(object) => has_member(object, name),
        View::Map(map) => map.has(name),
        View::Json(value) => value.get(name).is_some(),
        View::Union(union) => has_tag(union.tags(), name) || writes(&union.view(), name),
        _ => false,
    }
}

/// Calls `each` with the tags of a union that its content doesn't write, for the other forms of an object.
pub(crate) fn each_tag(union: &dyn Union, each: &mut dyn FnMut(&str, &View<'_>)) {
    let content = union.view();
    for (name, value) in union.tags() {
        if !writes(&content, name) {
            each(name, &value.view());
        }
    }
}

/// Calls `each` with the members of an object that JSON would have, for the other forms of an object.
pub(crate) fn each_member(object: &dyn Object, each: &mut dyn FnMut(&str, &View<'_>)) {
    let Ok(()) = write_members(object, &mut Each(each));
}

/// Writes the members of an object: constants, fields, and the members without a name in the
/// document.
fn write_members<M: MapSink>(object: &dyn Object, map: &mut M) -> Result<(), M::Error> {
    let (table, others) = object.open();
    for constant in table.constants {
        if !matches!(others, View::Extra(extra) if extra.get(constant.name).is_some()) {
            map.member(constant.key(), &constant.value.view())?;
        }
    }
    for (index, field) in table.fields.iter().enumerate() {
        let view = object.view(index);
        if is_written(field.presence, &view) || is_null(field, &view, &others) {
            map.member(field.key(), &view)?;
        }
    }
    // No name is written twice, even if the caller put the name of a field into a map.
    match others {
        View::Map(rest) => write_entries(rest, map, |name| {
            table.constant(name).is_some() || has_field(object, name)
        }),
        View::Extra(extra) if !extra.is_empty() => {
            let others = extra.iter().filter(|(name, _)| !has_field(object, name));
            for (name, value) in others {
                map.member(name.into(), &View::Json(value))?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

pub(super) fn is_written(presence: Presence, view: &View<'_>) -> bool {
    match view {
        View::Absent => false,
        View::Null => !matches!(presence, Presence::Optional | Presence::OptionalNullable),
        _ => true,
    }
}

/// Whether a field without a value is written as null, as it was read.
fn is_null(field: &Field, view: &View<'_>, others: &View<'_>) -> bool {
    field.presence == Presence::OptionalNullable
        && matches!(view, View::Null)
        && matches!(others, View::Extra(extra) if extra.was_null(field.name))
}

fn write_entries<M: MapSink>(
    entries: &dyn Map,
    map: &mut M,
    skip: impl Fn(&str) -> bool,
) -> Result<(), M::Error> {
    let mut result = Ok(());
    entries.visit(&mut |key, view| {
        if !skip(key) {
            result = map.member(key.into(), &view);
        }
        result.is_ok()
    });
    result
}

/// Whether the object writes a field of this name.
fn has_field(object: &dyn Object, name: &str) -> bool {
    let fields = object.table().fields;
    let index = fields.iter().position(|field| field.name == name);
    index.is_some_and(|index| {
        let (field, view) = (&fields[index], object.view(index));
        is_written(field.presence, &view) || is_null(field, &view, &object.view(fields.len()))
    })
}

fn has_member(object: &dyn Object, name: &str) -> bool {
    let table = object.table();
    table.constant(name).is_some()
        || has_field(object, name)
        || match object.view(table.fields.len()) {
            View::Map(rest) => rest.has(name),
            View::Extra(extra) => extra.get(name).is_some(),
            _ => false,
        }
}

impl Literal {
    pub(crate) fn view(&self) -> View<'static> {
        match *self {
            Self::Str(text) => View::Str(text),
            Self::I64(number) => View::I64(number),
            Self::U64(number) => View::U64(number),
            Self::F64(number) => View::F64(number),
            Self::Bool(flag) => View::Bool(flag),
            Self::Null => View::Null,
        }
    }
}
