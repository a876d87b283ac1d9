//! The value of a parameter, read through its [`View`], and the simple style, which headers have.

use super::wire::{Map, Object, Union, View, each_member, each_tag};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use std::borrow::Cow;
#[cfg(feature = "json-parameters")]
use std::fmt::Write;

/// Everything but the unreserved characters of RFC 3986.
pub(super) const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A parameter's value by its shape. Absent members are left out, and so is every `null` outside of JSON, as
/// RFC 6570 leaves out undefined values.
pub(super) enum Shape {
    Null,
    Text(String),
    /// A number or a boolean, in the text of JSON.
    Bare(String),
    List(Vec<Shape>),
    Object(Vec<(String, Shape)>),
}

/// The encoding of a scalar's text.
pub(super) type Encode = fn(&str) -> Cow<'_, str>;

/// The text of a value; `None` if there is nothing to write.
///
/// # Errors
/// The reason that the value can't be sent.
pub(super) type Written = Result<Option<String>, Refused>;

/// The reason that a value can't be sent.
pub(super) type Refused = &'static str;

/// `value` in a header: in the simple style, which encodes nothing.
pub(super) fn in_header(explode: bool, value: &View<'_>) -> Written {
    let Some(shape) = shape(value)?.filter(|shape| !shape.is_empty()) else {
        return Ok(None);
    };
    match &shape {
        // Servers ignore empty items (RFC 9110, section 5.6.1).
        Shape::List(items)
            if items
                .iter()
                .map(Shape::text)
                .any(|item| item.is_empty() || has_comma(&item)) =>
        {
            return Err(
                "an item of it is empty or has a comma, which separates the items of a header",
            );
        }
        Shape::Object(members) => {
            if explode && members.iter().any(|(key, _)| key.contains('=')) {
                return Err("the name of a member has a `=`, which ends the name in a header");
            }
            let mut members = members.iter();
            if members.any(|(key, value)| has_comma(key) || has_comma(&value.text())) {
                return Err("a member of it has a comma, which separates the members in a header");
            }
        }
        _ => {}
    }
    let mut out = String::new();
    write(&mut out, &shape, explode, plain, ",");
    Ok(Some(out))
}

/// The value of JSON text.
#[cfg(feature = "json-parameters")]
pub(super) fn view(text: Option<&str>) -> View<'_> {
    text.map_or(View::Absent, View::Str)
}

/// Whether an item of a header would be read as several: it has a comma that isn't within a quoted string (RFC 9110,
/// section 5.6.4). A quote that doesn't end protects nothing.
fn has_comma(text: &str) -> bool {
    let (mut is_quoted, mut is_escaped) = (false, false);
    for character in text.chars() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => return true,
            _ => {}
        }
    }
    is_quoted && text.contains(',')
}

/// Writes the pieces, with the separator between them.
pub(super) fn write(
    out: &mut String,
    shape: &Shape,
    explode: bool,
    encode: Encode,
    separator: &str,
) {
    match shape {
        Shape::Null => {}
        Shape::Text(text) | Shape::Bare(text) => out.push_str(&encode(text)),
        Shape::List(items) => {
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(separator);
                }
                out.push_str(&encode(&item.text()));
            }
        }
        Shape::Object(members) => {
            for (index, (key, value)) in members.iter().enumerate() {
                if index > 0 {
                    out.push_str(separator);
                }
                out.push_str(&encode(key));
                out.push_str(if explode { "=" } else { separator });
                out.push_str(&encode(&value.text()));
            }
        }
    }
}

/// Unchanged text.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    text.into()
}

/// Percent-encodes everything but unreserved characters.
pub(super) fn strict(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, ENCODED).into()
}

/// `name=value`, percent-encoded.
pub(super) fn pair(name: &str, value: &str) -> String {
    format!("{}={}", strict(name), strict(value))
}

/// Sets the entry of this name. Without a text, removes it.
pub(super) fn put<K: PartialEq>(
    list: &mut Vec<(K, String)>,
    name: K,
    text: impl Into<Option<String>>,
) {
    let place = list.iter().position(|(known, _)| *known == name);
    match (place, text.into()) {
        (Some(place), Some(text)) => list[place].1 = text,
        (Some(place), None) => drop(list.remove(place)),
        (None, text) => list.extend(text.map(|text| (name, text))),
    }
}

impl Shape {
    /// Whether the value is an empty list or object, which is left out.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Shape::Null => true,
            Shape::Text(_) | Shape::Bare(_) => false,
            Shape::List(items) => items.iter().all(Shape::is_null),
            Shape::Object(members) => members.is_empty(),
        }
    }

    pub(super) fn is_null(&self) -> bool {
        matches!(self, Shape::Null)
    }

    /// Whether the value is text, a number or a boolean.
    #[cfg(feature = "url-parameters")]
    pub(super) fn is_scalar(&self) -> bool {
        matches!(self, Shape::Text(_) | Shape::Bare(_))
    }

    /// The value as one text. The specification doesn't describe lists in lists: they are written
    /// as JSON.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Shape::Text(text) | Shape::Bare(text) => text.into(),
            nested => nested.json().to_string().into(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Shape::Null => Value::Null,
            Shape::Text(text) => Value::from(text.as_str()),
            // A number that doesn't fit into a JSON value becomes text.
            Shape::Bare(text) => {
                serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into())
            }
            Shape::List(items) => {
                let mut list = Vec::with_capacity(items.len());
                for item in items {
                    list.push(item.json());
                }
                Value::Array(list)
            }
            Shape::Object(members) => {
                let mut map = serde_json::Map::new();
                for (key, value) in members {
                    map.insert(key.clone(), value.json());
                }
                Value::Object(map)
            }
        }
    }
}

