//! The state of one run of the decoder: the place, the error, the mismatches, and the budget. It
//! costs nothing while all goes well: paths are built only while an error or a mismatch is passed
//! outwards, innermost segment first.

use super::budget::{Budget, Exceeded};
use super::mismatch::{Mismatches, Noted};
use super::path::{Path, Segment};
use super::{Field, Place};
use serde::de;
use serde_json::{Number, Value};
use std::borrow::Cow;

/// The state of one run of the decoder.
#[derive(Default)]
pub(super) struct Context {
    path: Path,
    message: Option<Cow<'static, str>>,
    /// The limit that was exceeded: then no further candidate is tried.
    exceeded: Option<Exceeded>,
    pub(super) budget: Budget,
    noted: Vec<Noted>,
    /// The number of mismatches that are not in `noted`.
    more: usize,
    /// Whether the last value had to be dropped.
    pub(super) is_dropped: bool,
    /// The detail of errors and mismatches.
    pub(super) told: Told,
    /// The number of open arrays and objects.
    pub(super) depth: usize,
    /// Whether the deserializer is that of `serde_json`, which lends the text of a value.
    pub(super) is_json: bool,
    /// The numbers of described and undescribed members, which decide between scored candidates.
    pub(super) known: usize,
    pub(super) unknown: usize,
    pub(super) digits: Digits,
    /// The reason why the value of the current member failed.
    pub(super) refused: Refused,
    /// The number that a member's type couldn't hold.
    pub(super) spare: Option<Value>,
}

/// The detail of errors and mismatches.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Told {
    /// The places within the value.
    #[default]
    Places,
    /// No place: the whole value is a secret.
    NoPlace,
}

/// The state of the digits of numbers.
#[derive(Default)]
pub(super) struct Digits {
    /// Whether a number became text and its original digits are unknown.
    pub(super) are_lost: bool,
    /// Whether scalars are read from their text, so that all digits are known.
    pub(super) are_kept: bool,
    /// Whether a value holds a number as [digits](super::lenient::digits).
    pub(super) are_marked: bool,
}

/// The reason for the failure of a member's value.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Refused {
    /// Any other.
    #[default]
    Other,
    /// The value is a number that its type can't hold.
    Number,
    /// The value as a whole is of another kind than the described one.
    Kind,
}

/// The mark of a failure; the [`Context`] holds the reason.
pub(super) struct Failed;

/// A failure on its way outwards: ours, or the error of a deserializer.
pub(super) trait Fault {
    /// Converts our failure to this kind.
    fn new(failed: Failed, context: &Context) -> Self;
}

impl Fault for Failed {
    fn new(failed: Failed, _: &Context) -> Self {
        failed
    }
}

impl<E: de::Error> Fault for E {
    fn new(failed: Failed, context: &Context) -> Self {
        context.raise(failed)
    }
}

/// The result of `spend`, as a failure of the caller's kind.
#[inline]
pub(super) fn spend<E: Fault>(
    context: &mut Context,
    spend: impl FnOnce(&mut Context) -> Result<(), Failed>,
) -> Result<(), E> {
    match spend(context) {
        Ok(()) => Ok(()),
        Err(failed) => Err(E::new(failed, context)),
    }
}

/// A state of the context that can be restored.
pub(super) struct Mark {
    left: usize,
    noted: usize,
    more: usize,
    known: usize,
    unknown: usize,
}

/// The number of mismatches that are kept; further ones are counted.
pub(super) const MAX_NOTED: usize = 16;

impl Context {
    /// Without trials, no union has candidates to try.
    #[expect(clippy::unused_self, reason = "unions with candidates ask it")]
    #[inline]
    pub(super) const fn is_trying(&self) -> bool {
        false
    }

    /// Without trials, no union distinguishes its variants by the kinds of scalars.
    #[expect(clippy::unused_self, reason = "unions with candidates ask it")]
    #[inline]
    pub(super) const fn converts(&self) -> bool {
        true
    }

    /// Reads from a value that was built before and is dropped afterwards.
    #[inline]
    pub(super) fn settle(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<(), Failed>,
    ) -> Result<(), Failed> {
        read(self)
    }

