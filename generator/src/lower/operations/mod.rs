//! Operations → methods of the client.

pub mod client;
mod forms;
pub mod headers;
mod received;
pub mod responses;

use crate::api::{self, Api, Location, Media, SchemaId};
use crate::config::Config;
use crate::diagnostic::{Code, Pointer, Reason};
use crate::ir::{
    BodyTy, Docs, Given, Name, Operation, Parameter, Presence, Raw, RequestBody, Rest, Ty, TypeId,
    TypeKind,
};
use crate::lower::docs::members::{said, tell_default};
use crate::lower::examples::answers::Answers;
use crate::lower::examples::calls::Shower;
use crate::lower::facts::Facts;
use crate::lower::names::rename_reason;
use crate::lower::names::{Named, Scope, assign, camel, snake};
use crate::lower::operations::responses::{Failures, Shared};
use crate::lower::sink::Sink;
use crate::lower::types::Types;
use crate::lower::types::given;
use crate::surface::{self, Room};
use crate::text::{Line, code, header, say};
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// Whether a parameter is what [`surface::CALL_METHODS`] has a method for on every call.
fn is_idempotency_key(parameter: &api::Parameter) -> bool {
    parameter.location == Location::Header && parameter.name.eq_ignore_ascii_case("Idempotency-Key")
}

/// How many arguments a method takes at most, when the members of its body are among them.
const MOST_ARGUMENTS: usize = 4;

/// The names of an operation.
pub struct OperationNames {
    /// The method.
    pub method: Named,
    /// The type that stands for it.
    pub marker: Name,
}

/// Names every operation: by the wish of client.toml or the document, by its `operationId`, else by
/// its method and path.
pub fn names(api: &Api, config: &Config) -> Vec<OperationNames> {
    let words: Vec<String> = api
        .operations
        .iter()
        .map(|operation| {
            let wish = config
                .names
                .get(operation.at.as_str())
                .or(operation.rust_name.as_ref());
            wish.or(operation.id.as_ref())
                .cloned()
                .unwrap_or_else(|| path_word(operation))
        })
        .collect();
    let words = || words.iter().map(String::as_str);
    let methods = assign(
        &mut Scope::reserving(surface::CLIENT_METHODS.iter().copied()),
        words(),
        snake,
    );
    let markers = assign(&mut Scope::default(), words(), marker);
    methods
        .into_iter()
        .zip(markers)
        .map(|(method, marker)| OperationNames {
            method,
            marker: marker.name,
        })
        .collect()
}

/// The security that most operations have; of equally many the first.
pub fn usual_security(operations: &[Operation]) -> Vec<Vec<usize>> {
    let mut counts: IndexMap<&Vec<Vec<usize>>, usize> = IndexMap::new();
    for operation in operations {
        *counts.entry(&operation.security).or_default() += 1;
    }
    let most = counts.values().max();
    let usual = counts.iter().find(|(_, count)| Some(*count) == most);
    usual
        .map(|(security, _)| (*security).clone())
        .unwrap_or_default()
}

/// The name of the type that stands for an operation: not one that its module uses.
fn marker(word: &str) -> String {
    let name = camel(word);
    if surface::is_taken(Room::Operations, &name) {
        format!("{name}Operation")
    } else {
        name
    }
}

/// `GET /users/{id}/notes` is `get users by id notes`.
fn path_word(operation: &api::Operation) -> String {
    let mut words = vec![operation.method.as_str().to_lowercase()];
    for segment in operation
        .path
        .split('/')
        .filter(|segment| !segment.is_empty())
    {
        match segment
            .strip_prefix('{')
            .and_then(|segment| segment.strip_suffix('}'))
        {
            Some(parameter) => words.push(format!("by {parameter}")),
            None => words.push(segment.to_owned()),
        }
    }
    words.join(" ")
}

