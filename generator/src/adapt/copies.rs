//! The parameters that forms of an operation share, and the parts of a body that operations share. Each use after the
//! first is a copy, which is weighed, as those of components are.

use crate::api::{Api, SchemaId};
use crate::map::IndexMap;
use crate::resolve::budget::{Budget, TooMuch};
use crate::resolve::uses::{ALWAYS, FOR_EACH, THING};

/// The copies of a document.
pub struct Copies {
    budget: Budget,
    /// The weights of the parts of bodies.
    parts: IndexMap<SchemaId, usize>,
}

impl Copies {
    /// Of a document.
    pub fn of(api: &Api) -> Self {
        Self {
            budget: Budget::with(ALWAYS, FOR_EACH, api.size),
            parts: IndexMap::default(),
        }
    }

    /// Takes things of this weight.
    pub fn take(&mut self, weight: usize) -> Result<(), TooMuch> {
        self.budget.take(weight)
    }

    /// Takes the parts of a body, if they were noted at an earlier use of it.
    pub fn take_parts(&mut self, body: SchemaId) -> Result<(), TooMuch> {
        let weight = self.parts.get(&body).copied();
        self.take(weight.unwrap_or_default())
    }

    /// Notes the names of the parts of a body, and the number of members and branches in which they were found.
    pub fn note_parts<'a>(
        &mut self,
        body: SchemaId,
        names: impl Iterator<Item = &'a str>,
        found_in: usize,
    ) {
        let parts = self.parts.entry(body);
        parts.or_insert_with(|| weight(names) + THING * found_in);
    }
}

/// The weight of one more operation with parameters of these names.
pub fn operation<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    4 * THING + weight(names)
}

/// The weight of things of these names.
pub fn weight<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    names.map(|name| THING + name.len()).sum()
}
