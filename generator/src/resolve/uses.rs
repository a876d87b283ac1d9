//! What operations have from one place: a component, or the parameters of their path. Each use behind the
//! first is a copy, which is weighed, so that what comes of a document is in proportion to it.

use super::Resolver;
use super::budget::Budget;
use crate::diagnostic::{Code, Pointer};
use indexmap::IndexMap;

/// About what a parameter, a header or a response takes in a document besides its names.
const THING: usize = 50;

/// What one of many schemes weighs of which one is asked for.
const SMALL: usize = 8;

/// How many bytes any document may copy, and how many more for each of its own. Real documents copy less
/// than they have: a reference is about as long as what it copies.
const ALWAYS: usize = 256 << 10;
const FOR_EACH: usize = 4;

/// What becomes of an operation without something that it sends.
pub const SKIPPED: &str = "the operation is left out";

/// It was left out, as it is used too often; that was said.
#[derive(Debug, Clone, Copy)]
pub struct LeftOut;

/// What the uses of a document weigh.
pub struct Uses {
    /// What was read for operations so far, in bytes.
    read: usize,
    /// What was read from each place.
    weights: IndexMap<Pointer, usize>,
    /// What may be copied.
    budget: Budget,
}

impl Uses {
    /// Of a document with so many bytes.
    pub fn of(bytes: usize) -> Self {
        Self {
            read: 0,
            weights: IndexMap::new(),
            budget: Budget::with(ALWAYS, FOR_EACH, bytes),
        }
    }

    /// Weighs something that an operation has, by the length of its names.
    pub fn weigh(&mut self, names: usize) {
        self.read += THING + names;
    }

    /// Weighs small things.
    pub fn weigh_small(&mut self, count: usize) {
        self.read += SMALL * count;
    }
}

impl Resolver<'_, '_> {
    /// Reads what stands at `place` and is used at `at`, unless it was read before and no copy of that
    /// weight is left: then it says what is lost.
    pub(super) fn used<T>(
        &mut self,
        place: &Pointer,
        at: &Pointer,
        lost: &str,
        read: impl FnOnce(&mut Self) -> T,
    ) -> Result<T, LeftOut> {
        if let Some(weight) = self.uses.weights.get(place).copied() {
            if self.uses.budget.take(weight).is_err() {
                self.diagnostics.report(Code::UsedTooOften, at, &[lost]);
                return Err(LeftOut);
            }
            return Ok(read(self));
        }
        let before = self.uses.read;
        let found = read(self);
        let weight = self.uses.read - before;
        self.uses.weights.insert(place.clone(), weight);
        Ok(found)
    }
}
