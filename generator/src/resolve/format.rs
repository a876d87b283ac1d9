//! The formats of strings and of integers.

use super::Resolver;
use super::schema::PASSWORD;
use super::width::Width;
use crate::api::{IntegerFormat, StringFormat};
use crate::diagnostic::Pointer;
use crate::openapi::view::{Format, Keywords};
use crate::text::media_type::{ANY_BYTES, legal_part};

/// Whether values are numbers that keep all of their digits.
pub(super) fn is_decimal(ty: Option<&str>, format: Option<&str>) -> bool {
    ty == Some("number") && matches!(format, Some("decimal" | "decimal128"))
}

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

    /// The format of whole numbers, whose bounds stand at one of the places.
    pub(super) fn integer_format<'p>(
        &self,
        keywords: &Keywords<'_>,
        places: &(impl Iterator<Item = &'p Pointer> + Clone),
    ) -> IntegerFormat {
        let digits = |name: &str| {
            let mut places = places.clone();
            places.find_map(|at| self.document.digits(&at.child(name)))
        };
        let width = Width::of(keywords, digits);
        match keywords.format.name {
            Some("unix-time" | "unixtime" | "timestamp") => IntegerFormat::UnixTime,
            _ if width.is_beyond => IntegerFormat::Beyond {
                is_unsigned: width.is_unsigned,
            },
            _ if width.is_unsigned => IntegerFormat::Uint64,
            // A type of 32 bits would hold none of the numbers, or not all.
            Some("int32") if !width.is_beyond_32 => IntegerFormat::Int32,
            _ => IntegerFormat::Int64,
        }
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
