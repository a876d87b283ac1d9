//! Types as the generator writes them.

pub mod account;
pub mod closed;
pub mod message;
pub mod position;
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
