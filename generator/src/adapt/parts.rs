//! Bodies of several parts → parameters: one for each part, and for each header of a part.
//!
//! The parts of `multipart/form-data` are the members of an object. Other parts have places: those of a tuple, and
//! behind them those of a list.

use super::copies::Copies;
use super::join::{Home, join};
use super::part_form::{self, Form, form};
use super::part_members::{Members, members};
use super::part_styles;
use crate::api::{
    Additional, Api, Constant, Content, Docs, Encoding, Kind, Limit, Location, Media, Operation,
    Owner, Parameter, Part, PartKind, Placed, Property, Schema, SchemaId, StringFormat, Tuple,
    TuplePlace, has_places, only_value, place_word,
};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::map::{IndexMap, IndexSet};
use crate::null::Null;
use std::collections::BTreeMap;

/// A part of a body.
pub(super) struct Source<'a> {
    name: String,
    word: Option<String>,
    schema: SchemaId,
    encoding: Option<&'a Encoding>,
    required: bool,
    form: Form<'a>,
    placed: bool,
}

/// The operation with the parts of a `multipart` body as parameters.
pub fn with_parts(
    api: &mut Api,
    mut operation: Operation,
    copies: &mut Copies,
    diagnostics: &mut Diagnostics,
) -> Operation {
    let Some(body) = &operation.body else {
        return operation;
    };
    let [content] = &body.content[..] else {
        return operation;
    };
    if api.media(content) != Media::Multipart {
        return operation;
    }
    let target = content.schema.map(|schema| api.behind_aliases(schema).0);
    if target.is_some_and(|target| copies.take_parts(target).is_err()) {
        let lost = ["its parts are not described"];
        diagnostics.report(Code::UsedTooOften, &body.at, &lost);
        return operation;
    }
    let (mut walked, mut absent) = (0, IndexMap::default());
    let sources = match content.schema.zip(target) {
        Some(schemas) if has_places(&content.media_type) => {
            by_place(api, content, schemas, body.required)
        }
        Some((_, target)) => {
            let members = members(api, target, copies);
            walked = members.walked;
            absent = absent_parts(api, content, &members);
            by_name(api, content, members, body.required)
        }
        None => Vec::new(),
    };
    report_unused(content, &sources, &absent, diagnostics);
    if let Some(target) = target {
        let names = sources.iter().map(|source| source.name.as_str());
        copies.note_parts(target, names, walked);
    }
    if sources.is_empty() {
        return operation;
    }
    let stream = operation.form.as_ref();
    let stream = stream.and_then(|form| form.stream.as_ref());
    let asks = stream.and_then(|stream| stream.asks.clone());
    let mut parameters = Vec::new();
    // The part that asks for the stream is no choice of the caller's.
    let chosen = |source: &Source<'_>| Some(&source.name) != asks.as_ref();
    for source in sources.into_iter().filter(chosen) {
        let mut parameter = parameter(api, &source, diagnostics);
        if matches!(source.form.kind, PartKind::File | PartKind::Files) {
            parameter.schema = without_files(api, source.schema, copies);
        }
        parameters.push(parameter);
        parameters.extend(headers(api, &source));
    }
    operation.parameters.append(&mut parameters);
    // The parameters replace the body, so its schema becomes a type only if it has a name of its own.
    if let Some(body) = &mut operation.body {
        for content in &mut body.content {
            let mut names = content.schema.iter().flat_map(|id| api.aliases(*id));
            content.schema = names.find(|id| matches!(api[*id].owner, Owner::Component(_)));
        }
    }
    operation
}

/// The schema of the values that can stand for a file; a file itself has no type of its own.
fn without_files(api: &mut Api, id: SchemaId, copies: &mut Copies) -> SchemaId {
    let mut values = Vec::new();
    if !part_form::values(api, id, &mut values) {
        return id;
    }
    if values.is_empty() {
        return like(api, (id, id), Kind::String(StringFormat::Binary(None)));
    }
    let home = Home {
        owner: api[id].owner.clone(),
        at: id,
    };
    join(api, &values, &home, copies)
}

