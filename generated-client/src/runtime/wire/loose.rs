//! A value that isn't always what the document says it is.

use super::{AsUnion, Pick, Place, Plan, Variants, View, Wire};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// A value that isn't always what the document says: its own examples show another kind of JSON
/// value in the same place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Loose<T> {
    /// What the document describes.
    Described(T),
    /// Any other value, as it was sent.
    Other(Value),
}

impl<T> Loose<T> {
    /// The value, if it is what the document describes.
    #[must_use]
    pub fn described(&self) -> Option<&T> {
        match self {
            Loose::Described(value) => Some(value),
            Loose::Other(_) => None,
        }
    }

    /// The value, if it is what the document describes; else what was sent.
    ///
    /// # Errors
    ///
    /// The value as it was sent, when it is of another kind.
    pub fn into_described(self) -> Result<T, Value> {
        match self {
            Loose::Described(value) => Ok(value),
            Loose::Other(value) => Err(value),
        }
    }
}

impl<T> From<T> for Loose<T> {
    fn from(value: T) -> Self {
        Loose::Described(value)
    }
}

impl<T: Wire> Wire for Loose<T> {
    type As = AsUnion;
}

impl<T: Wire> Variants for Loose<T> {
    /// What can be read as a `T` is one; what can't is kept, an integer that is too large among it.
    const PLAN: Plan = Plan {
        null: Pick::None,
        boolean: TRIED,
        integer: TRIED,
        number: TRIED,
        string: TRIED,
        array: TRIED,
        object: TRIED,
    };
    const BLANK: fn(usize) -> Self = |index| match index {
        0 => Loose::Described(T::blank()),
        _ => Loose::Other(Value::Null),
    };
    const PLACE: fn(&mut Self) -> Place<'_> = |this| match this {
        Loose::Described(value) => value.place(),
        Loose::Other(value) => Place::Json(value),
    };
    const VIEW: fn(&Self) -> View<'_> = |this| match this {
        Loose::Described(value) => value.view(),
        Loose::Other(value) => View::Json(value),
    };
}

const TRIED: Pick = Pick::Scored(&[0]);

impl<T: Wire> Serialize for Loose<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::serialize(Wire::view(self), serializer)
    }
}

impl<'de, T: Wire> Deserialize<'de> for Loose<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::deserialize(deserializer)
    }
}
