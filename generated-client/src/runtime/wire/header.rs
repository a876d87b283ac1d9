//! Reads a value from a header: in the style `simple`, the only style of headers, or as JSON.

use super::context::{Context, expected};
use super::decode;
use super::outline::filled;
use super::{Mismatches, Place, Wire, buffered};
use http::HeaderMap;
use http::header::SET_COOKIE;
use serde::de::DeserializeSeed;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The value of a header in the style `simple`; `None` if it is missing, or doesn't match the type and becomes a
/// mismatch.
#[must_use]
pub fn from_header<T: Wire>(
    headers: &HeaderMap,
    name: &str,
    mismatches: &mut Mismatches,
) -> Option<T> {
    read((headers, name), mismatches, &|place, lines, notes| {
        simple(place, lines, false, notes)
    })
}

/// The value of a header in the style `simple`, in which an object is `R=100,G=200`; `None` if it is missing, or
/// doesn't match the type and becomes a mismatch.
#[must_use]
pub fn from_exploded_header<T: Wire>(
    headers: &HeaderMap,
    name: &str,
    mismatches: &mut Mismatches,
) -> Option<T> {
    read((headers, name), mismatches, &|place, lines, notes| {
        simple(place, lines, true, notes)
    })
}

/// The value of a header that is JSON text; `None` if it is missing, or doesn't match the type and becomes a mismatch.
#[must_use]
pub fn from_json_header<T: Wire>(
    headers: &HeaderMap,
    name: &str,
    mismatches: &mut Mismatches,
) -> Option<T> {
    read((headers, name), mismatches, &|place, lines, notes| {
        json(place, &lines.text(), notes)
    })
}

/// Fills a place with lines, and collects the messages of mismatches.
type Fill<'f> = &'f dyn Fn(Place<'_>, &Lines<'_>, &mut Notes) -> bool;

/// The messages of the mismatches in one header, which show no value.
type Notes = Vec<String>;

fn read<T: Wire>(
    (headers, name): (&HeaderMap, &str),
    mismatches: &mut Mismatches,
    fill: Fill<'_>,
) -> Option<T> {
    if !headers.contains_key(name) {
        return None;
    }
    let mut notes = Notes::new();
    let value = filled(|place| read_lines(place, Lines::of(headers, name), &mut notes, fill)).ok();
    for message in notes {
        mismatches.add(name, message);
    }
    value
}

fn read_lines(
    place: Place<'_>,
    lines: Option<Lines<'_>>,
    notes: &mut Notes,
    fill: Fill<'_>,
) -> Result<(), ()> {
    let what = match expected(&place) {
        "a value" => "a value of its schema",
        what => what,
    };
    let found = match lines {
        Some(lines) if fill(place, &lines, notes) => return Ok(()),
        Some(_) => "another value",
        None => "bytes that aren't UTF-8",
    };
    notes.clear();
    notes.push(format!("expected {what}, found {found}; dropped"));
    Err(())
}

/// A header's value without the spaces around it, which are no part of it (RFC 9110, section 5.5).
fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// The lines of a header: at least one.
struct Lines<'h> {
    lines: Vec<&'h str>,
    /// Whether the lines are one list (RFC 9110, section 5.3), which those of `Set-Cookie` are not.
    are_joined: bool,
}

impl<'h> Lines<'h> {
    /// `None` if there is no line, or one that isn't UTF-8.
    #[inline]
    fn of(headers: &'h HeaderMap, name: &str) -> Option<Self> {
        let values = headers.get_all(name).iter();
        let lines = values.map(|value| Some(trimmed(std::str::from_utf8(value.as_bytes()).ok()?)));
        let lines = lines.collect::<Option<Vec<_>>>()?;
        (!lines.is_empty()).then(|| Self {
            lines,
            are_joined: !name.eq_ignore_ascii_case(SET_COOKIE.as_str()),
        })
    }

