//! `cargo xtask bless`: accepts what the golden cases give now.

use tools::run;

/// Accept what the golden cases give now
#[derive(clap::Args)]
pub struct Arguments {
    /// Only the cases whose name contains this, such as `unions/` or `unions/mapping`
    case: Option<String>,
}

/// Runs the cases, with every snapshot written instead of compared, and what nothing refers to
/// removed.
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
    // Only cases have a slash in their names: what is asked of all of them together isn't blessed.
    cargo.arg(arguments.case.as_deref().unwrap_or("/"));
    cargo
        .env("INSTA_UPDATE", "always")
        .env("INSTA_OUTPUT", "none");
    run::finish(&mut cargo)
}
