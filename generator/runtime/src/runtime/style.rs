//! The styles of parameters in a URL: RFC 6570, and the table "Style Examples" of the `OpenAPI` specification
//! (3.1.1), which follows the RFC more closely than the table of 3.0.3.
//!
//! Everything but unreserved characters is percent-encoded inside a value; the separators of the style stay
//! unencoded.

#[cfg(feature = "cookies")]
use super::pairs::is_cookie;
use super::parameter::{self, ENCODED, Encode, Shape, Written, plain, shape, strict};
use super::wire::View;
#[cfg(feature = "cookies")]
use http::HeaderName;
use percent_encoding::{AsciiSet, utf8_percent_encode};
use std::borrow::Cow;

/// The encoding of `allowReserved` in a query: reserved characters stay, unless they end a value or the query.
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

/// The same in a path, where other characters end a segment (RFC 3986, section 3.3).
const RESERVED_IN_PATH: &AsciiSet = &RESERVED
    .add(b'/')
    .add(b'?')
    .remove(b'&')
    .remove(b'+')
    .remove(b'=');

/// The style of a parameter: the form of arrays and objects. An empty one is undefined (RFC 6570, section 2.3) and
/// isn't sent: servers read `color=` as a list of one empty text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `blue,black,brown`: paths and headers, and a text that is the whole query.
    Simple {
        /// `R=100,G=200` for an object, not `R,100,G,200`.
        explode: bool,
    },
    /// `projects/p/locations/l`: a value that is several segments of a path.
    Segments,
    /// [`Style::Segments`] with `allowReserved`: reserved characters stay, except those that a segment can't hold
    /// (`?`, `#`, `[`, `]`), and so do percent-encoded triples.
    ReservedSegments,
    /// `.blue,black,brown`: paths.
    Label {
        /// `.blue.black.brown`, and `.R=100.G=200` for an object, not `.R,100,G,200`.
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
    /// [`Style::Form`] with `allowReserved`: reserved characters stay, except those that a query can't hold in a
    /// value (`&`, `=`, `+`, `#`, `[`, `]`), and so do percent-encoded triples.
    Reserved {
        /// As for [`Style::Form`].
        explode: bool,
    },
    /// `color=blue%20black%20brown`: queries. Exploded it is [`Style::Form`].
    SpaceDelimited,
    /// `color=blue%7Cblack%7Cbrown`: queries. Exploded it is [`Style::Form`].
    PipeDelimited,
    /// `color=blue%09black%09brown`: queries with a line of tab-separated values.
    TabDelimited,
    /// `blue|black|brown`: paths, where the separator is percent-encoded, and headers.
    Separated {
        /// The character between the items.
        separator: char,
    },
    /// `color%5BR%5D=100&color%5BG%5D=200`: queries.
    DeepObject,
    /// `color=blue,black,brown` with nothing percent-encoded: cookies.
    #[cfg(feature = "cookies")]
    Cookie {
        /// `color=blue; color=black`, and `R=100; G=200` for an object.
        explode: bool,
    },
}

const CUT: &str = "an item of it has the character that separates the items in this style";

/// `value` in a header in the given style. White space around a value isn't a part of it (RFC 9110, section 5.5), so
/// an item can't be empty where white space separates the items.
pub(super) fn in_header(style: Style, value: &View<'_>) -> Written {
    let Style::Separated { separator } = style else {
        return parameter::in_header(false, value);
    };
    let Some(shape) = shape(value)?.filter(|shape| !shape.is_empty()) else {
        return Ok(None);
    };
    if is_cut(style, &shape) {
        return Err(CUT);
    }
    if let Shape::List(items) = &shape
        && separator.is_whitespace()
        && items.iter().any(|item| item.text().is_empty())
    {
        return Err("an item of it is empty, and white space separates the items");
    }
    let mut out = String::new();
    let separator = separator.encode_utf8(&mut [0; 4]).to_owned();
    parameter::write(&mut out, &shape, false, plain, &separator);
    Ok(Some(out))
}

