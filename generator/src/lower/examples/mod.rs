//! Examples of the document, for the docs and the tests of the crate.

pub mod answers;
pub mod calls;
mod lines;
mod pick;
pub mod program;
pub mod tests;
