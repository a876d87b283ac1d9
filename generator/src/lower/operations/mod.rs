//! Operations → methods of the client.

mod arguments;
pub mod body;
pub mod client;
mod contents;
mod defaults;
pub mod error_forms;
mod events;
mod failures;
pub mod form_styles;
mod forms;
pub mod headers;
pub mod keys;
pub mod outcomes;
mod own_servers;
mod pages;
mod parameters;
mod params;
mod received;
pub mod responses;
pub mod security;
mod servers;
pub mod webhooks;

use crate::api::{self, Form, SchemaId, Stream};
use crate::diagnostic::{Pointer, Reason};
use crate::ir::{Asks, BodyTy, Docs, Name, Operation, Raw, ReplyTy, RequestBody, TypeId, Webhooks};
use crate::lower::examples::answers::Answers;
use crate::lower::examples::calls::Shower;
use crate::lower::facts::Facts;
use crate::lower::names::Scope;
use crate::lower::names::operations::OperationNames;
use crate::lower::names::rename_reason;
use crate::lower::operations::error_forms::FormTypes;
use crate::lower::operations::events::Errors;
use crate::lower::operations::failures::{Failures, Shared};
use crate::lower::operations::keys::IdempotencyKey;
use crate::lower::operations::outcomes::is_below_400;
use crate::lower::operations::parameters::Roles;
use crate::lower::operations::responses::Replies;
use crate::lower::sink::Sink;
use crate::lower::types::Types;
use crate::map::IndexMap;
use crate::surface::{self, Room};
use crate::text::{Line, code, say};
use std::collections::BTreeMap;

/// Decides on each operation that isn't skipped, and on the types that only operations have; returns the webhooks,
/// the operations, and the reasons of the skipped ones.
pub fn operations(
    facts: &Facts,
    types: &mut Types,
    sink: &mut Sink,
) -> (Vec<Webhooks>, Vec<Operation>, BTreeMap<Pointer, Reason>) {
    let emitted = facts.api.operations.iter().zip(&facts.operations);
    let emitted = emitted.filter(|(operation, _)| !body::is_skipped(operation));
    let markers = emitted.map(|(_, names)| names.marker.as_str());
    let taken = surface::taken(Room::Operations).map(str::to_owned);
    let taken = taken.chain(markers.map(str::to_owned));
    let failures = failures::shared(facts, |name| types.is_free(name));
    let mut phase = Operations {
        facts,
        types,
        sink,
        headers: BTreeMap::new(),
        failures,
        error_forms: failures::form_types(facts),
        replies: Replies::new(),
        answers: Answers::default(),
        callbacks: BTreeMap::new(),
        members: pages::Known::of(facts.names.len()),
        structs: Scope::reserving(taken),
        streams: streams(facts),
        errors: Errors::of(facts.api),
    };
    let webhooks = phase.webhooks();
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
    shower(facts, phase.types, phase.sink).show_one(&mut made);
    (webhooks, made, skipped)
}

fn shower<'a>(facts: &'a Facts<'a>, types: &'a Types, sink: &'a Sink<'_>) -> Shower<'a> {
    Shower {
        facts,
        types: &types.made,
        texts: &sink.texts,
    }
}

/// The forms of operations that read a response as a stream, by the operation's place and the kind of its body.
type Streams<'a> = BTreeMap<(&'a Pointer, Option<&'a str>), Vec<(&'a Stream, &'a Name)>>;

fn streams<'a>(facts: &'a Facts<'a>) -> Streams<'a> {
    let mut streams = Streams::new();
    let operations = facts.api.operations.iter().zip(&facts.operations);
    for (operation, names) in operations.filter(|(operation, _)| operation.lacks.is_none()) {
        let Some(form) = &operation.form else {
            continue;
        };
        if let Some(stream) = &form.stream {
            let key = (&operation.at, form.body.as_deref());
            let forms = streams.entry(key).or_default();
            forms.push((stream, &names.method.name));
        }
    }
    streams
}

