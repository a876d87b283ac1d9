//! The media type of a response: its match among the described ones, and the text of its bytes.

use super::api::{OperationSpec, RawResponse};
use super::wire::{DecodeError, shown};
use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use std::borrow::Cow;

/// The media type of a response.
#[derive(Clone, Copy)]
pub(crate) struct MediaType<'a> {
    /// `text/csv`.
    essence: &'a str,
    charset: Option<&'a str>,
}

/// Kinds of media types of which servers often send another one than the described one: the bytes tell
/// the format.
const KIN: [&str; 4] = ["audio/", "font/", "image/", "video/"];

impl<'a> MediaType<'a> {
    /// `None` if the response has no media type, or an invalid one.
    pub(crate) fn of(headers: &'a HeaderMap) -> Option<Self> {
        let text = headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let mut parts = text.split(';').map(str::trim);
        let essence = parts.next().filter(|essence| essence.contains('/'))?;
        let charset = parts.find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            let is_it = name.trim().eq_ignore_ascii_case("charset");
            is_it.then(|| value.trim().trim_matches('"'))
        });
        Some(Self { essence, charset })
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
            || self.is("application/octet-stream")
            || self.is("binary/octet-stream")
            || KIN.iter().any(begins_both)
            || self.is("text/plain") && described.starts_with("text/")
            || self.is_json() && is_json(described)
            || self.ends("xml") && described.ends_with("xml")
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

/// The index of the response's media type among the described ones; the first if the response has none.
pub(crate) fn form(response: &RawResponse, described: &[&str]) -> Result<usize, DecodeError> {
    let Some(media_type) = MediaType::of(&response.headers) else {
        return Ok(0);
    };
    let exact = described.iter().position(|known| media_type.is(known));
    let similar = || {
        let mut known = described.iter();
        known.position(|known| media_type.passes_as(known))
    };
    exact.or_else(similar).ok_or_else(|| {
        let first = described.first().copied().unwrap_or_default();
        unexpected(media_type, &format!("`{first}`"))
    })
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
    let charset = MediaType::of(&response.headers).and_then(|it| it.charset);
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
