//! The uses of components and of a path's parameters by operations. Each use after the first is a copy, which
//! is weighed, so that the output stays in proportion to the document.

use super::Resolver;
use super::budget::{Budget, TooMuch};
use crate::diagnostic::{Code, Pointer, Reason};
use crate::map::{IndexMap, IndexSet};
use serde_json::Value;

/// The typical bytes of a parameter, a header or a response in a document, without its names.
pub const THING: usize = 50;

/// The weight of one security scheme in a requirement.
const SMALL: usize = 8;

/// The typical bytes of a value in a path item.
const NODE: usize = 16;

/// The bytes that any document may copy, and the bytes for each of its own. Real documents copy less than
/// their size.
pub const ALWAYS: usize = 256 << 10;
pub const FOR_EACH: usize = 4;

/// The outcome for an operation that lacks a part of its request.
pub const SKIPPED: &str = "the operation is left out";

/// The outcome for a webhook that lacks a part of its request.
pub const WEBHOOK_SKIPPED: &str = "the webhook or callback is left out";

/// The weights of the uses in a document.
pub struct Uses {
    /// The bytes that operations have read so far.
    read: usize,
    /// The bytes that were read from each place.
    weights: IndexMap<Pointer, usize>,
    /// The bytes left for copies.
    budget: Budget,
}

impl Uses {
    /// The budget of a document with this number of bytes.
    pub fn of(bytes: usize) -> Self {
        Self {
            read: 0,
            weights: IndexMap::default(),
            budget: Budget::with(ALWAYS, FOR_EACH, bytes),
        }
    }

    /// Weighs a part of an operation, by the length of its names.
    pub fn weigh(&mut self, names: usize) {
        self.read += THING + names;
    }

    /// Weighs security schemes in requirements.
    pub fn weigh_small(&mut self, count: usize) {
        self.read += SMALL * count;
    }

    /// Weighs the fields that a path item takes over from another one, before they are read.
    pub fn merge<'v>(&mut self, fields: impl Iterator<Item = &'v Value>) -> Result<(), TooMuch> {
        let mut waiting: Vec<&Value> = fields.collect();
        while let Some(value) = waiting.pop() {
            self.budget.take(NODE)?;
            match value {
                Value::Array(items) => waiting.extend(items),
                Value::Object(members) => waiting.extend(members.values()),
                _ => {}
            }
        }
        Ok(())
    }

    /// Weighs things without a node in the document, before they are made; `place` is the length of the place
    /// of each.
    pub fn make(&mut self, names: &IndexSet<&str>, place: usize) -> Result<(), TooMuch> {
        let weights = names.iter().map(|name| THING + place + name.len());
        self.budget.take(weights.sum())
    }
}

impl Resolver<'_, '_> {
    /// Reads the component at `place` for its use at `at`. If the budget for copies is spent, reports `lost`
    /// instead.
    pub(super) fn used<T>(
        &mut self,
        place: &Pointer,
        at: &Pointer,
        lost: &str,
        read: impl FnOnce(&mut Self) -> T,
    ) -> Result<T, Reason> {
        if let Some(weight) = self.uses.weights.get(place).copied() {
            if self.uses.budget.take(weight).is_err() {
                let code = Code::UsedTooOften;
                return Err(self.diagnostics.because(code, at, &[lost]));
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