/// The shape of a parameter. Values within its items and members are JSON, which keeps `null`.
pub(super) fn shape(view: &View<'_>) -> Result<Option<Shape>, Refused> {
    let Some(mut shape) = nested(view)? else {
        return Ok(None);
    };
    match &mut shape {
        Shape::Null => return Ok(None),
        Shape::List(items) => items.retain(|item| !item.is_null()),
        Shape::Object(members) => members.retain(|(_, value)| !value.is_null()),
        Shape::Text(_) | Shape::Bare(_) => {}
    }
    Ok(Some(shape))
}

fn nested(view: &View<'_>) -> Result<Option<Shape>, Refused> {
    Ok(Some(match view {
        View::Absent => return Ok(None),
        View::Null => Shape::Null,
        View::Bool(value) => Shape::Bare(value.to_string()),
        View::I64(value) => Shape::Bare(value.to_string()),
        View::U64(value) => Shape::Bare(value.to_string()),
        View::F64(value) if !value.is_finite() => return Err("it has a number that isn't finite"),
        View::F64(value) => Shape::Bare(value.to_string()),
        #[cfg(any(feature = "decimals", feature = "loose"))]
        View::Digits(value) => Shape::Bare((*value).to_owned()),
        View::Str(value) => Shape::Text((*value).to_owned()),
        View::Text(value) => Shape::Text(value.text().into_owned()),
        View::Scalar(value) => json(&value.value()),
        View::Json(value) => json(value),
        View::Object(object) => Shape::Object(members(*object)?),
        View::Extra(extra) => {
            let members = extra.iter();
            let members = members.map(|(name, value)| (name.to_owned(), json(value)));
            Shape::Object(members.collect())
        }
        View::Union(union) => return variant(*union),
        View::List(list) => {
            let mut items = Vec::with_capacity(list.count());
            for index in 0..list.count() {
                items.extend(nested(&list.at(index))?);
            }
            Shape::List(items)
        }
        View::Map(map) => {
            let mut members = Vec::new();
            entries(*map, &mut members)?;
            Shape::Object(members)
        }
    }))
}

/// Calls `each` with the items of a list; `false` if the value isn't a list.
#[cfg(any(feature = "forms", feature = "multipart"))]
pub(super) fn items(value: &View<'_>, each: &mut dyn FnMut(&View<'_>)) -> bool {
    match value {
        View::Union(union) if union.tags().is_empty() => return items(&union.view(), each),
        View::List(list) => {
            for index in 0..list.count() {
                each(&list.at(index));
            }
        }
        View::Json(Value::Array(items)) => {
            for item in items {
                each(&View::Json(item));
            }
        }
        _ => return false,
    }
    true
}

fn json(value: &Value) -> Shape {
    match value {
        Value::Null => Shape::Null,
        Value::Bool(value) => Shape::Bare(value.to_string()),
        Value::Number(value) => Shape::Bare(value.to_string()),
        Value::String(value) => Shape::Text(value.clone()),
        Value::Array(values) => Shape::List(values.iter().map(json).collect()),
        Value::Object(values) => {
            let members = values.iter().map(|(key, value)| (key.clone(), json(value)));
            Shape::Object(members.collect())
        }
    }
}

/// The members of an object, those without a name in the document included.
fn members(object: &dyn Object) -> Result<Vec<(String, Shape)>, Refused> {
    let mut members = Vec::new();
    let mut done = Ok(());
    each_member(object, &mut |name, value| {
        if done.is_ok() {
            done = nested(value).map(|value| add(&mut members, name, value));
        }
    });
    done.map(|()| members)
}

fn entries(map: &dyn Map, members: &mut Vec<(String, Shape)>) -> Result<(), Refused> {
    let mut done = Ok(());
    map.visit(&mut |key, value| {
        done = nested(&value).map(|value| add(members, key, value));
        done.is_ok()
    });
    done
}

fn add(members: &mut Vec<(String, Shape)>, name: &str, value: Option<Shape>) {
    if let Some(value) = value {
        members.push((name.to_owned(), value));
    }
}

/// The variant's content, with the tags that the content doesn't hold.
fn variant(union: &dyn Union) -> Result<Option<Shape>, Refused> {
    let content = nested(&union.view())?;
    let Some(Shape::Object(own)) = content else {
        return Ok(content);
    };
    let mut members = Vec::new();
    let mut done = Ok(());
    each_tag(union, &mut |name, value| {
        if done.is_ok() {
            done = nested(value).map(|value| add(&mut members, name, value));
        }
    });
    members.extend(own);
    done.map(|()| Some(Shape::Object(members)))
}

/// JSON text in ASCII (RFC 8259, section 7).
#[cfg(feature = "json-parameters")]
pub(super) fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if character == ' ' || character.is_ascii_graphic() {
            out.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}
