//! Newtypes that are validated on construction, by the limits of the document.
//!
//! Values received from the server are not validated: servers often break the limits of their
//! documents.

use super::{Place, Shape, View, Wire, to_json};
use std::collections::BTreeSet;
use std::fmt;

/// A constraint of a value.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Limit {
    /// `minLength`, in Unicode scalar values.
    MinLength(usize),
    /// `maxLength`, in Unicode scalar values.
    MaxLength(usize),
    /// `minItems`.
    MinItems(usize),
    /// `maxItems`.
    MaxItems(usize),
    /// `uniqueItems`.
    UniqueItems,
    /// `minimum` of an integer.
    AtLeast(i128),
    /// `maximum` of an integer.
    AtMost(i128),
    /// `multipleOf` of an integer.
    MultipleOf(i128),
    /// `minimum` of a number.
    Minimum(f64),
    /// `maximum` of a number.
    Maximum(f64),
    /// `exclusiveMinimum`.
    Above(f64),
    /// `exclusiveMaximum`.
    Below(f64),
    /// `multipleOf` of a number, within the precision of 64 bits.
    Step(f64),
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (how, n): (&str, &dyn fmt::Display) = match self {
            Limit::MinLength(n) | Limit::MinItems(n) => ("at least", n),
            Limit::MaxLength(n) | Limit::MaxItems(n) => ("at most", n),
            Limit::UniqueItems => return f.write_str("no item twice"),
            Limit::AtLeast(n) => ("at least", n),
            Limit::AtMost(n) => ("at most", n),
            Limit::MultipleOf(n) => ("a multiple of", n),
            Limit::Minimum(n) => ("at least", n),
            Limit::Maximum(n) => ("at most", n),
            Limit::Above(n) => ("more than", n),
            Limit::Below(n) => ("less than", n),
            Limit::Step(n) => ("a multiple of", n),
        };
        let unit = match self {
            Limit::MinLength(1) | Limit::MaxLength(1) => " character",
            Limit::MinLength(_) | Limit::MaxLength(_) => " characters",
            Limit::MinItems(1) | Limit::MaxItems(1) => " item",
            Limit::MinItems(_) | Limit::MaxItems(_) => " items",
            _ => "",
        };
        write!(f, "{how} {n}{unit}")
    }
}

/// The error of a value that breaks a limit. It doesn't show the value, which may be a secret.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutOfBounds {
    name: &'static str,
    limit: Limit,
}

impl OutOfBounds {
    /// The limit.
    #[must_use]
    pub fn limit(&self) -> Limit {
        self.limit
    }
}

impl fmt::Display for OutOfBounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}", self.name, self.limit)
    }
}

impl std::error::Error for OutOfBounds {}

/// A newtype that is validated on construction.
pub trait Checked: Sized {
    /// The type of the value.
    type Value: Measure + Wire;
    /// The name of the newtype.
    const NAME: &'static str;
    /// The limits of the value.
    const LIMITS: &'static [Limit];
    /// Creates a value without validation.
    fn unchecked(value: Self::Value) -> Self;
    /// The value.
    fn value(&self) -> &Self::Value;
    /// The value, for a decoder to fill.
    fn value_mut(&mut self) -> &mut Self::Value;
}

/// Validates a value.
///
/// # Errors
///
/// When the value breaks a limit; the error names the first.
pub fn check<T: Checked>(value: T::Value) -> Result<T, OutOfBounds> {
    match T::LIMITS.iter().find(|limit| !value.keeps(limit)) {
        Some(limit) => Err(OutOfBounds {
            name: T::NAME,
            limit: *limit,
        }),
        None => Ok(T::unchecked(value)),
    }
}

/// A value with limits.
pub trait Measure {
    /// Whether the value meets `limit`. Limits for other kinds of values always hold.
    fn keeps(&self, limit: &Limit) -> bool;
}

impl Measure for String {
    fn keeps(&self, limit: &Limit) -> bool {
        // JSON Schema Validation, section 6.3: characters as defined by RFC 8259, not bytes.
        match *limit {
            Limit::MinLength(min) => self.chars().take(min).count() == min,
            Limit::MaxLength(max) => self.chars().nth(max).is_none(),
            _ => true,
        }
    }
}

impl<T: Wire> Measure for Vec<T> {
    fn keeps(&self, limit: &Limit) -> bool {
        match *limit {
            Limit::MinItems(min) => self.len() >= min,
            Limit::MaxItems(max) => self.len() <= max,
            Limit::UniqueItems => {
                let mut seen = BTreeSet::new();
                // A value without a JSON form fails when it is written.
                self.iter()
                    .filter_map(|item| to_json(item.view()).ok())
                    .all(|json| seen.insert(json))
            }
            _ => true,
        }
    }
}

macro_rules! whole {
    ($($ty:ty)*) => {$(
        impl Measure for $ty {
            fn keeps(&self, limit: &Limit) -> bool {
                let value = i128::from(*self);
                match *limit {
                    Limit::AtLeast(min) => value >= min,
                    Limit::AtMost(max) => value <= max,
                    Limit::MultipleOf(of) => value.checked_rem(of) == Some(0),
                    _ => true,
                }
            }
        }
    )*};
}

whole!(i32 i64 u64);

impl Measure for f64 {
    fn keeps(&self, limit: &Limit) -> bool {
        match *limit {
            Limit::Minimum(min) => *self >= min,
            Limit::Maximum(max) => *self <= max,
            Limit::Above(min) => *self > min,
            Limit::Below(max) => *self < max,
            Limit::Step(of) => {
                // 0.3 is three times 0.1, although the quotient is 2.9999999999999996.
                let times = self / of;
                (times - times.round()).abs() <= 4.0 * f64::EPSILON * times.abs()
            }
            _ => true,
        }
    }
}

/// The shape of a newtype, the same as that of its value.
pub enum AsChecked {}

impl<T: Checked> Shape<T> for AsChecked {
    const TAKES_NULL: bool = <T::Value as Wire>::As::TAKES_NULL;
    #[inline]
    fn blank() -> T {
        T::unchecked(T::Value::blank())
    }
    #[inline]
    fn place(value: &mut T) -> Place<'_> {
        value.value_mut().place()
    }
    #[inline]
    fn view(value: &T) -> View<'_> {
        value.value().view()
    }
}
