//! The form of a part of a body: a value, a file, or several, and the media type that it has.

use super::part_styles::separator;
use crate::api::{Api, Encoding, Kind, Media, PartKind, SchemaId, StringFormat};
use crate::text::media_type::{ANY_BYTES, PLAIN_TEXT, essence, is_binary, list};
use std::borrow::Cow;

/// The levels of schemas in a member that may hide a file: in a list, in a branch, in the list of a branch.
pub const LEVELS: usize = 3;

/// The form of a part.
pub struct Form<'a> {
    pub kind: PartKind,
    /// The media type, unless the caller chooses it or the runtime knows it.
    pub content_type: Option<Cow<'a, str>>,
    /// The media types of a file, of which the caller or the file's name chooses one.
    pub choice: Option<Cow<'a, str>>,
    /// The media types of a value that is written in none of them here.
    pub foreign: Option<&'a str>,
    /// Whether a file can be a value instead.
    pub or_value: bool,
    /// Whether a file is a value in a notation of text.
    pub is_text: bool,
}

impl Form<'_> {
    /// A list in one part. Its style leaves no place for a media type (`OpenAPI` 3.1.1, "Encoding Object").
    fn joined(separator: char) -> Self {
        Self {
            kind: PartKind::Joined(separator),
            content_type: None,
            choice: None,
            foreign: None,
            or_value: false,
            is_text: false,
        }
    }
}

/// The kind of a part. The search is limited to a few levels: a list may contain itself.
pub fn part_kind(api: &Api, id: SchemaId, levels: usize) -> PartKind {
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
                // A value is given as a file is (`FilePart::value`).
                (PartKind::Value, kind) | (kind, PartKind::Value) => kind,
                _ => PartKind::Files,
            })
        }
        _ => PartKind::Value,
    }
}

/// The branches that are no files, of a value or of each of a list; `false` if there are no branches.
pub fn values(api: &Api, id: SchemaId, values: &mut Vec<SchemaId>) -> bool {
    branches(api, id, LEVELS, values)
}

/// The search is limited as that for files is.
fn branches(api: &Api, id: SchemaId, levels: usize, values: &mut Vec<SchemaId>) -> bool {
    let Some(levels) = levels.checked_sub(1) else {
        return false;
    };
    match &api[api.behind_aliases(id).0].kind {
        Kind::Array(items) => branches(api, *items, levels, values),
        Kind::Union(union) => {
            for branch in &union.branches {
                if part_kind(api, *branch, levels) == PartKind::Value {
                    values.push(*branch);
                } else {
                    branches(api, *branch, levels, values);
                }
            }
            true
        }
        _ => false,
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
pub fn form<'a>(
    api: &Api,
    id: SchemaId,
    encoding: Option<&'a Encoding>,
    has_name: bool,
) -> Form<'a> {
    let styled = encoding.filter(|_| has_name);
    if let Some(separator) = styled.and_then(|encoding| separator(api, id, encoding)) {
        return Form::joined(separator);
    }
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
        None => !api[item].kind.is_any() || api[item].is_null(),
    };
    let is_bytes = api[item].kind.is_any() || api.is_text(item);
    let described = part_kind(api, id, LEVELS);
    let is_file = matches!(described, PartKind::File | PartKind::Files);
    let is_described = !is_file && !api[item].kind.is_any();
    let (kind, foreign) = match described {
        PartKind::Value if is_value => (PartKind::Value, None),
        PartKind::Value if form.is_some() => (PartKind::Form, None),
        PartKind::Value => {
            let kind = items.map_or(PartKind::File, |_| PartKind::Files);
            (kind, given.filter(|_| !is_bytes))
        }
        kind if has_name => (kind, None),
        _ => (PartKind::File, None),
    };
    let is_text = is_described
        && matches!(kind, PartKind::File | PartKind::Files)
        && given.is_some_and(|given| !list(given).any(is_binary));
    let content_type = match given {
        None => usual_type(api, id).map(Cow::Owned),
        Some(_) if kind == PartKind::Value => written.map(Cow::Borrowed),
        Some(_) if kind == PartKind::Form => form.map(Cow::Borrowed),
        Some(given) => Some(Cow::Borrowed(given)),
    };
    let (content_type, choice) = match content_type {
        Some(all) if list(&all).count() > 1 || all.contains('*') => (None, Some(all)),
        one => (one, None),
    };
    let mut others = Vec::new();
    values(api, id, &mut others);
    Form {
        or_value: is_file && !others.is_empty(),
        is_text,
        kind,
        content_type,
        choice: choice.filter(|all| *all != "*/*"),
        foreign,
    }
}

/// The first of these media types that is a form, if the value has members.
fn form_type<'a>(api: &Api, item: SchemaId, media_types: &'a str) -> Option<&'a str> {
    let mut all = list(media_types);
    let form = all.find(|one| Media::of(one) == Media::Form);
    form.filter(|_| !api[item].kind.is_any() && api.has_members(item))
}

/// Whether each value of a described kind is written as text rather than as JSON.
pub fn is_scalar(api: &Api, id: SchemaId) -> bool {
    let (target, _) = api.behind_aliases(id);
    !api[target].kind.is_any() && is_all_plain(api, id, LEVELS)
}

/// Whether each value is written as text rather than as JSON. The search is limited as that for files is.
pub fn is_all_plain(api: &Api, id: SchemaId, levels: usize) -> bool {
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
pub fn is_plain(kind: &Kind) -> bool {
    !matches!(
        kind,
        Kind::Object(_) | Kind::Array(_) | Kind::Tuple(_) | Kind::Union(_)
    )
}

/// Whether it is the media type of any text, JSON among it.
pub fn is_plain_text(media_type: &str) -> bool {
    essence(media_type) == PLAIN_TEXT
}

/// The first of these media types that is written here: JSON, or one of the texts that the value can be. A range stands
/// for the usual type in it.
pub fn written(media_types: &str, is_text: impl Fn(&str) -> bool) -> Option<&str> {
    let mut all = list(media_types);
    all.find_map(|one| match (Media::of(one), one.contains('*')) {
        (Media::Json, true) if one.starts_with('*') && is_text(PLAIN_TEXT) => Some(PLAIN_TEXT),
        (Media::Json, true) => Some("application/json"),
        (Media::Text, true) if is_text(PLAIN_TEXT) => Some(PLAIN_TEXT),
        (Media::Json, false) => Some(one),
        (Media::Text, false) if is_text(one) => Some(one),
        _ => None,
    })
}
