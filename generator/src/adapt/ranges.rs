//! Parameters and headers under a range of media types: which of the types in it a value has follows from its schema.

use super::part_form::is_scalar;
use crate::api::{Api, Content, Header};

/// Gives scalars the style that they have as plain text; all other values stay JSON text.
pub fn settle(api: &mut Api) {
    let mut operations = std::mem::take(&mut api.operations);
    for operation in &mut operations {
        for parameter in &mut operation.parameters {
            if let Some(style) = parameter.as_text.take()
                && is_scalar(api, parameter.schema)
            {
                parameter.style = Some(style);
            }
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