/// The phase of operations: its inputs and outputs.
pub struct Operations<'a, 'd> {
    pub facts: &'a Facts<'a>,
    pub types: &'a mut Types,
    pub sink: &'a mut Sink<'d>,
    /// The types for the headers of responses, by place: the uses of a shared response have the same.
    pub headers: BTreeMap<Pointer, TypeId>,
    /// The errors of operations with their types: operations with the same errors have the same type.
    failures: IndexMap<Failures, Shared>,
    /// The types for the forms of errors.
    error_forms: FormTypes,
    /// The enums of the responses that the forms of an operation share.
    replies: Replies,
    /// The examined examples of responses.
    answers: Answers,
    /// The enums for the callbacks of operations, by their marker types.
    callbacks: BTreeMap<Name, TypeId>,
    /// The members of responses, for the pages of lists.
    members: pages::Known,
    /// The names of the structs of arguments, and those that they meet.
    structs: Scope,
    /// The forms that read streams.
    streams: Streams<'a>,
    /// The schemas that describe errors among events.
    errors: Errors,
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
        let key = keys::key(self.facts, operation);
        let roles = Roles::of(self.facts, operation, key.as_ref());
        let mut arguments = self.parameters(&operation.parameters, &roles.arguments, &mut scope);
        arguments::tell_deprecated(&mut arguments);
        let setters = self.parameters(&operation.parameters, &roles.setters, &mut scope);
        let mut body = self.body(operation, &arguments, &mut scope);
        let params = self.params(&names.marker, &mut arguments, &mut body);
        let headers = self.header_types(&names.marker, operation);
        let responses = self.responses(&names.marker, operation);
        let output = self.output(&names.marker, operation, &responses);
        let error = self.failure(&names.marker, operation);
        let paging = pages::paging(
            self.facts,
            (self.types, &self.members),
            operation,
            &output,
            self.sink,
        );
        let (paging, unpaged) = match paging {
            Ok(paging) => (paging, None),
            Err(reason) => (None, Some(reason)),
        };
        let mut docs = self.docs(operation, key.as_ref(), names, &headers);
        if let Some(paging) = &paging {
            docs.paragraph(say(
                "Its response is one page of a list: [`Call::items`] and [`Call::pages`] go on. {}",
                &[&pages::next(&paging.rule)],
            ));
        }
        if outcomes::is_left_out(self.facts, operation) {
            docs.paragraph("The document describes no body of its response: it is read as bytes.");
        }
        self.tell_responses(&mut docs, operation);
        arguments::tell_setters(&mut docs, &setters, &body);
        self.tell_body(&mut docs, operation, &body);
        if params.is_none() {
            self.tell_arguments(&mut docs, &roles.arguments, &arguments, &body);
        }
        let shower = shower(self.facts, self.types, self.sink);
        let mut lowered = Operation {
            asks: asks(operation, &body),
            name: names.method.name.clone(),
            marker: names.marker.clone(),
            docs,
            deprecated: operation.docs.deprecated,
            method: operation.method.clone(),
            path: (&operation.path).into(),
            constants: roles.constants,
            arguments,
            setters,
            body,
            params,
            output: output.clone(),
            error,
            responses,
            headers,
            accept: responses::accept(self.facts, operation, &output).into(),
            redirects: responses::redirects(operation),
            media_types: responses::media_types(self.facts, operation),
            security: security::security(operation),
            server: operation.server,
            idempotency_key: keys::raw(key.as_ref()),
            client_headers: roles.client_headers,
            required_headers: roles.required_headers,
            paging,
            unpaged,
            secrets: self.facts.sent_secrets(operation),
            secret_body: self.facts.has_secret_body(operation),
            secret_reply: self.facts.receives_secret(operation),
            secret_errors: self.facts.secret_errors(operation),
            error_events: self.errors.are_events(self.facts, operation, &output),
            group: group(operation).into(),
            group_of: names.group,
            feature: None,
            examples: Vec::new(),
            answers: shower.answer_examples(operation, &mut self.answers),
        };
        lowered.examples = shower.call_examples(operation, &lowered);
        Ok(lowered)
    }

    /// The docs of an operation, with docs for its idempotency key.
    fn docs(
        &self,
        operation: &api::Operation,
        key: Option<&IdempotencyKey<'_>>,
        names: &OperationNames,
        headers: &[TypeId],
    ) -> Docs {
        let texts = &self.sink.texts;
        let mut docs = texts.docs(&operation.docs);
        if docs.is_empty() {
            let method = operation.method.line();
            docs.paragraph(say("{} {}", &[&method, &code(&operation.path)]));
        }
        if let Some(form) = &operation.form {
            tell_form(form, operation.body.as_ref(), &mut docs);
        }
        tell_media_types(operation.body.as_ref(), &mut docs);
        self.facts.tell_base64(operation, &mut docs);
        self.tell_streams(operation, &mut docs);
        if let Some(key) = key {
            let described = key.parameter.map(|parameter| texts.docs(&parameter.docs));
            keys::tell(key, described.unwrap_or_default(), &mut docs);
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
        if let Some(id) = self.callbacks.get(&names.marker) {
            let name = &self.types.made[id.0].name;
            docs.paragraph(say(
                "Its callbacks are read by [`{}::parse`](crate::types::{}::parse).",
                &[name, name],
            ));
        }
        security::tell_scopes(self.facts.api, operation, &mut docs);
        rename_reason::tell(&mut docs, names.method.why.clone());
        docs
    }

    /// Links the methods that read a stream in place of this one's response.
    fn tell_streams(&self, operation: &api::Operation, docs: &mut Docs) {
        let form = operation.form.as_ref();
        if form.is_some_and(|form| form.stream.is_some()) {
            return;
        }
        let key = (&operation.at, form.and_then(|form| form.body.as_deref()));
        if let Some(forms) = self.streams.get(&key) {
            let links = forms.iter().map(|(_, name)| say("[`Self::{}`]", &[*name]));
            let list = Line::join(&links.collect::<Vec<_>>(), ", ");
            // Where no form is for the first stream, this method is.
            let is_stream = forms.iter().all(|(stream, _)| stream.other.is_some());
            docs.paragraph(if is_stream {
                say("Other streams of its response: {}.", &[&list])
            } else {
                say("Its response as a stream of items: {}.", &[&list])
            });
        }
    }
}

