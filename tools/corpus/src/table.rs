//! The rows as a table, followed by the failures.

use super::row::Row;
use std::fmt::Write;

const COLUMNS: usize = 20;
const HEADS: [&str; COLUMNS] = [
    "document", "version", "ops", "skipped", "typed", "raw", "warnings", "errors", "s", "MB",
    "lines", "examples", "valid", "lossless", "received", "decoded", "made", "rejected", "kept",
    "",
];

/// The table.
pub fn table(rows: &[Row]) -> String {
    let mut lines = vec![HEADS.map(str::to_owned)];
    lines.extend(rows.iter().map(cells));
    lines.push(sum(rows));
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max();
    let widths: Vec<_> = (0..HEADS.len()).map(|c| width(c).unwrap_or(0)).collect();
    let mut text = String::new();
    for line in &lines {
        let mut shown = String::new();
        for (column, (cell, width)) in line.iter().zip(&widths).enumerate() {
            let _ = match column {
                0 | 1 | 19 => write!(shown, "{cell:<width$}  "),
                _ => write!(shown, "{cell:>width$}  "),
            };
        }
        let _ = writeln!(text, "{}", shown.trim_end());
    }
    made(&mut text, rows);
    failures(&mut text, rows);
    text
}

fn cells(row: &Row) -> [String; COLUMNS] {
    let failed: Vec<_> = row.failures.keys().map(String::as_str).collect();
    [
        row.name.clone(),
        row.version.clone(),
        row.operations.to_string(),
        row.skipped.to_string(),
        row.typed.to_string(),
        row.raw.to_string(),
        row.warnings.to_string(),
        row.errors.to_string(),
        format!("{:.1}", row.seconds),
        row.megabytes.map_or(String::new(), |mb| mb.to_string()),
        row.lines.to_string(),
        row.examples.to_string(),
        row.valid.to_string(),
        row.lossless.to_string(),
        row.received.to_string(),
        row.decoded.to_string(),
        row.made.to_string(),
        row.rejected.to_string(),
        row.kept.to_string(),
        failed.join(", "),
    ]
}

fn sum(rows: &[Row]) -> [String; COLUMNS] {
    let sum = |figure: fn(&Row) -> usize| rows.iter().map(figure).sum::<usize>().to_string();
    let failed = rows.iter().filter(|row| !row.failures.is_empty()).count();
    [
        format!("{} documents", rows.len()),
        String::new(),
        sum(|row| row.operations),
        sum(|row| row.skipped),
        sum(|row| row.typed),
        sum(|row| row.raw),
        sum(|row| row.warnings),
        sum(|row| row.errors),
        format!("{:.1}", rows.iter().map(|row| row.seconds).sum::<f64>()),
        String::new(),
        sum(|row| row.lines),
        sum(|row| row.examples),
        sum(|row| row.valid),
        sum(|row| row.lossless),
        sum(|row| row.received),
        sum(|row| row.decoded),
        sum(|row| row.made),
        sum(|row| row.rejected),
        sum(|row| row.kept),
        format!("{failed} failed"),
    ]
}

/// The made-up values of each document, as far as they are neither kept nor faults.
fn made(text: &mut String, rows: &[Row]) {
    for row in rows {
        if row.beyond + row.added + row.noted + row.unchecked.len() > 0 {
            let _ = writeln!(
                text,
                "\n{}: made: {} lose an integer beyond 64 bits, {} gain a member with one value, {} have a mismatch",
                row.name, row.beyond, row.added, row.noted
            );
        }
        for (reason, count) in &row.unchecked {
            let _ = writeln!(text, "    {count} schemas without values: {reason}");
        }
        for note in &row.notes {
            let _ = writeln!(text, "    mismatch: {note}");
        }
    }
}

fn failures(text: &mut String, rows: &[Row]) {
    for row in rows {
        for (what, failure) in &row.failures {
            let _ = writeln!(text, "\n{}: {what}: {}", row.name, failure.summary);
            for line in failure.details.lines() {
                let _ = writeln!(text, "    {line}");
            }
        }
    }
}
