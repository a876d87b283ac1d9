//! Questions about kinds of objects and their shapes.

use super::empty::NAMES;
use serde_json::{Map, Value};

use super::super::spec::{
    BY_MEDIA_TYPE, ENCODING, Keyword, Kind, OPERATION, PATH_ITEM, SCHEMA, Shape, Variants,
};
use crate::text::media_type::{essence, list};

/// Whether it is the shape of a path item or an operation.
pub(super) fn holds_operations(shape: &Shape) -> bool {
    let (Shape::Ref(kind) | Shape::Object(kind)) = shape else {
        return false;
    };
    is_alike(kind, &PATH_ITEM) || is_alike(kind, &OPERATION)
}

/// Whether a kind is this one, or that of `OpenAPI` 2.0 for the same thing.
pub(super) fn is_alike(kind: &Kind, other: &Kind) -> bool {
    kind.noun == other.noun
}

/// The noun of an encoding that has encodings itself, with the reason why these have no effect (`OpenAPI` 3.2.0, "Encoding
/// Object": they are for a part that has parts or is a form).
pub(super) fn without_parts(kind: &Kind, encoding: &Map<String, Value>) -> Option<&'static str> {
    const ENCODINGS: [&str; 3] = ["encoding", "prefixEncoding", "itemEncoding"];
    let is_nested = std::ptr::eq(kind, &raw const ENCODING)
        && ENCODINGS
            .iter()
            .any(|keyword| encoding.contains_key(*keyword));
    let given = encoding.get("contentType").and_then(Value::as_str);
    let has_parts = |one: &str| {
        let essence = essence(one);
        essence.starts_with("multipart/") || essence == "application/x-www-form-urlencoded"
    };
    is_nested.then(|| match given.map(|given| list(given).any(has_parts)) {
        Some(true) => "an encoding of a part that the caller writes",
        _ => "an encoding without the `contentType` of parts or of a form",
    })
}

pub fn is_schema(kind: &Kind) -> bool {
    std::ptr::eq(kind, &raw const SCHEMA)
}

/// Whether other keywords beside a `$ref` count: those of a schema, and those of a path item.
pub fn is_merged(kind: &Kind) -> bool {
    is_schema(kind) || is_alike(kind, &PATH_ITEM)
}

pub(super) fn is_type(words: &[&str], name: &str) -> bool {
    name == "null" || words.contains(&name)
}

/// The variants that an object may be of, by value of its tag, if the tag has no value that tells.
pub(super) fn open_variants(
    kind: &Kind,
    members: &Map<String, Value>,
) -> &'static [(&'static str, &'static Kind)] {
    let Some(Variants { tag, kinds }) = &kind.variants else {
        return &[];
    };
    let known = kind.keywords.iter().find(|known| known.name == *tag);
    let is_told = match (known.map(|known| &known.shape), members.get(*tag)) {
        (Some(Shape::Word(words)), Some(Value::String(tag))) => words.contains(&tag.as_str()),
        _ => false,
    };
    if is_told { &[] } else { kinds }
}

/// The fate of a keyword of another version, unless any version's documents are told.
pub(super) fn foreign_fate(known: &Keyword) -> Option<&'static str> {
    match known.shape {
        Shape::Unsupported | Shape::Moved(..) => None,
        // References find them in any version.
        Shape::Ignored if NAMES.contains(&known.name) => Some("used"),
        Shape::Ignored | Shape::Dialect => Some("ignored"),
        _ if BY_MEDIA_TYPE.contains(&known.name) => Some("used where the media type allows it"),
        _ => Some("used"),
    }
}
