//! Names: what words of the document become, in which scope, and why a name is another one. Nothing else
//! makes a [`Name`](crate::ir::Name).

pub mod branch;
pub mod idle;
pub mod operations;
pub mod rename_reason;
pub mod schemas;
mod scope;
mod shape;
pub mod share;
mod words;

pub use scope::{Named, Scope, assign};
pub use words::{
    bounded, camel, composed, fixed, is_upper, path, setter, snake, speakable, spelled,
};