/// `value` in a URL in the given style, with the name if the style writes it.
pub(crate) fn in_url(name: &str, style: Style, value: &View<'_>) -> Written {
    let encode = if matches!(style, Style::Reserved { .. }) {
        reserved
    } else {
        strict
    };
    let shape = shape(value)?;
    if shape.as_ref().is_some_and(|shape| is_cut(style, shape)) {
        return Err(CUT);
    }
    Ok(shape.and_then(|shape| write(&strict(name), style, &shape, encode, "&")))
}

/// Whether an item of a list or an object in one of the delimited styles has the separator, which is encoded between items,
/// too: the server would read two items.
fn is_cut(style: Style, shape: &Shape) -> bool {
    let separator = match style {
        Style::SpaceDelimited => ' ',
        Style::PipeDelimited => '|',
        Style::TabDelimited => '\t',
        Style::Separated { separator } => separator,
        _ => return false,
    };
    match shape {
        Shape::List(items) => items.iter().any(|item| item.text().contains(separator)),
        Shape::Object(members) => members
            .iter()
            .any(|(key, value)| key.contains(separator) || value.text().contains(separator)),
        _ => false,
    }
}

/// The pairs of `value` in the header of cookies. An exploded value is several cookies: `&`, which the table has
/// for `form`, would be a part of the first cookie's value. An error if a value can't stand in a cookie
/// unencoded.
#[cfg(feature = "cookies")]
pub(crate) fn in_cookie(name: &str, style: Style, value: &View<'_>) -> Written {
    let Some(shape) = shape(value)? else {
        return Ok(None);
    };
    let Style::Cookie { explode } = style else {
        return Ok(write(&strict(name), style, &shape, strict, "; "));
    };
    if !are_cookies(&shape) {
        return Err("its value has characters that a cookie can't hold: escape them");
    }
    match &shape {
        Shape::Object(members) if explode && !members.iter().all(|(key, _)| is_token(key)) => {
            Err("the name of a member can't be the name of a cookie")
        }
        shape => Ok(write(name, style, shape, plain, "; ")),
    }
}

/// Whether all texts of a value can stand in cookies as they are. The style escapes nothing (`OpenAPI` 3.2.0, "Style
/// Values"), and a comma would be one between two items.
#[cfg(feature = "cookies")]
fn are_cookies(shape: &Shape) -> bool {
    match shape {
        Shape::Null => true,
        Shape::List(items) => items.iter().all(|item| is_cookie(&item.text())),
        Shape::Object(members) => members.iter().all(|(key, value)| {
            is_cookie(key)
                && match value {
                    Shape::List(_) => are_cookies(value),
                    one => is_cookie(&one.text()),
                }
        }),
        one => is_cookie(&one.text()),
    }
}

#[cfg(feature = "cookies")]
fn is_token(text: &str) -> bool {
    HeaderName::from_bytes(text.as_bytes()).is_ok()
}

fn write(name: &str, style: Style, shape: &Shape, encode: Encode, between: &str) -> Option<String> {
    if shape.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(name.len() + 16);
    let mut list = |begin: [&str; 2], explode, separator: &str| {
        out.extend(begin);
        parameter::write(&mut out, shape, explode, encode, separator);
    };
    match style {
        Style::Simple { explode } => list(["", ""], explode, ","),
        Style::Segments => return segments(shape, strict),
        Style::ReservedSegments => return segments(shape, reserved_in_path),
        Style::Label { explode } => list([".", ""], explode, if explode { "." } else { "," }),
        Style::SpaceDelimited => list([name, "="], false, "%20"),
        Style::PipeDelimited => list([name, "="], false, "%7C"),
        Style::TabDelimited => list([name, "="], false, "%09"),
        Style::Separated { separator } => {
            let separator = strict(separator.encode_utf8(&mut [0; 4])).into_owned();
            list(["", ""], false, &separator);
        }
        Style::Matrix { explode } => {
            named(&mut out, name, shape, explode, encode, ";");
            // The members of an exploded object may all be empty.
            if !out.is_empty() {
                out.insert(0, ';');
            }
        }
        Style::Form { explode } | Style::Reserved { explode } => {
            named(&mut out, name, shape, explode, encode, between);
        }
        #[cfg(feature = "cookies")]
        Style::Cookie { explode } => named(&mut out, name, shape, explode, encode, between),
        Style::DeepObject => {
            let mut pairs = Vec::new();
            deep(name, shape, &mut pairs);
            out = pairs.join("&");
        }
    }
    (!out.is_empty()).then_some(out)
}

