//! `cargo xtask bless`: accepts the current output of the golden cases.

use tools::run;

/// Accept the current output of the golden cases
#[derive(clap::Args)]
pub struct Arguments {
    /// Only the cases whose name contains this, such as `unions/` or `unions/mapping`
    case: Option<String>,
}

/// Runs the cases in the mode that writes snapshots instead of comparing them, and removes
/// snapshots that no case writes.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let mut cargo = run::cargo();
    cargo.args([
        "test",
        "--quiet",
        "--package",
        "golden",
        "--test",
        "golden",
        "--",
    ]);
    // Only names of cases have a slash: the tests over all cases have no snapshots to bless.
    cargo.arg(arguments.case.as_deref().unwrap_or("/"));
    cargo
        .env("INSTA_UPDATE", "always")
        .env("INSTA_OUTPUT", "none");
    run::finish(&mut cargo)
}
