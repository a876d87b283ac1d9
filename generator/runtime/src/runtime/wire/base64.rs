//! `format: byte`: bytes, written as base64.

use super::{Place, Shape, Text, View, Wire, outline};
use std::borrow::Cow;
use std::fmt;

/// Bytes that are sent as base64 (RFC 4648).
///
/// Other forms of base64 (without padding, with the alphabet for URLs, with line breaks) are
/// decoded as well. They are written unchanged, and so are texts that are not base64.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Base64(Inner);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Inner {
    /// Bytes that [`encode`] writes.
    Bytes(Vec<u8>),
    /// Any other text.
    Text(String),
}

impl Base64 {
    /// The bytes; `None` if the text is not base64.
    #[must_use]
    pub fn bytes(&self) -> Option<Cow<'_, [u8]>> {
        match &self.0 {
            Inner::Bytes(bytes) => Some(Cow::Borrowed(bytes)),
            Inner::Text(text) => decode_any(text).map(Cow::Owned),
        }
    }

    /// The bytes; `None` if the text is not base64.
    #[must_use]
    pub fn into_bytes(self) -> Option<Vec<u8>> {
        match self.0 {
            Inner::Bytes(bytes) => Some(bytes),
            Inner::Text(text) => decode_any(&text),
        }
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Inner::Bytes(bytes))
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self::from(bytes.to_vec())
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text())
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({:?})", self.text())
    }
}

impl Text for Base64 {
    fn read(&mut self, text: &str) -> Result<(), &'static str> {
        let bytes = decode(text.as_bytes());
        let is_base64 = bytes.is_some();
        self.0 = match bytes {
            Some(bytes) if encode(&bytes) == text => Inner::Bytes(bytes),
            _ => Inner::Text(text.to_owned()),
        };
        is_base64.then_some(()).ok_or("not Base64; kept as text")
    }
    fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Inner::Bytes(bytes) => Cow::Owned(encode(bytes)),
            Inner::Text(text) => Cow::Borrowed(text),
        }
    }
}

impl Wire for Base64 {
    type As = Self;
}

impl Shape<Self> for Base64 {
    fn blank() -> Self {
        Self(Inner::Bytes(Vec::new()))
    }
    fn place(value: &mut Self) -> Place<'_> {
        outline::text(value)
    }
    fn view(value: &Self) -> View<'_> {
        View::Text(value)
    }
}

super::impl_serde!(Base64);

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for index in 0..4 {
            // Three bytes are four digits of six bits; each missing byte is one digit less.
            let digit = group >> (18 - 6 * index) & 63;
            text.push(if index > chunk.len() {
                '='
            } else {
                char::from(ALPHABET[digit as usize])
            });
        }
    }
    text
}

/// Decodes either alphabet, padded or not.
pub(crate) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    let digits = &text[..text.len() - padding];
    let is_padded = padding == 0 || (padding <= 2 && text.len().is_multiple_of(4));
    if !is_padded || digits.len() % 4 == 1 {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    for chunk in digits.chunks(4) {
        let mut group = 0;
        for byte in chunk {
            group = group << 6 | digit(*byte)?;
        }
        // Missing bits at the end are zero; a missing digit is a missing byte.
        group <<= 6 * (4 - chunk.len());
        bytes.extend_from_slice(&group.to_be_bytes()[1..chunk.len()]);
    }
    Some(bytes)
}

fn decode_any(text: &str) -> Option<Vec<u8>> {
    let is_break = |byte: &u8| byte.is_ascii_whitespace();
    let digits: Vec<u8> = text.bytes().filter(|byte| !is_break(byte)).collect();
    decode(&digits)
}

fn digit(byte: u8) -> Option<u32> {
    Some(match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}
