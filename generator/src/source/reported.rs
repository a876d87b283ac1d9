//! References whose targets can't be read, which were reported when the files were.

use crate::diagnostic::Pointer;
use std::collections::{BTreeMap, BTreeSet};

/// The places of such references, by their texts.
#[derive(Debug, Clone, Default)]
pub struct Reported(BTreeMap<String, BTreeSet<Pointer>>);

impl Reported {
    /// Notes the reference whose text stands at a place.
    pub fn note(&mut self, reference: &str, at: Pointer) {
        let places = self.0.entry(reference.to_owned()).or_default();
        places.insert(at);
    }

    /// Whether no reference was reported.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The places of all such references, with their texts.
    pub fn places(&self) -> impl Iterator<Item = (&str, &Pointer)> {
        let texts = self.0.iter();
        texts.flat_map(|(text, places)| places.iter().map(|at| (text.as_str(), at)))
    }

    /// Whether such a reference stands in the value at a place.
    #[must_use]
    pub fn has(&self, reference: &str, at: &Pointer) -> bool {
        let places = self.0.get(reference);
        places.is_some_and(|places| {
            let mut inner = places.range(at.child("")..);
            places.contains(at) || inner.next().is_some_and(|inner| at.contains(inner))
        })
    }
}