/// Decides on each operation whose request can be made, and the types that only operations have; gives the
/// operations, and why others are skipped.
pub fn operations(
    facts: &Facts,
    types: &mut Types,
    sink: &mut Sink,
) -> (Vec<Operation>, BTreeMap<Pointer, Reason>) {
    let mut phase = Operations {
        facts,
        types,
        sink,
        headers: BTreeMap::new(),
        failures: IndexMap::new(),
        answers: Answers::new(),
    };
    for operation in &facts.api.operations {
        let failures = phase.failures.entry(responses::failures(facts, operation));
        failures.or_default().count += 1;
    }
    let mut made = Vec::new();
    let mut skipped = facts.api.skipped.clone();
    for (operation, names) in facts.api.operations.iter().zip(&facts.operations) {
        match phase.operation(operation, names) {
            Ok(lowered) => made.push(lowered),
            Err(reason) => {
                skipped.insert(operation.at.clone(), reason);
            }
        }
    }
    (made, skipped)
}

/// The phase of operations: its inputs and outputs.
pub struct Operations<'a, 'd> {
    pub facts: &'a Facts<'a>,
    pub types: &'a mut Types,
    pub sink: &'a mut Sink<'d>,
    /// The types for the headers of responses, by place: a shared response has one.
    pub headers: BTreeMap<Pointer, TypeId>,
    /// The errors of operations, and the types for them: operations with the same errors have one.
    failures: IndexMap<Failures, Shared>,
    /// The examples of answers that were looked at.
    answers: Answers,
}

impl Operations<'_, '_> {
    fn operation(
        &mut self,
        operation: &api::Operation,
        names: &OperationNames,
    ) -> Result<Operation, Reason> {
        if let Some(reason) = &operation.lacks {
            return Err(reason.clone());
        }
        let mut scope = Scope::reserving(surface::CALL_METHODS.iter().copied());
        let (client, own): (Vec<_>, Vec<_>) = operation
            .parameters
            .iter()
            .partition(|parameter| self.facts.is_client_header(parameter));
        let (arguments, setters): (Vec<_>, Vec<_>) =
            own.into_iter().partition(|parameter| parameter.required);
        let arguments = self.parameters(&arguments, &mut scope);
        let (keys, setters): (Vec<_>, Vec<_>) = setters
            .into_iter()
            .chain(client.iter().copied())
            .partition(|parameter| is_idempotency_key(parameter));
        let setters = self.parameters(&setters, &mut scope);
        let body = self.body(operation, &arguments, &mut scope)?;
        let headers = self.header_types(&names.marker, operation);
        let responses = self.responses(&names.marker, operation);
        let output = self.output(&names.marker, operation, &responses);
        let error = self.failure(&names.marker, operation);
        let shower = Shower {
            facts: self.facts,
            types: &self.types.made,
            texts: &self.sink.texts,
        };
        let mut lowered = Operation {
            name: names.method.name.clone(),
            marker: names.marker.clone(),
            docs: self.docs(operation, keys.first().copied(), names, &headers),
            deprecated: operation.docs.deprecated,
            method: operation.method,
            path: (&operation.path).into(),
            arguments,
            setters,
            body,
            output,
            error,
            responses,
            headers,
            accept: responses::accept(self.facts, operation).into(),
            redirects: responses::redirects(operation),
            media_types: responses::media_types(self.facts, operation),
            security: operation.security.clone(),
            server: operation.server.as_ref().map(Raw::from),
            client_headers: client
                .iter()
                .map(|parameter| Raw::from(&parameter.name))
                .collect(),
            secret: self.facts.sends_secret(operation),
            secret_reply: self.facts.receives_secret(operation),
            group: group(operation).into(),
            feature: None,
            examples: Vec::new(),
            answers: shower.answer_examples(operation, &mut self.answers),
        };
        lowered.examples = shower.call_examples(operation, &lowered);
        Ok(lowered)
    }

