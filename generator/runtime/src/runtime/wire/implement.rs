//! The macros of the generated code's tables.
//!
//! A table has a line for each difference between types; the code that many types share stands here once. The
//! functions are `#[inline]`, so those of unused types are not compiled.

/// Reading and writing of a struct. First the constant members; then each stored member with its number, its
/// field, its presence and its name; then the numbers and names of a choice, the members of which exactly one
/// is present; then the field of the members without a name in the document. With `: Default`, reading begins
/// with the type's default value; without it, with a blank value for each field.
///
/// ```text
/// wire::impl_record!(types::Message {
///     const "type": Str("user_message");
///     0 id: required("id"),
///     1 token: optional("token").secret(),
///     choice 2..4 to: "email" | "phone",
///     ..extra.secret()
/// });
/// ```
macro_rules! impl_record {
    ($ty:ty $(: $default:ident)? {
        $(const $($name:literal: $kind:ident $(($value:expr))?),+;)?
        $($index:literal $field:ident: $presence:ident($wire:literal) $(.$secret:ident())?,)*
        $(choice $first:literal..$end:literal $choice:ident:
            $($arm:literal $(.$arm_secret:ident())?)|+,)?
        $(..$rest:ident $(.$rest_secret:ident())?)?
    }) => {
        impl $crate::runtime::wire::Record for $ty {
            const TABLE: $crate::runtime::wire::Table = $crate::runtime::wire::Table {
                constants: &[$($(
                    $crate::runtime::wire::Constant::new(
                        $name,
                        $crate::runtime::wire::Literal::$kind $(($value))?,
                    )
                ),+)?],
                fields: &[
                    $($crate::runtime::wire::Field::$presence($wire) $(.$secret())?,)*
                    $($($crate::runtime::wire::Field::choice($arm, 0) $(.$arm_secret())?,)+)?
                ],
                secret_rest: false,
            } $($(.$rest_secret())?)?;
            #[inline]
            fn blank() -> Self {
                $crate::runtime::wire::impl_record!(
                    @blank $($default)?; $($field)*; $($choice)?; $($rest)?
                )
            }
            #[inline]
            #[allow(unreachable_patterns, reason = "the last arm is of those without a rest")]
            fn place(&mut self, index: usize) -> $crate::runtime::wire::Place<'_> {
                match index {
                    $($index => $crate::runtime::wire::Wire::place(&mut self.$field),)*
                    $($first..$end => {
                        $crate::runtime::wire::Choice::place(&mut self.$choice, index - $first)
                    })?
                    $(_ => $crate::runtime::wire::Wire::place(&mut self.$rest),)?
                    _ => $crate::runtime::wire::Place::Skip,
                }
            }
            #[inline]
            #[allow(unreachable_patterns, reason = "the last arm is of those without a rest")]
            fn view(&self, index: usize) -> $crate::runtime::wire::View<'_> {
                match index {
                    $($index => $crate::runtime::wire::Wire::view(&self.$field),)*
                    $($first..$end => {
                        $crate::runtime::wire::Choice::view(&self.$choice, index - $first)
                    })?
                    $(_ => $crate::runtime::wire::Wire::view(&self.$rest),)?
                    _ => $crate::runtime::wire::View::Absent,
                }
            }
        }
        $crate::runtime::wire::impl_serde!($ty);
    };
    (@blank Default; $($field:ident)*; $($choice:ident)?; $($rest:ident)?) => {
        Self::default()
    };
    (@blank; $($field:ident)*; $($choice:ident)?; $($rest:ident)?) => {
        Self {
            $($field: $crate::runtime::wire::Wire::blank(),)*
            $($choice: $crate::runtime::wire::Choice::blank(),)?
            $($rest: $crate::runtime::wire::Wire::blank(),)?
        }
    };
}

/// Reading and writing of a choice, the members of a struct of which exactly one is present: each member with
/// its number and its variant.
///
/// ```text
/// wire::impl_choice!(types::MessageTo {
///     0 Email,
///     1 Phone,
/// });
/// ```
macro_rules! impl_choice {
    ($ty:ty {
        $zero:literal $first:ident,
        $($index:literal $variant:ident,)*
    }) => {
        impl $crate::runtime::wire::Choice for $ty {
            #[inline]
            fn blank() -> Self {
                Self::$first($crate::runtime::wire::Wire::blank())
            }
            #[inline]
            fn place(&mut self, index: usize) -> $crate::runtime::wire::Place<'_> {
                *self = match index {
                    $($index => Self::$variant($crate::runtime::wire::Wire::blank()),)*
                    _ => $crate::runtime::wire::Choice::blank(),
                };
                match self {
                    Self::$first(value) => $crate::runtime::wire::Wire::place(value),
                    $(Self::$variant(value) => $crate::runtime::wire::Wire::place(value),)*
                }
            }
            #[inline]
            fn view(&self, index: usize) -> $crate::runtime::wire::View<'_> {
                match (self, index) {
                    (Self::$first(value), $zero) => $crate::runtime::wire::Wire::view(value),
                    $((Self::$variant(value), $index) => $crate::runtime::wire::Wire::view(value),)*
                    _ => $crate::runtime::wire::View::Absent,
                }
            }
        }
    };
}

