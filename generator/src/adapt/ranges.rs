//! Parameters and headers under a range of media types: which of the types in it a value has follows from its schema.
//! Those in a notation that isn't read or written here are texts.

use super::part_form::is_scalar;
use super::parts::like;
use crate::api::{Api, Content, Docs, Header, Kind, Notation, SchemaId, StringFormat};
use crate::diagnostic::{Code, Diagnostics};
use crate::map::IndexMap;

/// Gives scalars the style that they have as plain text; all other values stay JSON text.
pub fn settle(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut operations = std::mem::take(&mut api.operations);
    let mut texts = Texts::default();
    for operation in &mut operations {
        for parameter in &mut operation.parameters {
            if let Some(style) = parameter.as_text.take()
                && is_scalar(api, parameter.schema)
            {
                parameter.style = Some(style);
            }
            // A form without members is a text that the caller writes.
            if !api.has_members(parameter.schema) {
                parameter.as_form = None;
            } else if parameter.as_form.is_some() {
                parameter.notation = None;
            }
            let what = format!("parameter `{}`", parameter.name);
            let value = (&mut parameter.schema, parameter.notation.as_ref(), &*what);
            as_text(api, value, &mut texts, diagnostics);
        }
        let sent = operation.body.iter_mut().flat_map(|body| &mut body.content);
        let received = operation.responses.iter_mut();
        let received = received.flat_map(|response| &mut response.headers);
        for header in sent.flat_map(of_parts).chain(received) {
            self::header(api, header, &mut texts, diagnostics);
        }
    }
    api.operations = operations;
    let mut webhooks = std::mem::take(&mut api.webhooks);
    for header in webhooks.iter_mut().flat_map(|it| &mut it.headers) {
        self::header(api, header, &mut texts, diagnostics);
    }
    api.webhooks = webhooks;
}

/// The texts of the schemas of values in another notation: several operations share a header.
type Texts = IndexMap<SchemaId, SchemaId>;

/// Makes a text of a value in a notation that the caller reads or writes. A string is that text already.
fn as_text(
    api: &mut Api,
    (value, notation, what): (&mut SchemaId, Option<&Notation>, &str),
    texts: &mut Texts,
    diagnostics: &mut Diagnostics,
) {
    let Some(notation) = notation else {
        return;
    };
    let schema = *value;
    let (target, _) = api.behind_aliases(schema);
    let is_bytes = matches!(api[target].kind, Kind::String(StringFormat::Binary(_)));
    if api.is_text(schema) && !is_bytes {
        return;
    }
    if !api[target].kind.is_any() {
        let words = [notation.media_type.as_str(), what];
        diagnostics.report(Code::ParameterNotation, &notation.at, &words);
    }
    *value = *texts.entry(schema).or_insert_with(|| {
        let docs = Docs {
            constraints: None,
            ..api[schema].docs.clone()
        };
        let text = like(api, (schema, schema), Kind::String(StringFormat::Plain));
        api.schemas[text.0].docs = docs;
        text
    });
}

/// The headers of the parts of a body.
fn of_parts(content: &mut Content) -> impl Iterator<Item = &mut Header> {
    content.encoding.iter_mut().flat_map(|it| &mut it.headers)
}

fn header(api: &mut Api, header: &mut Header, texts: &mut Texts, diagnostics: &mut Diagnostics) {
    if std::mem::take(&mut header.as_text) && is_scalar(api, header.schema) {
        header.form = None;
    }
    let what = format!("header `{}`", header.name);
    let value = (&mut header.schema, header.notation.as_ref(), &*what);
    as_text(api, value, texts, diagnostics);
}
