//! The command line.

use std::process::ExitCode;

use clap::Parser;
use openapi_client_generator_cli::command::Command;

/// Tokens are small and many: to allocate them takes a third of the run with the system's allocator.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    Command::parse().run()
}
