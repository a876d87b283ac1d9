//! How a body is written: by the names of its members, or by the places of its parts.

use super::Resolver;
use super::parameter::query_style;
use crate::api::{Encoding, Media, Placed, has_places};
use crate::diagnostic::{Code, Pointer};
use crate::openapi::view::{self, MediaType};
use crate::text::media_type::{legal_part, list};

/// The direction of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// As the body of a request, or its whole query.
    Sent,
    /// As the body of a response, or of a request of the server; or as a value without encodings.
    Received,
}

impl Direction {
    /// Whether it is sent in parts that have places.
    pub fn has_places(self, media_type: &str) -> bool {
        self == Self::Sent && has_places(media_type)
    }
}

impl<'a> Resolver<'a, '_> {
    /// The encodings of content, by name and by place. Those of content that isn't sent in parts, or as a form, are
    /// reported.
    pub(super) fn encodings(
        &mut self,
        (media_type, direction): (&str, Direction),
        media: MediaType<'a>,
        at: &Pointer,
    ) -> (Vec<Encoding>, Placed) {
        let kind = Media::of(media_type);
        let has_parts = direction == Direction::Sent && kind == Media::Multipart;
        let has_names = has_parts || direction == Direction::Sent && kind == Media::Form;
        let has_places = direction.has_places(media_type);
        let without_effect = [
            ("encoding", !has_names && !media.encoding().is_empty()),
            (
                "prefixEncoding",
                !has_places && !media.prefix_encoding().is_empty(),
            ),
            (
                "itemEncoding",
                !has_places && media.item_encoding().is_some(),
            ),
        ];
        for (keyword, _) in without_effect.into_iter().filter(|(_, is)| *is) {
            let words = [keyword, &*format!("content of `{media_type}`")];
            let code = Code::NotSupportedKeyword;
            self.diagnostics.report(code, &at.child(keyword), &words);
        }
        let mut encodings = Vec::new();
        if has_names {
            let place = at.child("encoding");
            for (name, encoding) in media.encoding().iter() {
                encodings.push(self.encoding(name, encoding, place.child(name), has_parts));
            }
        }
        let mut placed = Placed::default();
        if has_places {
            let place = at.child("prefixEncoding");
            for (index, encoding) in media.prefix_encoding().iter().enumerate() {
                let encoding = self.encoding("", encoding, place.index(index), true);
                placed.first.push(encoding);
            }
            let place = at.child("itemEncoding");
            let others = media.item_encoding();
            placed.others = others.map(|encoding| self.encoding("", encoding, place, true));
        }
        (encodings, placed)
    }

    fn encoding(
        &mut self,
        name: &str,
        encoding: view::Encoding<'a>,
        at: Pointer,
        has_parts: bool,
    ) -> Encoding {
        let place = at.child("headers");
        let mut headers = Vec::new();
        if has_parts {
            headers = self.headers(encoding.headers(), &place);
        } else if !encoding.headers().is_empty() {
            let words = ["headers", "an encoding"];
            let code = Code::NotSupportedKeyword;
            self.diagnostics.report(code, &place, &words);
        }
        let content_type = encoding.content_type();
        let content_type = content_type.and_then(|given| self.content_type(given, &at));
        // OpenAPI 3.1.1, "Encoding Object": any of these three keywords makes it a parameter, whose content
        // type is ignored.
        let (style, explode) = (encoding.style(), encoding.explode());
        let allow_reserved = encoding.allow_reserved();
        let is_styled = style.is_some() || explode.is_some() || allow_reserved.is_some();
        let allow_reserved = allow_reserved.unwrap_or_default();
        let styled_by = match (style, explode) {
            (Some(_), _) => "style",
            (None, Some(_)) => "explode",
            (None, None) => "allowReserved",
        };
        let style = is_styled.then(|| query_style(style, explode, allow_reserved));
        self.uses.weigh(name.len());
        Encoding {
            at,
            name: name.to_owned(),
            content_type,
            style,
            styled_by,
            headers,
        }
    }

    /// The media types of the parts with the encoding at `at`, without those that can't be any.
    fn content_type(&mut self, given: &str, at: &Pointer) -> Option<String> {
        let mut legal = Vec::new();
        for one in list(given) {
            let part = legal_part(one);
            if part != Some(one) {
                self.not_media_type((one, part), &at.child("contentType"), "ignored");
            }
            legal.extend(part);
        }
        (!legal.is_empty()).then(|| legal.join(", "))
    }
}
