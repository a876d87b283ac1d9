//! A whole program: a caller with a `main`. Cargo builds it in an empty target directory, with all
//! dependencies, and links it. Its figures include cargo and all processes that cargo starts.

use super::usage::{self, Outcome};
use super::workspace::{Profile, Workspace, first_error, outcome};
use std::io;

/// The folder of the program's crate.
const PROGRAM: &str = "program";

/// Writes the program, and downloads its dependencies, so that only the compilation is measured.
pub fn prepare(workspace: &Workspace, text: &str) -> Result<(), String> {
    let told = |error: io::Error| error.to_string();
    let dependency = workspace.dependency();
    workspace
        .add(PROGRAM, "src/main.rs", text, dependency)
        .map_err(told)?;
    let said = workspace.folder.join("cargo.log");
    let mut cargo = workspace.cargo(&["fetch"], &said).map_err(told)?;
    let ended = usage::run(&mut cargo, workspace.patience()).map_err(told)?;
    if ended.status.success() {
        Ok(())
    } else {
        Err(ended.limit.unwrap_or_else(|| first_error(&said)))
    }
}

/// Builds the program with an empty target directory.
pub fn build(workspace: &Workspace, profile: Profile) -> Outcome {
    try_build(workspace, profile).unwrap_or_else(|error| Outcome::Failed(error.to_string()))
}

fn try_build(workspace: &Workspace, profile: Profile) -> io::Result<Outcome> {
    // Not in the workspace, whose folders are all packages.
    let target = workspace.target.join(PROGRAM);
    workspace.set_aside(&target)?;
    let said = workspace.folder.join("cargo.log");
    let mut cargo = workspace.cargo(profile.arguments(), &said)?;
    cargo
        .args(["--offline", "--package", &workspace.member(PROGRAM)])
        .env("CARGO_TARGET_DIR", &target);
    let ended = usage::run(&mut cargo, workspace.patience())?;
    let outcome = outcome(ended, &said);
    workspace.set_aside(&target)?;
    Ok(outcome)
}
