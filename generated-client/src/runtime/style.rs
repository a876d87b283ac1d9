//! The styles of parameters: the table "Style Values" of the OpenAPI specification (3.0.3).
//!
//! Everything but unreserved characters is percent-encoded inside a value; only the separators of
//! the style itself stay as they are.

use super::wire::{Map, Object, Union, View};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// Everything but the unreserved characters of RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What `allowReserved` leaves as it is: the reserved characters that end neither a value nor the
/// query.
const RESERVED: &AsciiSet = &ENCODED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

/// The style of a parameter: how arrays and objects are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `blue,black,brown`: paths and headers.
    Simple {
        /// `R=100,G=200` for an object, not `R,100,G,200`.
        explode: bool,
    },
    /// `.blue.black.brown`: paths, with the dots of 3.0.3 whether exploded or not.
    Label {
        /// `.R=100.G=200` for an object, not `.R.100.G.200`.
        explode: bool,
    },
    /// `;color=blue,black,brown`: paths.
    Matrix {
        /// `;color=blue;color=black`, and `;R=100;G=200` for an object.
        explode: bool,
    },
    /// `color=blue,black,brown`: queries and cookies.
    Form {
        /// `color=blue&color=black`, and `R=100&G=200` for an object.
        explode: bool,
    },
    /// The same with `allowReserved`: reserved characters stay, except those that a query can't
    /// hold in a value (`&`, `=`, `+`, `#`, `[`, `]`).
    Reserved {
        /// As for [`Style::Form`].
        explode: bool,
    },
    /// `color=blue%20black%20brown`: queries. Exploded it is [`Style::Form`].
    SpaceDelimited,
    /// `color=blue%7Cblack%7Cbrown`: queries. Exploded it is [`Style::Form`].
    PipeDelimited,
    /// `color%5BR%5D=100&color%5BG%5D=200`: queries.
    DeepObject,
}

/// A parameter's value by its shape. Absent members are left out, and so is a `null` anywhere, as
/// RFC 6570 does with what is undefined.
enum Shape {
    Text(String),
    List(Vec<Shape>),
    Object(Vec<(String, Shape)>),
}

/// How the text of a scalar is written.
type Encode = fn(&str) -> String;

/// `value` as `style` writes it in a URL or a cookie, with the name where the style writes that;
/// `None` when there is nothing to write.
pub(crate) fn in_url(name: &str, style: Style, value: &View<'_>) -> Option<String> {
    let encode = if matches!(style, Style::Reserved { .. }) {
        reserved
    } else {
        strict
    };
    write(&strict(name), style, &shape(value)?, encode)
}

/// The same for a header, where nothing is encoded.
pub(crate) fn in_header(explode: bool, value: &View<'_>) -> Option<String> {
    write("", Style::Simple { explode }, &shape(value)?, str::to_owned)
}

fn write(name: &str, style: Style, shape: &Shape, encode: Encode) -> Option<String> {
    match shape {
        Shape::List(items) if items.is_empty() => return None,
        Shape::Object(members) if members.is_empty() => return None,
        _ => {}
    }
    let joined = |explode, separator: &str| parts(shape, explode, encode).join(separator);
    Some(match style {
        Style::Simple { explode } => joined(explode, ","),
        Style::Label { explode } => format!(".{}", joined(explode, ".")),
        Style::Matrix { explode } => format!(";{}", named(name, shape, explode, encode, ";")),
        Style::Form { explode } | Style::Reserved { explode } => {
            named(name, shape, explode, encode, "&")
        }
        Style::SpaceDelimited => format!("{name}={}", joined(false, "%20")),
        Style::PipeDelimited => format!("{name}={}", joined(false, "%7C")),
        Style::DeepObject => {
            let mut pairs = Vec::new();
            deep(name, shape, &mut pairs);
            pairs.join("&")
        }
    })
}

/// The pieces between the separators.
fn parts(shape: &Shape, explode: bool, encode: Encode) -> Vec<String> {
    let mut parts = Vec::new();
    match shape {
        Shape::Text(text) => parts.push(encode(text)),
        Shape::List(items) => {
            for item in items {
                parts.push(encode(&item.text()));
            }
        }
        Shape::Object(members) => {
            for (key, value) in members {
                let (key, value) = (encode(key), encode(&value.text()));
                if explode {
                    parts.push(key + "=" + &value);
                } else {
                    parts.extend([key, value]);
                }
            }
        }
    }
    parts
}

