//! Paths and operations.

use super::Resolver;
use super::schema::rust_name;
use crate::api::{
    Body, Content, Docs, Example, Header, Kind, Location, Method, Operation, OperationId, Owner,
    Parameter, Response, Status, StringFormat, Style,
};
use crate::diagnostic::{Code, Pointer};
use crate::openapi::view::{self, List, MediaType, Members, PathItem, Payload, RefOr, RequestBody};
use indexmap::IndexSet;
use serde_json::Value;
use std::collections::BTreeMap;
use std::rc::Rc;

impl<'a> Resolver<'a, '_> {
    pub(super) fn operations(&mut self) {
        let at = Pointer::root().child("paths");
        let mut paths: Vec<_> = self.document.root().paths().collect();
        paths.sort_by_key(|(path, _)| *path);
        for (path, item) in paths {
            let place = at.child(path);
            if let Some((item, place, _)) = self.follow(item, &place) {
                self.path_item(path, item, &place);
            }
        }
    }

    fn path_item(&mut self, path: &str, item: PathItem<'a>, at: &Pointer) {
        let root = self.document.root();
        let mut operations: Vec<_> = item
            .operations()
            .filter_map(|(keyword, operation)| Some((Method::of(keyword)?, keyword, operation)))
            .collect();
        operations.sort_by_key(|(method, ..)| *method);
        for (method, keyword, operation) in operations {
            let place = at.child(keyword);
            let id = OperationId(self.api.operations.len());
            let of_path = self.parameters(id, item.parameters(), at);
            let own = self.parameters(id, operation.parameters(), &place);
            let mut parameters = overridden(of_path, own);
            self.complete_path(id, path, &place, &mut parameters);
            let servers = if operation.servers().is_empty() {
                item.servers()
            } else {
                operation.servers()
            };
            let server = self
                .servers(servers, &place.child("servers"))
                .into_iter()
                .next();
            let security = match (operation.security(), root.security()) {
                (Some(own), _) => self.requirements(own, &place.child("security")),
                (None, Some(all)) => self.requirements(all, &Pointer::root().child("security")),
                (None, None) => Vec::new(),
            };
            let body = operation
                .request_body()
                .and_then(|body| self.body(id, body, &place));
            let responses = self.responses(id, operation, &place.child("responses"));
            self.api.operations.push(Operation {
                method,
                path: path.to_owned(),
                id: operation.id().map(str::to_owned),
                tags: operation.tags().iter().map(str::to_owned).collect(),
                rust_name: rust_name(operation),
                docs: Docs {
                    title: owned(operation.summary().or(item.summary())),
                    description: owned(operation.description().or(item.description())),
                    deprecated: operation.deprecated(),
                    constraints: Vec::new(),
                },
                parameters,
                body,
                responses,
                security,
                server: server.map(|server| server.url),
                at: place,
            });
        }
    }

    /// Adds what the path names and no parameter describes: without it no call could be made.
    fn complete_path(
        &mut self,
        id: OperationId,
        path: &str,
        at: &Pointer,
        parameters: &mut Vec<Parameter>,
    ) {
        let in_path = parameters.iter().filter(|p| p.location == Location::Path);
        let mut known: IndexSet<String> = in_path.map(|p| p.name.clone()).collect();
        for part in path.split('{').skip(1) {
            let Some((name, _)) = part.split_once('}') else {
                continue;
            };
            if !known.insert(name.to_owned()) {
                continue;
            }
            self.diagnostics
                .report(Code::PathParameter, at, &[name, path]);
            let place = at.child("parameters").child(name);
            let schema = self.reserve(place.clone(), Owner::Parameter(id, name.to_owned()));
            self.api.schemas[schema.0].kind = Kind::String(StringFormat::Plain);
            parameters.push(Parameter {
                rust_name: self.wish(&place),
                at: place,
                name: name.to_owned(),
                docs: Docs::default(),
                location: Location::Path,
                style: Some(Style::Simple { explode: false }),
                required: true,
                schema,
            });
        }
    }

    fn parameters(
        &mut self,
        id: OperationId,
        parameters: List<'a, RefOr<'a, view::Parameter<'a>>>,
        at: &Pointer,
    ) -> Vec<Parameter> {
        let mut resolved = Vec::new();
        for (i, parameter) in parameters.iter().enumerate() {
            let place = at.child("parameters").index(i);
            let found = self.follow(parameter, &place);
            let Some((parameter, place, shared)) = found else {
                continue;
            };
            resolved.extend(self.parameter(id, parameter, place, shared));
        }
        resolved
    }

    fn parameter(
        &mut self,
        id: OperationId,
        parameter: view::Parameter<'a>,
        at: Pointer,
        shared: Option<&str>,
    ) -> Option<Parameter> {
        let name = parameter.name();
        if parameter.location() == "querystring" {
            self.diagnostics.report(Code::QueryString, &at, &[name]);
            return None;
        }
        let (location, style) = placing(parameter);
        // OpenAPI 3.0.3, "Parameter Object": these three are described elsewhere.
        let reserved = ["accept", "content-type", "authorization"];
        if location == Location::Header && reserved.contains(&name.to_ascii_lowercase().as_str()) {
            return None;
        }
        let owner = shared.map_or_else(
            || Owner::Parameter(id, name.to_owned()),
            |shared| Owner::Shared(shared.to_owned()),
        );
        let (schema, style) = match parameter.payload() {
            Payload::Schema(schema) => {
                let schema = self.schema(schema, at.child("schema"), owner);
                (schema, Some(style))
            }
            // It has one entry (OpenAPI 3.0.3, "Fixed Fields and considerations").
            Payload::Content(content) => {
                let (media_type, media) = content.iter().next()?;
                let at = at.child("content").child(media_type);
                let is_text = media_type.starts_with("text/");
                if !is_text && !media_type.contains("json") && !media_type.contains('*') {
                    let words = [name, media_type];
                    self.diagnostics.report(Code::ParameterContent, &at, &words);
                    return None;
                }
                let schema = match media.schema() {
                    Some(schema) => self.schema(schema, at.child("schema"), owner),
                    None => self.reserve(at.child("schema"), owner),
                };
                (schema, is_text.then_some(style))
            }
        };
        Some(Parameter {
            rust_name: self.wish(&at).or_else(|| rust_name(parameter)),
            name: name.to_owned(),
            docs: Docs {
                title: None,
                description: owned(parameter.description()),
                deprecated: parameter.deprecated(),
                constraints: Vec::new(),
            },
            location,
            style,
            required: parameter.required() || location == Location::Path,
            schema,
            at,
        })
    }

    fn body(
        &mut self,
        id: OperationId,
        body: RefOr<'a, RequestBody<'a>>,
        at: &Pointer,
    ) -> Option<Body> {
        let place = at.child("requestBody");
        let (body, at, shared) = self.follow(body, &place)?;
        let owner = shared.map_or(Owner::Request(id), |shared| {
            Owner::Shared(shared.to_owned())
        });
        let content = self.content(body.content(), &at.child("content"), &owner);
        Some(Body {
            docs: Docs {
                description: owned(body.description()),
                ..Docs::default()
            },
            required: body.required(),
            content,
            at,
        })
    }

    fn content(
        &mut self,
        content: Members<'a, MediaType<'a>>,
        at: &Pointer,
        owner: &Owner,
    ) -> Vec<Content> {
        content
            .iter()
            .map(|(media_type, media)| {
                let place = at.child(media_type);
                let schema = media
                    .schema()
                    .map(|schema| self.schema(schema, place.child("schema"), owner.clone()));
                let examples = self.examples(media, &place);
                Content {
                    media_type: media_type.to_owned(),
                    schema,
                    examples,
                }
            })
            .collect()
    }

    fn examples(&mut self, media: MediaType<'a>, at: &Pointer) -> Vec<Example> {
        let mut examples = Vec::new();
        if let Some(value) = media.example() {
            let at = at.child("example");
            let value = self.shown(&at, value);
            examples.push(Example {
                at,
                name: String::new(),
                summary: None,
                value,
            });
        }
        for (name, example) in media.examples().iter() {
            let place = at.child("examples").child(name);
            let found = self.follow(example, &place);
            if let Some((example, place, _)) = found
                && let Some(value) = example.value()
            {
                let at = place.child("value");
                let value = self.shown(&at, value);
                examples.push(Example {
                    at,
                    name: name.to_owned(),
                    summary: owned(example.summary()),
                    value,
                });
            }
        }
        examples
    }

    /// The value of an example, which is copied once however many references lead there.
    fn shown(&mut self, at: &Pointer, value: &Value) -> Rc<Value> {
        let known = self.shown.entry(at.clone());
        Rc::clone(known.or_insert_with(|| Rc::new(value.clone())))
    }

    fn responses(
        &mut self,
        id: OperationId,
        operation: view::Operation<'a>,
        at: &Pointer,
    ) -> Vec<Response> {
        let responses = operation.responses();
        // Of `4XX` and `4xx`, the last one counts.
        let all: BTreeMap<Status, _> = responses
            .filter_map(|(key, response)| Some((status(key)?, response)))
            .collect();
        let mut resolved = Vec::new();
        for (status, response) in all {
            let place = at.child(&status.to_string());
            let found = self.follow(response, &place);
            let Some((response, at, shared)) = found else {
                continue;
            };
            let owner = shared.map_or(Owner::Response(id, status), |shared| {
                Owner::Shared(shared.to_owned())
            });
            let content = self.content(response.content(), &at.child("content"), &owner);
            let headers = self.headers(response.headers(), &at.child("headers"));
            resolved.push(Response {
                shared: shared.map(str::to_owned),
                status,
                docs: Docs {
                    description: Some(response.description().unwrap_or_default().to_owned()),
                    ..Docs::default()
                },
                headers,
                content,
                at,
            });
        }
        resolved
    }

    fn headers(
        &mut self,
        headers: Members<'a, RefOr<'a, view::Header<'a>>>,
        at: &Pointer,
    ) -> Vec<Header> {
        let mut resolved = Vec::new();
        for (name, header) in headers.iter() {
            let place = at.child(name);
            let found = self.follow(header, &place);
            let Some((header, place, _)) = found else {
                continue;
            };
            // OpenAPI 3.0.3, "Response Object": a response header named Content-Type is ignored.
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let schema = match header.payload() {
                Payload::Schema(schema) => self.schema(
                    schema,
                    place.child("schema"),
                    Owner::Shared(name.to_owned()),
                ),
                Payload::Content(_) => {
                    self.reserve(place.child("content"), Owner::Shared(name.to_owned()))
                }
            };
            let docs = Docs {
                description: owned(header.description()),
                ..Docs::default()
            };
            resolved.push(Header {
                name: name.to_owned(),
                docs,
                schema,
            });
        }
        resolved
    }
}

