//! A call for each operation, with everything that can be given.

use crate::client::Client;
use crate::proxy::HEADER;
use crate::sample::Sampler;
use crate::values::{argument, ident, members};
use openapi_client_generator::api::{self, meant};
use openapi_client_generator::ir::{BodyTy, Given, Operation, Parameter, RequestBody, TypeKind};
use serde_json::Value;
use std::fmt::Write;

/// A call of an operation.
pub struct Call {
    /// The expression of the call; else the reason why there is none.
    pub expression: Result<String, String>,
    /// The JSON of the body, if that is one value.
    pub body: Option<Value>,
    /// Whether the body is an example of the document.
    pub is_example: bool,
}

/// The calls of all operations, in their order.
pub fn calls(client: &Client) -> Vec<Call> {
    let operations = client.output.ir.operations.iter();
    operations
        .map(|operation| call(client, operation))
        .collect()
}

fn call(client: &Client, operation: &Operation) -> Call {
    let described = client.described(operation);
    let (body, is_example) = described
        .and_then(|described| body(client, described))
        .unzip();
    let maker = Maker {
        client,
        operation,
        described,
        body: body.as_ref(),
    };
    Call {
        expression: maker
            .expression()
            .ok_or_else(|| "no value can be made up".to_owned()),
        body,
        is_example: is_example.unwrap_or_default(),
    }
}

/// The JSON of a body, and whether it is an example of the document.
fn body(client: &Client, described: &api::Operation) -> Option<(Value, bool)> {
    let content = described.body.as_ref()?.content.first()?;
    let places = &client.output.ir.contradicting;
    let examples = content.examples.iter();
    let mut honest = examples.filter(|example| !places.iter().any(|at| at == example.at.as_str()));
    if let Some(example) = honest.next() {
        return Some((meant(&example.value).into_owned(), true));
    }
    let sampler = Sampler { api: &client.api };
    Some((sampler.value(content.schema?)?, false))
}

struct Maker<'a> {
    client: &'a Client,
    operation: &'a Operation,
    described: Option<&'a api::Operation>,
    body: Option<&'a Value>,
}

impl Maker<'_> {
    fn expression(&self) -> Option<String> {
        let krate = &self.client.output.ir;
        let group = krate.group_of(self.operation);
        let group = group.map(|group| format!(".{}()", ident(group.method.as_str())));
        let mut arguments = Vec::new();
        for parameter in &self.operation.arguments {
            arguments.push(self.parameter(parameter)?);
        }
        let (required, optional) = self.body()?;
        arguments.extend(required);
        let method = ident(self.operation.name.as_str());
        let group = group.unwrap_or_default();
        let mut call = format!("client{group}.{method}({})", arguments.join(", "));
        for parameter in &self.operation.setters {
            // What can't be made up may be left out.
            if let Some(value) = self.parameter(parameter) {
                let _ = write!(call, ".{}({value})", ident(parameter.name.as_str()));
            }
        }
        call.extend(optional);
        let index = krate
            .operations
            .iter()
            .position(|it| std::ptr::eq(it, self.operation))?;
        let _ = write!(call, ".extra_header({HEADER:?}, \"{index}\")");
        Some(call)
    }

    fn parameter(&self, parameter: &Parameter) -> Option<String> {
        let krate = &self.client.output.ir;
        if matches!(parameter.given, Given::File | Given::Files) {
            return Some(argument(
                krate,
                &parameter.ty,
                parameter.given,
                &Value::Null,
            ));
        }
        let mut described = self.described?.parameters.iter();
        let described = described
            .find(|it| it.name == parameter.wire.exact() && it.location == parameter.location)?;
        let json = Sampler {
            api: &self.client.api,
        }
        .value(described.schema)?;
        Some(argument(krate, &parameter.ty, parameter.given, &json))
    }

    /// The arguments of the body, and its setter where it may be left out.
    fn body(&self) -> Option<(Vec<String>, Option<String>)> {
        let krate = &self.client.output.ir;
        match &self.operation.body {
            RequestBody::None | RequestBody::Parts => Some((Vec::new(), None)),
            RequestBody::Members(id) => {
                let TypeKind::Struct(object) = &krate[*id].kind else {
                    return None;
                };
                Some((members(krate, object, self.body?)?, None))
            }
            RequestBody::Value {
                name,
                required,
                ty,
                given,
                content_type,
                ..
            } => {
                let value = match ty {
                    BodyTy::Json(ty) | BodyTy::Form(ty, _) => {
                        argument(krate, ty, *given, self.body?)
                    }
                    BodyTy::Parts => "Multipart::new().text(\"name\", \"text\")".to_owned(),
                    BodyTy::Bytes | BodyTy::Ranged => match self.body {
                        Some(Value::String(text)) => format!("{text:?}"),
                        _ => "CONTENT".to_owned(),
                    },
                };
                let media_type = content_type
                    .as_ref()
                    .map(|_| "\"application/octet-stream\"".to_owned());
                let arguments: Vec<String> = media_type.into_iter().chain([value]).collect();
                Some(if *required {
                    (arguments, None)
                } else {
                    let setter = format!(".{}({})", ident(name.as_str()), arguments.join(", "));
                    (Vec::new(), Some(setter))
                })
            }
        }
    }
}
