//! Paths and operations.

use super::Resolver;
use super::encoding::Direction;
use super::method::Item;
use super::parameter::{is_foreign, is_text_range};

use super::uses::SKIPPED;
use super::wish;
use crate::api::{
    Body, Content, Docs, Example, Header, HeaderForm, Media, Method, Notation, Operation,
    OperationId, Owner, Placed, SameId, SchemaId,
};
use crate::config::Pages;
use crate::diagnostic::{Code, Pointer, Reason};
use crate::map::IndexSet;
use crate::openapi::view::{self, MediaType, Members, Payload, RefOr, RequestBody};
use crate::text::header;
use crate::text::media_type::{ANY, is_media_type, legal_part};

/// The outcome for a key that can't be a media type, without another one beside it.
const AS_ANY: &str = "treated as `*/*`";

impl<'a> Resolver<'a, '_> {
    pub(super) fn operations(&mut self) {
        let at = Pointer::root().child("paths");
        let mut paths: Vec<_> = self.document.root().paths().collect();
        paths.sort_by_key(|(path, _)| *path);
        for (path, item) in paths {
            let place = at.child(path);
            let lost = "the operations of this path are left out";
            let read = self.item(item, &place, lost, |this, item| this.path_item(path, item));
            // The target of a reference has at least one operation.
            if let Err(reason) = read {
                self.api.skipped.insert(place, reason);
            }
        }
    }

    fn path_item(&mut self, path: &str, item: Item<'a, '_>) {
        let (methods, skipped) = self.methods(item);
        self.api.skipped.extend(skipped);
        for (method, (operation, at)) in methods {
            let id = OperationId(self.api.operations.len());
            self.note_callbacks(id, operation.callbacks(), &at);
            let operation = self.operation(path, item, method, operation, at);
            self.api.operations.push(operation);
        }
    }

    /// Notes the `operationId` of an operation or a webhook, and whether another one has it.
    pub(super) fn note_id(&mut self, id: Option<&'a str>, at: &Pointer) {
        let Some(id) = id else {
            return;
        };
        let first = self.ids.entry(id).or_insert_with(|| at.clone());
        // An operation that several paths share has the same id: in this document, or in another file.
        if !self.document.is_one(first, at) {
            self.api.same_ids.push(SameId {
                id: id.to_owned(),
                at: at.clone(),
                first: first.clone(),
            });
        }
    }

    fn operation(
        &mut self,
        path: &str,
        item: Item<'a, '_>,
        method: Method,
        operation: view::Operation<'a>,
        at: Pointer,
    ) -> Operation {
        let id = OperationId(self.api.operations.len());
        self.note_id(operation.id(), &at);
        let mut parameters = self.all_parameters(id, path, (item, operation.parameters()), &at);
        let authorization = self.authorization.take();
        let server = self.server(item, operation, &at);
        let mut security = self.security(operation.security(), &at);
        if let (Some(parameter), Ok(security)) = (authorization, &mut security) {
            self.add_authorization(parameter, security);
        }
        if let (Ok((_, parameters)), Ok(security)) = (&mut parameters, &mut security) {
            self.take_keys(parameters, security);
        }
        let body = self.body(id, operation.request_body(), &at);
        let responses = self.responses(id, &method, operation, &at.child("responses"));
        let title = operation.summary().or(item.summary());
        let description = operation.description().or(item.description());
        let rust_name = wish::own_name(operation);
        let wish = wish::in_group(operation);
        let pages = self.pages(operation, &at);
        let names = operation.tags().iter().chain(operation.id());
        let wishes = [&rust_name, &wish.group, &wish.method]
            .into_iter()
            .flatten();
        let names = names.chain(wishes.map(String::as_str)).map(str::len);
        let pages_words = pages.as_ref().map_or(0, Pages::words);
        self.uses.weigh(names.sum::<usize>() + pages_words);
        Operation {
            method,
            path: parameters
                .as_ref()
                .map_or_else(|_| path.to_owned(), |(path, _)| path.clone()),
            id: operation.id().map(str::to_owned),
            tags: {
                let tags = operation.tags().iter();
                let groups = tags.filter(|tag| !self.labels.contains(tag));
                groups.map(str::to_owned).collect()
            },
            rust_name,
            wish,
            docs: Docs {
                title: self.copies.maybe(title),
                description: self.copies.maybe(description),
                link: self.copies.link(operation.external_docs()),
                deprecated: operation.deprecated(),
                constraints: None,
            },
            lacks: parameters
                .as_ref()
                .err()
                .or(server.as_ref().err())
                .or(security.as_ref().err())
                .or(body.as_ref().err())
                .cloned(),
            parameters: parameters
                .map(|(_, parameters)| parameters)
                .unwrap_or_default(),
            body: body.unwrap_or_default(),
            responses,
            security: security.unwrap_or_default(),
            server: server.unwrap_or_default(),
            pages,
            form: None,
            unused: Vec::new(),
            at,
        }
    }

    /// The request body, if it wasn't left out.
    fn body(
        &mut self,
        id: OperationId,
        body: Option<RefOr<'a, RequestBody<'a>>>,
        at: &Pointer,
    ) -> Result<Option<Body>, Reason> {
        let Some(body) = body else {
            return Ok(None);
        };
        let place = at.child("requestBody");
        let Some((body, end, shared)) = self.follow(body, &place) else {
            return Ok(None);
        };
        let read = |this: &mut Self| {
            let mut body = this.body_at(id, body, end.clone(), shared);
            this.override_docs(&mut body.docs, &place);
            body
        };
        self.used(&end, &place, SKIPPED, read).map(Some)
    }

    fn body_at(
        &mut self,
        id: OperationId,
        body: RequestBody<'a>,
        at: Pointer,
        shared: Option<&str>,
    ) -> Body {
        let owner = shared.map_or(Owner::Request(id), |shared| {
            Owner::Shared(shared.to_owned())
        });
        let content = self.content(
            body.content(),
            &at.child("content"),
            (&owner, Direction::Sent),
        );
        if body.content().is_empty() {
            self.diagnostics.report(Code::ContentEmpty, &at, &[]);
        }
        self.uses.weigh(0);
        Body {
            docs: Docs {
                description: self.copies.maybe(body.description()),
                ..Docs::default()
            },
            required: body.required(),
            content,
            at,
        }
    }

    pub(super) fn content(
        &mut self,
        content: Members<'a, RefOr<'a, MediaType<'a>>>,
        at: &Pointer,
        (owner, direction): (&Owner, Direction),
    ) -> Vec<Content> {
        let media_types = self.media_types(content, at);
        let content = content.iter().zip(media_types);
        let content = content.filter_map(|((key, media), media_type)| {
            let (media_type, untyped) = media_type?;
            let place = at.child(key);
            self.uses.weigh(key.len());
            let mut content = Content {
                at: place.clone(),
                media_type: media_type.to_owned(),
                one_of: Vec::new(),
                untyped,
                schema: None,
                is_item: false,
                names_error: false,
                encoding: Vec::new(),
                placed: Placed::default(),
                examples: Vec::new(),
            };
            if let Some((media, place, name)) = self.follow(media, &place) {
                let shared = name.map(|name| Owner::Shared(name.to_owned()));
                let owner = shared.unwrap_or_else(|| owner.clone());
                (content.schema, content.is_item, content.names_error) =
                    self.content_schema((media_type, direction), media, &place, owner);
                content.examples = self.examples(media, &place);
                (content.encoding, content.placed) =
                    self.encodings((media_type, direction), media, &place);
            }
            Some(content)
        });
        content.collect()
    }

    /// The media type of each content at `at`: its key, or the part of it that is one and belongs to no other content.
    /// Other content is ignored beside a media type, else it is of any type, with the reason: the operation needs one.
    fn media_types(
        &mut self,
        content: Members<'a, RefOr<'a, MediaType<'a>>>,
        at: &Pointer,
    ) -> Vec<Option<(&'a str, Option<Reason>)>> {
        let has_one = content.names().any(|key| legal_part(key).is_some());
        let whole = content.names().filter(|key| is_media_type(key));
        let mut known: IndexSet<String> = whole.map(str::to_ascii_lowercase).collect();
        let found = content.names().map(|key| {
            if is_media_type(key) {
                return Some((key, None));
            }
            let part = legal_part(key).filter(|part| known.insert(part.to_ascii_lowercase()));
            let outcome = if has_one { "ignored" } else { AS_ANY };
            let reason = self.not_media_type((key, part), &at.child(key), outcome);
            match part {
                Some(part) => Some((part, None)),
                None if has_one => None,
                None => Some((ANY, Some(reason))),
            }
        });
        found.collect()
    }

    /// Reports a text that is no media type, and the part of it that is used, or else the `outcome`.
    pub(super) fn not_media_type(
        &mut self,
        (text, part): (&str, Option<&str>),
        at: &Pointer,
        outcome: &str,
    ) -> Reason {
        let treated = part.map(|part| format!("treated as `{part}`"));
        let words = [text, treated.as_deref().unwrap_or(outcome)];
        self.diagnostics.because(Code::MediaType, at, &words)
    }

    /// The media type of content without others: any, where no part of the key at `at` is one.
    pub(super) fn only_media_type<'m>(&mut self, key: &'m str, at: &Pointer) -> &'m str {
        let part = legal_part(key);
        if part != Some(key) {
            self.not_media_type((key, part), at, AS_ANY);
        }
        part.unwrap_or(ANY)
    }

    fn examples(&mut self, media: MediaType<'a>, at: &Pointer) -> Vec<Example> {
        let mut examples = Vec::new();
        if let Some(value) = media.example() {
            let at = at.child("example");
            let value = self.copies.value(value);
            examples.push(Example {
                at,
                name: String::new(),
                summary: None,
                value,
            });
        }
        for (name, example) in media.examples().iter() {
            let place = at.child("examples").child(name);
            self.uses.weigh(name.len());
            let found = self.follow(example, &place);
            if let Some((example, place, _)) = found
                && let Some((keyword, value)) = example.value()
            {
                let at = place.child(keyword);
                let value = self.copies.value(value);
                examples.push(Example {
                    at,
                    name: name.to_owned(),
                    summary: self.copies.maybe(example.summary()),
                    value,
                });
            }
        }
        examples
    }

    pub(super) fn headers(
        &mut self,
        headers: Members<'a, RefOr<'a, view::Header<'a>>>,
        at: &Pointer,
    ) -> Vec<Header> {
        let mut resolved = Vec::new();
        for (name, header) in headers.iter() {
            let place = at.child(name);
            if header::name_fault(name) == Some(header::NOT_A_TOKEN) {
                let words = [name, "a header", header::NOT_A_TOKEN];
                self.diagnostics.report(Code::WireName, &place, &words);
                continue;
            }
            let found = self.follow(header, &place);
            let Some((header, end, _)) = found else {
                continue;
            };
            // OpenAPI 3.0.3, "Response Object": a response header named Content-Type is ignored.
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let owner = Owner::Shared(name.to_owned());
            let value = self.header_value(header, &end, owner);
            let mut docs = Docs {
                description: self.copies.maybe(header.description()),
                deprecated: header.deprecated(),
                ..Docs::default()
            };
            self.override_docs(&mut docs, &place);
            self.uses.weigh(name.len());
            resolved.push(Header {
                at: end,
                name: name.to_owned(),
                required: header.required(),
                docs,
                schema: value.schema,
                form: value.form,
                as_text: value.as_text,
                notation: value.notation,
            });
        }
        resolved
    }

    /// A header's value.
    fn header_value(
        &mut self,
        header: view::Header<'a>,
        at: &Pointer,
        owner: Owner,
    ) -> HeaderValue {
        let content = match header.payload() {
            Payload::Schema(schema) => {
                let form = header.explode().then_some(HeaderForm::Exploded);
                let schema = self.schema(schema, at.child("schema"), owner);
                return HeaderValue {
                    form,
                    ..HeaderValue::of(schema)
                };
            }
            Payload::Content(content) => content,
        };
        let at = at.child("content");
        let Some((media_type, media)) = self.only_content(content, &at) else {
            return HeaderValue::of(self.reserve(at, owner));
        };
        let at = at.child(media_type);
        let media_type = self.only_media_type(media_type, &at);
        let form = (Media::of(media_type) == Media::Json).then_some(HeaderForm::Json);
        let schema = match self.follow(media, &at) {
            Some((media, at, _)) => self.value_schema((media_type, media), &at, owner),
            None => self.reserve(at.child("schema"), owner),
        };
        HeaderValue {
            schema,
            form,
            as_text: is_text_range(media_type),
            notation: is_foreign(media_type, false).then(|| Notation {
                at,
                media_type: media_type.to_owned(),
            }),
        }
    }
}

/// The value of a header, as [`Header`] has it.
struct HeaderValue {
    schema: SchemaId,
    form: Option<HeaderForm>,
    as_text: bool,
    notation: Option<Notation>,
}

impl HeaderValue {
    /// A value in the style `simple`.
    fn of(schema: SchemaId) -> Self {
        Self {
            schema,
            form: None,
            as_text: false,
            notation: None,
        }
    }
}
