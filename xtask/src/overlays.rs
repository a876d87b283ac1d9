//! `cargo xtask overlays`: the sets and overlays in the Overlay Specification's repository. A set is a document, an
//! overlay, and the document after it; the folder of an overlay tells whether it is valid.
#![expect(
    clippy::disallowed_methods,
    reason = "the sets and overlays are on the disk"
)]

use openapi_client_generator::config::Unmatched;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::overlay::{self, Overlay};
use openapi_client_generator::source::{self, Source};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Apply the Overlay Specification's sets, and read its valid and invalid overlays
#[derive(clap::Args)]
pub struct Arguments {
    /// The folder, with `compliant-sets` and `tests`
    dir: PathBuf,
}

/// A set or an overlay.
struct Row {
    name: String,
    outcome: &'static str,
    /// The difference from the outcome that the specification expects.
    fault: Option<String>,
}

/// The outcome of an overlay that can be read only as an overlay of 1.1.
const AS_OLDER: &str = "read as 1.1; its own version is not supported";

/// Prints a table, and fails with the differences.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let mut rows = Vec::new();
    for folder in entries(&arguments.dir.join("compliant-sets"))? {
        rows.push(set(&folder)?);
    }
    for version in entries(&arguments.dir.join("tests"))? {
        for (folder, is_valid) in [("pass", true), ("fail", false)] {
            for path in entries(&version.join(folder))? {
                rows.push(one(&path, is_valid)?);
            }
        }
    }
    let shown = |path: &str| {
        let root = arguments.dir.display().to_string();
        path.trim_start_matches(&root)
            .trim_start_matches('/')
            .to_owned()
    };
    let width = rows.iter().map(|row| shown(&row.name).len()).max();
    for row in &rows {
        let (name, width) = (shown(&row.name), width.unwrap_or(0));
        println!("{name:<width$}  {}", row.outcome);
    }
    let faults = rows.iter().filter_map(|row| {
        let fault = row.fault.as_ref()?;
        Some(format!("{}: {fault}", shown(&row.name)))
    });
    let faults: Vec<String> = faults.collect();
    let older = rows.iter().filter(|row| row.outcome == AS_OLDER).count();
    let (all, wrong) = (rows.len(), faults.len());
    println!("{all} sets and overlays: {wrong} differ, {older} are of a later version");
    match faults.is_empty() {
        true if rows.is_empty() => Err("there are no sets and no overlays".to_owned()),
        true => Ok(()),
        false => Err(faults.join("\n")),
    }
}

/// Applies the overlay of a set.
fn set(folder: &Path) -> Result<Row, String> {
    let mut diagnostics = Diagnostics::default();
    let mut file = |name: &str| read(&folder.join(name), &mut diagnostics);
    let (mut document, overlay) = (file("openapi.yaml")?, file("overlay.yaml")?);
    let expected = file("output.yaml")?;
    let overlays: Vec<Overlay> = overlay::read(overlay, &mut diagnostics)
        .into_iter()
        .collect();
    let tree = &mut document.root;
    // A set may have an action that selects nothing.
    overlay::apply(tree, &overlays, Unmatched::Warn, &mut diagnostics);
    let fault = if diagnostics.has_errors() {
        Some(diagnostics.render(&[]))
    } else if document.root == expected.root {
        None
    } else {
        Some(format!("the document becomes {:#}", document.root))
    };
    Ok(Row {
        name: folder.display().to_string(),
        outcome: if fault.is_none() { "same" } else { "DIFFERS" },
        fault,
    })
}

/// Reads an overlay.
fn one(path: &Path, is_valid: bool) -> Result<Row, String> {
    let mut diagnostics = Diagnostics::default();
    let mut source = read(path, &mut diagnostics)?;
    let is_later = as_older(&mut source.root);
    let is_read = overlay::read(source, &mut diagnostics).is_some();
    let outcome = match (is_read, is_valid) {
        (true, true) if is_later => AS_OLDER,
        (true, true) => "read",
        (false, false) => "refused",
        (true, false) => "READ, although it is invalid",
        (false, true) => "REFUSED, although it is valid",
    };
    Ok(Row {
        name: path.display().to_string(),
        outcome,
        fault: (is_read != is_valid).then(|| format!("{outcome}\n{}", diagnostics.render(&[]))),
    })
}

/// Changes the version of an overlay from 1.2, which isn't released, to 1.1: its other errors must be found.
fn as_older(overlay: &mut Value) -> bool {
    let version = overlay.get_mut("overlay");
    let later = version
        .as_ref()
        .and_then(|version| version.as_str()?.strip_prefix("1.2"));
    let Some(older) = later.map(|patch| format!("1.1{patch}")) else {
        return false;
    };
    version.map(|version| *version = older.into()).is_some()
}

fn read(path: &Path, diagnostics: &mut Diagnostics) -> Result<Source, String> {
    let failed = |error| format!("{}: {error}", path.display());
    let bytes = fs::read(path).map_err(failed)?;
    let source = source::bytes(&path.display().to_string(), bytes, diagnostics);
    source.ok_or_else(|| diagnostics.render(&[]))
}

/// The paths in a folder, sorted.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |error| format!("{}: {error}", folder.display());
    let entries = fs::read_dir(folder).map_err(failed)?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}
