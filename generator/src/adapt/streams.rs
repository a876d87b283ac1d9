//! Responses with streams: an operation for the values that come at once, and one for the items of each kind, as a
//! method reads items of one type.

use super::copies::{self, Copies};
use super::forms::names;
use crate::api::{Api, Content, Kind, Media, Operation, SchemaId, Stream};
use crate::diagnostic::{Code, Diagnostics};

/// The member that asks for a stream.
pub const STREAM: &str = "stream";

/// The operation with values as successes, if it has some, and an operation for each kind of items.
pub fn responses(
    api: &Api,
    mut operation: Operation,
    copies: &mut Copies,
    diagnostics: &mut Diagnostics,
) -> Vec<Operation> {
    let weight = copies::weight(names(&operation));
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
    let asks = forms.first().and_then(|values| asks(api, values));
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

/// The member of the body that asks for a stream: of an object, or of each branch of a union.
fn asks(api: &Api, operation: &Operation) -> Option<String> {
    let content = operation.body.as_ref()?.content.first()?;
    let (target, _) = api.behind_aliases(content.schema?);
    let is_asked = match (api.media(content), &api[target].kind) {
        (Media::Json, Kind::Union(union)) => union.branches.iter().all(|it| has_flag(api, *it)),
        (Media::Json | Media::Form | Media::Multipart, _) => has_flag(api, target),
        _ => false,
    };
    is_asked.then(|| STREAM.to_owned())
}

/// Whether an object has a member that can ask for a stream.
fn has_flag(api: &Api, id: SchemaId) -> bool {
    let Kind::Object(object) = &api[api.behind_aliases(id).0].kind else {
        return false;
    };
    object.properties.get(STREAM).is_some_and(|property| {
        let (target, _) = api.behind_aliases(property.schema);
        let kind = &api[target].kind;
        matches!(kind, Kind::Boolean | Kind::BooleanConstant(true))
    })
}
