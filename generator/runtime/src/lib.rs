//! The support code of every generated client, as a crate of its own so that it is compiled and
//! tested here. `runtime/` is copied into each output as it stands; nothing else of this package is.

pub mod runtime;
