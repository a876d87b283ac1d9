//! The description of a union in generated code: its variants, and the way to tell them apart.
//! [`Variants`] describes one type; [`Union`] is a trait object of any such type, for the visitors.

use super::{Literal, Place, Shape, TypeInfo, View, outline};
#[cfg(feature = "constants")]
use super::{buffered, lenient};
#[cfg(feature = "constants")]
use serde_json::Value;
use std::mem;

/// A union of the generated code. A variant's index is its place in the declaration.
///
/// The functions are constants: a closure takes two lines instead of the six of a `fn`, is inlined and,
/// like an `#[inline]` function, not compiled if it is unused.
pub trait Variants: Sized + 'static {
    /// The choice of a value's variant.
    const PLAN: Plan;
    /// Whether the last variant is for any other JSON value. A type that is only sent has no such
    /// variant.
    const OPEN: bool = true;
    /// A blank value of variant `index`; of the last one if there is no such variant.
    const BLANK: fn(usize) -> Self;
    /// The place of the content.
    const PLACE: fn(&mut Self) -> Place<'_>;
    /// The content.
    const VIEW: fn(&Self) -> View<'_>;
    /// The members that are added to the variant's own when it is written, if its value doesn't hold them:
    /// a discriminator, and optional members that tell the variant from others.
    const TAGS: fn(&Self) -> Tags = |_| &[];
    /// The choice of the variant by the name of the event whose data the value is. `None`: the value decides, as it does
    /// outside of a stream.
    #[cfg(feature = "event-names")]
    const EVENT: Pick = Pick::None;
    /// The variant that is the data of an event as it stands, and not JSON.
    #[cfg(feature = "event-names")]
    const EVENT_TEXT: Option<usize> = None;
}

/// Members with constant values.
pub type Tags = &'static [(&'static str, Literal)];

/// A trait object of [`Variants`].
pub trait Union {
    /// The choice of a value's variant.
    fn plan(&self) -> &'static Plan;
    /// Makes the value a blank one of variant `index` and lends its place.
    fn select(&mut self, index: usize) -> Place<'_>;
    /// As [`Variants::OPEN`].
    fn is_open(&self) -> bool;
    /// The type.
    fn info(&self) -> TypeInfo;
    /// As [`Variants::VIEW`].
    fn view(&self) -> View<'_>;
    /// As [`Variants::TAGS`].
    fn tags(&self) -> Tags;
    /// As [`Variants::EVENT`].
    #[cfg(feature = "event-names")]
    fn event(&self) -> &'static Pick {
        &Pick::None
    }
    /// As [`Variants::EVENT_TEXT`].
    #[cfg(feature = "event-names")]
    fn event_text(&self) -> Option<usize> {
        None
    }
}

impl<T: Variants> Union for T {
    fn plan(&self) -> &'static Plan {
        const { &T::PLAN }
    }
    fn select(&mut self, index: usize) -> Place<'_> {
        outline::discard(mem::replace(self, (T::BLANK)(index)));
        (T::PLACE)(self)
    }
    fn is_open(&self) -> bool {
        T::OPEN
    }
    fn info(&self) -> TypeInfo {
        TypeInfo::of::<T>()
    }
    fn view(&self) -> View<'_> {
        (T::VIEW)(self)
    }
    fn tags(&self) -> Tags {
        (T::TAGS)(self)
    }
    #[cfg(feature = "event-names")]
    fn event(&self) -> &'static Pick {
        const { &T::EVENT }
    }
    #[cfg(feature = "event-names")]
    fn event_text(&self) -> Option<usize> {
        T::EVENT_TEXT
    }
}

/// The shape of a union.
pub enum AsUnion {}

impl<T: Variants> Shape<T> for AsUnion {
    const TAKES_NULL: bool = T::OPEN || !matches!(T::PLAN.null, Pick::None);
    #[inline]
    fn blank() -> T {
        (T::BLANK)(if T::OPEN { usize::MAX } else { 0 })
    }
    #[inline]
    fn place(value: &mut T) -> Place<'_> {
        outline::union(value)
    }
    #[inline]
    fn view(value: &T) -> View<'_> {
        outline::show_union(value)
    }
}

