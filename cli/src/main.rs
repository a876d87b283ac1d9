//! The command line.

use std::process::ExitCode;

use clap::Parser;
use openapi_client_generator_cli::command::Command;

/// Tokens are small and many: with the system's allocator, their allocation takes a third of the
/// run.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    Command::parse().run()
}
