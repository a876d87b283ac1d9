//! Further places that a message is about: the first of two definitions, say.

use super::{Excerpt, Pointer};

/// Another place that a message is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Related {
    /// The place in the document that the author wrote.
    pub at: Pointer,
    /// The excerpt, if the document's tree doesn't have the place.
    pub excerpt: Option<Box<Excerpt>>,
    /// The role of the place: "first defined here".
    pub label: &'static str,
}

impl Related {
    /// A place in the document.
    #[must_use]
    pub fn at(label: &'static str, at: &Pointer) -> Self {
        Self {
            at: at.clone(),
            excerpt: None,
            label,
        }
    }

    /// A place that is an excerpt.
    #[must_use]
    pub fn shown(label: &'static str, excerpt: Excerpt) -> Self {
        Self {
            at: Pointer::root(),
            excerpt: Some(Box::new(excerpt)),
            label,
        }
    }
}
