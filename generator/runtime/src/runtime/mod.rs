//! Support code shared by every generated client: how values are read and written, and how
//! requests are sent.
//!
//! Generated code says `use crate::runtime::…` and nothing else of it; what a caller needs is
//! exported again at the root of the crate.

pub mod wire;