    #[inline]
    fn first(&self) -> &'h str {
        self.lines.first().copied().unwrap_or_default()
    }

    #[inline]
    fn text(&self) -> Cow<'h, str> {
        if self.are_joined && self.lines.len() > 1 {
            self.lines.join(", ").into()
        } else {
            self.first().into()
        }
    }

    /// The items between the commas of the lines. A line without text has none.
    #[inline]
    fn items(&self) -> Vec<&'h str> {
        if !self.are_joined {
            return self.lines.clone();
        }
        let lines = self.lines.iter().filter(|line| !line.is_empty());
        lines
            .flat_map(|line| line.split(','))
            .map(str::trim)
            .collect()
    }
}

/// Fills `place` with the lines; `false` if they don't match.
#[inline]
fn simple(mut place: Place<'_>, lines: &Lines<'_>, explode: bool, notes: &mut Notes) -> bool {
    match &mut place {
        Place::List(list) => {
            list.clear();
            let mut items = lines.items();
            // RFC 9110, section 5.6.1.
            items.retain(|item| !item.is_empty());
            list.length().contains(&items.len())
                && items
                    .iter()
                    .enumerate()
                    .all(|(index, item)| scalar(list.item(index), item, notes))
        }
        Place::Nullable(slot) => simple(slot.some(), lines, explode, notes),
        Place::Object(_) | Place::Map(_) => {
            let text = lines.text();
            if text.starts_with('{') {
                return json(place, &text, notes);
            }
            let value = object(&lines.items(), explode);
            let is_read = value.is_some_and(|value| value_in(&mut place, &value, notes));
            // The members are texts, also those that are numbers.
            notes.retain(|message| !message.ends_with("; converted"));
            is_read
        }
        Place::String(_) | Place::Text(_) | Place::Json(_) => scalar(place, &lines.text(), notes),
        _ => scalar(place, lines.first(), notes),
    }
}

/// The members of an object, as texts: `R=100,G=200`, or `R,100,G,200`, where a value can be empty.
#[inline]
fn object(items: &[&str], explode: bool) -> Option<Value> {
    let mut members = Map::new();
    if explode {
        for item in items.iter().filter(|item| !item.is_empty()) {
            let (name, value) = item.split_once('=')?;
            members.insert(name.to_owned(), value.into());
        }
    } else {
        let (pairs, rest) = items.as_chunks();
        for [name, value] in pairs {
            members.insert((*name).to_owned(), (*value).into());
        }
        // An empty name has no value.
        if rest.iter().any(|name| !name.is_empty()) {
            return None;
        }
    }
    Some(Value::Object(members))
}

/// Fills `place` with a text, or with a number or boolean, which are written as in JSON.
#[inline]
fn scalar(mut place: Place<'_>, text: &str, notes: &mut Notes) -> bool {
    match &mut place {
        Place::Nullable(slot) => scalar(slot.some(), text, notes),
        Place::String(_) | Place::Text(_) | Place::Json(_) => {
            value_in(&mut place, &text.into(), notes)
        }
        _ => json(place, text, notes),
    }
}

#[inline]
fn json(mut place: Place<'_>, text: &str, notes: &mut Notes) -> bool {
    let mut context = Context::default();
    // A value of `serde_json` has not all digits of a number.
    context.is_json = true;
    context.digits.are_kept = true;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let fill = decode::Fill {
        place: &mut place,
        context: &mut context,
    };
    let is_read = fill.deserialize(&mut deserializer);
    let is_read = is_read.and_then(|()| deserializer.end()).is_ok();
    note(&context, notes);
    is_read
}

#[inline]
fn value_in(place: &mut Place<'_>, value: &Value, notes: &mut Notes) -> bool {
    let mut context = Context::default();
    let is_read = context.settle(|context| buffered::read(place, value, context));
    note(&context, notes);
    is_read.is_ok()
}

/// Adds the mismatches of a value.
fn note(context: &Context, notes: &mut Notes) {
    // Without the places in the value: keys of maps are data.
    let found = context.mismatches();
    notes.extend(found.iter().map(|mismatch| mismatch.message().to_owned()));
}
