//! Responses with streams: an operation for the values that come at once, and one for the items of each kind, as a
//! method reads items of one type.

use super::copies::{self, Copies};
use super::forms::names;
use super::parts::like;
use crate::api::{Api, Content, Kind, Location, Media, Operation, Owner, SchemaId, Stream};
use crate::diagnostic::{Code, Diagnostics};
use crate::map::IndexSet;

/// The member or parameter that asks for a stream.
pub const STREAM: &str = "stream";

/// The operation with values as successes, if it has some, and an operation for each kind of items.
pub fn responses(
    api: &mut Api,
    mut operation: Operation,
    copies: &mut Copies,
    diagnostics: &mut Diagnostics,
) -> Vec<Operation> {
    let weight = copies::operation(names(&operation));
    let mut has_values = false;
    let mut kinds: Vec<Content> = Vec::new();
    let successes = operation.responses.iter();
    let successes = successes.filter(|response| response.status.is_success());
    let contents = successes.flat_map(|response| &response.content);
    for content in contents {
        if !is_stream(api, content) {
            has_values = true;
        } else if kinds.iter().any(|kind| is_alike(api, kind, content)) {
            // Another notation of the same items.
        } else if !kinds.is_empty() && copies.take(weight).is_err() {
            let lost = ["this form of the response is left out"];
            let reason = diagnostics.because(Code::UsedTooOften, &content.at, &lost);
            operation.unused.push((content.at.clone(), Some(reason)));
        } else {
            kinds.push(content.clone());
        }
    }
    if kinds.len() + usize::from(has_values) < 2 {
        return vec![operation];
    }
    let mut forms = Vec::new();
    if has_values {
        forms.push(keep(api, &operation, &|content| !is_stream(api, content)));
    }
    let mut asks = None;
    if !forms.is_empty() {
        let is_asked = ask_in_query(api, &mut operation);
        asks = ask_in_body(api, &operation, is_asked, diagnostics);
    }
    for (index, kind) in kinds.into_iter().enumerate() {
        let mut stream = keep(api, &operation, &|content| is_alike(api, &kind, content));
        if !forms.is_empty() {
            stream.form.get_or_insert_default().stream = Some(Stream {
                asks: asks.clone(),
                other: (index > 0).then_some(kind.media_type),
            });
            stream.rust_name = None;
            stream.unused.clear();
        }
        forms.push(stream);
    }
    forms
}

fn is_stream(api: &Api, content: &Content) -> bool {
    matches!(api.media(content), Media::Events | Media::Lines)
}

/// Whether the content is a stream of the same items as another one.
fn is_alike(api: &Api, stream: &Content, content: &Content) -> bool {
    is_stream(api, content)
        && match (items(api, stream), items(api, content)) {
            (Some(a), Some(b)) => a == b || api[a].kind == api[b].kind,
            (None, None) => true,
            _ => false,
        }
}

/// The schema of a stream's items: it describes them, or a list of them.
fn items(api: &Api, content: &Content) -> Option<SchemaId> {
    let (target, _) = api.behind_aliases(content.schema?);
    match api[target].kind {
        Kind::Array(items) if !content.is_item => Some(api.behind_aliases(items).0),
        _ => Some(target),
    }
}

/// The operation with these contents of the successes that have a stream.
fn keep(api: &Api, operation: &Operation, is_kept: &dyn Fn(&Content) -> bool) -> Operation {
    let mut operation = operation.clone();
    for response in &mut operation.responses {
        let mut contents = response.content.iter();
        if response.status.is_success() && contents.any(|content| is_stream(api, content)) {
            response.content.retain(is_kept);
        }
    }
    operation
}

/// Sets the query parameters that ask for a stream to `true`. Whether there are some.
fn ask_in_query(api: &mut Api, operation: &mut Operation) -> bool {
    let mut is_asked = false;
    for parameter in &mut operation.parameters {
        let is_of_query = parameter.location == Location::Query && parameter.whole_query.is_none();
        if is_of_query && parameter.name == STREAM && is_flag(api, parameter.schema) {
            let described = parameter.schema;
            let asks = like(api, (described, described), Kind::BooleanConstant(true));
            // A shared schema has its type already.
            api.schemas[asks.0].owner = Owner::Target(described);
            parameter.schema = asks;
            parameter.required = true;
            is_asked = true;
        }
    }
    is_asked
}

/// The member of the body that asks for a stream: of an object, or of each branch of a union. If it is of some
/// branches only, or of the whole query, the caller sets it.
fn ask_in_body(
    api: &Api,
    operation: &Operation,
    is_asked: bool,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let found = body_flags(api, operation);
    if found == Flags::All {
        return Some(STREAM.to_owned());
    }
    let mut parameters = operation.parameters.iter();
    let of_query = parameters.find(|parameter| {
        parameter.whole_query.is_some() && flags(api, parameter.schema) != Flags::None
    });
    let unasked = match (found, of_query) {
        (Flags::Some(branch), _) => Some((
            &api[branch].at,
            "this branch of the body has no `stream` that can be true",
        )),
        (_, Some(query)) => Some((&query.at, "`stream` is a member of the whole query")),
        _ => None,
    };
    if let Some((at, why)) = unasked.filter(|_| !is_asked) {
        diagnostics.report(Code::StreamUnasked, at, &[why]);
    }
    None
}

/// The branches with a member that can ask for a stream.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flags {
    /// No branch.
    None,
    /// Some. This one has none.
    Some(SchemaId),
    /// All, or the object itself.
    All,
}

fn body_flags(api: &Api, operation: &Operation) -> Flags {
    let body = operation.body.as_ref();
    let content = body.and_then(|body| body.content.first());
    let Some((content, schema)) = content.and_then(|it| it.schema.map(|schema| (it, schema)))
    else {
        return Flags::None;
    };
    match api.media(content) {
        Media::Json | Media::Form | Media::Multipart => flags(api, schema),
        _ => Flags::None,
    }
}

fn flags(api: &Api, schema: SchemaId) -> Flags {
    let mut seen = IndexSet::default();
    let mut open = vec![schema];
    let (mut some, mut without) = (false, None);
    while let Some(id) = open.pop() {
        let (target, _) = api.behind_aliases(id);
        match &api[target].kind {
            Kind::Union(union) if seen.insert(target) => {
                open.extend(union.branches.iter().rev());
            }
            Kind::Union(_) => {}
            _ if has_flag(api, target) => some = true,
            _ => without = without.or(Some(id)),
        }
    }
    match without {
        Some(branch) if some => Flags::Some(branch),
        None if some => Flags::All,
        _ => Flags::None,
    }
}

/// Whether an object has a member that can ask for a stream.
fn has_flag(api: &Api, target: SchemaId) -> bool {
    let Kind::Object(object) = &api[target].kind else {
        return false;
    };
    let flag = object.properties.get(STREAM);
    flag.is_some_and(|property| is_flag(api, property.schema))
}

/// Whether a value can be `true`.
fn is_flag(api: &Api, schema: SchemaId) -> bool {
    let (target, _) = api.behind_aliases(schema);
    let kind = &api[target].kind;
    matches!(kind, Kind::Boolean | Kind::BooleanConstant(true))
}