    /// Records a failure at this place. The `message` must not show a value of the response.
    pub(super) fn fail(&mut self, message: impl Into<Cow<'static, str>>) -> Failed {
        self.refused = Refused::Other;
        if !self.is_trying() || self.exceeded.is_some() {
            self.message = Some(message.into());
        }
        Failed
    }

    /// Records a failure at this place: the value is of another kind than `place`.
    pub(super) fn mismatch(&mut self, place: &Place<'_>, found: &str) -> Failed {
        if self.is_trying() {
            return Failed;
        }
        let failed = self.fail(format!("expected {}, found {found}", expected(place)));
        self.refused = Refused::Kind;
        failed
    }

    /// Records the same failure and returns the deserializer's own error.
    pub(super) fn refuse<E: de::Error>(&mut self, place: &Place<'_>, found: &str) -> E {
        let failed = self.mismatch(place, found);
        self.raise(failed)
    }

    /// Converts the failure to the deserializer's own error.
    pub(super) fn raise<E: de::Error>(&self, Failed: Failed) -> E {
        E::custom(self.message.as_deref().unwrap_or_default())
    }

    /// Spends `bytes` of memory on a text.
    #[inline]
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), Failed> {
        let spent = self.budget.take(bytes);
        spent.map_err(|exceeded| self.exceed(exceeded))
    }

    /// Spends `bytes` of memory on a value, and sometimes checks the time.
    #[inline]
    pub(super) fn step(&mut self, bytes: usize) -> Result<(), Failed> {
        let spent = self.budget.step(bytes);
        spent.map_err(|exceeded| self.exceed(exceeded))
    }

    #[cold]
    fn exceed(&mut self, exceeded: Exceeded) -> Failed {
        self.exceeded = Some(exceeded);
        self.fail(exceeded.message())
    }

    /// The limit that was exceeded.
    pub(super) fn exceeded(&self) -> Option<Exceeded> {
        self.exceeded
    }

    /// Notes a mismatch at this place. The `message` has the treatment of the value, not the value.
    #[cold]
    pub(super) fn note(&mut self, message: impl Into<Cow<'static, str>>) {
        self.unknown += 1;
        if !self.is_trying() {
            if self.noted.len() < MAX_NOTED {
                self.noted.push(Noted::new(message.into()));
            } else {
                self.more += 1;
            }
        }
    }

    /// Notes a mismatch if a text was kept although the document describes another one. A value that is only not listed
    /// counts in trials.
    #[inline]
    pub(super) fn understood(&mut self, read: Result<(), &'static str>) {
        match read {
            Ok(()) => {}
            Err(message) => self.note(message),
        }
    }

    /// Records that the text of `number` is needed but unknown: `1.10` is 1.1.
    pub(super) fn lose_digits(&mut self, number: &Number) {
        self.digits.are_lost |= number.is_f64() && !self.digits.are_kept && !self.is_trying();
    }

    /// The number of noted mismatches, for [`leave`](Self::leave).
    #[inline]
    pub(super) fn noted(&self) -> usize {
        self.noted.len()
    }

    /// Leaves the place that `segment` names. Adds the segment to the path of the error on its way
    /// outwards, and of the mismatches since `since`.
    #[inline]
    pub(super) fn leave<T, E>(
        &mut self,
        result: &Result<T, E>,
        since: usize,
        segment: impl FnOnce() -> Segment,
    ) {
        if result.is_err() || self.noted.len() != since {
            self.pass(result.is_err(), since, segment);
        }
    }

    #[cold]
    fn pass(&mut self, is_error: bool, since: usize, segment: impl FnOnce() -> Segment) {
        match self.told {
            Told::Places => self.outside(is_error, since, segment()),
            Told::NoPlace => self.refused = Refused::Other,
        }
    }

    #[cold]
    fn outside(&mut self, is_error: bool, since: usize, segment: Segment) {
        if is_error {
            // The reason is that of the value at the innermost place.
            self.refused = Refused::Other;
            if !self.is_trying() || self.exceeded.is_some() {
                self.path.push(segment);
            }
            return;
        }
        for noted in self.noted.iter_mut().skip(since) {
            noted.path.push(segment.clone());
        }
    }

    /// Leaves a member that the document names. Paths don't lead into a secret.
    #[inline]
    pub(super) fn leave_field<T, E>(
        &mut self,
        result: &Result<T, E>,
        since: usize,
        field: &'static Field,
    ) {
        if result.is_err() || self.noted.len() != since {
            if field.secret {
                self.leave_secret(result, since);
            }
            self.outside(result.is_err(), since, Segment::Member(field.name));
        }
    }

    /// Leaves a secret without a name. Paths don't lead into it, because the keys of a map are data.
    pub(super) fn leave_secret<T, E>(&mut self, result: &Result<T, E>, since: usize) {
        if result.is_err() {
            self.path.clear();
        }
        for noted in self.noted.iter_mut().skip(since) {
            noted.path.clear();
        }
    }

    /// Adds the member `name` to the path of the error.
    pub(super) fn in_member(&mut self, name: &'static str) {
        if !self.is_trying() {
            self.path.push(Segment::Member(name));
        }
    }

    /// The current state, for [`rewind`](Self::rewind).
    pub(super) fn mark(&self) -> Mark {
        Mark {
            left: self.budget.left(),
            noted: self.noted.len(),
            more: self.more,
            known: self.known,
            unknown: self.unknown,
        }
    }

    /// Discards everything that was read since `mark`: its memory, its mismatches and its counts.
    pub(super) fn rewind(&mut self, mark: &Mark) {
        self.free(mark);
        self.noted.truncate(mark.noted);
        self.more = mark.more;
        (self.known, self.unknown) = (mark.known, mark.unknown);
    }

    /// Gives back the memory of everything that was read since `mark`, except for remembered outcomes.
    pub(super) fn free(&mut self, mark: &Mark) {
        let left = mark.left;
        self.budget.set_left(left);
    }

    /// Whether the failure is a lack of memory for an undescribed value. The value is then dropped
    /// and noted.
    #[cold]
    pub(super) fn forgive(&mut self, mark: &Mark) -> bool {
        if self.exceeded != Some(Exceeded::Memory) {
            return false;
        }
        self.exceeded = None;
        self.forget();
        self.rewind(mark);
        self.note("takes more memory than `max_body` allows; dropped");
        true
    }

    /// Discards everything since `start`, before the text is read again.
    pub(super) fn start_over(&mut self, start: &Mark) {
        self.forget();
        self.rewind(start);
        self.depth = 0;
    }

    /// Discards everything since `start`, before the text is read again with all digits.
    #[cold]
    pub(super) fn keep_digits(&mut self, start: &Mark) {
        self.start_over(start);
        self.digits.are_lost = false;
        self.digits.are_kept = true;
    }

    /// Drops the error of a failed candidate.
    pub(super) fn forget(&mut self) {
        self.path.clear();
        self.message = None;
        self.refused = Refused::Other;
    }

    /// The message of a failure that doesn't count, because its value is dropped.
    pub(super) fn withdraw(&mut self) -> Option<Cow<'static, str>> {
        let message = self.message.take();
        self.forget();
        message
    }

    /// The message, if the failure is ours and not the deserializer's.
    pub(super) fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Whether the error is at the root value.
    pub(super) fn is_at_root(&self) -> bool {
        self.path.is_empty()
    }

    /// The path of the error, such as `$.from.items[3].id`.
    pub(super) fn path(&self) -> String {
        self.path.to_string()
    }

    /// The mismatches, with their paths.
    pub(super) fn mismatches(&self) -> Mismatches {
        Mismatches::new(&self.noted, self.more)
    }
}

/// The description of a value that belongs in `place`.
pub(super) fn expected(place: &Place<'_>) -> &'static str {
    match place {
        Place::Bool(_) => "a boolean",
        Place::I32(_) => "an integer of 32 bits",
        Place::I64(_) => "an integer of 64 bits",
        Place::U64(_) => "an unsigned integer of 64 bits",
        Place::F64(_) => "a number",
        Place::String(_) | Place::Text(_) => "a string",
        Place::Scalar(scalar) => scalar.expected(),
        Place::Object(_) | Place::Map(_) | Place::Extra(_) => "an object",
        Place::List(_) => "an array",
        Place::Json(_) | Place::Union(_) | Place::Nullable(_) | Place::Skip => "a value",
    }
}

/// The kind of a value, without the value itself.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a number with a fraction or exponent",
        Value::Number(_) => "an integer",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
