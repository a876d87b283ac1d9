//! Examples of the document, as Rust shows and tests them.

pub mod answers;
pub mod calls;
pub mod tests;
