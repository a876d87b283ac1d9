//! A line for each diagnostic, in the format of compilers: editors jump to the place.

use super::sentence;
use crate::diagnostic::render::{Placed, spot, summarise};
use std::io::{self, Write};

pub fn write(placed: &[Placed<'_>], out: &mut dyn Write) -> io::Result<()> {
    for one in placed {
        let diagnostic = one.diagnostic;
        if let Some(place) = &one.excerpt {
            write!(out, "{}: ", spot(place))?;
        }
        let entry = diagnostic.code.entry();
        let (severity, message) = (entry.severity.word(), sentence(diagnostic));
        writeln!(out, "{severity}[{}]: {message}", entry.id)?;
        for (place, label) in &one.related {
            writeln!(out, "{}: note: {label}", spot(place))?;
        }
    }
    let mut summary = String::new();
    summarise(&mut summary, placed);
    out.write_all(summary.as_bytes())
}
