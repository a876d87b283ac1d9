//! The errors of reading and writing values. Neither shows a value.

use super::budget::Exceeded;
use super::context::Context;
use super::mismatch::Mismatch;
use std::fmt;

/// An error of decoding JSON, with its place. It shows no value.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    path: String,
    message: String,
    position: Option<(usize, usize)>,
    exceeded: Option<Exceeded>,
    /// Whether the text is valid JSON that doesn't match the type.
    is_json: bool,
    /// Whether the text breaks the grammar of JSON (RFC 8259), or ends too early.
    breaks_grammar: bool,
}

/// The errors of `serde_json` about texts that keep to the grammar, and that it counts among those of syntax.
const OF_LIMITS: [&str; 2] = ["number out of range", "recursion limit exceeded"];

const NOTHING: &str = "expected a JSON value, found nothing";

impl DecodeError {
    /// Creates an error of the whole value.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            path: String::from("$"),
            message: message.into(),
            position: None,
            exceeded: None,
            is_json: false,
            breaks_grammar: false,
        }))
    }

    /// The error of the context, or else the deserializer's own error.
    pub(super) fn at(context: &Context, error: Option<&serde_json::Error>) -> Self {
        // serde_json counts lines from one; zero means no position.
        let position = error
            .map(|error| (error.line(), error.column()))
            .filter(|(line, _)| *line > 0);
        let message = match (context.message(), error) {
            (Some(message), _) => message.to_owned(),
            (None, Some(error)) => without_position(error),
            (None, None) => String::new(),
        };
        let breaks_grammar = context.message().is_none()
            && context.exceeded().is_none()
            && error.is_some_and(|error| error.is_syntax() || error.is_eof())
            && !OF_LIMITS.contains(&message.as_str());
        Self(Box::new(Inner {
            path: context.path(),
            message,
            position,
            exceeded: context.exceeded(),
            is_json: context.message().is_some(),
            breaks_grammar,
        }))
    }

    /// Creates the error of an empty text.
    pub(super) fn nothing() -> Self {
        Self::new(NOTHING)
    }

    /// Creates an error of a body that can't be read at all.
    pub(crate) fn whole(message: String) -> Self {
        let mut error = Self::new(message);
        error.0.path.clear();
        error
    }

    /// A mismatch that a strict client refuses.
    pub(super) fn mismatch(mismatch: &Mismatch) -> Self {
        // The text after the semicolon describes the treatment of the value, which an error doesn't
        // have.
        let message = mismatch.message();
        let (difference, _) = message.split_once("; ").unwrap_or((message, ""));
        let mut error = Self::new(difference);
        mismatch.path().clone_into(&mut error.0.path);
        error
    }

    /// Whether the text is valid JSON that doesn't match the type.
    pub(crate) fn is_json(&self) -> bool {
        self.0.is_json
    }

    /// What breaks the grammar of JSON, with its line and column; `None` for other errors. It has no text of the body.
    pub(crate) fn in_grammar(&self) -> Option<String> {
        let (line, column) = self.0.position.filter(|_| self.0.breaks_grammar)?;
        let message = &self.0.message;
        Some(format!("{message} at line {line} column {column}"))
    }

    /// Whether the time for the call ended.
    pub(crate) fn is_late(&self) -> bool {
        self.0.exceeded == Some(Exceeded::Time)
    }

    /// Whether the text is empty.
    pub(crate) fn is_nothing(&self) -> bool {
        self.0.message == NOTHING
    }

    /// Whether the values take more memory than allowed.
    pub(crate) fn is_too_large(&self) -> bool {
        self.0.exceeded == Some(Exceeded::Memory)
    }

    /// The place of the error as a JSON path: `$.from.items[3].id`; `$` is the whole value.
    #[must_use]
    pub fn path(&self) -> &str {
        if self.is_whole() { "$" } else { &self.0.path }
    }

    /// Whether the whole value is wrong, not a part of it.
    pub(crate) fn is_whole(&self) -> bool {
        self.0.path.is_empty()
    }

    /// The message.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The line of the text, from one, if it is known.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.0.position.map(|(line, _)| line)
    }

    /// The column of the text, from one, if it is known.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.0.position.map(|(_, column)| column)
    }
}

fn without_position(error: &serde_json::Error) -> String {
    let mut message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    if message.ends_with(&position) {
        message.truncate(message.len() - position.len());
    }
    message
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_whole() {
            write!(f, "{}: ", self.0.path)?;
        }
        f.write_str(&self.0.message)?;
        match self.0.position {
            Some((line, column)) => write!(f, " (line {line}, column {column})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DecodeError")
            .field(&self.to_string())
            .finish()
    }
}

impl std::error::Error for DecodeError {}

/// An error of encoding JSON: a number that JSON can't represent, such as NaN.
#[derive(Debug)]
pub struct EncodeError(pub(super) serde_json::Error);

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for EncodeError {}
