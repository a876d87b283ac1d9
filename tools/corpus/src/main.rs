//! `cargo xtask corpus`: generates from every document below a folder, and prints the outcome of
//! each.
//!
//! Known failures are listed in `tools/corpus/known.toml`, with their reasons; any other failure,
//! and a listed one that doesn't occur, is an error.

mod check;
mod documents;
mod examples;
mod job;
mod known;
mod measure;
mod pool;
mod row;
mod table;

use clap::Parser;
use row::Row;
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use tools::only::Only;
use tools::run;

/// Generate from every document below a folder
#[derive(Parser)]
#[command(name = "cargo xtask corpus")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch")]
struct Arguments {
    /// The folder
    dir: PathBuf,
    #[command(flatten)]
    only: Only,
    /// Compile the outputs and their docs, and check them with clippy
    #[arg(long)]
    check: bool,
    /// Read and write each documented example of a body
    #[arg(long)]
    examples: bool,
    /// Read and write made-up values of each schema that is received
    #[arg(long)]
    made: bool,
    /// Generate through `openapiv3` as well, and compare the files
    #[arg(long)]
    model: bool,
    /// Write all findings to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// The number of documents, or crates, at a time
    #[arg(long, value_name = "N", default_value_t = 2)]
    jobs: usize,
    /// The time limit of one document
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    timeout: u64,
    /// Generate from this one document and print its row as JSON, as the child processes do
    #[arg(long, hide = true, value_name = "PACKAGE")]
    one: Option<String>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Prints the table, and fails with the unexpected outcomes.
fn run(arguments: &Arguments) -> Result<(), String> {
    let ask = measure::Ask {
        model: arguments.model,
        made: arguments.made,
    };
    if let Some(package) = &arguments.one {
        return measure::run(&arguments.dir, package, &workspace(), ask);
    }
    let mut documents = documents::find(&arguments.dir)
        .map_err(|error| format!("{}: {error}", arguments.dir.display()))?;
    documents.retain(|document| arguments.only.wants(&document.name));
    if documents.is_empty() {
        return Err(format!(
            "{}: no document that is asked for",
            arguments.dir.display()
        ));
    }
    let limits = job::Limits {
        seconds: arguments.timeout,
        megabytes: 4096,
    };
    let mut rows = pool::run(&documents, arguments.jobs, |document| {
        job::generate(document, &workspace(), &limits, ask)
    });
    if arguments.check {
        check::prepare(&rows, &workspace())?;
        check::check(&mut rows, &workspace(), arguments.jobs)?;
    }
    if arguments.examples || arguments.made {
        check::prepare(&rows, &workspace())?;
        examples::run(&mut rows, &workspace(), arguments.jobs)?;
    }
    print!("{}", table::table(&rows));
    let tried = [
        (row::GENERATE, true),
        (row::CHECK, arguments.check),
        (row::EXAMPLES, arguments.examples),
        (row::MADE, arguments.made),
        (row::MODEL, arguments.model),
    ];
    let tried = tried
        .into_iter()
        .filter_map(|(what, tried)| tried.then_some(what));
    let unexpected = known::read()?.compare(&rows, &tried.collect::<Vec<_>>());
    if let Some(path) = &arguments.json {
        report(path, &rows)?;
    }
    if unexpected.is_empty() {
        Ok(())
    } else {
        Err(unexpected.join("\n"))
    }
}

/// The throw-away workspace that has the outputs as members.
fn workspace() -> PathBuf {
    run::cargo_target().join("corpus")
}

#[expect(clippy::disallowed_methods, reason = "the report is a file")]
fn report(path: &std::path::Path, rows: &[Row]) -> Result<(), String> {
    let text = format!("{:#}\n", json!(rows));
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
