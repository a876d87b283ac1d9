//! Reads an OpenAPI document and writes a Rust client crate.

pub mod api;
pub mod config;
pub mod diagnostic;
pub mod emit;
pub mod fold;
pub mod ir;
pub mod load;
pub mod lower;
pub mod resolve;