/// The parameters of a path with those of an operation: its own replaces its path's of the same name and
/// location.
fn overridden(mut parameters: Vec<Parameter>, own: Vec<Parameter>) -> Vec<Parameter> {
    let key = |parameter: &Parameter| (parameter.name.clone(), parameter.location);
    let of_path = parameters.iter().enumerate().rev();
    let mut known: BTreeMap<_, usize> = of_path.map(|(index, p)| (key(p), index)).collect();
    for parameter in own {
        let index = *known.entry(key(&parameter)).or_insert(parameters.len());
        match parameters.get_mut(index) {
            Some(inherited) => *inherited = parameter,
            None => parameters.push(parameter),
        }
    }
    parameters
}

/// `200`, `4XX` or `default`.
fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    match key.parse() {
        Ok(code) => Some(Status::Code(code)),
        Err(_) => key.get(..1)?.parse().ok().map(Status::Range),
    }
}

/// Where a parameter is sent and how it is written there.
fn placing(parameter: view::Parameter<'_>) -> (Location, Style) {
    let (style, explode) = (parameter.style(), parameter.explode());
    match parameter.location() {
        "path" => {
            let explode = explode.unwrap_or(false);
            let style = match style {
                Some("label") => Style::Label { explode },
                Some("matrix") => Style::Matrix { explode },
                _ => Style::Simple { explode },
            };
            (Location::Path, style)
        }
        "query" => {
            let explode = explode.unwrap_or(matches!(style, None | Some("form")));
            let style = match style {
                Some("spaceDelimited") if !explode => Style::SpaceDelimited,
                Some("pipeDelimited") if !explode => Style::PipeDelimited,
                Some("deepObject") => Style::DeepObject,
                // Exploded, the delimited styles write what `form` writes.
                _ => Style::Form {
                    explode,
                    allow_reserved: parameter.allow_reserved(),
                },
            };
            (Location::Query, style)
        }
        "header" => {
            let explode = explode.unwrap_or(false);
            (Location::Header, Style::Simple { explode })
        }
        _ => {
            let style = Style::Form {
                explode: explode.unwrap_or(true),
                allow_reserved: false,
            };
            (Location::Cookie, style)
        }
    }
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}