    /// The docs of an operation, in which its idempotency key has its own.
    fn docs(
        &self,
        operation: &api::Operation,
        key: Option<&api::Parameter>,
        names: &OperationNames,
        headers: &[TypeId],
    ) -> Docs {
        let texts = &self.sink.texts;
        let mut docs = texts.docs(&operation.docs);
        if docs.is_empty() {
            let method = operation.method.as_str();
            docs.paragraph(say("{} {}", &[&method, &code(&operation.path)]));
        }
        if let Some(key) = key {
            docs.paragraph("Its `Idempotency-Key` is set by [`Call::idempotency_key`].");
            docs.append(texts.docs(&key.docs));
        }
        let headers = headers.iter().map(|id| &self.types.made[id.0].name);
        let headers = headers.map(|name| say("[`{}`](crate::types::{})", &[name, name]));
        let headers: Vec<Line> = headers.collect();
        if !headers.is_empty() {
            let list = Line::join(&headers, ", ");
            docs.paragraph(say(
                "Headers of its responses, those of errors too: {}.",
                &[&list],
            ));
        }
        rename_reason::tell(&mut docs, names.method.why.clone());
        docs
    }

    fn parameters(&mut self, parameters: &[&api::Parameter], scope: &mut Scope) -> Vec<Parameter> {
        let words = parameters
            .iter()
            .map(|parameter| parameter.rust_name.as_ref().unwrap_or(&parameter.name));
        let names = assign(scope, words.map(String::as_str), snake);
        parameters
            .iter()
            .zip(names)
            .map(|(parameter, Named { name, why })| {
                let ty = self.facts.ty(parameter.schema);
                Parameter {
                    docs: self.parameter_docs(parameter, why),
                    deprecated: parameter.docs.deprecated,
                    name,
                    wire: (&parameter.name).into(),
                    location: parameter.location,
                    style: parameter.style,
                    given: given::sent(self.facts, &ty),
                    ty,
                }
            })
            .collect()
    }

    fn parameter_docs(&self, parameter: &api::Parameter, why: Option<Line>) -> Docs {
        let mut out = self.sink.texts.docs(&parameter.docs);
        if out.is_empty() {
            out = said(self.facts, &self.sink.texts, parameter.schema);
        }
        if out.is_empty() {
            out.paragraph(say("{}.", &[&code(&parameter.name)]));
        }
        tell_default(self.facts, &self.sink.texts, &mut out, parameter.schema);
        rename_reason::tell(&mut out, why);
        out
    }

    /// The request body; an error skips the operation.
    fn body(
        &mut self,
        operation: &api::Operation,
        arguments: &[Parameter],
        scope: &mut Scope,
    ) -> Result<RequestBody, Reason> {
        let Some(body) = &operation.body else {
            return Ok(RequestBody::None);
        };
        let chosen = choose(&body.content);
        let Some((media_type, schema)) = chosen else {
            if body.content.is_empty() {
                return Ok(RequestBody::None);
            }
            let list: Vec<&str> = body.content.iter().map(|c| c.media_type.as_str()).collect();
            let (code, list) = (Code::BodyUnsupported, list.join(", "));
            return Err(self.sink.diagnostics.because(code, &body.at, &[&list]));
        };
        let kind = Media::of(media_type);
        let ty = match (kind, schema) {
            (Media::Json, Some(schema)) => BodyTy::Json(self.facts.nullable_ty(schema)),
            (Media::Json, None) => BodyTy::Json(Ty::Json),
            (Media::Form, Some(schema)) => BodyTy::Form(self.facts.ty(schema)),
            _ => BodyTy::Bytes,
        };
        if let BodyTy::Json(Ty::Named(id)) = ty
            && body.required
            && media_type == "application/json"
            && self.spreads(id, arguments)
        {
            return Ok(RequestBody::Members(id));
        }
        let media_type = if media_type.contains('*') {
            "application/octet-stream"
        } else {
            media_type
        };
        Ok(RequestBody::Value {
            name: scope.take(surface::BODY),
            required: body.required,
            given: match &ty {
                BodyTy::Json(ty) | BodyTy::Form(ty) => given::sent(self.facts, ty),
                BodyTy::Bytes => Given::Converted,
            },
            ty,
            media_type: media_type.into(),
        })
    }

