//! How types are read, written and printed: tables for the runtime's macros, and `Debug` of what hides values.

pub mod debug;
pub mod table;
