//! What is word for word the same for many types.

/// `Serialize` and `Deserialize` of a type: as those of any are that says how it is read and written.
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

/// What makes an enum of strings one for the runtime, and shows it as its text.
#[allow(unused_macros, reason = "a document need not have such an enum")]
macro_rules! impl_symbol {
    ($ty:ty) => {
        impl $crate::runtime::wire::Symbol for $ty {
            const TEXT: fn(&Self) -> &str = Self::as_str;
        }

        impl $crate::runtime::wire::Wire for $ty {
            type As = $crate::runtime::wire::AsText;
        }

        impl ::std::fmt::Display for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

#[allow(unused_imports, reason = "a document need not have such an enum")]
pub(crate) use {impl_serde, impl_symbol};
