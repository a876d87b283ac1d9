//! Rust as such: names, types and constants, syntax trees, shapes that many items share, and lints.

pub mod lints;
pub mod patterns;
pub mod spell;
pub mod tree;
