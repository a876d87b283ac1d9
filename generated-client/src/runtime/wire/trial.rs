//! What came of trying: each pair of a value and a type is tried once, however many candidates lead
//! to it. So deciding takes as long as the value is large, times its candidates, however deep unions
//! are nested. The memory is by address, and is cleared before the value is dropped.

use super::context::{Context, Failed, Kinds, Mode};
use serde_json::Value;
use std::any::TypeId;
use std::collections::BTreeMap;
use std::mem::size_of;

/// Outcomes by value and type.
#[derive(Default)]
pub(super) struct Outcomes(BTreeMap<Key, Outcome>);

type Key = (usize, TypeId, Kinds);

/// Whether a value can be read as a type, and how well it fits.
#[derive(Clone, Copy)]
struct Outcome {
    /// The variant that a union chose, if it is a union and chose one; `Err` if nothing fits.
    variant: Result<Option<usize>, ()>,
    known: usize,
    unknown: usize,
}

impl Outcomes {
    /// What an outcome takes in the tree.
    const SIZE: usize = (size_of::<Key>() + size_of::<Outcome>() + 8) * 3;

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// How much memory the outcomes take that there are more than `len`.
    pub(super) fn size_since(&self, len: usize) -> usize {
        self.0.len().saturating_sub(len).saturating_mul(Self::SIZE)
    }
}

/// What trying `value` as the type `id` gives: `evaluate` is called the first time only.
pub(super) fn once(
    value: &Value,
    id: TypeId,
    context: &mut Context,
    evaluate: impl FnOnce(&mut Context) -> Result<Option<usize>, Failed>,
) -> Result<Option<usize>, Failed> {
    let key = (std::ptr::from_ref(value).addr(), id, context.kinds);
    let outcome = if let Some(outcome) = context.outcomes.0.get(&key) {
        *outcome
    } else {
        let before = (context.known, context.unknown);
        (context.known, context.unknown) = (0, 0);
        let result = evaluate(context);
        if context.exceeded().is_some() {
            return Err(Failed);
        }
        let outcome = Outcome {
            variant: result.map_err(|Failed| ()),
            known: context.known,
            unknown: context.unknown,
        };
        (context.known, context.unknown) = before;
        context.step(Outcomes::SIZE)?;
        context.outcomes.0.insert(key, outcome);
        outcome
    };
    context.known += outcome.known;
    context.unknown += outcome.unknown;
    outcome.variant.map_err(|()| Failed)
}

impl Context {
    /// Tries something: what it reads is thrown away, what it finds out is remembered.
    pub(super) fn try_out<T>(
        &mut self,
        attempt: impl FnOnce(&mut Self) -> Result<T, Failed>,
    ) -> Result<T, Failed> {
        let mark = self.mark();
        let mode = std::mem::replace(&mut self.mode, Mode::Trying);
        let result = attempt(self);
        self.mode = mode;
        self.rewind(&mark);
        result
    }

    /// Reads from a value that was built before, and is dropped afterwards. Where the variant of a
    /// key turns out to be another, reads it again, and tries before it reads.
    pub(super) fn settle(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<(), Failed>,
    ) -> Result<(), Failed> {
        let mark = self.mark();
        let mut result = read(self);
        if result.is_err() && self.has_missed && self.exceeded().is_none() {
            self.forget();
            self.rewind(&mark);
            self.mode = Mode::Careful;
            result = read(self);
            self.mode = Mode::Reading;
        }
        self.has_missed = false;
        self.budget.give_back(self.outcomes.size_since(0));
        self.outcomes.0.clear();
        result
    }
}
