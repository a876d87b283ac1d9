//! Responses → what a success and an error are read as, and the types of their headers.

use crate::api::{self, Kind, Media, SchemaId, Status};
use crate::ir::{HeaderField, Name, Reply, ReplyTy, ReplyVariant, Ty, TypeId, TypeKind, Usage};
use crate::lower::names::rename_reason;
use crate::lower::names::{Named, Scope, assign, camel, snake};
use crate::lower::operations::Operations;
use crate::lower::operations::body::choose;
use crate::lower::types::New;
use crate::text::{Line, code, say};

const RECEIVED: Usage = Usage {
    sent: false,
    received: true,
};

impl Operations<'_, '_> {
    /// What each documented response is read as.
    pub fn responses(&mut self, operation: &api::Operation) -> Vec<(Status, ReplyTy)> {
        let mut responses = Vec::new();
        for response in &operation.responses {
            let api = self.facts.api;
            let ty = match choose(api, &response.content) {
                None if response.content.is_empty() => ReplyTy::Empty,
                None => ReplyTy::Bytes,
                Some(content) => match (api.media(content), content.schema) {
                    (Media::Json, Some(schema)) => ReplyTy::Json(self.facts.nullable_ty(schema)),
                    (Media::Json, None) => ReplyTy::Json(Ty::Json),
                    (Media::Events, schema) if response.status.is_success() => {
                        ReplyTy::Events(Box::new(self.item(schema, ReplyTy::Text)))
                    }
                    (Media::Lines, schema) if response.status.is_success() => {
                        ReplyTy::Lines(Box::new(self.item(schema, ReplyTy::Json(Ty::Json))))
                    }
                    (Media::Text | Media::Events, _) => ReplyTy::Text,
                    _ => ReplyTy::Bytes,
                },
            };
            responses.push((response.status, ty));
        }
        responses
    }

    /// What an item of a stream is read as: the schema describes it, or a list of items.
    fn item(&self, schema: Option<SchemaId>, otherwise: ReplyTy) -> ReplyTy {
        let api = self.facts.api;
        let Some(schema) = schema else {
            return otherwise;
        };
        let (target, _) = api.behind_aliases(schema);
        match &api[target].kind {
            Kind::Array(items) => ReplyTy::Json(self.facts.nullable_ty(*items)),
            Kind::String(_) => otherwise,
            kind if kind.is_any() => otherwise,
            _ => ReplyTy::Json(self.facts.nullable_ty(schema)),
        }
    }

    /// What a success is read as. A `default` counts only where no success is described.
    pub fn output(
        &mut self,
        marker: &Name,
        operation: &api::Operation,
        responses: &[(Status, ReplyTy)],
    ) -> ReplyTy {
        let mut successes: Vec<&(Status, ReplyTy)> = responses
            .iter()
            .filter(|(status, _)| status.is_success())
            .collect();
        if successes.is_empty() {
            successes.extend(
                responses
                    .iter()
                    .filter(|(status, _)| *status == Status::Default),
            );
        }
        // A stream is no value beside others.
        let mut types = successes.iter().map(|(_, ty)| ty);
        if let Some(stream) = types.find(|ty| ty.is_stream()) {
            return stream.clone();
        }
        let what = say("The responses of {}.", &[&request(operation)]);
        self.by_status(&format!("{marker}Reply"), what, operation, &successes)
            .unwrap_or(ReplyTy::Empty)
    }

    /// What an error is read as: any JSON where the document says nothing.
    pub fn failure(
        &mut self,
        marker: &Name,
        operation: &api::Operation,
        responses: &[(Status, ReplyTy)],
    ) -> ReplyTy {
        let failures: Vec<&(Status, ReplyTy)> = responses
            .iter()
            .filter(|(status, ty)| !status.is_success() && *ty != ReplyTy::Empty)
            // Redirections and the like are no errors of the API's own.
            .filter(|(status, _)| !matches!(status, Status::Code(100..=399) | Status::Range(1..=3)))
            .collect();
        let what = say("The errors of {}.", &[&request(operation)]);
        self.by_status(&format!("{marker}Failure"), what, operation, &failures)
            .unwrap_or(ReplyTy::Json(Ty::Json))
    }

