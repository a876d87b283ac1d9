//! What has no type of its own, or is left out.

use crate::diagnostic::Reason;

/// Why a place of the document has no type of its own, or is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// A schema that says nothing of the value.
    SaysNothing,
    /// An object of which no member is described.
    FreeForm,
    /// A list that contains itself without end.
    Endless,
    /// A body that is described by no schema.
    NoSchema,
    /// What was said of it in a diagnostic.
    Reported(Reason),
    /// A form of a body beside the one that is used: left out.
    OtherForm,
}
