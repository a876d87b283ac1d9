//! Bodies of several parts → parameters: one for each part, and for each header of a part.
//!
//! The parts of `multipart/form-data` are the members of an object. Other parts have places: those of a tuple, and
//! behind them those of a list.

use super::copies::Copies;
use crate::api::{
    Additional, Api, Content, Docs, Encoding, Kind, Limit, Location, Media, Operation, Owner,
    Parameter, Part, PartKind, Placed, Schema, SchemaId, StringFormat, Tuple, TuplePlace, constant,
    has_places, place_word,
};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::map::{IndexMap, IndexSet};
use crate::text::media_type::{ANY_BYTES, PLAIN_TEXT, essence};
use std::borrow::Cow;

/// The levels of schemas in a member that may hide a file: in a list, in a branch, in the list of a branch.
const LEVELS: usize = 3;

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

/// The form of a part.
struct Form<'a> {
    kind: PartKind,
    /// The media type, unless the caller chooses it or the runtime knows it.
    content_type: Option<Cow<'a, str>>,
    /// The media types of a file, of which the caller chooses one.
    choice: Option<Cow<'a, str>>,
    /// The media types of a value that is written in none of them here.
    foreign: Option<&'a str>,
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
    let sources = match content.schema.zip(target) {
        Some(schemas) if has_places(&content.media_type) => {
            by_place(api, content, schemas, body.required)
        }
        Some((_, target)) => by_name(api, content, target, body.required),
        None => Vec::new(),
    };
    report_unused(content, &sources, diagnostics);
    let Some(target) = target.filter(|_| !sources.is_empty()) else {
        return operation;
    };
    let names = sources.iter().map(|source| source.name.as_str());
    copies.note_parts(target, names);
    let stream = operation.form.as_ref();
    let stream = stream.and_then(|form| form.stream.as_ref());
    let asks = stream.and_then(|stream| stream.asks.clone());
    let mut parameters = Vec::new();
    // The part that asks for the stream is no choice of the caller's.
    let chosen = |source: &Source<'_>| Some(&source.name) != asks.as_ref();
    for source in sources.into_iter().filter(chosen) {
        parameters.push(parameter(api, &source, diagnostics));
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

/// The members of an object; then all that it describes without names.
fn by_name<'a>(
    api: &Api,
    content: &'a Content,
    target: SchemaId,
    body_required: bool,
) -> Vec<Source<'a>> {
    let Kind::Object(object) = &api[target].kind else {
        return Vec::new();
    };
    let encodings = content.encoding.iter();
    let encodings: IndexMap<&str, &Encoding> = encodings.map(|it| (it.name.as_str(), it)).collect();
    // Read-only members can't be sent.
    let sent = object.properties.iter().filter(|(_, property)| {
        !api[property.schema].read_only || constant(api, property).is_some()
    });
    let described = sent.map(|(name, property)| Source {
        name: name.clone(),
        word: property.rust_name.clone().or(property.hint.clone()),
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
    });
    let mut sources: Vec<Source> = described.collect();
    if let Some(schema) = object.additional.schema() {
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
            },
            placed: false,
        });
    }
    sources
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

