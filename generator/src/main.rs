//! The command line.

use std::process::ExitCode;

use clap::Parser;
use openapi_client_generator::command::Command;

fn main() -> ExitCode {
    Command::parse().run()
}
