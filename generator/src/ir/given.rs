//! The forms of arguments.

/// The form of an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// As a copy: a number, or `true` or `false`.
    Copied,
    /// By value.
    Moved,
    /// As `impl Into` of it.
    Converted,
    /// As an `Option`, because it may be null.
    Nullable,
    /// As a reference.
    Lent,
    /// As a reference to its text.
    Text,
    /// As a file, or `impl Into` of it.
    File,
    /// As several files.
    Files,
    /// As a file itself, in a field.
    OwnFile,
    /// As a list of files, in a field.
    OwnFiles,
    /// As parts of any names and kinds.
    Parts,
}

impl Given {
    /// Whether the function that takes it is generic.
    #[must_use]
    pub fn is_generic(self) -> bool {
        matches!(self, Self::Converted | Self::File | Self::Files)
    }
}
