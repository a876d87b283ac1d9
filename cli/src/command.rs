//! The command line, for `main` and for programs that run the same commands.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::commands::{bundle, changes, check, completions, explain, generate, init};

/// Writes a Rust client crate from an OpenAPI document.
#[derive(Debug, Parser)]
#[command(
    name = "openapi-client-generator",
    version,
    about = "Writes a Rust client crate from an OpenAPI document",
    propagate_version = true,
    after_help = AFTER_HELP
)]
pub struct Command {
    #[command(subcommand)]
    task: Task,
}

const AFTER_HELP: &str = "\
Start here:
  openapi-client-generator check openapi.yaml
  openapi-client-generator generate openapi.yaml --out my-client

SPEC is a file of OpenAPI 2.0, 3.0, 3.1 or 3.2 in YAML or JSON, or `-` for standard input.

Exit codes:
  0  done; warnings are possible
  1  not done: errors, denied warnings, or something that isn't up to date
  2  wrong usage

`help COMMAND` has the options and examples of a command. NO_COLOR=1 turns colours off.";

/// In the order in which a newcomer needs them.
#[derive(Debug, Subcommand)]
enum Task {
    /// Write the crate, or check that it is up to date.
    #[command(after_help = generate::AFTER_HELP)]
    Generate(Box<generate::Options>),
    /// Report all errors and warnings of a document, and write no crate.
    #[command(after_help = check::AFTER_HELP)]
    Check(check::Options),
    /// Write a client.toml for a document, with the settings that matter for it.
    #[command(after_help = init::AFTER_HELP)]
    Init(init::Options),
    /// Write a document with its other files and overlays as one document of OpenAPI 3.2.
    #[command(after_help = bundle::AFTER_HELP)]
    Bundle(bundle::Options),
    /// Print what changed between two generated crates for the programs that use them.
    #[command(after_help = changes::AFTER_HELP)]
    Changes(changes::Options),
    /// Print the meaning of a diagnostic, an example that gives it, and its correction.
    #[command(after_help = explain::AFTER_HELP)]
    Explain(explain::Options),
    /// Print the completions of a shell.
    #[command(after_help = completions::AFTER_HELP)]
    Completions(completions::Options),
}

impl Command {
    /// Runs the command: 0 for success, 1 for failure; clap has ended with 2 before.
    #[must_use]
    pub fn run(&self) -> ExitCode {
        match &self.task {
            Task::Generate(options) => generate::run(options),
            Task::Check(options) => check::run(options),
            Task::Init(options) => init::run(options),
            Task::Bundle(options) => bundle::run(options),
            Task::Changes(options) => changes::run(options),
            Task::Explain(options) => explain::run(options),
            Task::Completions(options) => completions::run(options),
        }
    }
}
