//! Webhooks and callbacks: the requests that a server of the API makes.

use super::Resolver;
use super::encoding::Direction;
use super::method::Item;
use super::parameter::Of;
use super::uses::WEBHOOK_SKIPPED;
use super::wish::rust_name;
use crate::api::{
    Content, Docs, Header, HeaderForm, Location, Method, OperationId, Owner, Parameter, SchemaId,
    Style, Webhook, WebhookId,
};
use crate::diagnostic::{Code, Pointer, Reason};
use crate::openapi::view::{self, Callback, Members, PathItem, RefOr};

/// Callbacks by name.
type Callbacks<'a> = Members<'a, RefOr<'a, Callback<'a>>>;

/// An operation with its callbacks and their place.
pub type Answered<'a> = (OperationId, Callbacks<'a>, Pointer);

/// The bytes of a request in the output besides its words, without types.
const OUTPUT: usize = 500;

/// The common facts about the requests in a path item.
#[derive(Clone, Copy)]
struct Named<'n> {
    of: Option<OperationId>,
    name: &'n str,
    expression: Option<&'n str>,
}

impl<'a> Resolver<'a, '_> {
    /// Keeps the callbacks of an operation until all operations are read.
    pub(super) fn note_callbacks(
        &mut self,
        id: OperationId,
        callbacks: Callbacks<'a>,
        at: &Pointer,
    ) {
        if !callbacks.is_empty() {
            self.answered.push((id, callbacks, at.child("callbacks")));
        }
    }

    pub(super) fn webhooks(&mut self) {
        let at = Pointer::root().child("webhooks");
        for (name, item) in sorted(self.document.root().webhooks().iter()) {
            let named = Named {
                of: None,
                name,
                expression: None,
            };
            self.webhook_item(named, item, &at.child(name));
        }
        for (id, callbacks, at) in std::mem::take(&mut self.answered) {
            for (name, callback) in sorted(callbacks.iter()) {
                self.callback(id, name, callback, &at.child(name));
            }
        }
    }

    fn callback(
        &mut self,
        id: OperationId,
        name: &str,
        callback: RefOr<'a, Callback<'a>>,
        at: &Pointer,
    ) {
        let Some((callback, end, _)) = self.follow(callback, at) else {
            return;
        };
        let requests = sorted(callback.requests());
        let is_one = requests.len() == 1;
        for (expression, item) in requests {
            let named = Named {
                of: Some(id),
                name,
                expression: (!is_one).then_some(expression),
            };
            self.webhook_item(named, item, &end.child(expression));
        }
    }

    /// Reads the requests of a path item. Each request that is left out is reported.
    fn webhook_item(&mut self, named: Named<'_>, item: RefOr<'a, PathItem<'a>>, place: &Pointer) {
        let read = |this: &mut Self, item: Item<'a, '_>| {
            let (mut methods, _) = this.methods(item);
            let post = methods.remove_entry(&Method::Post);
            for (method, (operation, at)) in post.into_iter().chain(methods) {
                let webhook = this.webhook(named, method, (item, operation), at);
                this.api.webhooks.push(webhook);
            }
        };
        // The reason is reported.
        drop(self.item(item, place, WEBHOOK_SKIPPED, read));
    }

    fn webhook(
        &mut self,
        named: Named<'_>,
        method: Method,
        (item, operation): (Item<'a, '_>, view::Operation<'a>),
        at: Pointer,
    ) -> Webhook {
        let id = WebhookId(self.api.webhooks.len());
        self.note_id(operation.id(), &at);
        if !operation.callbacks().is_empty() {
            let place = at.child("callbacks");
            let words = ["callbacks", "a webhook or callback"];
            let code = Code::NotSupportedKeyword;
            self.diagnostics.report(code, &place, &words);
        }
        let parameters = (item, operation.parameters());
        // Their schemas are owned by it, so it stays in the list even without some of its parts.
        let parameters = self.item_parameters(Of::Webhook(id), parameters, &at);
        let payload = self.payload(id, operation, &at);
        let lacks = parameters.as_ref().err().or(payload.as_ref().err());
        let lacks = lacks.cloned();
        let headers = self.webhook_headers(parameters.unwrap_or_default());
        let (content, body) = payload.unwrap_or_default();
        let about_body = body.and_then(view::RequestBody::description);
        let acknowledgements = self.acknowledgements(id, operation, &at.child("responses"));
        let description = operation.description().or(item.description());
        // The output of a webhook is a variant, a route and texts: far more than a name.
        let rust_name = self.wish(&at).or_else(|| rust_name(operation));
        let words = [
            Some(named.name),
            named.expression,
            description,
            rust_name.as_deref(),
        ];
        let words = words.into_iter().flatten().map(str::len).sum::<usize>();
        self.uses.weigh(OUTPUT + words);
        Webhook {
            of: named.of,
            name: named.name.to_owned(),
            expression: named.expression.map(str::to_owned),
            method,
            rust_name,
            docs: Docs {
                title: self.copies.maybe(operation.summary().or(item.summary())),
                description: self.copies.maybe(description.or(about_body)),
                link: self.copies.link(operation.external_docs()),
                deprecated: operation.deprecated(),
                constraints: None,
            },
            headers,
            required: body.is_some_and(view::RequestBody::required),
            content,
            acknowledgements,
            lacks,
            at,
        }
    }

    /// The headers among the parameters. Other parameters are reported.
    fn webhook_headers(&mut self, parameters: Vec<Parameter>) -> Vec<Header> {
        let mut headers = Vec::new();
        for parameter in parameters {
            let place = match parameter.location {
                Location::Header => {
                    headers.push(Header {
                        at: parameter.at,
                        name: parameter.name,
                        required: parameter.required,
                        docs: parameter.docs,
                        schema: parameter.schema,
                        as_text: parameter.as_text.is_some(),
                        notation: parameter.notation,
                        form: match parameter.style {
                            None => Some(HeaderForm::Json),
                            Some(Style::Simple { explode: true }) => Some(HeaderForm::Exploded),
                            Some(_) => None,
                        },
                    });
                    continue;
                }
                Location::Path => "path",
                Location::Query => "query",
                Location::Cookie | Location::Part => "cookie",
            };
            let words = [place, &parameter.name];
            let code = Code::WebhookParameter;
            self.diagnostics.report(code, &parameter.at, &words);
        }
        headers
    }

    /// The forms of the body and the body itself.
    fn payload(
        &mut self,
        id: WebhookId,
        operation: view::Operation<'a>,
        at: &Pointer,
    ) -> Result<(Vec<Content>, Option<view::RequestBody<'a>>), Reason> {
        let Some(body) = operation.request_body() else {
            return Ok((Vec::new(), None));
        };
        let place = at.child("requestBody");
        let Some((body, end, shared)) = self.follow(body, &place) else {
            return Ok((Vec::new(), None));
        };
        let owner = shared.map_or(Owner::Payload(id), |name| Owner::Shared(name.to_owned()));
        let at = end.child("content");
        let read =
            |this: &mut Self| this.content(body.content(), &at, (&owner, Direction::Received));
        let content = self.used(&end, &place, WEBHOOK_SKIPPED, read)?;
        Ok((content, Some(body)))
    }

    /// The bodies of the responses that the server expects.
    fn acknowledgements(
        &mut self,
        id: WebhookId,
        operation: view::Operation<'a>,
        at: &Pointer,
    ) -> Vec<SchemaId> {
        let mut schemas = Vec::new();
        for (status, response) in sorted(operation.responses()) {
            let place = at.child(status);
            let Some((response, end, shared)) = self.follow(response, &place) else {
                continue;
            };
            let owner = shared.map_or(Owner::Acknowledgement(id), |name| {
                Owner::Shared(name.to_owned())
            });
            let lost = "this response is taken as not described";
            let at = end.child("content");
            let read = |this: &mut Self| {
                this.content(response.content(), &at, (&owner, Direction::Received))
            };
            let content = self.used(&end, &place, lost, read).unwrap_or_default();
            schemas.extend(content.into_iter().filter_map(|content| content.schema));
        }
        schemas
    }
}

/// Sorted by name: the document's order has no meaning.
fn sorted<'n, T>(members: impl Iterator<Item = (&'n str, T)>) -> Vec<(&'n str, T)> {
    let mut members: Vec<_> = members.collect();
    members.sort_by_key(|(name, _)| *name);
    members
}
