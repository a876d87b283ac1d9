//! Reads a value from a header: in the style `simple`, the only style of headers, or as JSON.

use super::context::Context;
use super::outline::filled;
use super::{Place, Wire, buffered};
use http::HeaderMap;
use http::header::SET_COOKIE;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The value of a header in the style `simple`; `None` if it is missing or doesn't match the type.
#[must_use]
pub fn from_header<T: Wire>(headers: &HeaderMap, name: &str) -> Option<T> {
    let lines = Lines::of(headers, name)?;
    read(&|place| simple(place, &lines, false))
}

/// The value of a header in the style `simple`, in which an object is `R=100,G=200`; `None` if it is missing or
/// doesn't match the type.
#[must_use]
pub fn from_exploded_header<T: Wire>(headers: &HeaderMap, name: &str) -> Option<T> {
    let lines = Lines::of(headers, name)?;
    read(&|place| simple(place, &lines, true))
}

/// The value of a header that is JSON text; `None` if it is missing or doesn't match the type.
#[must_use]
pub fn from_json_header<T: Wire>(headers: &HeaderMap, name: &str) -> Option<T> {
    let lines = Lines::of(headers, name)?;
    read(&|place| json(place, &lines.text()))
}

fn read<T: Wire>(fill: &dyn Fn(Place<'_>) -> bool) -> Option<T> {
    let fill = |place: Place<'_>| if fill(place) { Ok(()) } else { Err(()) };
    filled(fill).ok()
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
        let lines = values.map(|value| Some(std::str::from_utf8(value.as_bytes()).ok()?.trim()));
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
fn simple(mut place: Place<'_>, lines: &Lines<'_>, explode: bool) -> bool {
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
                    .all(|(index, item)| scalar(list.item(index), item))
        }
        Place::Nullable(slot) => simple(slot.some(), lines, explode),
        Place::Object(_) | Place::Map(_) => {
            let text = lines.text();
            if text.starts_with('{') {
                return json(place, &text);
            }
            let value = object(&lines.items(), explode);
            value.is_some_and(|value| value_in(&mut place, &value))
        }
        Place::String(_) | Place::Text(_) | Place::Json(_) => scalar(place, &lines.text()),
        _ => scalar(place, lines.first()),
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
fn scalar(mut place: Place<'_>, text: &str) -> bool {
    match &mut place {
        Place::Nullable(slot) => scalar(slot.some(), text),
        Place::String(_) | Place::Text(_) | Place::Json(_) => value_in(&mut place, &text.into()),
        _ => json(place, text),
    }
}

#[inline]
fn json(mut place: Place<'_>, text: &str) -> bool {
    serde_json::from_str(text).is_ok_and(|value| value_in(&mut place, &value))
}

#[inline]
fn value_in(place: &mut Place<'_>, value: &Value) -> bool {
    let read = |context: &mut Context| buffered::read(place, value, context);
    Context::default().settle(read).is_ok()
}
