//! A line for each diagnostic, in the format of compilers: editors jump to the place.

use super::sentence;
use crate::diagnostic::render::{Placed, spot, summarise};
use std::fmt::Write;

pub fn render(placed: &[Placed<'_>]) -> String {
    let mut text = String::new();
    for one in placed {
        let diagnostic = one.diagnostic;
        if let Some(place) = &one.excerpt {
            let _ = write!(text, "{}: ", spot(place));
        }
        let entry = diagnostic.code.entry();
        let (severity, message) = (entry.severity.word(), sentence(diagnostic));
        let _ = writeln!(text, "{severity}[{}]: {message}", entry.id);
        for (place, label) in &one.related {
            let _ = writeln!(text, "{}: note: {label}", spot(place));
        }
    }
    summarise(&mut text, placed);
    text
}
