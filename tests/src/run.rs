//! The programs of cases: `run.rs` in the folder of a case is a test of the crate that is emitted for it, with
//! the whole runtime.

use golden::case::Case;
use golden::workspace::{Package, Workspace};

/// Cargo makes this folder for tests; it stays between runs.
const WORKSPACE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/run");

/// A module of every program.
const SUPPORT: &str = include_str!("../programs/support.rs");

/// Fails when one of the programs does.
pub fn check(cases: &[Case]) -> Result<(), String> {
    let workspace = Workspace::new(WORKSPACE);
    let mut packages = Vec::new();
    for case in cases.iter().filter(|case| case.is_chosen()) {
        if let Some(program) = &case.program {
            let output = case.try_generate()?.output;
            let output = output.ok_or_else(|| format!("{} gives nothing", case.name))?;
            let mut package = Package::whole(&case.package(), &output);
            let files = &mut package.files;
            files.insert("tests/run.rs".to_owned(), program.clone());
            files.insert("tests/support/mod.rs".to_owned(), SUPPORT.to_owned());
            packages.push(package);
        }
    }
    if packages.is_empty() {
        return Err("no case with a program is chosen".to_owned());
    }
    workspace
        .write(&packages)
        .map_err(|error| format!("{WORKSPACE}: {error}"))?;
    workspace.cargo(&[
        "test",
        "--workspace",
        "--no-default-features",
        "--quiet",
        "--test",
        "run",
    ])
}