/// An open enum of strings: each text with its variant, then the variant of any other text.
///
/// ```text
/// wire::impl_symbol!(types::Color {
///     "red": Red,
///     "green": Green,
///     ..Unknown
/// });
/// ```
macro_rules! impl_symbol {
    ($ty:ty {
        $($text:literal: $variant:ident,)*
        ..$unknown:ident
    }) => {
        impl $ty {
            /// The value as it is written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$unknown(text) => text,
                }
            }

            /// Whether the document lists the value.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::$unknown(_))
            }
        }

        impl<T: AsRef<str>> From<T> for $ty {
            fn from(text: T) -> Self {
                match text.as_ref() {
                    $($text => Self::$variant,)*
                    text => Self::$unknown(text.to_owned()),
                }
            }
        }

        impl $crate::runtime::wire::Symbol for $ty {
            const TEXT: fn(&Self) -> &str = Self::as_str;
            const IS_KNOWN: fn(&Self) -> bool = Self::is_known;
        }

        impl ::std::fmt::Display for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        $crate::runtime::wire::impl_wire!($ty: AsText);
    };
}

/// Reading and writing of a struct as a list: each item with its number, its field and its presence; then the
/// field of further items.
///
/// ```text
/// wire::impl_tuple!(types::Position {
///     0 longitude: Required,
///     1 latitude: Required,
///     2 altitude: Optional,
///     ..rest
/// });
/// ```
#[cfg(feature = "tuples")]
macro_rules! impl_tuple {
    ($ty:ty {
        $($index:literal $field:ident: $presence:ident,)*
        $(..$rest:ident)?
    }) => {
        impl $crate::runtime::wire::Tuple for $ty {
            const ITEMS: &'static [$crate::runtime::wire::Presence] =
                &[$($crate::runtime::wire::Presence::$presence),*];
            #[inline]
            fn blank() -> Self {
                Self {
                    $($field: $crate::runtime::wire::Wire::blank(),)*
                    $($rest: $crate::runtime::wire::Wire::blank(),)?
                }
            }
            #[inline]
            #[allow(unreachable_patterns, reason = "the last arm is of those without further items")]
            fn place(&mut self, index: usize) -> $crate::runtime::wire::Place<'_> {
                match index {
                    $($index => $crate::runtime::wire::Wire::place(&mut self.$field),)*
                    $(_ => $crate::runtime::wire::Wire::place(&mut self.$rest),)?
                    _ => $crate::runtime::wire::Place::Skip,
                }
            }
            #[inline]
            #[allow(unreachable_patterns, reason = "the last arm is of those without further items")]
            fn view(&self, index: usize) -> $crate::runtime::wire::View<'_> {
                match index {
                    $($index => $crate::runtime::wire::Wire::view(&self.$field),)*
                    $(_ => $crate::runtime::wire::Wire::view(&self.$rest),)?
                    _ => $crate::runtime::wire::View::Absent,
                }
            }
        }
        $crate::runtime::wire::impl_wire!($ty: AsTuple);
    };
}

/// Reading and writing of a type by a shape of the runtime.
///
/// ```text
/// wire::impl_wire!(types::Pet: AsUnion);
/// ```
macro_rules! impl_wire {
    ($ty:ty: $shape:ident) => {
        impl $crate::runtime::wire::Wire for $ty {
            type As = $crate::runtime::wire::$shape;
        }
        $crate::runtime::wire::impl_serde!($ty);
    };
}

/// `Serialize` and `Deserialize` of a type with `Wire`.
macro_rules! impl_serde {
    ($ty:ty) => {
        impl ::serde::Serialize for $ty {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::wire::serialize(
                    $crate::runtime::wire::Wire::view(self),
                    serializer,
                )
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::runtime::wire::deserialize(deserializer)
            }
        }
    };
}

#[cfg(feature = "tuples")]
pub(crate) use impl_tuple;
pub(crate) use {impl_choice, impl_record, impl_serde, impl_symbol, impl_wire};
