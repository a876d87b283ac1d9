//! The table of the specification for a place of a document.

use super::{DOCUMENT, Kind, Shape};
use crate::diagnostic::Pointer;

/// The kind of object that stands at a place, if one does.
#[must_use]
pub fn kind_at(at: &Pointer) -> Option<&'static Kind> {
    shape_below(Shape::Object(&DOCUMENT), at.segments())?.kind()
}

/// The shape of the value that has these keys around it, in a value of the shape `root`.
pub fn shape_below(root: Shape, mut keys: impl Iterator<Item = String>) -> Option<Shape> {
    keys.try_fold(root, |shape, key| match shape {
        Shape::Object(kind) | Shape::Ref(kind) | Shape::FlagOr(kind) => member(kind, &key).copied(),
        Shape::Map(inner) => Some(*inner),
        Shape::List(inner) => key.parse::<usize>().ok().map(|_| *inner),
        _ => None,
    })
}

impl Shape {
    /// The kind of object that such a value is, if it is one.
    #[must_use]
    pub fn kind(self) -> Option<&'static Kind> {
        match self {
            Self::Object(kind) | Self::Ref(kind) | Self::FlagOr(kind) => Some(kind),
            _ => None,
        }
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
