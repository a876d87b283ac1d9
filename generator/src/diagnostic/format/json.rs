//! A JSON object for each diagnostic. All have the same members: members without a value are null.

use super::pointer;
use crate::diagnostic::render::Placed;
use crate::text::json_line;
use serde_json::{Value, json};
use std::io::{self, Write};

pub fn write(placed: &[Placed<'_>], out: &mut dyn Write) -> io::Result<()> {
    let mut lines = placed.iter().map(|one| json_line(&object(one)));
    lines.try_for_each(|line| writeln!(out, "{line}"))
}

fn object(placed: &Placed<'_>) -> Value {
    let diagnostic = placed.diagnostic;
    let entry = diagnostic.code.entry();
    let place = placed.excerpt.as_deref();
    let related = placed.related.iter().map(|(place, label)| {
        json!({
            "message": label,
            "file": place.name,
            "line": place.line,
            "column": place.column,
            "end": place.end_column,
            "pointer": pointer(place),
        })
    });
    json!({
        "code": entry.id,
        "severity": entry.severity.word(),
        "message": diagnostic.message,
        "hint": entry.hint,
        "suggestion": diagnostic.near,
        "file": place.map(|place| &place.name),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "end": place.map(|place| place.end_column),
        "pointer": place.and_then(pointer),
        "related": related.collect::<Vec<_>>(),
    })
}
