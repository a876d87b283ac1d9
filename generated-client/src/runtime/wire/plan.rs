//! What generated code says of a union: its variants, and how they are told apart. [`Variants`] is
//! that for one type; [`Union`] is the same of any, for the visitors.

use super::{Place, Shape, TypeInfo, View, outline};
use std::mem;

/// A union of the generated code. A variant's index is its place in the declaration.
///
/// The functions are constants: a closure takes two lines where a `fn` takes six, and is inlined and, if
/// nobody needs it, not compiled at all like an `#[inline]` one.
pub trait Variants: Sized + 'static {
    /// How a value's variant is found.
    const PLAN: Plan;
    /// Whether there is a variant, the last, for any JSON value: a type that is only sent has no
    /// room for what it doesn't describe.
    const OPEN: bool = true;
    /// A blank value of variant `index`; of the last one if there is no such variant.
    const BLANK: fn(usize) -> Self;
    /// Where the content is read to.
    const PLACE: fn(&mut Self) -> Place<'_>;
    /// The content.
    const VIEW: fn(&Self) -> View<'_>;
    /// The discriminator member to add to the variant's own members when it is written, for a
    /// variant whose type doesn't hold it.
    const TAG: fn(&Self) -> Option<(&'static str, &'static str)> = |_| None;
}

/// Any of the [`Variants`].
pub trait Union {
    /// How a value's variant is found.
    fn plan(&self) -> &'static Plan;
    /// Makes the value a blank one of variant `index` and lends it.
    fn select(&mut self, index: usize) -> Place<'_>;
    /// As [`Variants::OPEN`].
    fn is_open(&self) -> bool;
    /// The type.
    fn info(&self) -> TypeInfo;
    /// As [`Variants::VIEW`].
    fn view(&self) -> View<'_>;
    /// As [`Variants::TAG`].
    fn tag(&self) -> Option<(&'static str, &'static str)>;
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
    fn tag(&self) -> Option<(&'static str, &'static str)> {
        (T::TAG)(self)
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

/// How a union's variant is found, by the JSON kind of the value; made at generation time.
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
    /// No value has a variant: what a plan begins with.
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

/// How the variant is found among those of one JSON kind.
#[derive(Debug)]
pub enum Pick {
    /// No variant: the value is kept as it is.
    None,
    /// This variant.
    One(usize),
    /// By the string in a member of the object; several values may lead to one variant.
    Tag {
        /// The member.
        name: &'static str,
        /// Its values, and the variants that they lead to.
        variants: &'static [(&'static str, usize)],
        /// When the member is missing or has another value.
        otherwise: &'static Pick,
    },
    /// By the string itself.
    Value {
        /// The strings, and the variants that they lead to.
        variants: &'static [(&'static str, usize)],
        /// For any other string.
        otherwise: &'static Pick,
    },
}
