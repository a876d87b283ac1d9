//! The forms of arguments: constructors and setters store values, operations only read them.

use crate::api::Kind;
use crate::ir::{Given, Presence, Ty, TypeId};
use crate::lower::facts::Facts;

/// The form of a value that is stored.
pub fn kept(facts: &Facts, ty: &Ty, presence: Presence) -> Given {
    if presence == Presence::RequiredNullable {
        Given::Nullable
    } else if is_number(ty) {
        Given::Copied
    } else if converts(facts, ty) {
        Given::Converted
    } else {
        Given::Moved
    }
}

/// The form of a value that is only sent.
pub fn sent(facts: &Facts, ty: &Ty) -> Given {
    let checked = match ty {
        Ty::Named(id) => checked(facts, *id),
        _ => None,
    };
    match checked.as_ref().unwrap_or(ty) {
        Ty::String if checked.is_none() => Given::Text,
        of if is_number(of) => Given::Copied,
        of if matches!(of, Ty::List(_)) || converts(facts, of) => Given::Converted,
        _ => Given::Lent,
    }
}

/// The form of an argument as a field.
pub fn stored(argument: Given) -> Given {
    match argument {
        Given::Converted => Given::Moved,
        Given::File => Given::OwnFile,
        Given::Files => Given::OwnFiles,
        other => other,
    }
}

/// Whether the argument is a plain copy, without a destructor.
fn is_number(ty: &Ty) -> bool {
    matches!(ty, Ty::Bool | Ty::I32 | Ty::I64 | Ty::U64 | Ty::F64)
}

/// Whether another type converts into the value's.
fn converts(facts: &Facts, ty: &Ty) -> bool {
    match ty {
        Ty::String
        | Ty::DateTime
        | Ty::Date
        | Ty::Bytes
        | Ty::Decimal
        | Ty::UnixTime
        | Ty::Mapped(_)
        | Ty::Boxed(_) => true,
        Ty::Loose(described) => is_number(described),
        Ty::Named(id) => facts
            .places
            .get(id.0)
            .and_then(|all| all.first())
            .is_some_and(|place| {
                matches!(
                    facts.api[*place].kind,
                    Kind::StringEnum(_) | Kind::OpenEnum(_) | Kind::IntegerEnum(_) | Kind::Union(_)
                )
            }),
        _ => false,
    }
}

/// The type of the value in a validated type.
fn checked(facts: &Facts, id: TypeId) -> Option<Ty> {
    let place = facts.places.get(id.0)?.first()?;
    let is_checked = facts.checks.contains_key(place);
    is_checked.then(|| facts.checked_ty(*place))
}
