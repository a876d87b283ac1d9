//! `cargo xtask ci`: the checks that a change must pass.

use std::process::Command;
use tools::run;

/// Run every check that a change has to pass
#[derive(clap::Args)]
pub struct Arguments {}

/// Runs `.ci/run`, which lists the checks.
pub fn run(_: &Arguments) -> Result<(), String> {
    run::finish(Command::new("bash").arg(".ci/run").current_dir(run::root()))
}
