//! The functions that are compiled for each type and refer to its destructor: those that create a trait
//! object, whose table has the destructor, and those that drop a value.
//!
//! The code of a destructor, with those of all its fields, is compiled into every codegen unit that
//! refers to it. Inlined, these functions would be in the units of all types with such a field, and
//! destructors were two fifths of the code that a caller compiled. So these functions are never inlined,
//! and all in one unit: the compiler puts a method into the unit of its `Self`, and the unit of `Vec`
//! has to drop the items of lists anyway.

use super::{List, Map, Nullable, Object, Place, Scalar, Text, Union, View, Wire};

macro_rules! outlined {
    ($(fn $name:ident<T: $bound:ident>($value:ident: $from:ty) -> $to:ty { $made:expr })*) => {
        trait Outlined<T> {
            fn fill<E>(fill: impl FnOnce(Place<'_>) -> Result<(), E>) -> Result<T, E>
            where
                T: Wire;
            fn discard(value: T);
            $(fn $name($value: $from) -> $to
            where
                T: $bound;)*
        }

        impl<T> Outlined<T> for Vec<T> {
            #[inline(never)]
            fn fill<E>(fill: impl FnOnce(Place<'_>) -> Result<(), E>) -> Result<T, E>
            where
                T: Wire,
            {
                let mut value = T::blank();
                fill(value.place())?;
                Ok(value)
            }
            #[inline(never)]
            fn discard(value: T) {
                drop(value);
            }
            $(#[inline(never)]
            fn $name($value: $from) -> $to
            where
                T: $bound,
            {
                $made
            })*
        }

        $(#[inline]
        pub(super) fn $name<T: $bound>($value: $from) -> $to {
            Vec::$name($value)
        })*
    };
}

outlined! {
    fn text<T: Text>(value: &mut T) -> Place<'_> { Place::Text(value) }
    fn scalar<T: Scalar>(value: &mut T) -> Place<'_> { Place::Scalar(value) }
    fn object<T: Object>(value: &mut T) -> Place<'_> { Place::Object(value) }
    fn union<T: Union>(value: &mut T) -> Place<'_> { Place::Union(value) }
    fn list<T: List>(value: &mut T) -> Place<'_> { Place::List(value) }
    fn map<T: Map>(value: &mut T) -> Place<'_> { Place::Map(value) }
    fn nullable<T: Nullable>(value: &mut T) -> Place<'_> { Place::Nullable(value) }
    fn show_scalar<T: Scalar>(value: &T) -> View<'_> { View::Scalar(value) }
    fn show_object<T: Object>(value: &T) -> View<'_> { View::Object(value) }
    fn show_union<T: Union>(value: &T) -> View<'_> { View::Union(value) }
    fn show_list<T: List>(value: &T) -> View<'_> { View::List(value) }
    fn show_map<T: Map>(value: &T) -> View<'_> { View::Map(value) }
}

/// A value that `fill` fills; it is dropped if `fill` fails.
#[inline]
pub(super) fn filled<T: Wire, E>(fill: impl FnOnce(Place<'_>) -> Result<(), E>) -> Result<T, E> {
    Vec::fill(fill)
}

/// Drops a value.
#[inline]
pub(super) fn discard<T>(value: T) {
    Vec::discard(value);
}
