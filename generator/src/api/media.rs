//! Media types.

use super::{Additional, Api, Content, Kind, SchemaId, StringFormat};
use crate::diagnostic::{Code, Diagnostics, Reason};
use crate::map::IndexMap;
pub use crate::text::media_type::Media;
use crate::text::media_type::essence;

/// The levels of unions below a schema that are searched for a description.
const LEVELS: usize = 3;

/// Whether the parts of a body have places instead of names: those of any `multipart/…` but
/// `multipart/form-data`. An object has no places, so it isn't supported there.
#[must_use]
pub fn has_places(media_type: &str) -> bool {
    Media::of(media_type) == Media::Multipart && essence(media_type) != "multipart/form-data"
}

/// Whether a media type says no more than that a body is JSON.
fn is_plain_json(media_type: &str) -> bool {
    Media::of(media_type) == Media::Json && !essence(media_type).ends_with("+json")
}

/// Whether a body is a change to what the server has. Each media type of these is another way to change it, whatever
/// their schemas say (RFC 6902, RFC 7396).
#[must_use]
pub fn is_patch(media_type: &str) -> bool {
    essence(media_type).ends_with("patch+json")
}

/// The word for a form of a body, by its media type.
#[must_use]
pub fn form_word(media_type: &str) -> String {
    let essence = essence(media_type);
    match essence.split_once('/').unwrap_or_default() {
        ("text", "plain" | "*") => "text".to_owned(),
        ("application", "octet-stream") | (_, "*") => "bytes".to_owned(),
        ("application", "x-www-form-urlencoded") => "form".to_owned(),
        ("multipart", _) => "multipart".to_owned(),
        (_, subtype) => {
            let subtype = subtype.strip_prefix("vnd.").unwrap_or(subtype);
            let subtype = subtype.strip_prefix("x-").unwrap_or(subtype);
            subtype.replace(|c: char| !c.is_alphanumeric(), " ")
        }
    }
}

/// The words for several forms of a body. Those with the same word get the parameters of their media types, or their
/// kind: `json` and `json v2`, `xml` and `text xml`.
#[must_use]
pub fn form_words(media_types: &[&str]) -> Vec<String> {
    let mut counts: IndexMap<String, usize> = IndexMap::default();
    for media_type in media_types {
        *counts.entry(form_word(media_type)).or_default() += 1;
    }
    let word = |media_type: &&str| {
        let word = form_word(media_type);
        if counts[&word] == 1 {
            return word;
        }
        if let Some((_, parameters)) = media_type.split_once(';') {
            let parameters = parameters.split(';').map(|parameter| {
                let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
                let is_number = value.starts_with(|c: char| c.is_ascii_digit());
                format!("{name}{}{value}", if is_number { "" } else { " " })
            });
            let parameters = parameters.collect::<Vec<_>>().join(" ");
            let parameters = parameters.replace(|c: char| !c.is_alphanumeric(), " ");
            return format!("{word} {parameters}");
        }
        match media_type.split_once('/') {
            Some((kind, _)) if kind != "application" => format!("{kind} {word}"),
            _ => word,
        }
    };
    media_types.iter().map(word).collect()
}

impl Content {
    /// Reports this form of a body, which the client doesn't use beside that of the media type `used`. Names of plain JSON
    /// are one form.
    pub fn unused_beside(&self, used: &str, diagnostics: &mut Diagnostics) -> Option<Reason> {
        let words = [self.media_type.as_str(), used];
        let is_told = !words.iter().all(|name| is_plain_json(name));
        is_told.then(|| diagnostics.because(Code::FormOfSame, &self.at, &words))
    }
}

impl Api {
    /// The form of a body: by its media type and, if that doesn't decide, by its schema.
    #[must_use]
    pub fn media(&self, content: &Content) -> Media {
        let is_range = content.media_type.contains('*');
        match Media::of(&content.media_type) {
            Media::Json | Media::Text if content.schema.is_some_and(|id| self.is_binary(id)) => {
                Media::Bytes
            }
            Media::Form if content.schema.is_some_and(|id| !self.has_members(id)) => Media::Bytes,
            Media::Json if is_range && content.schema.is_none() => Media::Bytes,
            Media::Json if is_range && content.schema.is_some_and(|id| self.is_text(id)) => {
                Media::Text
            }
            media => media,
        }
    }

