//! `cargo xtask generate`: writes the client of the project's own document.

use openapi_client_generator_cli::commands::generate::{self, Options};
use openapi_client_generator_cli::input::Input;
use std::env;
use std::process::ExitCode;
use tools::run;

/// Generate the client from spec/openapi.yaml
#[derive(clap::Args)]
pub struct Arguments {
    /// Write nothing, and fail when the client is stale
    #[arg(long)]
    check: bool,
}

/// Runs the generator's own command with the project's document, options and output.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    // From the root, so that diagnostics have the usual names of files.
    env::set_current_dir(run::root()).map_err(|error| error.to_string())?;
    let done = generate::run(&Options {
        input: Input {
            spec: "spec/openapi.yaml".into(),
            config: Some("spec/client.toml".into()),
            ..Input::default()
        },
        out: "generated-client".into(),
        check: arguments.check,
        ..Options::default()
    });
    match done {
        ExitCode::SUCCESS => Ok(()),
        _ if arguments.check => Err("run `cargo xtask generate`".to_owned()),
        _ => Err("the client was not written".to_owned()),
    }
}
