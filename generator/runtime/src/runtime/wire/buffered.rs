//! Reading from a buffered value, as unions do before their variant is known. The rules are the same as
//! for a stream, without a deserializer.

use super::context::{Context, Failed, kind};
use super::decode::NULL;
use super::members::Members;
use super::path::Segment;
#[cfg(feature = "trials")]
use super::trial;
use super::union::Implied;
use super::{List, Map, Object, Place, budget, lenient, union};
use serde_json::{Number, Value};

/// The most digits of a double or an integer of 64 bits.
#[cfg(feature = "decimals")]
const LONGEST: usize = 24;

/// Fills `place` with `value`. A trial copies nothing that can be large.
pub(super) fn read(
    place: &mut Place<'_>,
    value: &Value,
    context: &mut Context,
) -> Result<(), Failed> {
    if let Some(digits) = digits(value, context)
        && !matches!(place, Place::Union(_))
    {
        return lenient::number(place, digits, context);
    }
    match (&mut *place, value) {
        (Place::Skip, _) => {}
        #[cfg(feature = "trials")]
        (Place::Json(_) | Place::Scalar(_) | Place::String(_), _) if context.is_trying() => {
            return tried(place, value, context);
        }
        (Place::Json(slot), value) => {
            context.take(budget::copy(value))?;
            slot.clone_from(value);
            lenient::plain(slot, context);
        }
        (Place::Nullable(slot), Value::Null) => slot.none(),
        (Place::Nullable(slot), value) => return read(&mut slot.some(), value, context),
        (Place::Bool(slot), Value::Bool(value)) => **slot = *value,
        (Place::String(slot), Value::String(value)) => {
            context.take(budget::text(value.len()))?;
            slot.clone_from(value);
        }
        (Place::Text(text), Value::String(value)) => {
            context.take(2 * budget::text(value.len()))?;
            context.understood(text.read(value));
        }
        (Place::Scalar(scalar), value) if !value.is_null() => {
            context.take(budget::copy(value))?;
            #[cfg(feature = "decimals")]
            if let (Some(_), Value::Number(number)) = (scalar.keep(), value) {
                context.take(budget::text(LONGEST))?;
                context.lose_digits(number);
            }
            let mut value = value.clone();
            lenient::plain(&mut value, context);
            lenient::scalar(&mut **scalar, value, context);
        }
        (Place::List(list), Value::Array(values)) => return items(&mut **list, values, context),
        (Place::Object(_) | Place::Map(_) | Place::Union(_), value) => {
            return fill(place, value, None, context);
        }
        (_, Value::Number(value)) => return number(place, value, context),
        (_, value) => return lenient::read(place, value, context),
    }
    Ok(())
}

/// The digits of a number whose text matters.
#[inline]
fn digits<'v>(value: &'v Value, context: &Context) -> Option<&'v str> {
    if context.digits.are_marked {
        lenient::as_digits(value)
    } else {
        None
    }
}

/// Whether `place` accepts `value`.
#[cfg(feature = "trials")]
fn tried(place: &mut Place<'_>, value: &Value, context: &mut Context) -> Result<(), Failed> {
    match (&mut *place, value) {
        // It may be a constant's, which is compared.
        (Place::Json(slot), Value::Number(_) | Value::Bool(_)) => {
            slot.clone_from(value);
            Ok(())
        }
        (Place::Json(_), _) | (Place::String(_), Value::String(_)) => Ok(()),
        (Place::Scalar(_), value) if !value.is_null() => Ok(()),
        _ => lenient::read(place, value, context),
    }
}

fn items(list: &mut dyn List, values: &[Value], context: &mut Context) -> Result<(), Failed> {
    list.clear();
    let slot = list.slot();
    let mut count = 0;
    for (index, value) in values.iter().enumerate() {
        let since = context.noted();
        let result = if value.is_null() && !slot.takes_null(count) {
            context.note(NULL);
            Ok(())
        } else {
            let spent = context.step(budget::item(slot.size, count));
            count += 1;
            spent.and_then(|()| read(&mut list.item(count - 1), value, context))
        };
        context.leave(&result, since, || Segment::Index(index));
        result?;
    }
    whole(list, count, context)
}

/// Checks that a list has a valid number of items.
pub(super) fn whole(list: &dyn List, found: usize, context: &mut Context) -> Result<(), Failed> {
    let length = list.length();
    if length.contains(&found) {
        return Ok(());
    }
    let (least, most) = length.into_inner();
    let expected = match (least == most, found < least) {
        (true, _) => format!("{least}"),
        (false, true) => format!("at least {least}"),
        (false, false) => format!("at most {most}"),
    };
    Err(context.fail(format!("expected {expected} items, found {found}")))
}

