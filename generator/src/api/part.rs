//! The parts of a body.

use crate::api::HeaderForm;

/// A member of a `multipart` body, or an item of one that is a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its media type, if it has one of its own.
    pub content_type: Option<String>,
    /// The source of the part.
    pub kind: PartKind,
    /// Whether it has a place instead of a name: its name is the number of the place.
    pub placed: bool,
    /// The media types of a file, of which the caller or the file's name chooses one, if there are several or a range.
    pub choice: Option<String>,
    /// Whether a file can be a value instead, such as the URL of one.
    pub or_value: bool,
    /// Whether a file is a value in a notation of text that the caller writes. It is no file for servers.
    pub is_text: bool,
    /// The headers that each of several files can have.
    pub headers: Vec<String>,
}

/// The kind of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartKind {
    /// A value.
    Value,
    /// Values that are a part each.
    Values,
    /// An object as a form, or several.
    Form,
    /// A list, with this character between its items.
    Joined(char),
    /// A file.
    File,
    /// Several files.
    Files,
    /// Parts that the schema doesn't name.
    Others,
    /// A header of the part: its name, and its form as that of a [`Header`](crate::api::Header).
    Header(String, Option<HeaderForm>),
}
