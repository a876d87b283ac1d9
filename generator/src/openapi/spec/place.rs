//! The table of the specification for a place of a document.

use serde_json::Value;
use std::borrow::Cow;

use super::{DOCUMENT, Kind, Shape, Version, v2};
use crate::diagnostic::{Pointer, index};

/// The kind of object that stands at a place of a document in the words of 3.x, if one does.
#[must_use]
pub fn kind_at(at: &Pointer) -> Option<&'static Kind> {
    shape_below(Shape::Object(&DOCUMENT), at.segments())?.kind()
}

/// The noun of the object that the specification has at a place of a document in the words of 3.x; none where it can be
/// of any kind.
#[must_use]
pub fn object_at(at: &Pointer) -> Option<&'static str> {
    Words {
        document: &DOCUMENT,
    }
    .object_at(at)
}

/// The tables by which a document is written, as its version has them.
#[derive(Clone, Copy)]
pub struct Words {
    document: &'static Kind,
}

impl Words {
    /// Those of a document.
    #[must_use]
    pub fn of(document: &Value) -> Self {
        let document = match Version::of(document) {
            Some(Version::V20) => &v2::DOCUMENT,
            _ => &DOCUMENT,
        };
        Self { document }
    }

    /// The shape of the document.
    #[must_use]
    pub fn document(self) -> Shape {
        Shape::Object(self.document)
    }

    /// The kind of object at a place of the document.
    #[must_use]
    pub fn kind_at(self, at: &Pointer) -> Option<&'static Kind> {
        shape_below(self.document(), at.segments())?.kind()
    }

    /// The noun of the object at a place of the document; none where it can be of any kind.
    #[must_use]
    pub fn object_at(self, at: &Pointer) -> Option<&'static str> {
        match shape_below(self.document(), at.segments())?.itself() {
            Shape::Map(_) => Some("a map"),
            shape => shape.kind().map(|kind| kind.noun),
        }
    }

    /// The place where objects of a section are shared.
    #[must_use]
    pub fn holder(self, section: &str) -> Pointer {
        let root = Pointer::root();
        if std::ptr::eq(self.document, &raw const DOCUMENT) {
            return root.child("components").child(section);
        }
        match section {
            "schemas" => root.child("definitions"),
            section => root.child(section),
        }
    }
}

/// The shape of the value that has these keys around it, in a value of the shape `root`.
pub fn shape_below<'k>(root: Shape, mut keys: impl Iterator<Item = Cow<'k, str>>) -> Option<Shape> {
    keys.try_fold(root, |shape, key| match shape.itself() {
        // Items by position, as drafts before 2020-12 have them.
        Shape::FlagOr(kind) if index(&key).is_some() => Some(Shape::Ref(kind)),
        Shape::Object(kind) | Shape::Ref(kind) | Shape::FlagOr(kind) => member(kind, &key).copied(),
        Shape::Map(inner) => Some(*inner),
        Shape::List(inner) | Shape::Tuple(inner) => index(&key).map(|_| *inner),
        _ => None,
    })
}

impl Shape {
    /// The shape, whenever the value is checked.
    #[must_use]
    pub fn itself(self) -> Self {
        match self {
            Self::Later(shape) | Self::Moved(shape, _) => shape.itself(),
            shape => shape,
        }
    }

    /// The kind of object that such a value is, if it is one.
    #[must_use]
    pub fn kind(self) -> Option<&'static Kind> {
        match self {
            Self::Object(kind) | Self::Ref(kind) | Self::FlagOr(kind) => Some(kind),
            Self::Later(shape) | Self::Moved(shape, _) => shape.kind(),
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
