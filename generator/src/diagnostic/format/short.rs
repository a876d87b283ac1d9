//! A line for each diagnostic, as compilers write it: editors jump to the place.

use super::sentence;
use crate::diagnostic::render::{Placed, summarise};
use crate::text::visible;
use std::fmt::Write;

pub fn render(placed: &[Placed<'_>]) -> String {
    let mut text = String::new();
    for (diagnostic, excerpt) in placed {
        if let Some(place) = excerpt {
            let (name, line, column) = (visible(&place.name), place.line, place.column);
            let _ = write!(text, "{name}:{line}:{column}: ");
        }
        let entry = diagnostic.code.entry();
        let (severity, message) = (entry.severity.word(), sentence(diagnostic));
        let _ = writeln!(text, "{severity}[{}]: {message}", entry.id);
    }
    summarise(&mut text, placed);
    text
}
