//! The table of the specification for a place of a document.

use super::{DOCUMENT, Kind, Shape};
use crate::diagnostic::Pointer;

/// The kind of object that stands at a place, if one does.
#[must_use]
pub fn kind_at(at: &Pointer) -> Option<&'static Kind> {
    let root = &Shape::Object(&DOCUMENT);
    let shape = at.segments().try_fold(root, |shape, key| match shape {
        Shape::Object(kind) | Shape::Ref(kind) | Shape::FlagOr(kind) => member(kind, &key),
        Shape::Map(inner) => Some(*inner),
        Shape::List(inner) => key.parse::<usize>().ok().map(|_| *inner),
        _ => None,
    })?;
    match shape {
        Shape::Object(kind) | Shape::Ref(kind) | Shape::FlagOr(kind) => Some(kind),
        _ => None,
    }
}

fn member(kind: &'static Kind, key: &str) -> Option<&'static Shape> {
    let known = kind.keywords.iter().find(|known| known.name == key);
    let patterned = || {
        let patterned = kind.patterned.as_ref()?;
        (patterned.matches)(key).then_some(&patterned.shape)
    };
    known.map(|known| &known.shape).or_else(patterned)
}
