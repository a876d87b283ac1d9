//! Parameters and headers under a range of media types: which of the types in it a value has follows from its schema.
//! Parameters in a notation that isn't written here are texts.

use super::part_form::is_scalar;
use super::parts::like;
use crate::api::{Api, Content, Docs, Header, Kind, Parameter, StringFormat};
use crate::diagnostic::{Code, Diagnostics};

/// Gives scalars the style that they have as plain text; all other values stay JSON text.
pub fn settle(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut operations = std::mem::take(&mut api.operations);
    for operation in &mut operations {
        for parameter in &mut operation.parameters {
            if let Some(style) = parameter.as_text.take()
                && is_scalar(api, parameter.schema)
            {
                parameter.style = Some(style);
            }
            as_text(api, parameter, diagnostics);
        }
        let sent = operation.body.iter_mut().flat_map(|body| &mut body.content);
        headers(api, sent.flat_map(of_parts));
        let responses = &mut operation.responses;
        headers(api, responses.iter_mut().flat_map(|it| &mut it.headers));
    }
    api.operations = operations;
    let mut webhooks = std::mem::take(&mut api.webhooks);
    headers(api, webhooks.iter_mut().flat_map(|it| &mut it.headers));
    api.webhooks = webhooks;
}

/// Makes a text of a value in a notation that the caller writes. A string is that text already.
fn as_text(api: &mut Api, parameter: &mut Parameter, diagnostics: &mut Diagnostics) {
    let Some(notation) = &parameter.notation else {
        return;
    };
    let schema = parameter.schema;
    let (target, _) = api.behind_aliases(schema);
    let is_bytes = matches!(api[target].kind, Kind::String(StringFormat::Binary(_)));
    if api.is_text(schema) && !is_bytes {
        return;
    }
    if !api[target].kind.is_any() {
        let words = [notation.media_type.as_str(), &parameter.name];
        diagnostics.report(Code::ParameterNotation, &notation.at, &words);
    }
    let docs = Docs {
        constraints: None,
        ..api[schema].docs.clone()
    };
    parameter.schema = like(api, (schema, schema), Kind::String(StringFormat::Plain));
    api.schemas[parameter.schema.0].docs = docs;
}

/// The headers of the parts of a body.
fn of_parts(content: &mut Content) -> impl Iterator<Item = &mut Header> {
    content.encoding.iter_mut().flat_map(|it| &mut it.headers)
}

fn headers<'a>(api: &Api, headers: impl Iterator<Item = &'a mut Header>) {
    for header in headers {
        if std::mem::take(&mut header.as_text) && is_scalar(api, header.schema) {
            header.form = None;
        }
    }
}
