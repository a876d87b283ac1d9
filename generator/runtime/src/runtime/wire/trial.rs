//! Choosing among variants that no tag tells apart: candidates are tried. Each pair of a value and a type is tried
//! once, however many candidates lead to it. So deciding takes as long as the value is large, times its candidates,
//! however deep unions are nested. The memory is by address, and is cleared before the value is dropped.

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
        // When nothing else describes it either, the error is that of the key's variant.
        Found::Keyed(index) => Some(*index),
        // The error is from inside of the variant that describes it best.
        Found::Scored(candidates) if !union.is_open() => closest(union, candidates, value),
        _ => None,
    });
    match index {
        Some(index) => buffered::fill(&mut union.select(index), value, outer, context),
        None => union::keep(union, value, context),
    }
}

/// Tries to read a union: which variant it has, `None` if the value is kept.
pub(super) fn judge(
    union: &mut dyn Union,
    value: &Value,
    outer: Option<&Implied<'_>>,
    context: &mut Context,
) -> Result<Option<usize>, Failed> {
    // Tags that outer unions imply are no part of the value; only unions within unions have them.
    if outer.is_some() {
        return one(union, value, outer, context);
    }
    let id = union.info().id;
    once(value, id, context, |context| {
        one(union, value, outer, context)
    })
}

/// Reads a union by what its plan says of the value; tries where it has to.
fn one(
    union: &mut dyn Union,
    value: &Value,
    outer: Option<&Implied<'_>>,
    context: &mut Context,
) -> Result<Option<usize>, Failed> {
    let best = match union.plan().find(value) {
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

/// What `find` finds among the kinds of scalars that the document describes; only if that is nothing, what
/// it finds among those that can be converted.
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

/// Of candidates that have all failed, the one that describes the value best: it leaves the fewest members
/// unknown, then knows the most, then comes first.
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
