//! Reads an OpenAPI document and writes a Rust client crate.

pub mod api;
pub mod diagnostic;
pub mod resolve;
