//! The types: one file for each kind, with the data and what is written for `wire` besides tables.

pub mod checked;
pub mod enums;
pub mod replies;
pub mod structs;
pub mod unions;
