//! Places of the document without a type of their own, or left out.

use crate::diagnostic::Reason;

/// The reason why a place of the document has no type of its own, or is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// A schema without any keyword about the value.
    SaysNothing,
    /// An object without described members.
    FreeForm,
    /// A list or map that contains itself without end.
    Endless,
    /// A body without a schema.
    NoSchema,
    /// The reason in a diagnostic.
    Reported(Reason),
    /// A form of a body beside the used one: left out.
    OtherForm,
}
