//! The media type of a response: its match among the described ones, and the text of its bytes.

use super::api::{OperationSpec, RawResponse};
use super::wire::{DecodeError, shown};
use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use std::borrow::Cow;
use std::cmp::Reverse;

/// The media type of a response.
#[derive(Clone, Copy)]
pub(crate) struct MediaType<'a> {
    /// `text/csv`.
    essence: &'a str,
    /// `charset=utf-8; header=present`.
    parameters: &'a str,
}

/// The most media types in the text of an error.
const LISTED: usize = 8;

/// Kinds of media types of which servers often send another one than the described one: the bytes tell
/// the format.
const KIN: [&str; 4] = ["audio/", "font/", "image/", "video/"];

impl<'a> MediaType<'a> {
    /// `None` if the response has no media type, or an invalid one.
    pub(crate) fn of(headers: &'a HeaderMap) -> Option<Self> {
        let text = headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let media_type = Self::parse(text);
        media_type.essence.contains('/').then_some(media_type)
    }

    fn parse(text: &'a str) -> Self {
        let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
        Self {
            essence: essence.trim(),
            parameters,
        }
    }

    /// The parameters. Quotes are no part of a value (RFC 9110, section 8.3.1).
    fn parameters(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let pairs = self.parameters.split(';');
        pairs.filter_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            Some((name.trim(), value.trim().trim_matches('"')))
        })
    }

    fn parameter(self, name: &str) -> Option<&'a str> {
        let mut parameters = self.parameters();
        let found = parameters.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }

    /// The precedence of a description of this media type: that of all its parameters comes first, then that of
    /// no range, then that of more parameters (RFC 9110, section 12.5.1). `None` if it describes another one.
    fn precedence(self, described: &str) -> Option<(bool, Reverse<usize>, usize)> {
        if !self.is(described) {
            return None;
        }
        let described = MediaType::parse(described);
        let is_here = |(name, value): (&str, &str)| {
            let own = self.parameter(name);
            own.is_some_and(|own| own.eq_ignore_ascii_case(value))
        };
        let wildcards = described.essence.matches('*').count();
        Some((
            described.parameters().all(is_here),
            Reverse(wildcards),
            described.parameters().count(),
        ))
    }

    /// Whether the media type is `described`, or in the range of `described`.
    pub(crate) fn is(self, described: &str) -> bool {
        let described = described.split(';').next().unwrap_or_default().trim();
        match described.strip_suffix('*') {
            Some(range) => range == "*/" || self.begins(range),
            None => self.essence.eq_ignore_ascii_case(described),
        }
    }

    /// Whether a body of another media type can be read as `described`.
    fn passes_as(self, described: &str) -> bool {
        let is_any = described.starts_with("application/octet-stream");
        let begins_both = |start: &&str| self.begins(start) && described.starts_with(*start);
        is_any
            || self.is_opaque()
            || KIN.iter().any(begins_both)
            || self.is("text/plain") && described.starts_with("text/")
            || self.is_json() && is_json(described)
            || self.ends("xml") && described.ends_with("xml")
    }

    /// Whether it says nothing of the body.
    fn is_opaque(self) -> bool {
        self.is("application/octet-stream") || self.is("binary/octet-stream")
    }

    fn begins(self, start: &str) -> bool {
        let head = self.essence.get(..start.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(start))
    }

    fn ends(self, end: &str) -> bool {
        let tail = self.essence.len().checked_sub(end.len());
        let tail = tail.and_then(|at| self.essence.get(at..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    }

    fn is_json(self) -> bool {
        self.ends("/json") || self.ends("+json")
    }

    /// The media type in the text of a message.
    fn name(self) -> String {
        let end = self.essence.char_indices().nth(80);
        shown(&self.essence[..end.map_or(self.essence.len(), |(at, _)| at)])
    }
}

fn is_json(described: &str) -> bool {
    let essence = described.split(';').next().unwrap_or_default().trim();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// The index of the response's media type among the described ones: the most specific one, else the first one that
/// it can pass as. The first if the response has none.
pub(crate) fn form(response: &RawResponse, described: &[&str]) -> Result<usize, DecodeError> {
    let Some(media_type) = MediaType::of(&response.headers) else {
        return Ok(0);
    };
    let rows = || described.iter().enumerate();
    // The first of equal ones is the last of the reversed ones.
    let exact = rows().rev();
    let exact = exact.filter_map(|(index, known)| Some((media_type.precedence(known)?, index)));
    let exact = exact.max_by_key(|(precedence, _)| *precedence);
    let similar = || {
        let similar = || rows().filter(|(_, known)| media_type.passes_as(known));
        // Bytes without a name that don't begin like an object or a list of JSON are another form, if there is one.
        let start = response.body.trim_ascii_start().first();
        let is_other = media_type.is_opaque() && !matches!(start, Some(b'{' | b'['));
        let other = similar().find(|(_, known)| !is_other || !is_json(known));
        other.or_else(|| similar().next())
    };
    let exact = exact.map(|(_, index)| index);
    let found = exact.or_else(|| similar().map(|(index, _)| index));
    found.ok_or_else(|| unexpected(media_type, &listed(described)))
}

/// Media types in the text of an error.
fn listed(described: &[&str]) -> String {
    let names = described.iter().take(LISTED);
    let mut names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    let last = match described.len().saturating_sub(LISTED) {
        0 => names.pop().unwrap_or_default(),
        more => format!("{more} more"),
    };
    if names.is_empty() {
        last
    } else {
        format!("{} or {last}", names.join(", "))
    }
}

/// Fails if the operation responds with bytes or text, and the response has another media type.
pub(crate) fn check(spec: &OperationSpec, response: &RawResponse) -> Result<(), DecodeError> {
    if spec.answers.is_empty() || response.body.is_empty() {
        return Ok(());
    }
    form(response, spec.answers).map(drop)
}

/// The media type of a body that should be JSON, if it is another one.
pub(crate) fn not_json(response: &RawResponse) -> Option<MediaType<'_>> {
    MediaType::of(&response.headers).filter(|media_type| !media_type.is_json())
}

/// The error of a body with an undescribed media type.
pub(crate) fn unexpected(media_type: MediaType<'_>, described: &str) -> DecodeError {
    let name = media_type.name();
    DecodeError::whole(format!("the body is `{name}` and not {described}"))
}

/// The body as UTF-8, if its `charset` needs no tables: a Latin one or UTF-16, which servers send beside
/// UTF-8. Another charset is treated as UTF-8.
pub(crate) fn utf8(response: &RawResponse) -> Cow<'_, [u8]> {
    let body = &response.body;
    let charset = MediaType::of(&response.headers).and_then(|it| it.parameter("charset"));
    let charset = charset.unwrap_or_default().to_ascii_lowercase();
    match charset.as_str() {
        "iso-8859-1" | "latin1" | "windows-1252" | "cp1252" => {
            let text: String = body.iter().map(|byte| latin(*byte)).collect();
            Cow::Owned(text.into_bytes())
        }
        "utf-16" | "utf-16le" | "utf-16be" => Cow::Owned(utf16(body, charset.ends_with("be"))),
        _ => Cow::Borrowed(body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)),
    }
}

/// The character of a byte in windows-1252, the encoding of the Latin labels (WHATWG Encoding, 4.2).
fn latin(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    let high = byte
        .checked_sub(0x80)
        .and_then(|at| HIGH.get(usize::from(at)));
    high.copied().unwrap_or(char::from(byte))
}

/// A byte order mark overrides the name of the charset.
fn utf16(body: &Bytes, is_big: bool) -> Vec<u8> {
    let (body, is_big) = match body.as_ref() {
        [0xFE, 0xFF, rest @ ..] => (rest, true),
        [0xFF, 0xFE, rest @ ..] => (rest, false),
        rest => (rest, is_big),
    };
    let units = body.chunks(2).map(|unit| match (unit, is_big) {
        ([high, low], true) | ([low, high], false) => u16::from_be_bytes([*high, *low]),
        // Half of a unit is not a character.
        _ => 0xFFFD,
    });
    let text = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER));
    text.collect::<String>().into_bytes()
}