/// The choice of a union's variant by the JSON kind of the value, made at generation time.
#[derive(Debug)]
pub struct Plan {
    /// For `null`.
    pub null: Pick,
    /// For `true` and `false`.
    pub boolean: Pick,
    /// For a number without a fraction.
    pub integer: Pick,
    /// For any other number.
    pub number: Pick,
    /// For a string.
    pub string: Pick,
    /// For an array.
    pub array: Pick,
    /// For an object.
    pub object: Pick,
}

impl Plan {
    /// A plan that finds no variant for any value, to begin with.
    pub const NONE: Self = Self {
        null: Pick::None,
        boolean: Pick::None,
        integer: Pick::None,
        number: Pick::None,
        string: Pick::None,
        array: Pick::None,
        object: Pick::None,
    };
}

/// The choice of a variant among those of one JSON kind.
#[derive(Debug)]
// A crate has the ways that its document needs: another one is no change for anyone who names these.
#[non_exhaustive]
pub enum Pick {
    /// No variant: the value is kept unchanged.
    None,
    /// This variant.
    One(usize),
    /// By the string in a member of the object; several values may lead to one variant.
    Tag {
        /// The member.
        name: &'static str,
        /// Its values, and the variants that they lead to.
        variants: &'static [(&'static str, usize)],
        /// The choice if the member is missing or has another value.
        otherwise: &'static Pick,
    },
    /// By the string in a member of the object, where several variants have it.
    #[cfg(feature = "constants")]
    Group {
        /// The member.
        name: &'static str,
        /// Its values; empty if it is missing or null.
        texts: &'static [&'static str],
        /// The choice if that is so.
        then: &'static Pick,
        /// The choice if not.
        otherwise: &'static Pick,
    },
    /// By a non-null member that only this variant has.
    #[cfg(feature = "trials")]
    Key {
        /// The members, and the variants that they lead to.
        variants: &'static [(&'static str, usize)],
        /// The choice if none of the members is present.
        otherwise: &'static Pick,
    },
    /// By the string itself.
    Value {
        /// The strings, and the variants that they lead to.
        variants: &'static [(&'static str, usize)],
        /// For any other string.
        otherwise: &'static Pick,
    },
    /// By the value of a member of the object, or of an item of the list; of a number or a boolean, by the value itself.
    #[cfg(feature = "constants")]
    Part {
        /// The name of the member, or the number of the item; of a number or a boolean, empty.
        name: &'static str,
        /// Its values, and the variants that they lead to.
        variants: &'static [(Only, usize)],
        /// The choice if it has another value, or is missing and no value stands for that.
        otherwise: &'static Pick,
    },
    /// This variant, if the value can be read as it without a conversion.
    #[cfg(feature = "loose")]
    Tried(usize),
    /// The best of these variants: all are tried, and the fewest unknown members win, then the most
    /// known ones, then the document's order.
    #[cfg(feature = "trials")]
    Scored(&'static [usize]),
}

/// A value that a member or an item can have.
#[cfg(feature = "constants")]
#[derive(Debug)]
pub enum Only {
    /// Null.
    Null,
    /// Nothing: the object has no such member, or it is null.
    Absent,
    /// This boolean.
    Bool(bool),
    /// This whole number.
    Integer(i64),
    /// This text.
    Text(&'static str),
}

#[cfg(feature = "constants")]
impl Only {
    /// Whether a value is this one.
    pub(super) fn is(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Null | Self::Absent, value) => value.is_null(),
            (Self::Bool(flag), value) => value.as_bool() == Some(*flag),
            (Self::Integer(code), Value::Number(number)) => {
                buffered::integer(number) == Some((*code).into())
            }
            (Self::Integer(code), value) => {
                lenient::as_digits(value).and_then(|digits| digits.parse().ok()) == Some(*code)
            }
            (Self::Text(text), value) => value.as_str() == Some(text),
        }
    }
}
