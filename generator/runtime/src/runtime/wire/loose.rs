//! A value that doesn't always match its schema.

use super::{AsUnion, Pick, Place, Plan, Variants, View, Wire};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// A value that doesn't always match its schema: the document's own examples have another kind of
/// JSON value in its place, or it is an integer whose bounds exceed 64 bits, or a `number` with the
/// format of an integer, which may have a fraction, or the schema is for members whose names match a
/// pattern.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Loose<T> {
    /// A value that matches the schema.
    Described(T),
    /// Any other value, unchanged. An integer beyond 64 bits is the text of its digits, which is written as a number:
    /// `Loose::Other("18446744073709551616".into())`.
    Other(Value),
}

impl<T> Loose<T> {
    /// The value, if it matches the schema.
    #[must_use]
    pub fn described(&self) -> Option<&T> {
        match self {
            Loose::Described(value) => Some(value),
            Loose::Other(_) => None,
        }
    }

    /// The value, if it matches the schema.
    ///
    /// # Errors
    ///
    /// The unchanged value, if it doesn't match.
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
    /// Reads a `T` if possible; any other value is kept, even an integer that is too large.
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
        Loose::Other(Value::String(text)) if is_beyond::<T>(text) => View::Digits(text),
        Loose::Other(value) => View::Json(value),
    };
}

const TRIED: Pick = Pick::Tried(0);

/// Whether a text is an integer, as JSON writes it, that the described integer type can't hold.
fn is_beyond<T: Wire>(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_whole = !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_whole
        && digits.len() >= 19
        && match T::blank().view() {
            View::I64(_) => text.parse::<i64>().is_err(),
            View::U64(_) => text.parse::<u64>().is_err(),
            _ => false,
        }
}

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
