//! Reading, writing and printing of types: tables for the runtime's macros, and `Debug` of types with
//! secrets.

pub mod debug;
pub mod table;