/// The styles that write the name: once, or before each item when exploded.
fn named(name: &str, shape: &Shape, explode: bool, encode: Encode, separator: &str) -> String {
    let pair = |value: &str| match (value.is_empty(), separator) {
        // `;color`, but `color=`: that is how the two styles write an empty string.
        (true, ";") => name.to_owned(),
        _ => format!("{name}={value}"),
    };
    let mut parts = parts(shape, explode, encode);
    match shape {
        Shape::Object(_) if explode => parts.join(separator),
        Shape::List(_) if explode => {
            for part in &mut parts {
                *part = pair(part);
            }
            parts.join(separator)
        }
        _ => pair(&parts.join(",")),
    }
}

/// `name[key][key]=value`. The specification stops at one level; deeper ones go on in the same way,
/// and the items of a list repeat their key.
fn deep(name: &str, shape: &Shape, pairs: &mut Vec<String>) {
    match shape {
        Shape::Text(text) => pairs.push(format!("{name}={}", strict(text))),
        Shape::List(items) => {
            for item in items {
                deep(name, item, pairs);
            }
        }
        Shape::Object(members) => {
            for (key, value) in members {
                deep(&format!("{name}%5B{}%5D", strict(key)), value, pairs);
            }
        }
    }
}

/// Percent-encodes everything but unreserved characters.
pub(crate) fn strict(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

fn reserved(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

impl Shape {
    /// As one piece of text. Of lists in lists the specification says nothing: they are JSON.
    fn text(&self) -> String {
        match self {
            Shape::Text(text) => text.clone(),
            nested => nested.json().to_string(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Shape::Text(text) => Value::from(text.as_str()),
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

fn shape(view: &View<'_>) -> Option<Shape> {
    Some(match view {
        // The members that nobody described are for JSON alone.
        View::Absent | View::Null | View::Extra(_) => return None,
        View::Bool(value) => Shape::Text(value.to_string()),
        View::I64(value) => Shape::Text(value.to_string()),
        View::U64(value) => Shape::Text(value.to_string()),
        View::F64(value) => Shape::Text(value.to_string()),
        View::Str(value) => Shape::Text((*value).to_owned()),
        View::Text(value) => Shape::Text(value.text().into_owned()),
        View::Scalar(value) => return json(&value.value()),
        View::Json(value) => return json(value),
        View::Object(object) => Shape::Object(members(*object)),
        View::Union(union) => return variant(*union),
        View::List(list) => {
            let mut items = Vec::with_capacity(list.count());
            for index in 0..list.count() {
                items.extend(shape(&list.at(index)));
            }
            Shape::List(items)
        }
        View::Map(map) => {
            let mut members = Vec::new();
            entries(*map, &mut members);
            Shape::Object(members)
        }
    })
}

fn json(value: &Value) -> Option<Shape> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(value) => Shape::Text(value.to_string()),
        Value::Number(value) => Shape::Text(value.to_string()),
        Value::String(value) => Shape::Text(value.clone()),
        Value::Array(values) => {
            let mut items = Vec::with_capacity(values.len());
            for value in values {
                items.extend(json(value));
            }
            Shape::List(items)
        }
        Value::Object(values) => {
            let mut members = Vec::with_capacity(values.len());
            for (key, value) in values {
                add(&mut members, key, json(value));
            }
            Shape::Object(members)
        }
    })
}

fn members(object: &dyn Object) -> Vec<(String, Shape)> {
    let table = object.table();
    let mut members = Vec::with_capacity(table.constants.len() + table.fields.len());
    for constant in table.constants {
        add(&mut members, constant.name, shape(&constant.value.view()));
    }
    for (index, field) in table.fields.iter().enumerate() {
        add(&mut members, field.name, shape(&object.view(index)));
    }
    if let View::Map(rest) = object.view(table.fields.len()) {
        entries(rest, &mut members);
    }
    members
}

fn entries(map: &dyn Map, members: &mut Vec<(String, Shape)>) {
    map.visit(&mut |key, value| {
        add(members, key, shape(&value));
        true
    });
}

fn add(members: &mut Vec<(String, Shape)>, name: &str, value: Option<Shape>) {
    if let Some(value) = value {
        members.push((name.to_owned(), value));
    }
}

/// The variant's content, with the discriminator that it doesn't hold itself.
fn variant(union: &dyn Union) -> Option<Shape> {
    let mut content = shape(&union.view())?;
    if let (Shape::Object(members), Some((name, value))) = (&mut content, union.tag()) {
        members.insert(0, (name.to_owned(), Shape::Text(value.to_owned())));
    }
    Some(content)
}
