//! Compiles some of the crates that were written.

use crate::worker;
use document_fuzz::seeds::Seeds;
use golden::workspace::{Package, Workspace};
use std::env;
use std::path::{Path, PathBuf};

/// Compiles at most `most` of the crates of these numbers, chosen evenly.
pub fn compile(numbers: &[u64], most: usize) -> Result<(), String> {
    if most == 0 || numbers.is_empty() {
        return Ok(());
    }
    let seeds = Seeds::read();
    let step = numbers.len().div_ceil(most);
    let mut packages = Vec::new();
    for number in numbers.iter().step_by(step) {
        if let Some(output) = worker::check(&seeds, *number)? {
            let package = Package::stubbed(&format!("mutant-{number}"), &output);
            packages.push(package.map_err(|error| error.to_string())?);
        }
    }
    let folder = target().join("mutants");
    let workspace = Workspace::new(&folder);
    workspace
        .write(&packages)
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    let common = [
        "--workspace",
        "--all-targets",
        "--no-default-features",
        "--keep-going",
        "--quiet",
    ];
    workspace.cargo(&[&["check"], &common[..]].concat())?;
    println!("{} of the crates compile", packages.len());
    Ok(())
}

fn target() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    target.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"))
}