    /// Whether an object's members can be arguments in its place: it is closed, all of them are
    /// required, they are few, and none is called like a parameter.
    fn spreads(&self, id: TypeId, arguments: &[Parameter]) -> bool {
        let TypeKind::Struct(lowered) = &self.types.made[id.0].kind else {
            return false;
        };
        let members = lowered.fields.len() + usize::from(lowered.choice.is_some());
        // One called like the body would be hidden by it, before it is used.
        if arguments
            .iter()
            .any(|argument| argument.name.as_str() == surface::BODY)
        {
            return false;
        }
        let taken = |name: &Name| arguments.iter().any(|argument| argument.name == *name);
        let reserved = |name: &Name| surface::CALL_METHODS.contains(&name.as_str());
        lowered.rest == Rest::Closed
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

impl Facts<'_> {
    fn is_client_header(&self, parameter: &api::Parameter) -> bool {
        parameter.location == Location::Header
            && self
                .config
                .client
                .headers
                .iter()
                .any(|h| h.eq_ignore_ascii_case(&parameter.name))
    }

    /// Whether the body of a response is a secret itself.
    fn receives_secret(&self, operation: &api::Operation) -> bool {
        let responses = operation.responses.iter();
        let mut forms = responses.flat_map(|response| self.used_forms(response));
        forms.any(|form| form.schema.is_some_and(|id| self.secret(id)))
    }

    /// Whether a parameter or the body is a secret itself.
    fn sends_secret(&self, operation: &api::Operation) -> bool {
        let parameters = operation.parameters.iter();
        let body = operation.body.as_ref();
        let body = body.and_then(|body| choose(&body.content)?.1);
        let mut schemas = parameters.map(|parameter| parameter.schema).chain(body);
        schemas.any(|id| self.secret(id))
    }
}

/// Whether an operation can't be called: something that it sends was left out, or none of the forms of its
/// body is supported.
pub fn is_skipped(operation: &api::Operation) -> bool {
    let body = operation.body.as_ref();
    let is_unsupported =
        body.is_some_and(|body| !body.content.is_empty() && choose(&body.content).is_none());
    operation.lacks.is_some() || is_unsupported
}

/// The form of a body that is used: JSON if it can be had, never `multipart`. A stream of events is what
/// a caller asks for, where the same can be had at once.
pub fn choose(content: &[api::Content]) -> Option<(&str, Option<SchemaId>)> {
    let rank = |content: &&api::Content| match Media::of(&content.media_type) {
        Media::Json if content.media_type == "application/json" => 0,
        Media::Json => 1,
        Media::Form => 2,
        Media::Text if content.media_type.starts_with("text/event-stream") => 5,
        Media::Text => 3,
        Media::Bytes => 4,
        Media::Multipart => 6,
    };
    let sendable = content.iter();
    let sendable = sendable.filter(|content| header::is_media_type(&content.media_type));
    let best = sendable.min_by_key(rank)?;
    (Media::of(&best.media_type) != Media::Multipart)
        .then_some((best.media_type.as_str(), best.schema))
}

/// The first tag, else the first word of the path that is not a version.
fn group(operation: &api::Operation) -> String {
    let is_version = |word: &str| {
        word.strip_prefix('v')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let words = operation
        .path
        .split('/')
        .filter(|word| !word.is_empty() && !word.starts_with('{'));
    let word = words
        .into_iter()
        .find(|word| *word != "api" && !is_version(word));
    operation
        .tags
        .first()
        .map(String::as_str)
        .or(word)
        .unwrap_or("root")
        .to_owned()
}
