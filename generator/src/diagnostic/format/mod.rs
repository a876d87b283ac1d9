//! Diagnostics for programs, in the document's order: none is grouped, and none but the rest of
//! too many is left out.

mod actions;
mod json;
mod sarif;
mod short;

use super::render::Placed;
use super::{Diagnostic, Excerpt, Pointer, shown};
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

/// The message, with the nearest known word. One that leaves a name to the excerpt has it as well.
fn sentence(diagnostic: &Diagnostic) -> Cow<'_, str> {
    let message = &diagnostic.message;
    let name = diagnostic.at.segments().last();
    match (&diagnostic.near, name) {
        (Some(near), _) => format!("{message}; did you mean `{near}`?").into(),
        (None, Some(name)) if diagnostic.code.leaves_name() => {
            format!("{message} `{}`", shown(&name)).into()
        }
        _ => Cow::Borrowed(message),
    }
}

/// A place as a JSON pointer into its file, if the file has a tree.
fn pointer(place: &Excerpt) -> Option<&str> {
    place.at.as_ref().map(Pointer::as_str)
}
