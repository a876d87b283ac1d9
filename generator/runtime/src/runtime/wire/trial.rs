//! Choosing among variants that no tag distinguishes: candidates are tried. Each pair of a value and a type is
//! tried once, even if several candidates lead to it. So the time is proportional to the size of the value and the
//! number of candidates, at any depth of nested unions. Outcomes are stored by address, and cleared before the
//! value is dropped.

use super::context::{Context, Failed, Kinds, Mode};
use super::find::Found;
use super::union::{self, Implied};
use super::{Place, Union, buffered};
use serde_json::Value;
use std::any::TypeId;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::mem::size_of;

/// Outcomes by value and type.
#[derive(Default)]
pub(super) struct Outcomes(BTreeMap<Key, Outcome>);

type Key = (usize, TypeId, Kinds);

/// Whether a value can be read as a type, and the numbers of its known and unknown members.
#[derive(Clone, Copy)]
struct Outcome {
    /// The variant that a union chose, if a union was read and chose one; `Err` if the value can't be read.
    variant: Result<Option<usize>, ()>,
    known: usize,
    unknown: usize,
}

impl Outcomes {
    /// The memory of an outcome in the tree.
    const SIZE: usize = (size_of::<Key>() + size_of::<Outcome>() + 8) * 3;

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The memory of the outcomes beyond the first `len`.
    pub(super) fn size_since(&self, len: usize) -> usize {
        self.0.len().saturating_sub(len).saturating_mul(Self::SIZE)
    }
}

/// Reads a union whose plan alone doesn't tell the variant.
pub(super) fn choose(
    union: &mut dyn Union,
    found: &Found,
    value: &Value,
    outer: Option<&Implied<'_>>,
    context: &mut Context,
) -> Result<(), Failed> {
    if let Found::Keyed(index) = found
        && context.mode != Mode::Careful
    {
        let result = context
            .described(|context| buffered::fill(&mut union.select(*index), value, outer, context));
        context.has_missed |= result.is_err();
        return result;
    }
    let chosen = context.try_out(|context| judge(union, value, outer, context));
    if context.exceeded().is_some() {
        return Err(Failed);
    }
    let index = chosen.ok().flatten().or_else(|| match found {
        // If no other variant describes the value, the error is that of the key's variant.
        Found::Keyed(index) => Some(*index),
        // The error comes from inside of the variant that describes the value best.
        Found::Scored(candidates) if !union.is_open() => closest(union, candidates, value),
        _ => None,
    });
    match index {
        Some(index) => buffered::fill(&mut union.select(index), value, outer, context),
        None => union::keep(union, value, context),
    }
}

/// Tries to read a union, and returns its variant; `None` if the value is kept.
pub(super) fn judge(
    union: &mut dyn Union,
    value: &Value,
    outer: Option<&Implied<'_>>,
    context: &mut Context,
) -> Result<Option<usize>, Failed> {
    let found = union.plan().find(value);
    // Tags that outer unions imply are not a part of the value; only unions within unions have them. And what the plan
    // alone decides is no trial: a constant, which is read so, is another one at each place.
    if outer.is_some() || matches!(found, Found::One(_)) {
        return one(union, &found, value, outer, context);
    }
    let id = union.info().id;
    once(value, id, context, |context| {
        one(union, &found, value, outer, context)
    })
}

/// Reads a union by the decision of its plan; tries candidates if necessary.
fn one(
    union: &mut dyn Union,
    found: &Found,
    value: &Value,
    outer: Option<&Implied<'_>>,
    context: &mut Context,
) -> Result<Option<usize>, Failed> {
    let best = match *found {
        Found::Nothing => None,
        Found::One(index) => {
            buffered::fill(&mut union.select(index), value, outer, context)?;
            return Ok(Some(index));
        }
        Found::Tagged(index, name, tag) => {
            union::by_tag(union, (index, name, tag), value, outer, context)?;
            return Ok(Some(index));
        }
        Found::Keyed(index) => {
            let mut others = Vec::new();
            best_of(context, |context| {
                scored(union, &[index], value, outer, context).or_else(|| {
                    if others.is_empty() {
                        union.plan().object.candidates(&mut others);
                        others.retain(|other| *other != index);
                    }
                    scored(union, &others, value, outer, context)
                })
            })
        }
        #[cfg(feature = "loose")]
        Found::Tried(index) => {
            context.described(|context| scored(union, &[index], value, outer, context))
        }
        Found::Scored(candidates) => best_of(context, |context| {
            scored(union, candidates, value, outer, context)
        }),
    };
    if context.exceeded().is_some() {
        return Err(Failed);
    }
    if best.is_none() {
        context.unknown += 1;
        if !union.is_open() {
            return Err(Failed);
        }
    }
    Ok(best)
}

/// Calls `find` with the described kinds of scalars; if it finds nothing, also with those that can be converted.
fn best_of(
    context: &mut Context,
    mut find: impl FnMut(&mut Context) -> Option<usize>,
) -> Option<usize> {
    let found = context.described(&mut find);
    if found.is_some() || context.kinds == Kinds::Described || context.exceeded().is_some() {
        return found;
    }
    find(context)
}

/// The best of candidates that have all failed: it has the fewest unknown members, then the most known ones, then
/// comes first.
fn closest(union: &mut dyn Union, candidates: &[usize], value: &Value) -> Option<usize> {
    let candidates = candidates.iter().copied();
    candidates.min_by_key(|index| match (union.select(*index), value) {
        (Place::Object(object), Value::Object(members)) => {
            let table = object.table();
            let is_known = |name: &&String| table.has_field(name) || table.constant(name).is_some();
            let known = members.keys().filter(is_known).count();
            (members.len() - known, Reverse(known))
        }
        (Place::Map(_), _) => (0, Reverse(0)),
        (_, Value::Object(members)) => (members.len(), Reverse(0)),
        _ => (0, Reverse(0)),
    })
}

/// Tries each candidate: the best has the fewest unknown members, then the most known ones, then
/// comes first. `None` if the value can be read as none of them.
fn scored(
    union: &mut dyn Union,
    candidates: &[usize],
    value: &Value,
    outer: Option<&Implied<'_>>,
    context: &mut Context,
) -> Option<usize> {
    let (known, unknown) = (context.known, context.unknown);
    let mut best = None;
    for &index in candidates {
        let mark = context.mark();
        (context.known, context.unknown) = (0, 0);
        let result = buffered::fill(&mut union.select(index), value, outer, context);
        if context.exceeded().is_some() {
            return None;
        }
        // Selecting the next candidate drops this one's value.
        context.free(&mark);
        let rank = (context.unknown, Reverse(context.known));
        if result.is_ok() && best.is_none_or(|(other, _)| rank < other) {
            best = Some((rank, index));
        }
    }
    (context.known, context.unknown) = (known, unknown);
    let ((more_unknown, Reverse(more_known)), index) = best?;
    context.known += more_known;
    context.unknown += more_unknown;
    Some(index)
}

/// The outcome of trying `value` as the type `id`; `evaluate` is called the first time only.
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
    /// Tries to read: the value is dropped, the outcomes are remembered.
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

    /// Reads from a value that was built before, and is dropped afterwards. If the variant of a key can't be read,
    /// reads again with trials.
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
