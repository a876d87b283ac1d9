//! Bodies of requests, and the choice between the forms of a response.

use super::Operations;
use crate::api::{self, Api, Content, Location, Media};
use crate::ir::{
    BodyTy, Given, Name, Parameter, Presence, Raw, RequestBody, Rest, Ty, TypeId, TypeKind,
};
use crate::lower::names::Scope;
use crate::lower::operations::form_styles::encodings;
use crate::lower::types::given;
use crate::surface;
use crate::text::media_type::has_separators;

/// The most arguments of a method that takes the members of its body as arguments.
const MOST_ARGUMENTS: usize = 4;

impl Operations<'_, '_> {
    /// The request body.
    pub fn body(
        &mut self,
        operation: &api::Operation,
        arguments: &[Parameter],
        scope: &mut Scope,
    ) -> RequestBody {
        let Some(body) = &operation.body else {
            return RequestBody::None;
        };
        let Some(content) = body.content.first() else {
            return RequestBody::None;
        };
        let media_type = content.media_type.as_str();
        let all = operation.parameters.iter();
        let mut parts = all.filter(|p| p.location == Location::Part).peekable();
        if let Some(part) = parts.peek() {
            let placed = part.part.as_ref().is_some_and(|part| part.placed);
            let has_required = parts.any(|part| part.required);
            let is_bare = body.required && !has_required;
            // The runtime's own media type has no parameters.
            let is_usual = media_type.eq_ignore_ascii_case("multipart/form-data");
            return RequestBody::Parts {
                placed,
                begun: (placed || is_bare || has_required && !is_usual).then(|| media_type.into()),
            };
        }
        let api = self.facts.api;
        let ty = match (api.media(content), content.schema) {
            (Media::Json, Some(schema)) => BodyTy::Json(self.facts.nullable_ty(schema)),
            (Media::Json, None) => BodyTy::Json(Ty::Json),
            (Media::Form, Some(schema)) => BodyTy::Form(
                self.facts.ty(schema),
                encodings(self.facts, schema, &content.encoding),
            ),
            (Media::Multipart, _) => BodyTy::Parts,
            (Media::Lines, _) => self.lines(content),
            (Media::Text, _) => BodyTy::Bytes,
            _ if media_type.contains('*') => BodyTy::Ranged(match &content.one_of[..] {
                [] => vec![media_type.into()],
                listed => listed.iter().map(Raw::from).collect(),
            }),
            _ => BodyTy::Bytes,
        };
        if let BodyTy::Json(Ty::Named(id)) = ty
            && body.required
            && media_type == "application/json"
            && self.spreads(id, arguments)
        {
            return RequestBody::Members(id);
        }
        // A range is sent with the media type of its content's form.
        let media_type = match &ty {
            BodyTy::Json(_) if media_type.contains('*') => "application/json",
            BodyTy::Bytes if media_type.contains('*') => "text/plain",
            _ => media_type,
        };
        RequestBody::Value {
            name: scope.take(surface::BODY),
            docs: self.body_docs(body, content.schema),
            required: body.required,
            given: match &ty {
                BodyTy::Json(ty) | BodyTy::Form(ty, _) => given::sent(self.facts, ty),
                BodyTy::Parts => Given::Moved,
                BodyTy::Lines(_) | BodyTy::Records(_) | BodyTy::Bytes | BodyTy::Ranged(_) => {
                    Given::Converted
                }
            },
            content_type: match &ty {
                BodyTy::Ranged(_) => Some(scope.take("content_type")),
                _ => None,
            },
            ty,
            media_type: media_type.into(),
        }
    }

    /// The form of a body that is sent line by line: values of a type, or bytes if the caller writes the lines.
    fn lines(&self, content: &Content) -> BodyTy {
        let item = self.facts.api.sent_item(content);
        match item.map(|item| self.facts.nullable_ty(item)) {
            Some(item) if has_separators(&content.media_type) => BodyTy::Records(item),
            Some(item) => BodyTy::Lines(item),
            None => BodyTy::Bytes,
        }
    }

    /// Whether the members of an object can replace it as arguments: it is closed, all of them are required,
    /// they are few, and none has the name of a parameter.
    fn spreads(&self, id: TypeId, arguments: &[Parameter]) -> bool {
        let TypeKind::Struct(lowered) = &self.types.made[id.0].kind else {
            return false;
        };
        let members = lowered.fields.len() + usize::from(lowered.choice.is_some());
        // The argument for the body would hide a parameter of its name.
        if arguments
            .iter()
            .any(|argument| argument.name.as_str() == surface::BODY)
        {
            return false;
        }
        let taken = |name: &Name| arguments.iter().any(|argument| argument.name == *name);
        let reserved = |name: &Name| surface::CALL_METHODS.contains(&name.as_str());
        !lowered.is_tuple
            && lowered.rest == Rest::Closed
            && lowered
                .constructors
                .first()
                .is_some_and(|first| first.name.as_str() == "new")
            && (1..=MOST_ARGUMENTS).contains(&(members + arguments.len()))
            && members > 0
            && lowered.fields.iter().all(|field| {
                matches!(field.presence, Presence::Required)
                    && !taken(&field.name)
                    && !reserved(&field.name)
            })
            && lowered.choice.iter().all(|choice| !taken(&choice.name))
    }
}

/// The form in which a response is read: JSON if possible.
pub fn choose<'a>(api: &Api, content: &'a [Content]) -> Option<&'a Content> {
    let rank = |content: &&Content| match api.media(content) {
        Media::Json if content.media_type == "application/json" => 0,
        Media::Json => 1,
        Media::Form => 2,
        Media::Text => 3,
        Media::Bytes => 4,
        Media::Events | Media::Lines => 5,
        Media::Multipart => 6,
    };
    content.iter().min_by_key(rank)
}

/// Whether an operation is skipped, because a part of its request was left out.
pub fn is_skipped(operation: &api::Operation) -> bool {
    operation.lacks.is_some()
}