/// The styles that write the name: once, or before each item if exploded.
fn named(
    out: &mut String,
    name: &str,
    shape: &Shape,
    explode: bool,
    encode: Encode,
    separator: &str,
) {
    match shape {
        Shape::Object(members) if explode => {
            // Each item of a nested list is a parameter, too. The specification doesn't say so, but servers
            // don't read JSON in a parameter.
            let written = members.iter().filter(|(_, value)| !value.is_empty());
            for (index, (key, value)) in written.enumerate() {
                if index > 0 {
                    out.push_str(separator);
                }
                match value {
                    Shape::List(_) => named(out, &encode(key), value, true, encode, separator),
                    one => pair(out, &encode(key), &encode(&one.text()), separator),
                }
            }
        }
        Shape::List(items) if explode => {
            let written = items.iter().filter(|item| !item.is_null());
            for (index, item) in written.enumerate() {
                if index > 0 {
                    out.push_str(separator);
                }
                pair(out, name, &encode(&item.text()), separator);
            }
        }
        _ => {
            let mut value = String::new();
            parameter::write(&mut value, shape, explode, encode, ",");
            pair(out, name, &value, separator);
        }
    }
}

/// `color=` or `;color`: the forms of an empty string in the two styles.
fn pair(out: &mut String, name: &str, value: &str, separator: &str) {
    let equals = if value.is_empty() && separator == ";" {
        ""
    } else {
        "="
    };
    out.extend([name, equals, value]);
}

/// A value of several segments: text with slashes, or a list; `None` if a segment is empty.
fn segments(shape: &Shape, encode: Encode) -> Option<String> {
    let text;
    let segments: Vec<Cow<'_, str>> = match shape {
        Shape::List(items) => items.iter().map(Shape::text).collect(),
        one => {
            text = one.text();
            text.split('/').map(Cow::from).collect()
        }
    };
    let are_all = segments.iter().all(|segment| !segment.is_empty());
    let encoded = segments.iter().map(|segment| encode(segment));
    are_all.then(|| encoded.collect::<Vec<_>>().join("/"))
}

/// `name[key][key]=value`. The specification defines one level; deeper ones continue in the same way. A list of
/// plain values is `name[]=a&name[]=b`, which PHP, Rack and Node's `qs` read as a list; most of them would keep
/// only the last value of a repeated name. Items with members are numbered, `name[0][key]=value`, because
/// `name[][key]` doesn't say where an item begins.
fn deep(name: &str, shape: &Shape, pairs: &mut Vec<String>) {
    match shape {
        Shape::Null => {}
        Shape::Text(text) | Shape::Bare(text) => pairs.push(format!("{name}={}", strict(text))),
        Shape::List(items) => {
            let written = || items.iter().filter(|item| !item.is_null());
            let is_plain = written().all(Shape::is_scalar);
            for (index, item) in written().enumerate() {
                let index = if is_plain {
                    String::new()
                } else {
                    index.to_string()
                };
                deep(&format!("{name}%5B{index}%5D"), item, pairs);
            }
        }
        Shape::Object(members) => {
            for (key, value) in members {
                deep(&format!("{name}%5B{}%5D", strict(key)), value, pairs);
            }
        }
    }
}

fn reserved(text: &str) -> Cow<'_, str> {
    expanded(text, RESERVED)
}

fn reserved_in_path(text: &str) -> Cow<'_, str> {
    expanded(text, RESERVED_IN_PATH)
}

/// Percent-encoded triples stay (RFC 6570, section 3.2.3; the Parameter Object of `OpenAPI` 3.2).
fn expanded<'t>(text: &'t str, encoded: &'static AsciiSet) -> Cow<'t, str> {
    let mut parts = text.split('%');
    let first = utf8_percent_encode(parts.next().unwrap_or_default(), encoded);
    let mut out = Cow::from(first);
    for part in parts {
        let digits = part.as_bytes().get(..2);
        let is_triple = digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let out = out.to_mut();
        out.push_str(if is_triple { "%" } else { "%25" });
        out.extend(utf8_percent_encode(part, encoded));
    }
    out
}
