//! Rust itself: names, types and constants, syntax trees, common shapes of items, and lints.

pub mod lints;
pub mod patterns;
pub mod spell;
pub mod tree;
