//! `cargo xtask generate`: writes the client of the project's own document.

use crate::run;

/// Generate the client from spec/openapi.yaml
#[derive(clap::Args)]
pub struct Arguments {
    /// Write nothing, and fail when the client is stale
    #[arg(long)]
    check: bool,
}

/// Runs the generator as anyone would, with the project's own document, options and output.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let mut cargo = run::cargo();
    cargo.args([
        "run",
        "--quiet",
        "--package",
        "openapi-client-generator",
        "--",
    ]);
    cargo.args(["generate", "spec/openapi.yaml"]);
    cargo.args(["--config", "spec/client.toml", "--out", "generated-client"]);
    if arguments.check {
        cargo.arg("--check");
    }
    run::finish(&mut cargo).map_err(|_| "spec/ was not turned into a client".to_owned())
}