/// The members with names; then all that are described without names.
fn by_name<'a>(
    api: &Api,
    content: &'a Content,
    members: Members,
    body_required: bool,
) -> Vec<Source<'a>> {
    let encodings = content.encoding.iter();
    let encodings: IndexMap<&str, &Encoding> = encodings.map(|it| (it.name.as_str(), it)).collect();
    let named = members.named.into_iter();
    let sent = named.filter(|(_, property)| why_absent(api, property).is_none());
    let described = sent.map(|(name, property)| Source {
        word: property.rust_name.or(property.hint),
        schema: property.schema,
        encoding: encodings.get(name.as_str()).copied(),
        required: property.required && body_required,
        form: form(
            api,
            property.schema,
            encodings.get(name.as_str()).copied(),
            true,
        ),
        placed: false,
        name,
    });
    let mut sources: Vec<Source> = described.collect();
    if let Some(schema) = members.others {
        let is_all = sources.is_empty();
        sources.push(Source {
            name: "*".to_owned(),
            word: Some(if is_all { "all_parts" } else { "other_parts" }.to_owned()),
            schema,
            encoding: None,
            required: body_required && is_all,
            form: Form {
                kind: PartKind::Others,
                content_type: None,
                choice: None,
                foreign: None,
                or_value: false,
                is_text: false,
            },
            placed: false,
        });
    }
    sources
}

/// The reason why a member is no part of a form, which leaves out null, as RFC 6570 does (section 2.3).
pub(super) fn why_absent(api: &Api, member: &Property) -> Option<&'static str> {
    if only_value(api, member.schema) == Some(Constant::Null) {
        return Some("content that leaves out this member, which is always null");
    }
    let why = "content that leaves out this member, which is read-only";
    api.is_unsent(member).then_some(why)
}

/// The reasons for the members with an encoding that are no parts.
fn absent_parts<'c>(
    api: &Api,
    content: &'c Content,
    members: &Members,
) -> IndexMap<&'c str, &'static str> {
    let names = content.encoding.iter().map(|it| it.name.as_str());
    let absent = names.filter_map(|name| {
        let why = why_absent(api, members.named.get(name)?)?;
        Some((name, why))
    });
    absent.collect()
}

/// The places of a tuple, and others that have an encoding; then all that come after these.
fn by_place<'a>(
    api: &mut Api,
    content: &'a Content,
    (schema, target): (SchemaId, SchemaId),
    body_required: bool,
) -> Vec<Source<'a>> {
    let Placed { first, others } = &content.placed;
    let of_items = |items| Tuple {
        additional: Additional::Schema(items),
        ..Tuple::default()
    };
    let mut tuple = match &api[target].kind {
        _ if content.is_item => of_items(schema),
        Kind::Tuple(tuple) => tuple.clone(),
        Kind::Array(items) => of_items(*items),
        _ => return Vec::new(),
    };
    let described = tuple.places.len();
    let items = match tuple.additional {
        Additional::Any if first.len() > described || others.is_some() => {
            Some(like(api, (schema, schema), Kind::Any))
        }
        additional => additional.schema(),
    };
    if let Some(schema) = items {
        let encoded = (described..first.len()).map(place_word);
        let places = encoded.map(|word| TuplePlace { schema, word });
        tuple.places.extend(places);
    }
    // Authors who describe the encoding of a place mean it, too, unless they say how many items there are.
    let least = match api[target].limits.iter().find_map(least_items) {
        _ if tuple.least < described => tuple.least,
        Some(least) if !content.is_item => least,
        _ => tuple.places.len(),
    };
    let is_required = |index| body_required && index < least;
    let places = tuple.places.into_iter().enumerate();
    let places = places.map(|(index, place)| Source {
        name: (index + 1).to_string(),
        word: Some(place.word),
        schema: place.schema,
        encoding: first.get(index),
        required: is_required(index),
        form: form(api, place.schema, first.get(index), false),
        placed: true,
    });
    let mut sources: Vec<Source> = places.collect();
    if let Some(items) = items {
        let is_all = sources.is_empty();
        let mut form = form(api, items, others.as_ref(), false);
        form.kind = match form.kind {
            PartKind::File => PartKind::Files,
            _ => PartKind::Values,
        };
        let list = if is_all && !content.is_item {
            schema
        } else {
            like(api, (schema, items), Kind::Array(items))
        };
        sources.push(Source {
            name: (sources.len() + 1).to_string(),
            word: Some(if is_all { "all_parts" } else { "rest" }.to_owned()),
            schema: list,
            encoding: others.as_ref(),
            required: body_required && is_all,
            form,
            placed: true,
        });
    }
    sources
}

fn least_items(limit: &Limit) -> Option<usize> {
    match limit {
        Limit::MinItems(least) => Some(*least),
        _ => None,
    }
}

/// A schema with the owner and flags of the first, where the second stands. Nothing else of the first is copied: it may
/// list many values.
pub(super) fn like(api: &mut Api, (schema, at): (SchemaId, SchemaId), kind: Kind) -> SchemaId {
    let first = &api[schema];
    let made = Schema {
        at: api[at].at.clone(),
        also_at: Vec::new(),
        owner: first.owner.clone(),
        rust_name: None,
        tag: None,
        docs: Docs::default(),
        limits: Vec::new(),
        null: Null::Unsaid,
        read_only: first.read_only,
        write_only: first.write_only,
        password: first.password,
        may_be_fraction: false,
        default: None,
        example: None,
        example_at: None,
        content: None,
        sent_form_of: None,
        annotations: BTreeMap::new(),
        kind,
    };
    api.push(made)
}

