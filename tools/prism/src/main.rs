//! `cargo xtask prism`: sends a request for every operation of a document through the generated client to
//! Prism, a mock server that validates requests against the same document, and prints the refused ones.

mod calls;
mod class;
mod client;
mod driver;
mod messages;
mod proxy;
mod sample;
mod served;
mod server;
mod table;
mod values;
mod verdict;

use clap::Parser;
use proxy::Proxy;
use server::Server;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use table::Row;
use tools::run;

/// Send a request for every operation to the mock server Prism
#[derive(Parser)]
#[command(name = "cargo xtask prism")]
struct Arguments {
    /// The documents
    #[arg(required = true)]
    documents: Vec<PathBuf>,
    /// Print the requests that were refused, as they were sent
    #[arg(long)]
    requests: bool,
    /// The number of crates to compile at a time
    #[arg(long, value_name = "N", default_value_t = 2)]
    jobs: usize,
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

/// Prints the table, then the refused requests of each document.
fn run(arguments: &Arguments) -> Result<(), String> {
    let workspace = run::cargo_target().join("prism");
    let program = server::install(&workspace)?;
    let (mut rows, mut failed) = (Vec::new(), Vec::new());
    for document in &arguments.documents {
        eprintln!("{}", document.display());
        match judge(document, &program, &workspace, arguments.jobs) {
            Ok(row) => rows.push(row),
            Err(message) => failed.push(format!("{}: {message}", document.display())),
        }
    }
    print!("{}", table::table(&rows, arguments.requests));
    if failed.is_empty() {
        Ok(())
    } else {
        Err(failed.join("\n"))
    }
}

/// Sends the requests of one document.
fn judge(document: &Path, program: &Path, workspace: &Path, jobs: usize) -> Result<Row, String> {
    let stem = document.file_stem().unwrap_or_default().to_string_lossy();
    let package: String = stem
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    let package = format!("mocked-{package}");
    let client = client::generate(document, &package)?;
    let calls = calls::calls(&client);
    let driver = driver::build(&client, &calls, &package, workspace, jobs)?;
    let copy = served::served(document, &package, workspace)?;
    let server = Server::start(program, &copy)?;
    let templates = client.output.ir.operations.iter();
    let templates = templates.map(|operation| operation.path.exact().to_owned());
    let proxy = Proxy::start(server, templates.collect()).map_err(|error| error.to_string())?;
    let said = driver::run(&driver, proxy.port)?;
    let exchanges = proxy.exchanges();
    Ok(table::row(
        stem.into_owned(),
        &client,
        &calls,
        &said,
        &exchanges,
    ))
}
