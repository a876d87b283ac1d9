//! Rust as such: names, types and constants, syntax trees, what is alike in many items, and lints.

pub mod lints;
pub mod patterns;
pub mod spell;
pub mod tree;