    fn by_status(
        &mut self,
        wish: &str,
        what: Line,
        operation: &api::Operation,
        responses: &[&(Status, ReplyTy)],
    ) -> Option<ReplyTy> {
        let (_, first) = responses.first()?;
        if responses.iter().all(|(_, ty)| ty == first) {
            return Some(first.clone());
        }
        let words: Vec<String> = responses
            .iter()
            .map(|(status, _)| status_word(*status))
            .collect();
        let mut scope = Scope::default();
        let names = assign(&mut scope, words.iter().map(String::as_str), camel);
        let unknown = scope.take("Other");
        let mut secrets = Vec::new();
        let variants = responses
            .iter()
            .zip(names)
            .map(|((status, ty), Named { name, .. })| {
                let response = operation.responses.iter().find(|r| r.status == *status);
                let content =
                    response.and_then(|response| choose(self.facts.api, &response.content)?.schema);
                if content.is_some_and(|schema| self.facts.secret(schema)) {
                    secrets.push(name.clone());
                }
                let mut docs = response
                    .map(|r| self.sink.texts.docs(&r.docs))
                    .unwrap_or_default();
                if docs.is_empty() {
                    docs.paragraph(say("Status {}.", &[status]));
                } else {
                    docs.paragraph(say("Status: {}.", &[status]));
                }
                ReplyVariant {
                    name,
                    docs,
                    status: *status,
                    ty: ty.clone(),
                }
            })
            .collect();
        let id = self.types.add(New {
            wish: wish.to_owned(),
            about: what,
            at: Vec::new(),
            usage: RECEIVED,
            hidden: secrets,
            kind: TypeKind::Reply(Reply { variants, unknown }),
        });
        Some(ReplyTy::ByStatus(id))
    }

    /// A type for the headers of each response that describes some; a shared response has one.
    pub fn header_types(&mut self, marker: &Name, operation: &api::Operation) -> Vec<TypeId> {
        let mut types = Vec::new();
        for response in operation
            .responses
            .iter()
            .filter(|response| !response.headers.is_empty())
        {
            let at = response.at.child("headers");
            if let Some(known) = self.headers.get(&at) {
                types.push(*known);
                continue;
            }
            let id = self.header_type(marker, operation, response);
            self.headers.insert(at, id);
            types.push(id);
        }
        types
    }

    /// The type for the headers of a response.
    fn header_type(
        &mut self,
        marker: &Name,
        operation: &api::Operation,
        response: &api::Response,
    ) -> TypeId {
        let wish = match &response.shared {
            Some(shared) => format!("{}Headers", camel(shared)),
            None => format!("{marker}{}Headers", camel(&status_word(response.status))),
        };
        let words = response.headers.iter().map(|header| header.name.as_str());
        let names = assign(&mut Scope::default(), words, snake);
        let mut secrets = Vec::new();
        let fields = response
            .headers
            .iter()
            .zip(names)
            .map(|(header, Named { name, why })| {
                let mut docs = self.sink.texts.docs(&header.docs);
                if docs.is_empty() {
                    docs.paragraph(say("{}.", &[&code(&header.name)]));
                }
                rename_reason::tell(&mut docs, why);
                if self.facts.secret_header(header) {
                    secrets.push(name.clone());
                }
                HeaderField {
                    name,
                    wire: (&header.name).into(),
                    docs,
                    ty: self.facts.ty(header.schema),
                }
            })
            .collect();
        let about = match &response.shared {
            Some(shared) => say("The headers of the response {}.", &[&code(shared)]),
            None => say(
                "The headers of the response of {} with status {}.",
                &[&request(operation), &response.status],
            ),
        };
        self.types.add(New {
            wish,
            about,
            at: vec![response.at.child("headers")],
            usage: RECEIVED,
            hidden: secrets,
            kind: TypeKind::Headers(fields),
        })
    }
}

/// The method and the path, as code.
fn request(operation: &api::Operation) -> Line {
    code(&format!("{} {}", operation.method.as_str(), operation.path))
}

/// What a status is called: as in the registry of RFC 9110, section 16.2, else by its number.
pub fn status_word(status: Status) -> String {
    match status {
        Status::Code(code) => http::StatusCode::from_u16(code)
            .ok()
            .and_then(|code| code.canonical_reason())
            .map_or_else(
                || format!("Status{code}"),
                |reason| reason.replace('\'', ""),
            ),
        Status::Range(1) => "Informational".to_owned(),
        Status::Range(2) => "Success".to_owned(),
        Status::Range(3) => "Redirection".to_owned(),
        Status::Range(4) => "ClientError".to_owned(),
        Status::Range(5) => "ServerError".to_owned(),
        Status::Range(class) => format!("Status{class}xx"),
        Status::Default => "Default".to_owned(),
    }
}