    /// Whether the body of a request, or each of its items, is a value of a type. The parts of a body are parameters,
    /// and any other is the caller's.
    #[must_use]
    pub fn is_typed_request(&self, content: &Content) -> bool {
        self.is_typed_payload(content) || self.sent_item(content).is_some()
    }

    /// Whether the body of a request that the server makes is a value of a type. Any other is bytes or text.
    #[must_use]
    pub fn is_typed_payload(&self, content: &Content) -> bool {
        matches!(self.media(content), Media::Json | Media::Form)
    }

    /// The schema of each item in a sequential body (`OpenAPI` 3.2, "Sequential Media Types"): `itemSchema`, or the items
    /// of a list. Before `itemSchema`, documents described an item in the place of the list. `None` where the schema says
    /// no more than that the body is text or JSON.
    #[must_use]
    pub fn item(&self, content: &Content) -> Option<SchemaId> {
        let schema = content.schema?;
        if content.is_item {
            return Some(schema);
        }
        let (target, _) = self.behind_aliases(schema);
        match &self[target].kind {
            Kind::Array(items) => Some(*items),
            Kind::String(_) => None,
            kind if kind.is_any() => None,
            _ => Some(schema),
        }
    }

    /// The schema of each JSON value in the body of a request that is sent line by line. `None` where the caller writes the
    /// lines: nothing describes them, or each by its place.
    #[must_use]
    pub fn sent_item(&self, content: &Content) -> Option<SchemaId> {
        let schema = content
            .schema
            .filter(|_| self.media(content) == Media::Lines)?;
        let (target, _) = self.behind_aliases(schema);
        let is_by_place = !content.is_item && matches!(self[target].kind, Kind::Tuple(_));
        self.item(content).filter(|_| !is_by_place)
    }

    /// Whether the body of a response, or each of its items, is a value of a type. Any other is bytes or text.
    #[must_use]
    pub fn is_typed_response(&self, content: &Content) -> bool {
        matches!(
            self.media(content),
            Media::Json | Media::Events | Media::Lines
        )
    }

    /// Whether a schema says more of a body than that it is text or bytes.
    #[must_use]
    pub fn says_more_than_text(&self, id: SchemaId) -> bool {
        describes(self, id, LEVELS)
    }

    /// Whether a value is text in base64.
    #[must_use]
    pub fn is_base64(&self, id: SchemaId) -> bool {
        let (target, _) = self.behind_aliases(id);
        matches!(self[target].kind, Kind::String(StringFormat::Byte))
    }

    /// Whether a value is plain bytes.
    #[must_use]
    pub fn is_binary(&self, id: SchemaId) -> bool {
        let (target, _) = self.behind_aliases(id);
        matches!(self[target].kind, Kind::String(StringFormat::Binary(_)))
    }

    /// Whether a value can have members, which a form needs. A branch that is a union itself counts as one that has.
    #[must_use]
    pub fn has_members(&self, id: SchemaId) -> bool {
        let is_open = |id| {
            let kind = &self[self.behind_aliases(id).0].kind;
            kind.is_any() || matches!(kind, Kind::Object(_) | Kind::Union(_) | Kind::Loose(_))
        };
        match &self[self.behind_aliases(id).0].kind {
            Kind::Union(union) => union.branches.iter().any(|branch| is_open(*branch)),
            _ => is_open(id),
        }
    }

    /// Whether a value is a string.
    #[must_use]
    pub fn is_text(&self, id: SchemaId) -> bool {
        let (target, _) = self.behind_aliases(id);
        matches!(
            self[target].kind,
            Kind::String(_) | Kind::StringEnum(_) | Kind::OpenEnum(_)
        )
    }
}

fn describes(api: &Api, id: SchemaId, levels: usize) -> bool {
    let Some(levels) = levels.checked_sub(1) else {
        return false;
    };
    let (target, _) = api.behind_aliases(id);
    match &api[target].kind {
        Kind::Any | Kind::Unknown(_) | Kind::String(_) => false,
        Kind::Loose(inner) => describes(api, *inner, levels),
        Kind::Object(object) => {
            !object.properties.is_empty() || object.additional != Additional::Any
        }
        Kind::Union(union) => {
            let mut branches = union.branches.iter();
            branches.any(|branch| describes(api, *branch, levels))
        }
        _ => true,
    }
}
