//! Members of `application/x-www-form-urlencoded`, in a body or a parameter, in a notation that the client doesn't write,
//! such as XML: the caller gives their text.

use super::copies::{self, Copies};
use super::part_form::{is_plain, is_plain_text, written};
use super::parts::{like, report_unused, why_absent};
use crate::api::{
    Api, Docs, Encoding, Kind, Media, Operation, Owner, SchemaId, StringFormat, Style, Text,
};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::map::IndexMap;

/// A member as text: its name, and its schema from now on.
type Member = (String, SchemaId);

/// Makes texts of such members of a body, in a copy of its schema: other bodies may have it, too.
pub fn with_texts(
    api: &mut Api,
    operation: &mut Operation,
    copies: &mut Copies,
    diagnostics: &mut Diagnostics,
) {
    let body = operation.body.as_mut();
    let Some(content) = body.and_then(|body| body.content.first_mut()) else {
        return;
    };
    if Media::of(&content.media_type) == Media::Form && api.media(content) != Media::Form {
        report_unused(content, &[], &IndexMap::default(), diagnostics);
    }
    if let Some(schema) = content.schema.filter(|_| api.media(content) == Media::Form) {
        let form = (schema, &content.encoding[..], &content.at);
        content.schema = Some(texts(api, form, copies, diagnostics));
    }
}

/// The same for the members of parameters that are forms. A whole query without members is skipped.
pub fn with_parameter_texts(
    api: &mut Api,
    operation: &mut Operation,
    copies: &mut Copies,
    diagnostics: &mut Diagnostics,
) {
    operation.parameters.retain_mut(|parameter| {
        let whole = parameter.whole_query.as_ref();
        let whole = whole.filter(|_| matches!(parameter.style, Some(Style::Form { .. })));
        let Some(encodings) = whole.or(parameter.as_form.as_ref()) else {
            return true;
        };
        if !api.has_members(parameter.schema) {
            let words = [parameter.name.as_str(), "without members"];
            let code = Code::ParameterContent;
            diagnostics.report(code, &parameter.at, &words);
            return false;
        }
        let form = (parameter.schema, &encodings[..], &parameter.at);
        parameter.schema = texts(api, form, copies, diagnostics);
        true
    });
}

/// The schema of a form with such members as texts.
fn texts(
    api: &mut Api,
    (schema, encodings, at): (SchemaId, &[Encoding], &Pointer),
    copies: &mut Copies,
    diagnostics: &mut Diagnostics,
) -> SchemaId {
    let (target, _) = api.behind_aliases(schema);
    let Kind::Object(mut object) = api[target].kind.clone() else {
        let mut others = encodings.iter();
        if let Some(encoding) = others.find(|encoding| is_other(encoding)) {
            let at = encoding.at.child("contentType");
            let words = ["contentType", "a form that isn't described by properties"];
            diagnostics.report(Code::NotSupportedKeyword, &at, &words);
        }
        return schema;
    };
    let mut members: Vec<Member> = Vec::new();
    for encoding in encodings {
        let member = object.properties.get(&encoding.name);
        let why = match member {
            Some(member) => why_absent(api, member),
            None => Some("a form without such a member"),
        };
        if let Some(why) = why {
            let words = ["encoding", why];
            diagnostics.report(Code::NotSupportedKeyword, &encoding.at, &words);
            continue;
        }
        if let Some(member) = member.map(|property| property.schema)
            && let Some(media_type) = unwritten(api, member, encoding)
        {
            let words = [media_type, &encoding.name];
            let at = encoding.at.child("contentType");
            diagnostics.report(Code::FormNotation, &at, &words);
            members.push((encoding.name.clone(), text(api, member, media_type)));
        }
    }
    if members.is_empty() {
        return schema;
    }
    let names = object.properties.keys().map(String::as_str);
    if copies.take(copies::weight(names)).is_err() {
        let lost = ["its members are sent as JSON"];
        diagnostics.report(Code::UsedTooOften, at, &lost);
        return schema;
    }
    for (name, schema) in members {
        if let Some(property) = object.properties.get_mut(&name) {
            property.schema = schema;
        }
    }
    let mut copy = api[target].clone();
    copy.kind = Kind::Object(object);
    if let Owner::Component(_) | Owner::SentForm(_) = copy.owner {
        copy.owner = Owner::SentForm(target);
        copy.rust_name = None;
    }
    api.push(copy)
}

/// The media type of a member whose value would be JSON text, if that is another notation.
fn unwritten<'e>(api: &Api, member: SchemaId, encoding: &'e Encoding) -> Option<&'e str> {
    let (item, _) = item(api, member);
    let kind = &api[item].kind;
    let is_json = !is_plain(kind) || kind.is_any();
    let media_type = encoding.content_type.as_deref();
    media_type.filter(|_| is_json && is_other(encoding))
}

/// Whether the notation of a value isn't written here. A style goes before the media type.
fn is_other(encoding: &Encoding) -> bool {
    let media_type = encoding.content_type.as_deref();
    let media_type = media_type.filter(|_| encoding.style.is_none());
    media_type.is_some_and(|given| written(given, is_plain_text).is_none())
}

/// The schema of a member, or of the items of its list, which are values of their own; and whether it is a list.
fn item(api: &Api, member: SchemaId) -> (SchemaId, bool) {
    let (target, _) = api.behind_aliases(member);
    match api[target].kind {
        Kind::Array(items) => (api.behind_aliases(items).0, true),
        _ => (target, false),
    }
}

/// The schema of a member, or of each of several, as text of a media type.
fn text(api: &mut Api, member: SchemaId, media_type: &str) -> SchemaId {
    let content = format!("content of type `{media_type}`");
    let docs = Docs {
        constraints: Some(Text::from(&*content)),
        ..api[member].docs.clone()
    };
    let is_list = item(api, member).1;
    let text = like(api, (member, member), Kind::String(StringFormat::Plain));
    let made = if is_list {
        like(api, (member, member), Kind::Array(text))
    } else {
        text
    };
    api.schemas[made.0].docs = docs;
    made
}
