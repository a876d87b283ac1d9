//! A field that can be absent, `null`, or a value.

use super::{Nullable, Place, Shape, View, Wire, outline};
use std::mem;
use std::ops::Deref;

/// The content of a field that can be absent, `null`, or a value. The three have different
/// meanings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Maybe<T> {
    /// The member is absent.
    #[default]
    Absent,
    /// The member is `null`.
    Null,
    /// The member has a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// The value, if there is one.
    #[must_use]
    pub fn as_option(&self) -> Option<&T> {
        match self {
            Maybe::Value(value) => Some(value),
            Maybe::Absent | Maybe::Null => None,
        }
    }

    /// The value, if there is one.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        match self {
            Maybe::Value(value) => Some(value),
            Maybe::Absent | Maybe::Null => None,
        }
    }

    /// The value by reference.
    #[must_use]
    pub fn as_ref(&self) -> Maybe<&T> {
        match self {
            Maybe::Absent => Maybe::Absent,
            Maybe::Null => Maybe::Null,
            Maybe::Value(value) => Maybe::Value(value),
        }
    }

    /// A reference to the target of the value, if there is a value: the `str` of a `String`.
    #[must_use]
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref,
    {
        self.as_option().map(T::deref)
    }

    /// Converts the value, if there is a value.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Maybe<U> {
        match self {
            Maybe::Absent => Maybe::Absent,
            Maybe::Null => Maybe::Null,
            Maybe::Value(value) => Maybe::Value(change(value)),
        }
    }

    /// The value, or `other`.
    #[must_use]
    pub fn unwrap_or(self, other: T) -> T {
        self.into_option().unwrap_or(other)
    }

    /// The value, or the default of its type.
    #[must_use]
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        self.into_option().unwrap_or_default()
    }

    /// Whether the member is absent.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Maybe::Absent)
    }

    /// Whether the member is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Maybe::Null)
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Maybe::Value(value)
    }
}

/// `None` becomes `null`.
impl<T> From<Option<T>> for Maybe<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Maybe::Null, Maybe::Value)
    }
}

impl<T: Wire> Wire for Maybe<T> {
    type As = Self;
}

impl<T: Wire> Shape<Self> for Maybe<T> {
    const TAKES_NULL: bool = true;
    #[inline]
    fn blank() -> Self {
        Maybe::Absent
    }
    #[inline]
    fn place(value: &mut Self) -> Place<'_> {
        outline::nullable(value)
    }
    // Outlined like the `view` of `Option`.
    #[inline(never)]
    fn view(value: &Self) -> View<'_> {
        match value {
            Maybe::Absent => View::Absent,
            Maybe::Null => View::Null,
            Maybe::Value(value) => value.view(),
        }
    }
}

impl<T: Wire> Nullable for Maybe<T> {
    fn put(&mut self, what: Maybe<()>) -> Place<'_> {
        if let Maybe::Value(value) = mem::take(self) {
            outline::discard(value);
        }
        let new = match what {
            Maybe::Absent => Maybe::Absent,
            Maybe::Null => Maybe::Null,
            Maybe::Value(()) => Maybe::Value(T::blank()),
        };
        // As for `Option`: the old value needs no drop.
        mem::forget(mem::replace(self, new));
        match self {
            Maybe::Value(value) => value.place(),
            Maybe::Absent | Maybe::Null => Place::Skip,
        }
    }
}
