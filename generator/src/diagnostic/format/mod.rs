//! Diagnostics for programs, in the document's order: none is grouped or left out.

mod actions;
mod json;
mod sarif;
mod short;

use super::render::Placed;
use super::{Diagnostic, Excerpt, Pointer};
use std::borrow::Cow;
use std::io::{self, Write};

/// A form of diagnostics for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A line for each: `file:line:column: error[E0101]: message`.
    Short,
    /// A JSON object for each, on a line.
    Json,
    /// A log of SARIF 2.1.0.
    Sarif,
    /// Workflow commands of Actions, whose runner shows them beside the lines of a change.
    Actions,
}

/// Writes all diagnostics, one after the other: there can be a hundred thousand.
pub fn write(placed: &[Placed<'_>], format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Short => short::write(placed, out),
        Format::Json => json::write(placed, out),
        Format::Sarif => sarif::write(placed, out),
        Format::Actions => actions::write(placed, out),
    }
}

/// The message, with the nearest known word.
fn sentence(diagnostic: &Diagnostic) -> Cow<'_, str> {
    match &diagnostic.near {
        Some(near) => format!("{}; did you mean `{near}`?", diagnostic.message).into(),
        None => Cow::Borrowed(&diagnostic.message),
    }
}

/// A place as a JSON pointer into its file, if the file has a tree.
fn pointer(place: &Excerpt) -> Option<&str> {
    place.at.as_ref().map(Pointer::as_str)
}
