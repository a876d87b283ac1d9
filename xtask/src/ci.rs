//! `cargo xtask ci`: what has to pass before a change is accepted.

use std::process::Command;
use tools::run;

/// Run every check that a change has to pass
#[derive(clap::Args)]
pub struct Arguments {}

/// Runs `.ci/run`, which is where the checks are listed.
pub fn run(_: &Arguments) -> Result<(), String> {
    run::finish(Command::new("bash").arg(".ci/run").current_dir(run::root()))
}
