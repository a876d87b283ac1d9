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
use crate::text::media_type::{ANY_BYTES, essence};

/// The levels of schemas in a member that may hide a file: in a list, in a branch, in the list of a branch.
const LEVELS: usize = 3;

/// A part of a body.
pub(super) struct Source<'a> {
    name: String,
    word: Option<String>,
    schema: SchemaId,
    encoding: Option<&'a Encoding>,
    required: bool,
    kind: PartKind,
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
            let schema = content.schema;
            content.schema = schema.filter(|id| matches!(api[*id].owner, Owner::Component(_)));
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
        kind: named_kind(api, property.schema, encodings.get(name.as_str()).copied()),
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
            kind: PartKind::Others,
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
        kind: placed_kind(api, place.schema, first.get(index)),
        placed: true,
    });
    let mut sources: Vec<Source> = places.collect();
    if let Some(items) = items {
        let is_all = sources.is_empty();
        let kind = match placed_kind(api, items, others.as_ref()) {
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
            kind,
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
    let content_type = source.encoding.and_then(|it| it.content_type.clone());
    let content_type = content_type.or_else(|| usual_type(api, source.schema));
    let described = source.encoding.map(|it| (&it.headers[..], &it.at));
    let (headers, at) = described.unwrap_or((&[], &schema.at));
    if source.kind == PartKind::Values && !headers.is_empty() {
        let words = ["headers", "an encoding of several values"];
        let at = at.child("headers");
        diagnostics.report(Code::NotSupportedKeyword, &at, &words);
    }
    let is_told = source.kind == PartKind::Files;
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
            content_type: content_type.filter(|given| !given.contains([',', '*'])),
            kind: source.kind.clone(),
            placed: source.placed,
            headers: told.map(|header| header.name.clone()).collect(),
        }),
        required: source.required,
        allows_empty: false,
        schema: source.schema,
    }
}

/// The headers of a part, each as a parameter. Of several files, each has headers of its own.
fn headers<'a>(api: &'a Api, source: &'a Source<'_>) -> impl Iterator<Item = Parameter> + 'a {
    let is_one = !matches!(source.kind, PartKind::Files | PartKind::Values);
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

/// The source of a part that has a name. Values in a notation that isn't written here are given as files.
fn named_kind(api: &Api, id: SchemaId, encoding: Option<&Encoding>) -> PartKind {
    let content_type = encoding.and_then(|encoding| encoding.content_type.as_deref());
    let (target, _) = api.behind_aliases(id);
    let items = match api[target].kind {
        Kind::Array(items) => Some(api.behind_aliases(items).0),
        _ => None,
    };
    let is_plain = is_plain(&api[items.unwrap_or(target)].kind);
    let is_written =
        content_type.is_none_or(|given| is_written(given, |text| is_plain || is_plain_text(text)));
    match part_kind(api, id, LEVELS) {
        PartKind::Value if !is_written && items.is_some() => PartKind::Files,
        PartKind::Value if !is_written => PartKind::File,
        kind => kind,
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
    essence(media_type) == "text/plain"
}

/// Whether one of these media types is written here: JSON, or one of the texts that the value can be.
pub(super) fn is_written(media_types: &str, is_text: impl Fn(&str) -> bool) -> bool {
    let mut all = media_types.split(',').map(str::trim);
    all.any(|one| match Media::of(one) {
        Media::Json => true,
        Media::Text => is_text(one),
        _ => false,
    })
}

/// The source of a part that has a place. A value in a notation that isn't written here is given as a file.
fn placed_kind(api: &Api, id: SchemaId, encoding: Option<&Encoding>) -> PartKind {
    let (target, _) = api.behind_aliases(id);
    let kind = &api[target].kind;
    let content_type = encoding.and_then(|encoding| encoding.content_type.as_deref());
    let is_value = content_type.map_or(!kind.is_any(), |given| {
        is_written(given, |_| is_plain(kind))
    });
    match part_kind(api, id, LEVELS) {
        PartKind::Value if is_value => PartKind::Value,
        _ => PartKind::File,
    }
}
