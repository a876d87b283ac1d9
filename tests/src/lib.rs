//! The golden cases, and how the crates that are made of them are compiled.

pub mod by_model;
pub mod case;
pub mod decimals;
pub mod identity;
pub mod newer;
pub mod older;
pub mod split;
pub mod stub;
pub mod workspace;
