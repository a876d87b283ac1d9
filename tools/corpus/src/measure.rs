//! The child process: generates from one document, writes the crate, and prints the row as JSON.
#![expect(clippy::disallowed_methods, reason = "an earlier crate is removed")]

use super::examples;
use super::row::{GENERATE, MODEL, Row};
use golden::by_model::by_model;
use openapi_client_generator::config::Config;
use openapi_client_generator::diagnostic::{Diagnostics, Severity};
use openapi_client_generator::ir::{Crate, Presence, TypeKind};
use openapi_client_generator::{Output, generate, openapi, report, source};
use openapi_client_generator_cli::read;
use openapi_client_generator_cli::write::{self, Mode};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::Instant;

/// The mark before the row in the output of the process.
pub const MARK: &str = "corpus row: ";

/// The optional tasks of the process.
#[derive(Clone, Copy)]
pub struct Ask {
    /// Generate through `openapiv3` as well.
    pub model: bool,
    /// Make values of received schemas.
    pub made: bool,
}

/// Generates from `document` into a folder of `workspace`.
pub fn run(document: &Path, package: &str, workspace: &Path, ask: Ask) -> Result<(), String> {
    let mut row = Row::default();
    let mut diagnostics = Diagnostics::default();
    let begin = Instant::now();
    let mut source = read::document(document, &[], &mut diagnostics);
    let mut config = Config::default();
    config.package.name = Some(package.to_owned());
    let output = source
        .as_mut()
        .and_then(|source| generate(source, &config, &mut diagnostics));
    row.seconds = begin.elapsed().as_secs_f64();
    row.megabytes = peak();
    // The first tree has moved into the crate; a copy of it would count in the measured memory.
    let root = read::document(document, &[], &mut Diagnostics::default()).map(|source| source.root);
    if let Some(root) = &root {
        row.version = version(root);
        // All operations, until there is a crate.
        row.skipped = openapi::operations(root);
    }
    count(&mut row, &diagnostics);
    let out = workspace.join(package);
    let output = output.filter(|_| row.errors == 0);
    if let (Some(output), Some(root)) = (output, &root) {
        measure(&mut row, &output);
        let examples = examples::collect::collect(root, &output);
        row.examples = examples.len();
        row.told_apart = told_apart(&output.ir);
        row.constants = constants(&output.ir);
        let made = if ask.made {
            examples::made::collect(&mut row, root, &output)
        } else {
            Vec::new()
        };
        examples::program::write(workspace, package, &examples, &made)
            .map_err(|error| error.to_string())?;
        write::write(&out, &output.files, Mode::Write).map_err(|error| error.to_string())?;
        if ask.model {
            compare(&mut row, root, &config);
        }
    } else {
        // So that no file of an earlier run is compiled.
        let _ = fs::remove_dir_all(&out);
    }
    let json = serde_json::to_string(&row).map_err(|error| error.to_string())?;
    println!("{MARK}{json}");
    Ok(())
}

/// Whether the document gives the same files through `openapiv3`, if that crate can read it.
fn compare(row: &mut Row, document: &Value, config: &Config) {
    let Some(pair) = by_model(document) else {
        return;
    };
    row.modelled = true;
    let files = |text: String| {
        let mut diagnostics = Diagnostics::default();
        let source = source::text("model.json", text, &mut diagnostics);
        let output = source.and_then(|mut source| generate(&mut source, config, &mut diagnostics));
        output.map(|output| output.files).unwrap_or_default()
    };
    let (first, other) = (files(pair.plain), files(pair.model));
    let mut paths = first.keys().chain(other.keys());
    if let Some(path) = paths.find(|path| first.get(*path) != other.get(*path)) {
        let lines = |files: &BTreeMap<String, String>| -> Vec<String> {
            let text = files.get(path).map(String::as_str).unwrap_or_default();
            text.lines().map(str::to_owned).collect()
        };
        let (ours, theirs) = (lines(&first), lines(&other));
        let mut pairs = ours.iter().zip(&theirs).filter(|(a, b)| a != b);
        let details = pairs.next().map(|(a, b)| format!("- {a}\n+ {b}"));
        let summary = format!("{path} is another by way of openapiv3");
        row.fail(MODEL, summary, details.unwrap_or_default());
    }
}

/// The version in the document.
fn version(root: &Value) -> String {
    let version = root.get("openapi").or_else(|| root.get("swagger"));
    match version {
        Some(Value::String(version)) => version.clone(),
        Some(version) => version.to_string(),
        None => String::new(),
    }
}

fn count(row: &mut Row, diagnostics: &Diagnostics) {
    for diagnostic in diagnostics.iter() {
        let entry = diagnostic.code.entry();
        *row.messages.entry(entry.id.to_owned()).or_default() += 1;
        if entry.severity == Severity::Warning {
            row.warnings += 1;
            continue;
        }
        row.errors += 1;
        if row.errors == 1 {
            let summary = format!("{}: {}", entry.id, diagnostic.message);
            row.fail(GENERATE, summary, diagnostic.at.as_str());
        }
    }
}

fn measure(row: &mut Row, output: &Output) {
    let counts = report::counts(&output.ir);
    row.operations = counts.operations;
    row.skipped = counts.skipped;
    if counts.skipped > 0 && counts.operations == 0 {
        row.fail(GENERATE, "none of the operations is generated", "");
    }
    row.typed = counts.typed;
    row.raw = counts.raw.values().sum();
    let files = output.files.iter();
    row.lines = files
        .filter(|(path, _)| is_rust(path) && !path.starts_with("src/runtime/"))
        .map(|(_, text)| text.lines().count())
        .sum();
}

/// The members that distinguish null from missing in every object with a member of that name.
fn told_apart(krate: &Crate) -> Vec<String> {
    let mut members: BTreeMap<&str, bool> = BTreeMap::new();
    for def in &krate.types {
        let TypeKind::Struct(lowered) = &def.kind else {
            continue;
        };
        for field in &lowered.fields {
            let tells = matches!(
                field.presence,
                Presence::ThreeState | Presence::OptionalNullable
            );
            *members.entry(field.wire.exact()).or_insert(true) &= tells;
        }
    }
    let members = members.into_iter().filter(|(_, tells)| *tells);
    members.map(|(name, _)| name.to_owned()).collect()
}

/// The members that have one value in a type, each once.
fn constants(krate: &Crate) -> Vec<String> {
    let mut members = BTreeSet::new();
    for def in &krate.types {
        if let TypeKind::Struct(lowered) = &def.kind {
            let constants = lowered.constants.iter();
            members.extend(constants.map(|constant| constant.wire.exact()));
        }
    }
    members.into_iter().map(str::to_owned).collect()
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ext| ext == "rs")
}

/// The peak memory of this process, in megabytes; only on Linux.
fn peak() -> Option<u64> {
    tools::process::status("self", "VmHWM")
}
