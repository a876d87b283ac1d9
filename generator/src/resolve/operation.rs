//! Paths and operations.

use super::Resolver;
use super::schema::rust_name;
use super::uses::SKIPPED;
use crate::api::{
    Body, Content, Docs, Example, Header, Method, Operation, OperationId, Owner, Response, Status,
};
use crate::diagnostic::{Pointer, Reason};
use indexmap::IndexMap;
use openapiv3::{
    MediaType, ParameterSchemaOrContent, PathItem, ReferenceOr, RequestBody, StatusCode,
};

impl<'a> Resolver<'a, '_> {
    pub(super) fn operations(&mut self) {
        let at = Pointer::root().child("paths");
        let mut paths: Vec<_> = self.document.paths.paths.iter().collect();
        paths.sort_by_key(|(path, _)| path.as_str());
        for (path, item) in paths {
            let place = at.child(path);
            let lost = "the operations of this path are left out";
            let read = self.follow_or_say_why(item, &place);
            let read = read.and_then(|(item, end, _)| {
                let read = |this: &mut Self| this.path_item(path, item, &end);
                self.used(&end, &place, lost, read)
            });
            // There is at least one operation in what a reference leads to.
            if let Err(reason) = read {
                self.api.skipped.insert(place, reason);
            }
        }
    }

    fn path_item(&mut self, path: &str, item: &'a PathItem, at: &Pointer) {
        let mut operations: Vec<_> = item
            .iter()
            .filter_map(|(keyword, operation)| Some((Method::of(keyword)?, keyword, operation)))
            .collect();
        operations.sort_by_key(|(method, ..)| *method);
        for (method, keyword, operation) in operations {
            let operation = self.operation(path, item, method, operation, at.child(keyword));
            self.api.operations.push(operation);
        }
    }

    fn operation(
        &mut self,
        path: &str,
        item: &'a PathItem,
        method: Method,
        operation: &'a openapiv3::Operation,
        at: Pointer,
    ) -> Operation {
        let id = OperationId(self.api.operations.len());
        let parameters = self.all_parameters(id, path, (item, &operation.parameters), &at);
        let server = self.server(item, operation, &at);
        let security = self.security(operation.security.as_ref(), &at);
        let body = self.body(id, operation.request_body.as_ref(), &at);
        let responses = self.responses(id, &operation.responses, &at.child("responses"));
        let title = operation.summary.as_ref().or(item.summary.as_ref());
        let description = operation.description.as_ref();
        let description = description.or(item.description.as_ref());
        let names = operation.tags.iter().chain(&operation.operation_id);
        self.uses.weigh(names.chain(&server).map(String::len).sum());
        Operation {
            method,
            path: path.to_owned(),
            id: operation.operation_id.clone(),
            tags: operation.tags.clone(),
            rust_name: rust_name(&operation.extensions),
            docs: Docs {
                title: self.copies.maybe(title),
                description: self.copies.maybe(description),
                deprecated: operation.deprecated,
                constraints: None,
            },
            lacks: parameters
                .as_ref()
                .err()
                .or(security.as_ref().err())
                .or(body.as_ref().err())
                .cloned(),
            parameters: parameters.unwrap_or_default(),
            body: body.unwrap_or_default(),
            responses,
            security: security.unwrap_or_default(),
            server,
            at,
        }
    }

    /// What is sent, if there is something, and it was not left out.
    fn body(
        &mut self,
        id: OperationId,
        body: Option<&'a ReferenceOr<RequestBody>>,
        at: &Pointer,
    ) -> Result<Option<Body>, Reason> {
        let Some(body) = body else {
            return Ok(None);
        };
        let place = at.child("requestBody");
        let Some((body, end, shared)) = self.follow(body, &place) else {
            return Ok(None);
        };
        let read = |this: &mut Self| this.body_at(id, body, end.clone(), shared);
        self.used(&end, &place, SKIPPED, read).map(Some)
    }

    fn body_at(
        &mut self,
        id: OperationId,
        body: &'a RequestBody,
        at: Pointer,
        shared: Option<&str>,
    ) -> Body {
        let owner = shared.map_or(Owner::Request(id), |shared| {
            Owner::Shared(shared.to_owned())
        });
        let content = self.content(&body.content, &at.child("content"), &owner);
        self.uses.weigh(0);
        Body {
            docs: Docs {
                description: self.copies.maybe(body.description.as_ref()),
                ..Docs::default()
            },
            required: body.required,
            content,
            at,
        }
    }

    fn content(
        &mut self,
        content: &'a IndexMap<String, MediaType>,
        at: &Pointer,
        owner: &Owner,
    ) -> Vec<Content> {
        content
            .iter()
            .map(|(media_type, media)| {
                let place = at.child(media_type);
                let schema = media
                    .schema
                    .as_ref()
                    .map(|schema| self.schema(schema, place.child("schema"), owner.clone()));
                let examples = self.examples(media, &place);
                self.uses.weigh(media_type.len());
                Content {
                    media_type: media_type.clone(),
                    schema,
                    examples,
                }
            })
            .collect()
    }

    fn examples(&mut self, media: &'a MediaType, at: &Pointer) -> Vec<Example> {
        let mut examples = Vec::new();
        if let Some(value) = &media.example {
            let at = at.child("example");
            let value = self.copies.value(value);
            examples.push(Example {
                at,
                name: String::new(),
                summary: None,
                value,
            });
        }
        for (name, example) in &media.examples {
            let place = at.child("examples").child(name);
            self.uses.weigh(name.len());
            let found = self.follow(example, &place);
            if let Some((example, place, _)) = found
                && let Some(value) = &example.value
            {
                let at = place.child("value");
                let value = self.copies.value(value);
                examples.push(Example {
                    at,
                    name: name.clone(),
                    summary: self.copies.maybe(example.summary.as_ref()),
                    value,
                });
            }
        }
        examples
    }

    fn responses(
        &mut self,
        id: OperationId,
        responses: &'a openapiv3::Responses,
        at: &Pointer,
    ) -> Vec<Response> {
        let listed = responses.responses.iter().map(|(status, response)| {
            let status = match status {
                StatusCode::Code(code) => Status::Code(*code),
                StatusCode::Range(class) => Status::Range(*class),
            };
            (status, response)
        });
        let default = responses
            .default
            .iter()
            .map(|response| (Status::Default, response));
        let mut all: Vec<_> = listed.chain(default).collect();
        all.sort_by_key(|(status, _)| *status);
        let mut resolved = Vec::new();
        for (status, response) in all {
            let place = at.child(&status.to_string());
            let found = self.follow(response, &place);
            let Some((response, end, shared)) = found else {
                continue;
            };
            let lost = "this response is taken as not described";
            let read = |this: &mut Self| this.response(id, status, response, end.clone(), shared);
            resolved.extend(self.used(&end, &place, lost, read));
        }
        resolved
    }

    fn response(
        &mut self,
        id: OperationId,
        status: Status,
        response: &'a openapiv3::Response,
        at: Pointer,
        shared: Option<&str>,
    ) -> Response {
        self.uses.weigh(0);
        let owner = shared.map_or(Owner::Response(id, status), |shared| {
            Owner::Shared(shared.to_owned())
        });
        let content = self.content(&response.content, &at.child("content"), &owner);
        let headers = self.headers(&response.headers, &at.child("headers"));
        Response {
            shared: shared.map(str::to_owned),
            status,
            docs: Docs {
                description: Some(self.copies.text(&response.description)),
                ..Docs::default()
            },
            headers,
            content,
            at,
        }
    }

    fn headers(
        &mut self,
        headers: &'a IndexMap<String, ReferenceOr<openapiv3::Header>>,
        at: &Pointer,
    ) -> Vec<Header> {
        let mut resolved = Vec::new();
        for (name, header) in headers {
            let place = at.child(name);
            let found = self.follow(header, &place);
            let Some((header, place, _)) = found else {
                continue;
            };
            // OpenAPI 3.0.3, "Response Object": a response header named Content-Type is ignored.
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let schema = match &header.format {
                ParameterSchemaOrContent::Schema(schema) => {
                    self.schema(schema, place.child("schema"), Owner::Shared(name.clone()))
                }
                ParameterSchemaOrContent::Content(_) => {
                    self.reserve(place.child("content"), Owner::Shared(name.clone()))
                }
            };
            let docs = Docs {
                description: self.copies.maybe(header.description.as_ref()),
                ..Docs::default()
            };
            self.uses.weigh(name.len());
            resolved.push(Header {
                name: name.clone(),
                docs,
                schema,
            });
        }
        resolved
    }
}