/// A schema of the same owner as the first, where the second stands.
pub(super) fn like(api: &mut Api, (schema, at): (SchemaId, SchemaId), kind: Kind) -> SchemaId {
    let made = Schema {
        at: api[at].at.clone(),
        also_at: Vec::new(),
        rust_name: None,
        tag: None,
        docs: Docs::default(),
        limits: Vec::new(),
        nullable: false,
        default: None,
        example: None,
        content: None,
        sent_form_of: None,
        kind,
        ..api[schema].clone()
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
        style: None,
        part: Some(Part {
            content_type: content_type.as_deref().map(str::to_owned),
            kind: kind.clone(),
            placed: source.placed,
            choice: choice.as_deref().map(str::to_owned),
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
        style: None,
        part: Some(Part {
            content_type: None,
            kind: PartKind::Header(header.name.clone(), header.form),
            placed: source.placed,
            choice: None,
            headers: Vec::new(),
        }),
        required: header.required && source.required,
        allows_empty: false,
        schema: header.schema,
    })
}

/// Reports the encodings of parts that the body doesn't have.
pub(super) fn report_unused(
    content: &Content,
    sources: &[Source<'_>],
    diagnostics: &mut Diagnostics,
) {
    let used = sources.iter().filter_map(|source| source.encoding);
    let used: IndexSet<&Pointer> = used.map(|encoding| &encoding.at).collect();
    let is_unused = |encoding: &&Encoding| !used.contains(&encoding.at);
    for encoding in content.encoding.iter().filter(is_unused) {
        report("encoding", &encoding.at, diagnostics);
    }
    let Placed { first, others } = &content.placed;
    if let Some(encoding) = first.iter().find(is_unused) {
        report("prefixEncoding", &encoding.at, diagnostics);
    }
    if let Some(encoding) = others.iter().find(is_unused) {
        report("itemEncoding", &encoding.at, diagnostics);
    }
}

fn report(keyword: &str, at: &Pointer, diagnostics: &mut Diagnostics) {
    let words = [keyword, "content without such a part"];
    diagnostics.report(Code::NotSupportedKeyword, at, &words);
}

/// The kind of a part. The search is limited to a few levels: a list may contain itself.
fn part_kind(api: &Api, id: SchemaId, levels: usize) -> PartKind {
    let Some(levels) = levels.checked_sub(1) else {
        return PartKind::Value;
    };
    let (target, _) = api.behind_aliases(id);
    match &api[target].kind {
        Kind::String(StringFormat::Binary(_)) => PartKind::File,
        Kind::Array(items) if part_kind(api, *items, levels) == PartKind::File => PartKind::Files,
        // A file or several files.
        Kind::Union(union) => {
            let mut kinds = union
                .branches
                .iter()
                .map(|branch| part_kind(api, *branch, levels));
            let first = kinds.next().unwrap_or(PartKind::Value);
            kinds.fold(first, |sum, kind| match (sum, kind) {
                (sum, kind) if sum == kind => sum,
                (PartKind::Value, _) | (_, PartKind::Value) => PartKind::Value,
                _ => PartKind::Files,
            })
        }
        _ => PartKind::Value,
    }
}

/// The media type of a part, or of each of several, by its schema, unless the runtime knows it: that of a file, or bytes
/// for text in base64 (`OpenAPI` 3.1.1, "Encoding Object").
fn usual_type(api: &Api, id: SchemaId) -> Option<String> {
    let (target, _) = api.behind_aliases(id);
    let item = match api[target].kind {
        Kind::Array(items) => api.behind_aliases(items).0,
        _ => target,
    };
    match &api[item].kind {
        Kind::String(StringFormat::Binary(media_type)) => media_type.clone(),
        Kind::String(StringFormat::Byte) => Some(ANY_BYTES.to_owned()),
        _ => None,
    }
}

/// The form of a part. A value in a notation that isn't written here is given as a file, and so is one of which nothing
/// is known: without a type, a part is bytes (`OpenAPI` 3.1.1, "Encoding Object").
fn form<'a>(api: &Api, id: SchemaId, encoding: Option<&'a Encoding>, has_name: bool) -> Form<'a> {
    let given = encoding.and_then(|encoding| encoding.content_type.as_deref());
    let (target, _) = api.behind_aliases(id);
    let items = match api[target].kind {
        Kind::Array(items) if has_name => Some(api.behind_aliases(items).0),
        _ => None,
    };
    let item = items.unwrap_or(target);
    let written = given.and_then(|given| written(given, |_| is_all_plain(api, item, LEVELS)));
    let form = given.filter(|_| written.is_none());
    let form = form.and_then(|given| form_type(api, item, given));
    let is_value = match given {
        Some(_) => written.is_some(),
        None if has_name => !matches!(api[target].kind, Kind::Any),
        None => !api[item].kind.is_any(),
    };
    let is_bytes = api[item].kind.is_any() || api.is_text(item);
    let (kind, foreign) = match part_kind(api, id, LEVELS) {
        PartKind::Value if is_value => (PartKind::Value, None),
        PartKind::Value if form.is_some() => (PartKind::Form, None),
        PartKind::Value => {
            let kind = items.map_or(PartKind::File, |_| PartKind::Files);
            (kind, given.filter(|_| !is_bytes))
        }
        kind if has_name => (kind, None),
        _ => (PartKind::File, None),
    };
    let content_type = match given {
        None => usual_type(api, id).map(Cow::Owned),
        Some(_) if kind == PartKind::Value => written.map(Cow::Borrowed),
        Some(_) if kind == PartKind::Form => form.map(Cow::Borrowed),
        Some(given) => Some(Cow::Borrowed(given)),
    };
    let (content_type, choice) = match content_type {
        Some(all) if all.contains([',', '*']) => (None, Some(all)),
        one => (one, None),
    };
    Form {
        kind,
        content_type,
        choice: choice.filter(|all| *all != "*/*"),
        foreign,
    }
}

/// The first of these media types that is a form, if the value has members.
fn form_type<'a>(api: &Api, item: SchemaId, media_types: &'a str) -> Option<&'a str> {
    let mut all = media_types.split(',').map(str::trim);
    let form = all.find(|one| Media::of(one) == Media::Form);
    form.filter(|_| !api[item].kind.is_any() && api.has_members(item))
}

/// Whether each value is written as text rather than as JSON. The search is limited as that for files is.
fn is_all_plain(api: &Api, id: SchemaId, levels: usize) -> bool {
    let (target, _) = api.behind_aliases(id);
    match (&api[target].kind, levels.checked_sub(1)) {
        (Kind::Union(union), Some(levels)) => {
            let mut branches = union.branches.iter();
            branches.all(|branch| is_all_plain(api, *branch, levels))
        }
        (kind, _) => is_plain(kind),
    }
}

/// Whether a value is written as text rather than as JSON.
pub(super) fn is_plain(kind: &Kind) -> bool {
    !matches!(
        kind,
        Kind::Object(_) | Kind::Array(_) | Kind::Tuple(_) | Kind::Union(_)
    )
}

/// Whether it is the media type of any text, JSON among it.
pub(super) fn is_plain_text(media_type: &str) -> bool {
    essence(media_type) == PLAIN_TEXT
}

/// The first of these media types that is written here: JSON, or one of the texts that the value can be. A range stands
/// for the usual type in it.
pub(super) fn written(media_types: &str, is_text: impl Fn(&str) -> bool) -> Option<&str> {
    let mut all = media_types.split(',').map(str::trim);
    all.find_map(|one| match (Media::of(one), one.contains('*')) {
        (Media::Json, true) if one.starts_with('*') && is_text(PLAIN_TEXT) => Some(PLAIN_TEXT),
        (Media::Json, true) => Some("application/json"),
        (Media::Text, true) if is_text(PLAIN_TEXT) => Some(PLAIN_TEXT),
        (Media::Json, false) => Some(one),
        (Media::Text, false) if is_text(one) => Some(one),
        _ => None,
    })
}
