//! The way to a value, as it was written and as it is.

use crate::diagnostic::Pointer;

/// The way to a value. It is borrowed from the tree, and spelled out only where something is to be said.
pub enum Place<'a> {
    /// Where the walk began.
    Root(&'a Pointer),
    Key(&'a Place<'a>, &'a str),
    /// The value under a key as it was written, and the key that it has now.
    Moved(&'a Place<'a>, &'a str, &'a str),
    /// The item at an index as it was written, and the index that it has now.
    Item(&'a Place<'a>, usize, usize),
}

impl Place<'_> {
    /// The place as it was written.
    pub fn pointer(&self) -> Pointer {
        match self {
            Self::Root(at) => (*at).clone(),
            Self::Key(parent, key) | Self::Moved(parent, key, _) => parent.pointer().child(key),
            Self::Item(parent, written, _) => parent.pointer().index(*written),
        }
    }

    /// The value in a sentence.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Key(_, key) | Self::Moved(_, key, _) => format!("`{key}`"),
            Self::Item(_, index, _) => format!("item {index}"),
            Self::Root(at) if **at == Pointer::root() => "the document".to_owned(),
            Self::Root(at) => format!("`{at}`"),
        }
    }

    /// The place in the tree.
    pub(super) fn in_tree(&self) -> Pointer {
        match self {
            Self::Root(at) => (*at).clone(),
            Self::Key(parent, key) | Self::Moved(parent, _, key) => parent.in_tree().child(key),
            Self::Item(parent, _, now) => parent.in_tree().index(*now),
        }
    }
}
