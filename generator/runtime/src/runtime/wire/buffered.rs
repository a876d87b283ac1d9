//! Reading from a value that was read before: what unions do while they don't know yet what it
//! is. The same rules as from a stream, without a deserializer.

use super::context::{Context, Failed, kind};
use super::members::Members;
use super::union::Implied;
use super::{List, Place, union};
use serde_json::{Number, Value};

/// Fills `place` with `value`.
pub(super) fn read(
    place: &mut Place<'_>,
    value: &Value,
    context: &mut Context,
) -> Result<(), Failed> {
    match (&mut *place, value) {
        (Place::Skip, _) => {}
        (Place::Json(slot), value) => slot.clone_from(value),
        (Place::Nullable(slot), Value::Null) => slot.none(),
        (Place::Nullable(slot), value) => return read(&mut slot.some(), value, context),
        (Place::Bool(slot), Value::Bool(value)) => **slot = *value,
        (Place::String(slot), Value::String(value)) => slot.clone_from(value),
        (Place::Text(text), Value::String(value)) => text.read(value),
        (Place::Scalar(scalar), value) if !value.is_null() => scalar.read(value.clone()),
        (Place::List(list), Value::Array(items)) => {
            list.clear();
            for (index, item) in items.iter().enumerate() {
                read(&mut list.item(index), item, context)
                    .inspect_err(|_| context.in_item(index))?;
            }
            return whole(&**list, items.len(), context);
        }
        (Place::Object(_) | Place::Map(_) | Place::Union(_), value) => {
            return fill(place, value, None, context);
        }
        (_, Value::Number(value)) => return number(place, value, context),
        (_, value) => return Err(context.mismatch(place, kind(value))),
    }
    Ok(())
}

/// Whether a list of which `found` items were read has as many as there have to be.
pub(super) fn whole(list: &dyn List, found: usize, context: &mut Context) -> Result<(), Failed> {
    match list.fixed() {
        Some(fixed) if fixed != found => {
            Err(context.fail(format!("expected {fixed} items, found {found}")))
        }
        _ => Ok(()),
    }
}

/// Fills `place`, which is of a variant of a union, with `value`, but for the members that are
/// `implied` by the variant.
pub(super) fn fill(
    place: &mut Place<'_>,
    value: &Value,
    implied: Option<&Implied<'_>>,
    context: &mut Context,
) -> Result<(), Failed> {
    match (&mut *place, value) {
        (Place::Union(union), value) => union::decide(&mut **union, value, implied, context),
        (Place::Object(object), Value::Object(source)) => {
            let mut members = Members::new(&mut **object);
            members.take(source, implied, context)?;
            members.finish(context)
        }
        (Place::Map(map), Value::Object(source)) => {
            map.clear();
            for (key, value) in source {
                if !implied.is_some_and(|implied| implied.has(key)) {
                    read(&mut map.entry(key.clone()), value, context)
                        .inspect_err(|_| context.in_member(key.clone()))?;
                }
            }
            Ok(())
        }
        (Place::Object(_) | Place::Map(_), value) => Err(context.mismatch(place, kind(value))),
        (_, value) => read(place, value, context),
    }
}

/// Fills `place` with a number: an integer takes any number without a fraction that fits.
pub(super) fn number(
    place: &mut Place<'_>,
    number: &Number,
    context: &mut Context,
) -> Result<(), Failed> {
    let whole = || integer(number);
    let fits = match place {
        Place::F64(slot) => store(*slot, number.as_f64()),
        Place::I64(slot) => store(*slot, whole().and_then(|n| n.try_into().ok())),
        Place::I32(slot) => store(*slot, whole().and_then(|n| n.try_into().ok())),
        Place::U64(slot) => store(*slot, whole().and_then(|n| n.try_into().ok())),
        _ => return Err(context.mismatch(place, "a number")),
    };
    if fits {
        Ok(())
    } else {
        Err(context.mismatch(place, "a number that is not one"))
    }
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

/// The integer that a number is, also when it was written with a fraction of zero.
pub(super) fn integer(number: &Number) -> Option<i128> {
    // The first integers of either sign that have more than 64 bits.
    const END: f64 = 18_446_744_073_709_551_616.0;
    if let Some(number) = number.as_i64() {
        return Some(number.into());
    }
    if let Some(number) = number.as_u64() {
        return Some(number.into());
    }
    let number = number.as_f64()?;
    let fits = number.fract() == 0.0 && number.abs() < END;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "without a fraction, and in range"
    )]
    fits.then_some(number as i128)
}
