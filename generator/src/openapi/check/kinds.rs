//! Questions about kinds of objects and their shapes.

use super::super::spec::{Kind, OPERATION, PATH_ITEM, SCHEMA, Shape};

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
