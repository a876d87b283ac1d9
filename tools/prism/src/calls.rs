//! A call for each operation, with all arguments and setters.

use crate::client::Client;
use crate::proxy::HEADER;
use crate::sample::Sampler;
use crate::values::{argument, ident, members};
use openapi_client_generator::api::{self, Location, meant};
use openapi_client_generator::ir::{
    BodyTy, Crate, Given, Operation, Parameter, Raw, RequestBody, Ty, TypeKind,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A call of an operation.
pub struct Call {
    /// The expression of the call, or the reason for its absence.
    pub expression: Result<String, String>,
    /// The JSON of the body, if the body is one value.
    pub body: Option<Value>,
    /// The parameters, by their places.
    pub parameters: BTreeMap<String, Value>,
    /// The values that are examples or defaults of the document.
    pub shown: Vec<Value>,
    /// The members of a form for which the document has a style.
    pub styled: BTreeSet<String>,
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
    let sampler = Sampler::new(&client.api);
    let example = described.and_then(|described| example(client, described));
    let body = example.clone().or_else(|| {
        let content = described?.body.as_ref()?.content.first()?;
        sampler.value(content.schema?)
    });
    let parameters = described.iter().flat_map(|described| &described.parameters);
    let parameters: BTreeMap<String, Value> = parameters
        .filter_map(|it| {
            let value = sampler.value(it.schema)?;
            Some((place(it.location, &it.name), value))
        })
        .collect();
    let content = described
        .and_then(|described| described.body.as_ref())
        .and_then(|body| body.content.first());
    let encodings = content.iter().flat_map(|content| &content.encoding);
    let styled = encodings.filter(|encoding| encoding.style.is_some());
    let styled = styled.map(|encoding| encoding.name.clone()).collect();
    let maker = Maker {
        client,
        operation,
        parameters: &parameters,
        body: body.as_ref(),
    };
    let expression = maker.expression();
    let mut shown = sampler.shown();
    shown.extend(example);
    Call {
        expression: expression.ok_or_else(|| "no value can be made up".to_owned()),
        body,
        parameters,
        shown,
        styled,
    }
}

/// The document's example of a body.
fn example(client: &Client, described: &api::Operation) -> Option<Value> {
    let content = described.body.as_ref()?.content.first()?;
    let places = &client.output.ir.contradicting;
    let mut examples = content.examples.iter();
    let honest = examples.find(|example| !places.iter().any(|at| at == example.at.as_str()))?;
    Some(meant(&honest.value).into_owned())
}

/// The place of a parameter in the notation of Prism.
fn place(location: Location, name: &str) -> String {
    let location = match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => return format!("header.{}", name.to_ascii_lowercase()),
        Location::Cookie => "cookie",
        Location::Part => "body",
    };
    format!("{location}.{name}")
}

struct Maker<'a> {
    client: &'a Client,
    operation: &'a Operation,
    parameters: &'a BTreeMap<String, Value>,
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
        if self.operation.params.is_some() {
            let names = self.operation.argument_names();
            let fields = names.zip(&arguments);
            let fields = fields.map(|(name, value)| format!("{}: {value}", ident(name.as_str())));
            arguments = fields.collect();
        }
        let method = ident(self.operation.name.as_str());
        let group = group.unwrap_or_default();
        let mut arguments = arguments.join(", ");
        if let Some(params) = &self.operation.params {
            arguments = format!("operations::{} {{ {arguments} }}", params.name);
        }
        let mut call = format!("client{group}.{method}({arguments})");
        for parameter in &self.operation.setters {
            // A parameter without a value may be left out if it is optional.
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
        let has_content = [
            Given::File,
            Given::Files,
            Given::OwnFile,
            Given::OwnFiles,
            Given::Parts,
        ];
        if has_content.contains(&parameter.given) {
            return Some(argument(
                krate,
                &parameter.ty,
                parameter.given,
                &Value::Null,
            ));
        }
        let json = self
            .parameters
            .get(&place(parameter.location, parameter.wire.exact()))?;
        Some(argument(krate, &parameter.ty, parameter.given, json))
    }

    /// The arguments of the body, and its setter if it is optional.
    fn body(&self) -> Option<(Vec<String>, Option<String>)> {
        let krate = &self.client.output.ir;
        match &self.operation.body {
            RequestBody::None | RequestBody::Parts { .. } => Some((Vec::new(), None)),
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
                    BodyTy::Lines(item) | BodyTy::Records(item) => {
                        lines(krate, item, *given, self.body?)
                    }
                    BodyTy::Parts => parts(self.body),
                    BodyTy::Bytes | BodyTy::Ranged(_) => {
                        let value = match self.body {
                            Some(Value::String(text)) => format!("{text:?}"),
                            _ => "CONTENT".to_owned(),
                        };
                        match given {
                            Given::Converted => value,
                            _ => format!("{value}.into()"),
                        }
                    }
                };
                let listed = match ty {
                    BodyTy::Ranged(listed) => listed.first().map(Raw::exact),
                    _ => None,
                };
                let listed = listed.unwrap_or("application/octet-stream");
                let media_type = content_type.as_ref().map(|_| format!("{listed:?}"));
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

/// A body that is sent line by line: a list of values, or one of them.
fn lines(krate: &Crate, item: &Ty, given: Given, body: &Value) -> String {
    let items = match body {
        Value::Array(_) => body.clone(),
        one => Value::Array(vec![one.clone()]),
    };
    let list = argument(krate, &Ty::List(Box::new(item.clone())), given, &items);
    match given {
        Given::Converted => list,
        _ => format!("{list}.into()"),
    }
}

/// Parts that the client doesn't know: a text for each member of the value.
fn parts(body: Option<&Value>) -> String {
    let mut parts = "Multipart::new()".to_owned();
    for (name, value) in body.and_then(Value::as_object).into_iter().flatten() {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        let _ = write!(parts, ".text({name:?}, {text:?})");
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::calls;
    use crate::client;
    use tools::run;

    #[test]
    fn every_operation_is_called_and_says_which_it_is() {
        let document = run::root().join("spec/openapi.yaml");
        let client = client::generate(&document, "messages").unwrap();
        let calls = calls(&client);
        assert_eq!(calls.len(), client.output.ir.operations.len());
        for (index, call) in calls.iter().enumerate() {
            let expression = call.expression.as_ref().unwrap();
            let end = format!(".extra_header(\"x-operation\", \"{index}\")");
            assert!(expression.starts_with("client.create_message(value::<types::Sender>("));
            assert!(expression.ends_with(&end), "{expression}");
            assert!(call.body.is_some() && call.shown.contains(call.body.as_ref().unwrap()));
        }
    }
}