fn parameter(api: &Api, source: &Source<'_>, diagnostics: &mut Diagnostics) -> Parameter {
    let schema = &api[source.schema];
    let Form {
        kind,
        content_type,
        choice,
        foreign,
        or_value,
        is_text,
    } = &source.form;
    let described = source.encoding.map(|it| (&it.headers[..], &it.at));
    let (headers, at) = described.unwrap_or((&[], &schema.at));
    if let Some(media_type) = foreign {
        let at = at.child("contentType");
        diagnostics.report(Code::PartNotation, &at, &[media_type, &source.name]);
    }
    if *kind == PartKind::Values && !headers.is_empty() {
        let words = ["headers", "an encoding of several values"];
        let at = at.child("headers");
        diagnostics.report(Code::NotSupportedKeyword, &at, &words);
    }
    if let Some(encoding) = source.encoding {
        part_styles::report(encoding, kind, diagnostics);
    }
    let is_told = *kind == PartKind::Files;
    let told = headers.iter().filter(|_| is_told);
    Parameter {
        at: schema.at.clone(),
        name: source.name.clone(),
        rust_name: source.word.clone(),
        docs: Docs {
            constraints: None,
            ..schema.docs.clone()
        },
        location: Location::Part,
        whole_query: None,
        as_form: None,
        style: None,
        as_text: None,
        notation: None,
        part: Some(Part {
            content_type: content_type.as_deref().map(str::to_owned),
            kind: kind.clone(),
            placed: source.placed,
            choice: choice.as_deref().map(str::to_owned),
            or_value: *or_value,
            is_text: *is_text,
            headers: told.map(|header| header.name.clone()).collect(),
        }),
        required: source.required,
        allows_empty: false,
        schema: source.schema,
    }
}

/// The headers of a part, each as a parameter. Of several files, each has headers of its own.
fn headers<'a>(api: &'a Api, source: &'a Source<'_>) -> impl Iterator<Item = Parameter> + 'a {
    let is_one = !matches!(source.form.kind, PartKind::Files | PartKind::Values);
    let encoding = source.encoding.filter(|_| is_one);
    let headers = encoding.into_iter().flat_map(|it| &it.headers);
    headers.map(|header| Parameter {
        at: header.at.clone(),
        name: source.name.clone(),
        rust_name: {
            let word = source.word.as_ref().unwrap_or(&source.name);
            Some(format!("{word} {}", header.name))
        },
        docs: Docs {
            deprecated: api[header.schema].docs.deprecated,
            ..header.docs.clone()
        },
        location: Location::Part,
        whole_query: None,
        as_form: None,
        style: None,
        as_text: None,
        notation: header.notation.clone(),
        part: Some(Part {
            content_type: None,
            kind: PartKind::Header(header.name.clone(), header.form),
            placed: source.placed,
            choice: None,
            or_value: false,
            is_text: false,
            headers: Vec::new(),
        }),
        required: header.required && source.required,
        allows_empty: false,
        schema: header.schema,
    })
}

/// Reports the encodings of parts that the body doesn't have, with the reasons for those that are members.
pub(super) fn report_unused(
    content: &Content,
    sources: &[Source<'_>],
    absent: &IndexMap<&str, &'static str>,
    diagnostics: &mut Diagnostics,
) {
    let used = sources.iter().filter_map(|source| source.encoding);
    let used: IndexSet<&Pointer> = used.map(|encoding| &encoding.at).collect();
    let is_unused = |encoding: &&Encoding| !used.contains(&encoding.at);
    for encoding in content.encoding.iter().filter(is_unused) {
        let why = absent.get(encoding.name.as_str()).copied();
        report("encoding", &encoding.at, why, diagnostics);
    }
    let Placed { first, others } = &content.placed;
    if let Some(encoding) = first.iter().find(is_unused) {
        report("prefixEncoding", &encoding.at, None, diagnostics);
    }
    if let Some(encoding) = others.iter().find(is_unused) {
        report("itemEncoding", &encoding.at, None, diagnostics);
    }
}

fn report(keyword: &str, at: &Pointer, why: Option<&str>, diagnostics: &mut Diagnostics) {
    let words = [keyword, why.unwrap_or("content without such a part")];
    diagnostics.report(Code::NotSupportedKeyword, at, &words);
}
