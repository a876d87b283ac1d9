//! The styles of parameters in a URL: the table "Style Values" of the `OpenAPI` specification (3.0.3).
//!
//! Everything but unreserved characters is percent-encoded inside a value; only the separators of
//! the style itself stay as they are.

use super::parameter::{ENCODED, Encode, Shape, parts, shape, strict};
use super::wire::View;
use percent_encoding::{AsciiSet, utf8_percent_encode};

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

fn write(name: &str, style: Style, shape: &Shape, encode: Encode) -> Option<String> {
    if shape.is_empty() {
        return None;
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

fn reserved(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}
