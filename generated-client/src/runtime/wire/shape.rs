//! Values that can be read and written, and their shapes: the code that all objects, all unions or
//! all enums share stands here once, and a type only names its shape.

use super::{Place, Scalar, Text, View, outline};
use std::borrow::Cow;
use std::mem;

/// A value that can be read and written: every generated type, and the types of its fields.
pub trait Wire: Sized + 'static {
    /// The shape of the value in JSON.
    type As: Shape<Self>;
    /// A finite value for a decoder to fill; the caller sees it only if all required parts were
    /// found.
    #[inline]
    #[must_use]
    fn blank() -> Self {
        Self::As::blank()
    }
    /// The place for a decoder to fill.
    #[inline]
    fn place(&mut self) -> Place<'_> {
        Self::As::place(self)
    }
    /// The view for an encoder to write.
    #[inline]
    fn view(&self) -> View<'_> {
        Self::As::view(self)
    }
}

/// The access of decoders and encoders to a `T`.
pub trait Shape<T> {
    /// Whether `null` is a value of the type.
    const TAKES_NULL: bool = false;
    /// Whether an `Option` of the type keeps a `null` as a value: the blank value is `null`.
    const IS_ANY: bool = false;
    /// As [`Wire::blank`].
    fn blank() -> T;
    /// As [`Wire::place`].
    fn place(value: &mut T) -> Place<'_>;
    /// As [`Wire::view`].
    fn view(value: &T) -> View<'_>;
}

/// The identity of a type, and the size of its values outside of any box.
#[derive(Clone, Copy, Debug)]
pub struct TypeInfo {
    pub(super) size: usize,
}

impl TypeInfo {
    /// The identity and the size of `T`.
    #[inline]
    #[must_use]
    pub fn of<T: 'static>() -> Self {
        Self {
            size: size_of::<T>(),
        }
    }
}

/// An enum of strings, with a variant for every other string.
pub trait Symbol: for<'a> From<&'a str> {
    /// The string.
    const TEXT: fn(&Self) -> &str;
    /// Whether the document lists it.
    const IS_KNOWN: fn(&Self) -> bool;
}

impl<T: Symbol> Text for T {
    fn read(&mut self, text: &str) -> Result<(), &'static str> {
        outline::discard(mem::replace(self, T::from(text)));
        Ok(())
    }
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed((T::TEXT)(self))
    }
}

/// The shape of an enum of strings.
pub enum AsText {}

impl<T: Symbol> Shape<T> for AsText {
    #[inline]
    fn blank() -> T {
        T::from("")
    }
    #[inline]
    fn place(value: &mut T) -> Place<'_> {
        outline::text(value)
    }
    #[inline]
    fn view(value: &T) -> View<'_> {
        View::Str((T::TEXT)(value))
    }
}

/// The shape of an enum of integers.
pub enum AsScalar {}

impl<T: Scalar + From<i64>> Shape<T> for AsScalar {
    #[inline]
    fn blank() -> T {
        T::from(0)
    }
    #[inline]
    fn place(value: &mut T) -> Place<'_> {
        outline::scalar(value)
    }
    #[inline]
    fn view(value: &T) -> View<'_> {
        outline::show_scalar(value)
    }
}

/// The shape of a box of a type that is not a record.
pub enum AsBox {}

impl<T: Wire> Shape<Box<T>> for AsBox {
    const TAKES_NULL: bool = T::As::TAKES_NULL;
    #[inline]
    fn blank() -> Box<T> {
        Box::new(T::blank())
    }
    #[inline]
    fn place(value: &mut Box<T>) -> Place<'_> {
        T::place(value)
    }
    #[inline]
    fn view(value: &Box<T>) -> View<'_> {
        T::view(value)
    }
}
