//! The programs of cases: `run.rs` in the folder of a case is a test of the crate that is emitted for it, with
//! the whole runtime.

use golden::case::Case;
use golden::workspace::Workspace;

/// Cargo makes this folder for tests; it stays between runs.
const WORKSPACE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/run");

/// Fails when one of the programs does.
pub fn check(cases: &[Case]) -> Result<(), String> {
    let workspace = Workspace::running(WORKSPACE);
    let mut packages = Vec::new();
    for case in cases {
        if let Some(program) = &case.program {
            let output = case.try_generate()?.output;
            let mut output = output.ok_or_else(|| format!("{} gives nothing", case.name))?;
            output
                .files
                .insert("tests/run.rs".to_owned(), program.clone());
            packages.push((case.package(), output));
        }
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
