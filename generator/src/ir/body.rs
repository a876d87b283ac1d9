//! The bodies of requests.

use super::{Docs, Given, Name, Raw, Ty, TypeId};
use crate::api::Style;

/// The body of a request.
#[derive(Debug, PartialEq, Eq)]
pub enum RequestBody {
    /// No body.
    None,
    /// A JSON object of the arguments of its `new`: it has no other members.
    Members(TypeId),
    /// The parameters that are parts.
    Parts {
        /// Whether the parts have places instead of names.
        placed: bool,
        /// The media type, if it must be said before the parts: they have places; or the body is sent without a
        /// part, too, as it is required and none of its parts is.
        begun: Option<Raw>,
    },
    /// One value.
    Value {
        /// The name of the argument or, of an optional body, of the setter.
        name: Name,
        /// Its docs; none: nothing is known of it.
        docs: Docs,
        /// Whether the body is required.
        required: bool,
        /// Its form.
        ty: BodyTy,
        /// The form of the argument.
        given: Given,
        /// The media type of the request.
        media_type: Raw,
        /// The argument for the media type, if the document has a range.
        content_type: Option<Name>,
    },
}

impl RequestBody {
    /// Whether it is a value of `application/json`.
    #[must_use]
    pub fn is_plain_json(&self) -> bool {
        matches!(
            self,
            Self::Value { ty: BodyTy::Json(_), media_type, .. } if *media_type == "application/json"
        )
    }
}

/// The part of a body that asks for a stream, by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    /// A member of JSON.
    Member(Raw),
    /// A field of a form.
    Field(Raw),
    /// A part of several.
    Part(Raw),
}

/// The form of a request body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyTy {
    /// JSON of a type.
    Json(Ty),
    /// `application/x-www-form-urlencoded` of a type, with the unusual styles of members; a member without a
    /// style is JSON text.
    Form(Ty, Vec<(Raw, Option<Style>)>),
    /// JSON values of a type, each on a line.
    Lines(Ty),
    /// JSON values of a type, each after a record separator (RFC 7464).
    Records(Ty),
    /// Parts that no object describes.
    Parts,
    /// Plain bytes.
    Bytes,
    /// Bytes of a media type that the caller chooses, of those or those ranges that the document lists.
    Ranged(Vec<Raw>),
}
