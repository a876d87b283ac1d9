//! Examples of the document, for the docs and the tests of the crate.

pub mod answers;
pub mod calls;
pub mod program;
pub mod tests;
