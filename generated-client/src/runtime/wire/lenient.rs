//! Scalars of another kind than the described one: each is converted to the described kind if that loses
//! nothing, and noted. None of this code runs while a response matches its document.

use super::context::{Context, Failed, Refused, expected, kind};
use super::path::Segment;
use super::{Pick, Place, Presence, Scalar, Union, budget, buffered};
use serde_json::{Map, Number, Value};

pub(super) const EMPTY: &str = "expected a JSON value, found nothing; read as null";
pub(super) const MISSING: &str = "a required member is missing; read as null";
const BEYOND: &str = "an integer beyond 64 bits; kept as text";
const TOO_LARGE: &str = "a number too large for 64 bits; kept as text";

const OUT_OF_RANGE: &str = "a number that its type can't hold; dropped";
const OUT_OF_RANGE_EXTRA: &str = "a number that its type can't hold; kept in `extra`";
const OUT_OF_RANGE_KEPT: &str = "a number that its type can't hold; kept";

/// Fills `place` with a scalar of another kind than the described one.
#[cold]
pub(super) fn read(
    place: &mut Place<'_>,
    value: &Value,
    context: &mut Context,
) -> Result<(), Failed> {
    let found = match value {
        Value::Number(_) => "a number",
        value => kind(value),
    };
    if context.converts() {
        let what = expected(place);
        if convert(place, value, context)? {
            context.note(format!("expected {what}, found {found}; converted"));
            return Ok(());
        }
    }
    Err(context.mismatch(place, found))
}

/// The failure of a number that the type of its place can't hold.
#[cold]
pub(super) fn misfit(place: &Place<'_>, number: &Number, context: &mut Context) -> Failed {
    if number.as_f64().is_some_and(|number| number.fract() != 0.0) {
        return context.mismatch(place, "a number that is not one");
    }
    if is_large(number) {
        context.lose_digits(number);
    }
    let spare = Value::Number(number.clone());
    out_of_range(place, "an integer out of range", spare, context)
}

fn out_of_range(place: &Place<'_>, found: &str, spare: Value, context: &mut Context) -> Failed {
    let failed = context.mismatch(place, found);
    context.refused = Refused::Number;
    context.spare = Some(spare);
    failed
}

/// Drops the value of a member that failed, if the member is optional and nothing else than the kind or the size of
/// the value is wrong; `false` for another failure. In trials, a value of another kind tells variants apart. A number that
/// its type can't hold is left to the caller if `is_kept`.
#[cold]
pub(super) fn drops(
    place: Place<'_>,
    presence: Presence,
    is_kept: bool,
    context: &mut Context,
) -> bool {
    let Place::Nullable(slot) = place else {
        return false;
    };
    // Without a value, a required member would be the null that the server didn't send.
    let is_optional = matches!(
        presence,
        Presence::Optional | Presence::OptionalNullable | Presence::ThreeState
    );
    if !is_optional || context.refused == Refused::Other || !context.converts() {
        return false;
    }
    slot.absent();
    let is_number = context.refused == Refused::Number;
    if !is_number || !is_kept {
        context.spare = None;
    }
    match context.withdraw() {
        Some(message) if !is_number => context.note(format!("{message}; dropped")),
        _ if is_kept => context.note(OUT_OF_RANGE_EXTRA),
        _ => context.note(OUT_OF_RANGE),
    }
    true
}

/// Keeps a number that the type of its variant can't hold, if the union is open; `false` for another failure.
#[cold]
pub(super) fn keeps(union: &dyn Union, value: &Value, context: &mut Context) -> bool {
    let is_number = value.is_number() || as_digits(value).is_some();
    if !is_number || !union.is_open() || context.refused != Refused::Number || !context.converts() {
        return false;
    }
    context.forget();
    context.note(OUT_OF_RANGE_KEPT);
    true
}

