//! Generates from mutated golden documents, by number, and prints the faults with their numbers.

mod run;
mod sample;
mod worker;

use clap::Parser;
use document_fuzz::seeds::Seeds;
use std::process::ExitCode;

/// Limits the memory of the program; a document that exceeds it ends its process.
#[global_allocator]
static ALLOCATOR: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, usize::MAX);

/// Generate from mutated golden documents; each number stands for a document
#[derive(Debug, Clone, Parser)]
#[command(version)]
struct Arguments {
    /// The first number
    #[arg(long, value_name = "N", default_value_t = 0)]
    from: u64,
    /// The number of documents
    #[arg(long, value_name = "N", default_value_t = 5000)]
    count: u64,
    /// The number of documents at a time
    #[arg(long, value_name = "N", default_value_t = 2)]
    jobs: u64,
    /// Seconds of the processor that one document may take
    #[arg(long, value_name = "SECONDS", default_value_t = 20)]
    timeout: u64,
    /// Compile this many of the crates that were written
    #[arg(long, value_name = "N", default_value_t = 0)]
    compile: usize,
    /// Print the files of this number, and generate from them
    #[arg(long, value_name = "N")]
    show: Option<u64>,
    /// Generate from documents in this process, as the child processes do
    #[arg(long, hide = true)]
    worker: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = if arguments.worker {
        worker::run(arguments.from, arguments.count)
    } else if let Some(number) = arguments.show {
        worker::show(&Seeds::read(), number)
    } else {
        run::run(&arguments)
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
