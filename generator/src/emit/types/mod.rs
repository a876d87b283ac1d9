//! The types: one file for each kind, with the data and the items of `wire` that are not tables.

pub mod checked;
pub mod enums;
pub mod replies;
pub mod structs;
pub mod unions;
pub mod webhooks;