/// Whether `place` accepts the converted `value`.
fn convert(place: &mut Place<'_>, value: &Value, context: &mut Context) -> Result<bool, Failed> {
    match (&mut *place, value) {
        (Place::String(_) | Place::Text(_), Value::Bool(value)) => {
            text(place, &value.to_string(), context)?;
        }
        (Place::String(_) | Place::Text(_), Value::Number(number)) => {
            context.lose_digits(number);
            text(place, &number.to_string(), context)?;
        }
        (Place::Bool(slot), Value::String(text)) => return Ok(store(slot, text.parse().ok())),
        (Place::Bool(slot), Value::Number(number)) => {
            let flag = match number.as_u64() {
                Some(0) => Some(false),
                Some(1) => Some(true),
                _ => None,
            };
            return Ok(store(slot, flag));
        }
        (Place::I32(_) | Place::I64(_) | Place::U64(_) | Place::F64(_), Value::String(text)) => {
            let number = text.parse::<Number>();
            return Ok(number.is_ok_and(|number| buffered::fits(place, &number) == Some(true)));
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn store(slot: &mut bool, flag: Option<bool>) -> bool {
    *slot = flag.unwrap_or_default();
    flag.is_some()
}

/// Fills a place for text.
fn text(place: &mut Place<'_>, text: &str, context: &mut Context) -> Result<(), Failed> {
    if context.is_trying() {
        return Ok(());
    }
    context.take(2 * budget::text(text.len()))?;
    match place {
        Place::String(slot) => text.clone_into(slot),
        Place::Text(slot) => context.understood(slot.read(text)),
        _ => {}
    }
    Ok(())
}

/// Fills a place for a number, which keeps any value.
pub(super) fn scalar(scalar: &mut dyn Scalar, value: Value, context: &mut Context) {
    let found = kind(&value);
    let is_number = value.is_number();
    let whole = match &value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => Some(number.clone()),
        _ => None,
    };
    let whole = whole.as_ref().and_then(buffered::integer);
    let whole = whole.and_then(|whole| i64::try_from(whole).ok());
    let treated = match scalar.read(value) || whole.is_some_and(|whole| scalar.read(whole.into())) {
        true if is_number => return,
        true => "converted",
        false => "kept",
    };
    let expected = scalar.expected();
    context.note(format!("expected {expected}, found {found}; {treated}"));
}

/// Fills `place` with the value of a missing member: null, if the type allows null; otherwise returns
/// `false`.
#[cold]
pub(super) fn nothing(place: &mut Place<'_>, context: &mut Context) -> Result<bool, Failed> {
    let is_null = match place {
        Place::Nullable(_) | Place::Json(_) => true,
        Place::Union(union) => !matches!(union.plan().null, Pick::None),
        _ => false,
    };
    if is_null && context.converts() {
        buffered::read(place, &Value::Null, context)?;
        return Ok(true);
    }
    Ok(false)
}

/// The only member of an object that represents a number. A response with such an object has a number.
const DIGITS: &str = "\0digits";

/// A number whose text matters, because no [`Number`] represents it exactly.
pub(super) fn digits(text: &str, context: &mut Context) -> Value {
    context.digits.are_marked = true;
    // Collecting into a map would compile code that sorts.
    let mut members = Map::new();
    members.insert(DIGITS.to_owned(), Value::from(text));
    Value::Object(members)
}

/// The text of a number whose text matters.
#[inline]
pub(super) fn as_digits(value: &Value) -> Option<&str> {
    match value {
        Value::Object(members) if members.len() == 1 => members.get(DIGITS)?.as_str(),
        _ => None,
    }
}

/// Fills `place` with a number whose text matters.
#[cold]
pub(super) fn number(
    place: &mut Place<'_>,
    digits: &str,
    context: &mut Context,
) -> Result<(), Failed> {
    match (&mut *place, digits.parse::<Number>()) {
        (Place::Skip, _) => Ok(()),
        (Place::Nullable(slot), _) => number(&mut slot.some(), digits, context),
        (Place::String(_) | Place::Text(_), _) if context.converts() => {
            text(place, digits, context)?;
            context.note("expected a string, found a number; converted");
            Ok(())
        }
        (Place::Json(slot), _) => {
            context.take(budget::text(digits.len()))?;
            **slot = free(digits, context);
            Ok(())
        }
        (Place::Scalar(slot), _) => {
            match free(digits, context) {
                // `free` has noted it.
                text @ Value::String(_) => _ = slot.read(text),
                value => self::scalar(&mut **slot, value, context),
            }
            Ok(())
        }
        (
            Place::Bool(_) | Place::I32(_) | Place::I64(_) | Place::U64(_) | Place::F64(_),
            number,
        ) => {
            context.take(budget::text(digits.len()))?;
            let Ok(number) = number else {
                let spare = Value::from(digits);
                let found = "a number too large for 64 bits";
                return Err(out_of_range(place, found, spare, context));
            };
            let is_beyond = is_beyond(digits, &number);
            let result = buffered::read(place, &Value::Number(number), context);
            if let Some(spare) = context.spare.as_mut().filter(|_| is_beyond) {
                *spare = Value::from(digits);
            }
            result
        }
        _ => Err(context.mismatch(place, "a number")),
    }
}

/// A number as a free-form value. A number that doesn't fit into a [`Number`] is kept as text.
pub(super) fn free(digits: &str, context: &mut Context) -> Value {
    match digits.parse::<Number>() {
        Ok(number) if is_beyond(digits, &number) => context.note(BEYOND),
        Ok(number) => return Value::Number(number),
        Err(_) => context.note(TOO_LARGE),
    }
    Value::from(digits)
}

/// Whether a number may be an integer beyond 64 bits, rounded.
pub(super) fn is_large(number: &Number) -> bool {
    const END: f64 = 9_223_372_036_854_775_808.0;
    number.is_f64() && number.as_f64().is_some_and(|number| number.abs() >= END)
}

/// Whether `digits` are an integer and `number` isn't.
pub(super) fn is_beyond(digits: &str, number: &Number) -> bool {
    let is_whole = || {
        digits
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'-'))
    };
    number.is_f64() && digits != "-0" && is_whole()
}

/// Converts each number whose text matters to a free-form value.
pub(super) fn plain(value: &mut Value, context: &mut Context) {
    if context.digits.are_marked {
        settle(value, context);
    }
}

/// Recursive: a value has at most 127 levels.
fn settle(value: &mut Value, context: &mut Context) {
    if let Some(digits) = as_digits(value) {
        *value = free(digits, context);
        return;
    }
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                within(item, context, || Segment::Index(index));
            }
        }
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                within(member, context, || Segment::key(name));
            }
        }
        _ => {}
    }
}

fn within(value: &mut Value, context: &mut Context, segment: impl FnOnce() -> Segment) {
    let since = context.noted();
    settle(value, context);
    context.leave(&Ok::<_, Failed>(()), since, segment);
}