impl Facts<'_> {
    /// Tells that a body is text in base64, which the client leaves to the caller.
    fn tell_base64(&self, operation: &api::Operation, docs: &mut Docs) {
        let is_base64 = |id: Option<SchemaId>| id.is_some_and(|id| self.api.is_base64(id));
        let body = operation.body.as_ref();
        let sent = body.and_then(|body| body.content.first());
        let sent = sent.filter(|content| !self.api.is_typed_request(content));
        if is_base64(sent.and_then(|content| content.schema)) {
            docs.paragraph(say(
                "The document describes the request body as base64: the caller encodes it.",
                &[],
            ));
        }
        let responses = operation.responses.iter();
        let outcomes = responses.filter(|response| outcomes::is_outcome(response.status));
        let mut forms = outcomes.flat_map(|response| self.used_forms(operation, response));
        if forms.any(|form| !matches!(form.ty, ReplyTy::Json(_)) && is_base64(form.schema)) {
            docs.paragraph(say(
                "The document describes the response as base64: the caller decodes it.",
                &[],
            ));
        }
    }

    /// Whether the body of a response is a secret itself.
    fn receives_secret(&self, operation: &api::Operation) -> bool {
        let responses = operation.responses.iter();
        let mut forms = responses.flat_map(|response| self.used_forms(operation, response));
        forms.any(|form| form.schema.is_some_and(|id| self.secret(id)))
    }

    /// The statuses of errors, and whether the body is a secret itself, or has one in a notation in which it isn't found.
    fn secret_errors(&self, operation: &api::Operation) -> Vec<(u16, bool)> {
        let is_secret = |content: &api::Content| {
            let is_found = self.api.media(content) == api::Media::Json;
            let is_secret = |id| self.secret(id) || !is_found && self.has_secret(id);
            content.schema.is_some_and(is_secret)
        };
        let responses = operation.responses.iter();
        let errors = responses.filter(|response| !is_below_400(response.status));
        let rows = errors.map(|error| {
            let is_secret = error.content.iter().any(is_secret);
            (outcomes::key(error.status), is_secret)
        });
        rows.collect()
    }

    /// The headers, query parameters and cookies that are secrets: the caller can set them by their names, too.
    fn sent_secrets(&self, operation: &api::Operation) -> Vec<Raw> {
        let parameters = operation.parameters.iter();
        let secrets = parameters.filter(|it| {
            let is_named = !matches!(it.location, api::Location::Path | api::Location::Part);
            is_named && self.secret_parameter(it)
        });
        secrets.map(|it| Raw::from(&it.name)).collect()
    }

    /// Whether the body is a secret itself.
    fn has_secret_body(&self, operation: &api::Operation) -> bool {
        let body = operation.body.as_ref();
        let body = body.and_then(|body| body.content.first()?.schema);
        body.is_some_and(|id| self.secret(id))
    }
}

/// Docs of a sentence of our own.
fn told(sentence: impl Into<Line>) -> Docs {
    let mut docs = Docs::default();
    docs.paragraph(sentence);
    docs
}

/// Tells the media types of the files that a body can be.
fn tell_media_types(body: Option<&api::Body>, docs: &mut Docs) {
    let content = body.and_then(|body| body.content.first());
    let one_of: Vec<Line> = content
        .map_or(&[][..], |content| &content.one_of)
        .iter()
        .map(|it| code(it))
        .collect();
    if !one_of.is_empty() {
        let one_of = Line::join(&one_of, ", ");
        docs.paragraph(say("The content type is one of {}.", &[&one_of]));
    }
}

/// Tells the difference of a form of an operation from the first.
fn tell_form(form: &Form, body: Option<&api::Body>, docs: &mut Docs) {
    let content = body.and_then(|body| body.content.first());
    if form.body.is_some() && content.is_none_or(|content| content.one_of.is_empty()) {
        let media_type = content.map_or("", |content| &content.media_type);
        docs.paragraph(say("Sends the body as {}.", &[&code(media_type)]));
    }
    if let Some(stream) = &form.stream {
        docs.paragraph("Reads the response item by item while it comes.");
        if let Some(media_type) = &stream.other {
            docs.paragraph(say("The response is {}.", &[&code(media_type)]));
        }
    }
}

/// The member of the body that asks for a stream.
fn asks(operation: &api::Operation, body: &RequestBody) -> Option<Asks> {
    let stream = operation.form.as_ref()?.stream.as_ref()?;
    let member = Raw::from(stream.asks.as_deref()?);
    match body {
        RequestBody::Members(_)
        | RequestBody::Value {
            ty: BodyTy::Json(_),
            ..
        } => Some(Asks::Member(member)),
        RequestBody::Value {
            ty: BodyTy::Form(..),
            ..
        } => Some(Asks::Field(member)),
        RequestBody::Parts { placed: false, .. }
        | RequestBody::Value {
            ty: BodyTy::Parts, ..
        } => Some(Asks::Part(member)),
        _ => None,
    }
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
