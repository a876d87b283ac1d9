//! The formats of strings and of integers.

use super::schema::PASSWORD;
use super::{Resolver, limits};
use crate::api::{IntegerFormat, StringFormat};
use crate::diagnostic::Pointer;
use crate::openapi::view::{Format, Keywords};
use crate::text::media_type::{ANY_BYTES, legal_part};

impl Resolver<'_, '_> {
    /// The format of the strings at `at`.
    pub(super) fn string_format(&mut self, format: Format<'_>, at: &Pointer) -> StringFormat {
        if !format.is_binary() {
            return text_format(format);
        }
        let media_type = format.media_type.filter(|name| *name != ANY_BYTES);
        StringFormat::Binary(media_type.and_then(|media_type| {
            let part = legal_part(media_type);
            if part != Some(media_type) {
                let at = at.child("contentMediaType");
                self.not_media_type((media_type, part), &at, "ignored");
            }
            part.map(str::to_owned)
        }))
    }
}

fn text_format(format: Format<'_>) -> StringFormat {
    match format.name {
        None if format.is_base64() => StringFormat::Byte,
        None => StringFormat::Plain,
        Some(PASSWORD) => StringFormat::Password,
        Some("date-time") => StringFormat::DateTime,
        Some("date") => StringFormat::Date,
        Some("byte" | "base64") => StringFormat::Byte,
        Some(other) => StringFormat::Other(other.to_owned()),
    }
}

pub(super) fn integer_format(format: Option<&str>, keywords: &Keywords<'_>) -> IntegerFormat {
    match format {
        None if limits::needs_all_bits(keywords) => IntegerFormat::Uint64,
        Some("int32") => IntegerFormat::Int32,
        Some("uint64") => IntegerFormat::Uint64,
        Some("unix-time" | "unixtime" | "timestamp") => IntegerFormat::UnixTime,
        _ => IntegerFormat::Int64,
    }
}
