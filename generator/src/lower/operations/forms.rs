//! The forms that a response can have: one for each type that a body can be read as, with its media types.

use crate::api::{self, Kind, Media, SchemaId, StringFormat};
use crate::ir::{ReplyTy, Ty};
use crate::lower::facts::Facts;
use crate::lower::operations::choose;
use crate::lower::operations::responses::is_outcome;
use crate::text::header;

/// A form of a response.
pub struct Form<'a> {
    /// What it is read as.
    pub ty: ReplyTy,
    /// Its media types; the first is the one that is asked for first.
    pub media_types: Vec<&'a str>,
    /// Its value.
    pub schema: Option<SchemaId>,
}

impl Facts<'_> {
    /// The forms of a response, the preferred one first. A media type in which the same value is written
    /// another way, such as XML beside JSON, is no form: the preferred one is asked for.
    pub fn forms<'c>(&self, content: &'c [api::Content]) -> Vec<Form<'c>> {
        let Some((best, schema)) = choose(content) else {
            return Vec::new();
        };
        let mut forms = vec![self.form(best, schema)];
        for other in content.iter().filter(|other| other.media_type != best) {
            if !header::is_media_type(&other.media_type) || is_stream(&other.media_type) {
                continue;
            }
            let form = self.form(&other.media_type, other.schema);
            match forms.iter_mut().find(|known| known.ty == form.ty) {
                Some(known) => known.media_types.extend(form.media_types),
                None if self.is_own(other, schema) => forms.push(form),
                None => {}
            }
        }
        forms
    }

    /// The forms of a response that are read: of an error, the preferred one.
    pub fn used_forms<'c>(&self, response: &'c api::Response) -> Vec<Form<'c>> {
        let mut forms = self.forms(&response.content);
        if !is_outcome(response.status) {
            forms.truncate(1);
        }
        forms
    }

    fn form<'c>(&self, media_type: &'c str, schema: Option<SchemaId>) -> Form<'c> {
        Form {
            ty: self.reply_ty(media_type, schema),
            media_types: vec![media_type],
            schema,
        }
    }

    fn reply_ty(&self, media_type: &str, schema: Option<SchemaId>) -> ReplyTy {
        let is_range = media_type.contains('*');
        match (Media::of(media_type), schema) {
            (Media::Json, Some(schema)) if is_range && self.is_binary(schema) => ReplyTy::Bytes,
            (Media::Json, None) if is_range => ReplyTy::Bytes,
            (Media::Json, Some(schema)) => ReplyTy::Json(self.nullable_ty(schema)),
            (Media::Json, None) => ReplyTy::Json(Ty::Json),
            (Media::Text, _) => ReplyTy::Text,
            _ => ReplyTy::Bytes,
        }
    }

    /// Whether a form is not the preferred one in another notation.
    fn is_own(&self, content: &api::Content, preferred: Option<SchemaId>) -> bool {
        let is_text = |id: SchemaId| {
            let (target, _) = self.api.behind_aliases(id);
            matches!(self.api[target].kind, Kind::String(_))
        };
        let is_same = content.schema.is_some() && content.schema == preferred;
        match Media::of(&content.media_type) {
            Media::Json => true,
            Media::Text | Media::Bytes => {
                !is_same && content.schema.is_none_or(is_text) && !is_notation(&content.media_type)
            }
            Media::Form | Media::Multipart => false,
        }
    }

    fn is_binary(&self, id: SchemaId) -> bool {
        let (target, _) = self.api.behind_aliases(id);
        match &self.api[target].kind {
            Kind::String(StringFormat::Other(format)) => format == "binary",
            _ => false,
        }
    }
}

/// A stream of events is asked for in another way.
fn is_stream(media_type: &str) -> bool {
    media_type.starts_with("text/event-stream")
}

/// Whether a media type is a notation of values, as JSON is.
fn is_notation(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let (_, subtype) = essence.split_once('/').unwrap_or_default();
    let notation = subtype.rsplit(['+', '-']).next().unwrap_or_default();
    matches!(
        notation.to_ascii_lowercase().as_str(),
        "xml" | "yaml" | "yml" | "msgpack" | "cbor" | "protobuf" | "html" | "javascript"
    )
}
