//! Shared objects behind references.

use crate::diagnostic::Pointer;
use crate::openapi::Document;
use crate::openapi::view::{RefOr, Shared};

/// The most references in a chain.
const REFERENCES: usize = 32;

/// The end of a chain of references, with its place.
pub fn follow<'a, T: Shared<'a>>(
    document: &'a Document,
    start: RefOr<'a, T>,
    mut at: Pointer,
) -> Option<(T, Pointer)> {
    let mut found = start;
    for _ in 0..REFERENCES {
        match found {
            RefOr::Item(item) => return Some((item, at)),
            RefOr::Reference(reference) => at = Pointer::parse(reference)?,
        }
        found = document.target(&at)?.0;
    }
    None
}
