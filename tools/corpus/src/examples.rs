//! Every documented example of a body, and made-up values of received schemas, read as the type of their place
//! and written again.
#![expect(clippy::disallowed_methods, reason = "programs are on the disk")]

pub mod collect;
mod compare;
pub mod made;
pub mod program;

use super::check;
use super::row::{EXAMPLES, Row};
use instances::Json;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The number of a document's failed examples that are shown.
const SHOWN: usize = 12;

/// Builds and runs the programs; their output is noted in the rows.
pub fn run(rows: &mut [Row], workspace: &Path, jobs: usize) -> Result<(), String> {
    let has_program = |row: &&mut Row| row.is_generated() && row.examples + row.made > 0;
    let programs: Vec<_> = rows
        .iter_mut()
        .filter(has_program)
        .map(|row| program::name(&row.package))
        .collect();
    if programs.is_empty() {
        return Ok(());
    }
    let mut cargo = check::cargo(workspace, "build", jobs);
    cargo.args(programs.iter().flat_map(|name| ["--package", name]));
    // A program that doesn't compile is missing, which is noted below.
    cargo
        .status()
        .map_err(|error| format!("cargo doesn't start: {error}"))?;
    for row in rows.iter_mut().filter(has_program) {
        match ran(row, workspace) {
            Ok(failures) if failures.is_empty() => {}
            Ok(failures) => tell(row, &failures),
            Err(reason) => row.fail(EXAMPLES, reason, ""),
        }
    }
    Ok(())
}

/// Runs a row's program, counts its output, and returns the failures.
fn ran(row: &mut Row, workspace: &Path) -> Result<Vec<String>, String> {
    let name = program::name(&row.package);
    let read = |file: &str| {
        let path = workspace.join(&name).join(file);
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let (places, examples) = (read("places.txt")?, read("examples.txt")?);
    let (made_at, made) = (read("made_at.txt")?, read("made.txt")?);
    let output = Command::new(workspace.join("target/debug").join(&name))
        .output()
        .map_err(|error| format!("the program doesn't start: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() || said.lines().count() != row.examples + row.made {
        return Err(format!("the program ended with {}", output.status));
    }
    let (at, values) = (made_at.lines(), made.lines());
    made::compare(row, at.zip(values).zip(said.lines().skip(row.examples)))?;
    let mut failures = Vec::new();
    for ((place, example), said) in places.lines().zip(examples.lines()).zip(said.lines()) {
        let (flags, at) = place.split_once('\t').unwrap_or(("", place));
        let (valid, received) = (flags.contains('v'), flags.contains('r'));
        row.valid += usize::from(valid);
        row.received += usize::from(received);
        if let Some(error) = said.strip_prefix('!') {
            // A request that its schema forbids can't be made, so its failure is right.
            if valid || received {
                failures.push(format!("{at}: doesn't decode: {error}"));
            }
            continue;
        }
        row.decoded += usize::from(received);
        if !valid {
            continue;
        }
        let before = example.split_once('\t').map_or(example, |(_, text)| text);
        let parse = |text| Json::parse(text).map_err(|error| error.to_string());
        match compare::lost(&parse(before)?, &parse(said)?, &row.told_apart) {
            Some(place) => failures.push(format!("{at}: differs at `{place}`")),
            None => row.lossless += 1,
        }
    }
    Ok(failures)
}

fn tell(row: &mut Row, failures: &[String]) {
    let summary = format!(
        "of {} valid examples, {} are not the same afterwards; of {} that are received, {} can't be read",
        row.valid,
        row.valid - row.lossless,
        row.received,
        row.received - row.decoded
    );
    let mut details = String::new();
    for failure in failures.iter().take(SHOWN) {
        let _ = writeln!(details, "{failure}");
    }
    row.fail(EXAMPLES, summary, details);
}
