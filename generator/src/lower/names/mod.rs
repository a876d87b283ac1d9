//! Names: words of the document → identifiers that are unique in their scope, with the reasons for other names.
//! Nothing else makes a [`Name`](crate::ir::Name).

pub mod branch;
pub mod common;
mod distinct;
pub mod ends;
pub mod idle;
pub mod operations;
pub mod refused;
pub mod rename_reason;
pub mod same_ids;
pub mod schemas;
mod scope;
mod shape;
pub mod share;
mod words;

pub use scope::{Named, Scope, assign};
pub use words::{
    bounded, camel, composed, fixed, is_capital, is_upper, path, setter, snake, speakable, spelled,
    status_word, told_apart,
};
