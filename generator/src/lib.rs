//! Reads an OpenAPI document and writes a Rust client crate.

pub mod config;
pub mod diagnostic;
pub mod fold;
pub mod load;
