//! Commands with a package of their own, which is compiled when the command is called.

use std::ffi::OsString;
use tools::run;

/// The arguments of a command; its own package reads them.
#[derive(clap::Args)]
pub struct Arguments {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Runs the program of a package.
pub fn run(package: &str, arguments: &Arguments) -> Result<(), String> {
    let mut cargo = run::cargo();
    cargo.args(["run", "--quiet", "--package", package, "--"]);
    run::finish(cargo.args(&arguments.arguments))
}
