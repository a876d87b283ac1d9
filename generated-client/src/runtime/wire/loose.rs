//! A value that isn't always what the document says it is.

use super::{Pick, Place, Plan, Union, View, Wire};
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
    #[inline]
    fn blank() -> Self {
        Loose::Described(T::blank())
    }
    #[inline]
    fn place(&mut self) -> Place<'_> {
        Place::Union(self)
    }
    #[inline]
    fn view(&self) -> View<'_> {
        View::Union(self)
    }
}

impl<T: Wire> Union for Loose<T> {
    fn plan(&self) -> &'static Plan {
        match T::blank().place() {
            Place::Bool(_) => &BOOLEAN,
            Place::I32(_) | Place::I64(_) | Place::U64(_) => &INTEGER,
            Place::F64(_) => &NUMBER,
            Place::String(_) | Place::Text(_) => &STRING,
            Place::List(_) => &ARRAY,
            Place::Object(_) | Place::Map(_) => &OBJECT,
            _ => &ANY,
        }
    }
    fn select(&mut self, _: usize) -> Place<'_> {
        *self = Loose::Described(T::blank());
        match self {
            Loose::Described(value) => value.place(),
            Loose::Other(_) => Place::Skip,
        }
    }
    fn keep(&mut self, value: Value) -> bool {
        *self = Loose::Other(value);
        true
    }
    fn variant(&self) -> (&'static str, View<'_>) {
        match self {
            Loose::Described(value) => ("Described", value.view()),
            Loose::Other(value) => ("Other", View::Json(value)),
        }
    }
}

/// A plan that keeps a value of any kind as it is.
const NONE: Plan = Plan {
    name: "Loose",
    null: Pick::None,
    boolean: Pick::None,
    integer: Pick::None,
    number: Pick::None,
    string: Pick::None,
    array: Pick::None,
    object: Pick::None,
};

/// What fits is described; what doesn't is kept, an integer that is too large among it.
const TRIED: Pick = Pick::Scored(&[0]);

static BOOLEAN: Plan = Plan {
    boolean: Pick::One(0),
    ..NONE
};
static INTEGER: Plan = Plan {
    integer: TRIED,
    ..NONE
};
static NUMBER: Plan = Plan {
    integer: Pick::One(0),
    number: Pick::One(0),
    ..NONE
};
static STRING: Plan = Plan {
    string: Pick::One(0),
    ..NONE
};
static ARRAY: Plan = Plan {
    array: TRIED,
    ..NONE
};
static OBJECT: Plan = Plan {
    object: TRIED,
    ..NONE
};
static ANY: Plan = Plan {
    boolean: TRIED,
    integer: TRIED,
    number: TRIED,
    string: TRIED,
    array: TRIED,
    object: TRIED,
    ..NONE
};
