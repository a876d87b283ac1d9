//! Formats that are nearly known ones, and have no effect. A document can invent formats, so an unknown one alone is
//! no mistake.

use super::walk::Place;
use crate::config::{Config, MappedType};
use crate::diagnostic::{Code, Diagnostics, Near};
use crate::map::IndexMap;
use crate::openapi::view::{Schema, View};
use crate::steps::step;

/// The formats of strings: those of JSON Schema 2020-12, section 7.3, those with a type, and base64 in a URL.
const STRINGS: &[&str] = &[
    "date-time",
    "date",
    "time",
    "duration",
    "email",
    "idn-email",
    "hostname",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "iri",
    "iri-reference",
    "uuid",
    "uri-template",
    "json-pointer",
    "relative-json-pointer",
    "regex",
    "password",
    "byte",
    "binary",
    "base64",
    "base64url",
];

/// The formats of numbers.
const NUMBERS: &[&str] = &[
    "int32",
    "int64",
    "uint64",
    "float",
    "double",
    "unix-time",
    "unixtime",
    "timestamp",
];

/// Integers that the generator doesn't tell from others: those of OpenAPI's registry and of Protocol Buffers.
const OTHERS: &[&str] = &[
    "int8", "int16", "uint8", "uint16", "uint32", "sint32", "sint64",
];

/// The formats that were met: each is compared once.
pub struct Formats<'a> {
    /// The formats of client.toml.
    own: &'a IndexMap<String, MappedType>,
    /// The nearest known formats, by whether a string has the format.
    met: IndexMap<(bool, &'a str), Option<String>>,
    near: Near,
}

impl<'a> Formats<'a> {
    /// No format, beside those of client.toml.
    pub fn of(config: &'a Config) -> Self {
        Self {
            own: &config.types,
            met: IndexMap::default(),
            near: Near::default(),
        }
    }

    /// Reports a format that is nearly a known one.
    pub fn misspelled(
        &mut self,
        schema: Schema<'a>,
        place: &Place<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(format) = schema.object().value("format").and_then(|it| it.as_str()) else {
            return;
        };
        let is_string = match schema.keywords().ty {
            Some("string") => true,
            Some("integer" | "number") => false,
            _ => return,
        };
        step();
        let Self { own, met, near } = self;
        let nearest = met.entry((is_string, format));
        let nearest = nearest.or_insert_with(|| {
            if is_string {
                let own = own.keys().map(String::as_str);
                nearest_of(format, STRINGS.iter().copied().chain(own), near)
            } else {
                nearest_of(format, NUMBERS.iter().copied(), near)
            }
        });
        if nearest.is_some() {
            let at = place.pointer().child("format");
            diagnostics.report_near(Code::FormatNear, &at, &[format], nearest.clone());
        }
    }
}

/// The known format that an unknown one is likely meant to be.
fn nearest_of<'k>(
    format: &str,
    known: impl Iterator<Item = &'k str> + Clone,
    near: &mut Near,
) -> Option<String> {
    if OTHERS.contains(&format) || known.clone().any(|known| known == format) {
        return None;
    }
    let found = near.word(format, known)?;
    let is_likely = found.eq_ignore_ascii_case(format) || is_misspelled(format, found);
    is_likely.then(|| found.to_owned())
}

/// Whether a word is nearly another by mistake. Another number is another size or version, and another letter of a
/// short word makes another word: `guid`, `ulid` and `urn` aren't `uuid` and `uri`.
fn is_misspelled(word: &str, known: &str) -> bool {
    let letters = |word: &str| word.replace(|c: char| c.is_ascii_digit(), "");
    let (length, other) = (word.chars().count(), known.chars().count());
    letters(word) != letters(known) && length > 3 && (length > 4 || length != other)
}

#[cfg(test)]
mod tests {
    use super::{NUMBERS, STRINGS, nearest_of};
    use crate::diagnostic::Near;

    #[test]
    fn which_formats_are_misspelled() {
        for (format, expect) in [
            ("uuuid", Some("uuid")),
            ("uuids", Some("uuid")),
            ("UUID", Some("uuid")),
            ("datetime", Some("date-time")),
            ("dateTime", Some("date-time")),
            ("date_time", Some("date-time")),
            ("emial", Some("email")),
            ("URI", Some("uri")),
            ("regexp", Some("regex")),
            ("uuid", None),
            ("guid", None),
            ("ulid", None),
            ("uid", None),
            ("url", None),
            ("urn", None),
            ("ip", None),
            ("ipv4/prefix_length", None),
            ("date-time-rfc-2822", None),
            ("partial-time", None),
            ("hex", None),
            ("", None),
        ] {
            let found = nearest_of(format, STRINGS.iter().copied(), &mut Near::default());
            assert_eq!(found.as_deref(), expect, "{format}");
        }
        for (format, expect) in [
            ("in32", Some("int32")),
            ("Int64", Some("int64")),
            ("flaot", Some("float")),
            ("unix_time", Some("unix-time")),
            ("int8", None),
            ("int16", None),
            ("int128", None),
            ("uint", None),
            ("uint32", None),
            ("sint32", None),
            ("float64", None),
            ("decimal", None),
            ("int", None),
            ("long", None),
        ] {
            let found = nearest_of(format, NUMBERS.iter().copied(), &mut Near::default());
            assert_eq!(found.as_deref(), expect, "{format}");
        }
    }
}
