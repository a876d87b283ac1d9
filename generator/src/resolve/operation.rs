//! Paths and operations.

use super::Resolver;
use super::schema::rust_name;
use crate::api::{
    Body, Content, Docs, Example, Header, Kind, Location, Method, Operation, OperationId, Owner,
    Parameter, Response, Status, StringFormat, Style,
};
use crate::diagnostic::{Code, Pointer};
use indexmap::{IndexMap, IndexSet};
use openapiv3::{
    MediaType, ParameterData, ParameterSchemaOrContent, PathItem, PathStyle, QueryStyle,
    ReferenceOr, RequestBody, StatusCode,
};
use serde_json::Value;
use std::collections::BTreeMap;
use std::rc::Rc;

impl<'a> Resolver<'a, '_> {
    pub(super) fn operations(&mut self) {
        let at = Pointer::root().child("paths");
        let mut paths: Vec<_> = self.document.paths.paths.iter().collect();
        paths.sort_by_key(|(path, _)| path.as_str());
        for (path, item) in paths {
            let place = at.child(path);
            match self.follow_or_say_why(item, &place) {
                Ok((item, place, _)) => self.path_item(path, item, &place),
                // There is at least one operation in what a reference leads to.
                Err(reason) => {
                    self.api.skipped.insert(place, reason);
                }
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
            let place = at.child(keyword);
            let id = OperationId(self.api.operations.len());
            let of_path = self.parameters(id, &item.parameters, at);
            let own = self.parameters(id, &operation.parameters, &place);
            let mut parameters = overridden(of_path, own);
            self.complete_path(id, path, &place, &mut parameters);
            let servers = if operation.servers.is_empty() {
                &item.servers
            } else {
                &operation.servers
            };
            let server = self
                .servers(servers, &place.child("servers"))
                .into_iter()
                .next();
            let security = match (&operation.security, &self.document.security) {
                (Some(own), _) => self.requirements(own, &place.child("security")),
                (None, Some(all)) => self.requirements(all, &Pointer::root().child("security")),
                (None, None) => Vec::new(),
            };
            let body = operation
                .request_body
                .as_ref()
                .and_then(|body| self.body(id, body, &place));
            let responses = self.responses(id, &operation.responses, &place.child("responses"));
            self.api.operations.push(Operation {
                method,
                path: path.to_owned(),
                id: operation.operation_id.clone(),
                tags: operation.tags.clone(),
                rust_name: rust_name(&operation.extensions),
                docs: Docs {
                    title: operation.summary.clone().or_else(|| item.summary.clone()),
                    description: operation
                        .description
                        .clone()
                        .or_else(|| item.description.clone()),
                    deprecated: operation.deprecated,
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
        parameters: &'a [ReferenceOr<openapiv3::Parameter>],
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
        parameter: &'a openapiv3::Parameter,
        at: Pointer,
        shared: Option<&str>,
    ) -> Option<Parameter> {
        let data = parameter.parameter_data_ref();
        let (location, style) = placing(parameter, data);
        // OpenAPI 3.0.3, "Parameter Object": these three are described elsewhere.
        let reserved = ["accept", "content-type", "authorization"];
        if location == Location::Header
            && reserved.contains(&data.name.to_ascii_lowercase().as_str())
        {
            return None;
        }
        let owner = shared.map_or_else(
            || Owner::Parameter(id, data.name.clone()),
            |shared| Owner::Shared(shared.to_owned()),
        );
        let (schema, style) = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                let schema = self.schema(schema, at.child("schema"), owner);
                (schema, Some(style))
            }
            // It has one entry (OpenAPI 3.0.3, "Fixed Fields and considerations").
            ParameterSchemaOrContent::Content(content) => {
                let (media_type, media) = content.first()?;
                let at = at.child("content").child(media_type);
                let is_text = media_type.starts_with("text/");
                if !is_text && !media_type.contains("json") && !media_type.contains('*') {
                    let words = [data.name.as_str(), media_type.as_str()];
                    self.diagnostics.report(Code::ParameterContent, &at, &words);
                    return None;
                }
                let schema = match &media.schema {
                    Some(schema) => self.schema(schema, at.child("schema"), owner),
                    None => self.reserve(at.child("schema"), owner),
                };
                (schema, is_text.then_some(style))
            }
        };
        Some(Parameter {
            rust_name: self.wish(&at).or_else(|| rust_name(&data.extensions)),
            name: data.name.clone(),
            docs: Docs {
                title: None,
                description: data.description.clone(),
                deprecated: data.deprecated.unwrap_or_default(),
                constraints: Vec::new(),
            },
            location,
            style,
            required: data.required || location == Location::Path,
            schema,
            at,
        })
    }

    fn body(
        &mut self,
        id: OperationId,
        body: &'a ReferenceOr<RequestBody>,
        at: &Pointer,
    ) -> Option<Body> {
        let place = at.child("requestBody");
        let (body, at, shared) = self.follow(body, &place)?;
        let owner = shared.map_or(Owner::Request(id), |shared| {
            Owner::Shared(shared.to_owned())
        });
        let content = self.content(&body.content, &at.child("content"), &owner);
        Some(Body {
            docs: Docs {
                description: body.description.clone(),
                ..Docs::default()
            },
            required: body.required,
            content,
            at,
        })
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
            let value = self.shown(&at, value);
            examples.push(Example {
                at,
                name: String::new(),
                summary: None,
                value,
            });
        }
        for (name, example) in &media.examples {
            let place = at.child("examples").child(name);
            let found = self.follow(example, &place);
            if let Some((example, place, _)) = found
                && let Some(value) = &example.value
            {
                let at = place.child("value");
                let value = self.shown(&at, value);
                examples.push(Example {
                    at,
                    name: name.clone(),
                    summary: example.summary.clone(),
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
            let Some((response, at, shared)) = found else {
                continue;
            };
            let owner = shared.map_or(Owner::Response(id, status), |shared| {
                Owner::Shared(shared.to_owned())
            });
            let content = self.content(&response.content, &at.child("content"), &owner);
            let headers = self.headers(&response.headers, &at.child("headers"));
            resolved.push(Response {
                shared: shared.map(str::to_owned),
                status,
                docs: Docs {
                    description: Some(response.description.clone()),
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
                description: header.description.clone(),
                ..Docs::default()
            };
            resolved.push(Header {
                name: name.clone(),
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

/// Where a parameter is sent and how it is written there.
fn placing(parameter: &openapiv3::Parameter, data: &ParameterData) -> (Location, Style) {
    match parameter {
        openapiv3::Parameter::Path { style, .. } => {
            let explode = data.explode.unwrap_or(false);
            let style = match style {
                PathStyle::Simple => Style::Simple { explode },
                PathStyle::Label => Style::Label { explode },
                PathStyle::Matrix => Style::Matrix { explode },
            };
            (Location::Path, style)
        }
        openapiv3::Parameter::Query {
            style,
            allow_reserved,
            ..
        } => {
            let explode = data.explode.unwrap_or(matches!(style, QueryStyle::Form));
            let style = match style {
                QueryStyle::SpaceDelimited if !explode => Style::SpaceDelimited,
                QueryStyle::PipeDelimited if !explode => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
                // Exploded, the delimited styles write what `form` writes.
                _ => Style::Form {
                    explode,
                    allow_reserved: *allow_reserved,
                },
            };
            (Location::Query, style)
        }
        openapiv3::Parameter::Header { .. } => (
            Location::Header,
            Style::Simple {
                explode: data.explode.unwrap_or(false),
            },
        ),
        openapiv3::Parameter::Cookie { .. } => {
            let explode = data.explode.unwrap_or(true);
            (
                Location::Cookie,
                Style::Form {
                    explode,
                    allow_reserved: false,
                },
            )
        }
    }
}