/// Fills `place`, which belongs to a variant of a union, with `value`, without the members that the
/// variant implies.
pub(super) fn fill(
    place: &mut Place<'_>,
    value: &Value,
    implied: Option<&Implied<'_>>,
    context: &mut Context,
) -> Result<(), Failed> {
    match (&mut *place, value) {
        (Place::Object(_) | Place::Map(_), value) if digits(value, context).is_some() => {
            Err(context.mismatch(place, "a number"))
        }
        (Place::Union(union), value) => union::decide(&mut **union, value, implied, context),
        (Place::Object(object), Value::Object(_)) => {
            members(&mut **object, value, implied, context)
        }
        (Place::Map(map), Value::Object(_)) => entries(&mut **map, value, implied, context),
        (Place::Object(_) | Place::Map(_), value) => Err(context.mismatch(place, kind(value))),
        (_, value) => read(place, value, context),
    }
}

/// Fills an object. A trial of it happens once, unless the object is so small that remembering the
/// outcome would take longer.
fn members(
    object: &mut dyn Object,
    value: &Value,
    implied: Option<&Implied<'_>>,
    context: &mut Context,
) -> Result<(), Failed> {
    context.step(budget::object(object))?;
    #[cfg(feature = "trials")]
    if context.is_trying() && implied.is_none() && !is_flat(value) {
        let id = object.info().id;
        let read = |context: &mut Context| take(object, value, implied, context).map(|()| None);
        return trial::once(value, id, context, read).map(drop);
    }
    take(object, value, implied, context)
}

fn take(
    object: &mut dyn Object,
    value: &Value,
    implied: Option<&Implied<'_>>,
    context: &mut Context,
) -> Result<(), Failed> {
    let mut members = Members::new(object);
    members.take(value, implied, context)?;
    members.finish(context)
}

#[cfg(feature = "trials")]
fn is_flat(value: &Value) -> bool {
    let is_open = |value: &Value| value.is_object() || value.is_array();
    !value
        .as_object()
        .is_some_and(|members| members.values().any(is_open))
}

fn entries(
    map: &mut dyn Map,
    value: &Value,
    implied: Option<&Implied<'_>>,
    context: &mut Context,
) -> Result<(), Failed> {
    map.clear();
    let slot = map.slot();
    let members = value.as_object().into_iter().flatten();
    let members = members.filter(|(key, _)| !implied.is_some_and(|implied| implied.has(key)));
    for (index, (key, value)) in members.enumerate() {
        let since = context.noted();
        let result = if value.is_null() && !slot.takes_null {
            context.note(NULL);
            Ok(())
        } else {
            let spent = context.step(budget::entry(key.len(), slot.size, index));
            spent.and_then(|()| read(&mut map.entry(key.clone()), value, context))
        };
        context.leave(&result, since, || Segment::key(key));
        result?;
    }
    Ok(())
}

/// Fills `place` with a number, or converts it.
pub(super) fn number(
    place: &mut Place<'_>,
    number: &Number,
    context: &mut Context,
) -> Result<(), Failed> {
    match fits(place, number) {
        Some(true) => Ok(()),
        Some(false) => Err(lenient::misfit(place, number, context)),
        None => lenient::read(place, &Value::Number(number.clone()), context),
    }
}

/// Fills `place` with a number if it fits: an integer takes any number without a fraction. `None` if the
/// place is not for a number.
#[inline]
pub(super) fn fits(place: &mut Place<'_>, number: &Number) -> Option<bool> {
    let whole = || integer(number);
    Some(match place {
        Place::F64(slot) => store(*slot, number.as_f64()),
        Place::I64(slot) => store(*slot, whole().and_then(|n| n.try_into().ok())),
        Place::I32(slot) => store(*slot, whole().and_then(|n| n.try_into().ok())),
        Place::U64(slot) => store(*slot, whole().and_then(|n| n.try_into().ok())),
        _ => return None,
    })
}

fn store<T>(slot: &mut T, value: Option<T>) -> bool {
    match value {
        Some(value) => {
            *slot = value;
            true
        }
        None => false,
    }
}

/// The integer value of a number, also if it was written with a fraction of zero.
pub(super) fn integer(number: &Number) -> Option<i128> {
    // The least signed integer, to which integers below it are rounded, and the first integer beyond 64 bits.
    const START: f64 = -9_223_372_036_854_775_808.0;
    const END: f64 = 18_446_744_073_709_551_616.0;
    if let Some(number) = number.as_i64() {
        return Some(number.into());
    }
    if let Some(number) = number.as_u64() {
        return Some(number.into());
    }
    let number = number.as_f64()?;
    let fits = number.fract() == 0.0 && START < number && number < END;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "without a fraction, and in range"
    )]
    fits.then_some(number as i128)
}
