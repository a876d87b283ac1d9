//! Workflow commands of Actions ("Workflow commands", setting an error message).

use super::sentence;
use crate::diagnostic::render::{Placed, spot};
use crate::text::visible;
use std::io::{self, Write};

pub fn write(placed: &[Placed<'_>], out: &mut dyn Write) -> io::Result<()> {
    for Placed {
        diagnostic,
        excerpt,
        related,
    } in placed
    {
        let entry = diagnostic.code.entry();
        write!(out, "::{} ", entry.severity.word())?;
        if let Some(place) = excerpt {
            let (line, column) = (place.line, place.column);
            // The runner shows no range without a width.
            let end = place.end_column.max(column + 1);
            let file = property(&place.name);
            write!(
                out,
                "file={file},line={line},endLine={line},col={column},endColumn={end},"
            )?;
        }
        let message = data(&sentence(diagnostic));
        let related = related
            .iter()
            .map(|(place, label)| data(&format!("{label}: {}", spot(place))) + "%0A");
        let (related, hint) = (related.collect::<String>(), data(entry.hint));
        writeln!(out, "title={}::{message}%0A{related}{hint}", entry.id)?;
    }
    Ok(())
}

/// The text of a command, with the escapes of the runner's toolkit.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25");
    let text = text.replace('\r', "%0D").replace('\n', "%0A");
    visible(&text).into_owned()
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn nothing_ends_a_command_or_begins_another() {
        assert_eq!(data("5%: a,\r\n::error::b"), "5%25: a,%0D%0A::error::b");
        assert_eq!(property("C:\\a,b%.yaml"), "C%3A\\a%2Cb%25.yaml");
        assert_eq!(property("a\u{202e}\u{1b}"), "aU+202EU+001B");
    }
}
