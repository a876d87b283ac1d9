//! Media types: that of a response among the described ones, the text of its bytes, and those of texts that are sent.

use super::reply::RawResponse;
use super::wire::{DecodeError, Reading, shown};
use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use serde::de::IgnoredAny;
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

/// Kinds of media types of files.
const FILES: [&str; 5] = ["audio/", "font/", "image/", "model/", "video/"];
/// The ends of the media types below `application` that are text, as an unexpected page of an error may be.
const TEXTS: [&str; 5] = ["json", "script", "urlencoded", "xml", "yaml"];

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

    /// The parameters. Quotes aren't part of a value (RFC 9110, section 8.3.1).
    fn parameters(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let pairs = self.parameters.split(unquoted(';'));
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

    /// The rank of a description of this media type, the least of which is the most specific: it has fewer wildcards,
    /// all of its parameters match, it has more parameters. `None` if it describes another media type.
    fn rank(self, described: MediaType<'_>) -> Option<(usize, bool, Reverse<usize>)> {
        let differs = |(name, value): (&str, &str)| {
            let own = self.parameter(name);
            own.is_none_or(|own| !own.eq_ignore_ascii_case(value))
        };
        self.is_in(described).then(|| {
            let wildcards = described.essence.matches('*').count();
            let count = described.parameters().count();
            let has_other = described.parameters().any(differs);
            (wildcards, has_other, Reverse(count))
        })
    }

    /// Whether the media type without its parameters is `essence`.
    pub(crate) fn is(self, essence: &str) -> bool {
        self.essence.eq_ignore_ascii_case(essence)
    }

    /// Whether the media type is the described one, or in the described range.
    fn is_in(self, described: MediaType<'_>) -> bool {
        match described.essence.strip_suffix('*') {
            Some(range) => range == "*/" || self.begins(range),
            None => self.is(described.essence),
        }
    }

    /// Whether a body of this media type can be read as the described one.
    fn passes_as(self, described: MediaType<'_>) -> bool {
        described.is("application/octet-stream")
            || self.is_opaque()
            || self.is_file() && described.is_file()
            || self.is("text/plain") && described.begins("text/")
            || self.is_json() && described.is_json()
            || self.ends("xml") && described.ends("xml")
    }

    /// Whether the media type is that of a file. Servers often send another one than the described one, and the bytes
    /// tell the format.
    fn is_file(self) -> bool {
        FILES.iter().any(|start| self.begins(start))
            || self.begins("application/") && !TEXTS.iter().any(|end| self.ends(end))
    }

    /// Whether the media type is for any bytes.
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

/// The `separator` outside of quotes, as a pattern to split a text from its start (RFC 9110, section 5.6.4).
pub(crate) fn unquoted(separator: char) -> impl FnMut(char) -> bool {
    let (mut is_quoted, mut is_escaped) = (false, false);
    move |c| {
        let is_plain = !std::mem::take(&mut is_escaped);
        is_quoted ^= is_plain && c == '"';
        is_escaped = is_plain && is_quoted && c == '\\';
        c == separator && !is_quoted
    }
}

/// The index of the response's media type among the described ones: the most specific one, else JSON if the body is
/// that, else the first one that it can pass as. The first if the response has none.
pub(crate) fn form(response: &RawResponse, described: &[&str]) -> Result<usize, DecodeError> {
    let Some(media_type) = MediaType::of(&response.headers) else {
        return Ok(0);
    };
    let found = exact(media_type, described);
    let found = found.or_else(|| json_of(media_type, described, &utf8(response)));
    let found = found.or_else(|| similar(media_type, described));
    found.ok_or_else(|| unexpected(media_type, &listed(described)))
}

/// The index of the most specific description; the first of equal ones.
fn exact(media_type: MediaType<'_>, described: &[&str]) -> Option<usize> {
    let ranks = described.iter().enumerate().filter_map(|(index, known)| {
        let rank = media_type.rank(MediaType::parse(known))?;
        Some((rank, index))
    });
    ranks.min().map(|(_, index)| index)
}

/// The index of the first JSON description, if the body is an object or a list in JSON: servers often send JSON as
/// another type. The begin of an opaque body is enough.
fn json_of(media_type: MediaType<'_>, described: &[&str], body: &[u8]) -> Option<usize> {
    let found = described
        .iter()
        .position(|known| MediaType::parse(known).is_json())?;
    let begins_like_json = matches!(body.trim_ascii_start().first(), Some(b'{' | b'['));
    let is_json = || serde_json::from_slice::<IgnoredAny>(body).is_ok();
    let is_it = begins_like_json && (media_type.is_opaque() || is_json());
    is_it.then_some(found)
}

/// The index of the first description that a body of the media type can be read as. An opaque body that isn't JSON is
/// read as the first described type that isn't JSON, if there is one.
fn similar(media_type: MediaType<'_>, described: &[&str]) -> Option<usize> {
    let first = |may_be_json: bool| {
        described.iter().position(|known| {
            let known = MediaType::parse(known);
            media_type.passes_as(known) && (may_be_json || !known.is_json())
        })
    };
    first(!media_type.is_opaque()).or_else(|| first(true))
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

/// Fails if bytes or text are of none of the media types that the reading expects: any bytes can be read as these. Another
/// media type that passes as one of them is a mismatch.
pub(crate) fn check(response: &RawResponse, reading: &mut Reading) -> Result<(), DecodeError> {
    let expected = reading.types();
    if expected.is_empty() || response.body.is_empty() {
        return Ok(());
    }
    form(response, expected)?;
    note_other(&response.headers, expected, reading);
    Ok(())
}

/// The same for a body that isn't read yet.
pub(crate) fn check_head(headers: &HeaderMap, reading: &mut Reading) -> Result<(), DecodeError> {
    let expected = reading.types();
    let media_type = MediaType::of(headers).filter(|_| !expected.is_empty());
    if let Some(media_type) = media_type
        && exact(media_type, expected).is_none()
        && similar(media_type, expected).is_none()
    {
        return Err(unexpected(media_type, &listed(expected)));
    }
    note_other(headers, expected, reading);
    Ok(())
}

/// Notes a media type that isn't an expected one.
fn note_other(headers: &HeaderMap, expected: &[&str], reading: &mut Reading) {
    let media_type = MediaType::of(headers).filter(|_| !expected.is_empty());
    if let Some(media_type) = media_type.filter(|it| exact(*it, expected).is_none()) {
        let (expected, found) = (listed(expected), media_type.name());
        reading.note(format!(
            "expected {expected}, found `{found}`; read all the same"
        ));
    }
}

/// The media type of a body that should be JSON, if it is another one.
pub(crate) fn not_json(response: &RawResponse) -> Option<MediaType<'_>> {
    MediaType::of(&response.headers).filter(|media_type| !media_type.is_json())
}

/// Whether the status of a success says that there is no content (RFC 9110, sections 15.3.5 and 15.3.6), although its
/// range is described with some. It is `null` for a type that allows that.
pub(crate) fn has_no_content(response: &RawResponse) -> bool {
    response.body.is_empty() && matches!(response.status.as_u16(), 204 | 205)
}

/// The error of such a response for any other type.
pub(crate) fn no_content() -> DecodeError {
    DecodeError::whole("the document describes content, which this status never has".to_owned())
}

/// The error of a body with an undescribed media type.
pub(crate) fn unexpected(media_type: MediaType<'_>, described: &str) -> DecodeError {
    let name = media_type.name();
    DecodeError::whole(format!("the body is `{name}` and not {described}"))
}

/// The body as UTF-8, to be read as a value. A server may compress a body for a request that doesn't ask for it (RFC
/// 9110, section 12.5.3); a body that was decoded and has the header all the same is text.
pub(crate) fn text(response: &RawResponse) -> Result<Cow<'_, [u8]>, DecodeError> {
    match coding(&response.headers) {
        Some(coding) if str::from_utf8(&response.body).is_err() => Err(coded(coding)),
        _ => Ok(utf8(response)),
    }
}

/// The content coding of a response (RFC 9110, section 8.4.1). Transports that decode a body remove the header.
pub(crate) fn coding(headers: &HeaderMap) -> Option<&'static str> {
    const CODINGS: [&str; 6] = ["br", "compress", "deflate", "gzip", "x-gzip", "zstd"];
    let text = headers.get(CONTENT_ENCODING)?.to_str().ok()?;
    let mut listed = text.split(',').rev().map(str::trim);
    listed.find_map(|name| {
        let is = |known: &&str| name.eq_ignore_ascii_case(known);
        CODINGS.into_iter().find(is)
    })
}

/// The error of a body in a content coding.
pub(crate) fn coded(coding: &str) -> DecodeError {
    DecodeError::whole(match coding {
        "gzip" | "x-gzip" => {
            "the body is compressed with `gzip`; turn on the feature `gzip`".to_owned()
        }
        coding => {
            format!("the body is compressed with `{coding}`, which the transport doesn't decode")
        }
    })
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
