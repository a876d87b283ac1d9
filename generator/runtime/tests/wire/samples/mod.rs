//! Types as the generator writes them.

pub mod account;
pub mod message;
pub mod tree;
pub mod unions;
pub mod wide;

/// What every generated type has besides its data: a line each into the runtime.
macro_rules! standard_impls {
    ($($ty:ty),*) => {$(
        impl serde::Serialize for $ty {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                wire::serialize(Wire::view(self), serializer)
            }
        }
        impl<'de> serde::Deserialize<'de> for $ty {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::deserialize::<Self, D>(deserializer)
            }
        }
    )*};
}
pub(crate) use standard_impls;

/// What every generated struct has besides that.
macro_rules! record_impls {
    ($($ty:ty),*) => {$(
        impl std::fmt::Debug for $ty {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                wire::debug(stringify!($ty), self, f)
            }
        }
        impl PartialEq for $ty {
            fn eq(&self, other: &Self) -> bool {
                wire::equal(self, other)
            }
        }
    )*};
}
pub(crate) use record_impls;
