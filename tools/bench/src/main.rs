//! `cargo xtask bench`: what generating and compiling takes, in processor time and memory, how fast
//! the types are, and how that compares with other generators. It writes `BENCHMARKS.md` and a plot.
//!
//! All generators are measured in turn, round by round, so that a ratio is of figures that were
//! taken side by side. A figure that can't be taken is named, and the rest goes on.

mod calls;
mod codec;
mod consumer;
mod generator;
mod lines;
mod machine;
mod measure;
mod plot;
mod progress;
mod report;
mod results;
mod sources;
mod statistics;
mod usage;
mod workspace;
mod wrapper;

use clap::Parser;
use generator::Generator;
use machine::Machine;
use measure::Bench;
use results::Results;
use std::path::PathBuf;
use std::process::ExitCode;
use tools::only::Only;
use tools::run;

/// The name of the measurement of decoding and encoding, beside those of the documents.
const CODEC: &str = "codec";

/// Measure generating, compiling, decoding and encoding
#[derive(Parser)]
#[command(name = "cargo xtask bench")]
pub struct Arguments {
    /// Measure other generators as well; they are installed below target/
    #[arg(long)]
    peers: bool,
    #[command(flatten)]
    only: Only,
    /// How often each is measured. Where that takes long, it is done less often
    #[arg(long, value_name = "N", default_value_t = 3)]
    rounds: usize,
    /// How long the rounds of one measurement may take before no other is begun
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    budget: u64,
    /// How long one process may take
    #[arg(long, value_name = "SECONDS", default_value_t = 240)]
    limit: u64,
    /// The folder of the larger documents
    #[arg(long, value_name = "DIR")]
    corpus: Option<PathBuf>,
    /// Of which documents debug and release builds are measured
    #[arg(long, value_name = "WHICH", default_value = "most")]
    builds: Builds,
    /// Measure nothing; write the report of what was measured last
    #[arg(long)]
    render: bool,
    /// Where BENCHMARKS.md and docs/benchmarks.svg go
    #[arg(long, value_name = "DIR", default_value_os_t = run::root())]
    out: PathBuf,
}

/// Documents whose builds are measured.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Builds {
    /// Of no document
    None,
    /// Of all that others build in some minutes
    Most,
    /// Of all, which takes an hour
    All,
}

fn main() -> ExitCode {
    if let Some(code) = wrapper::run() {
        return code;
    }
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Measures, and writes the report. It is written after each document, so that nothing is lost.
fn run(arguments: &Arguments) -> Result<(), String> {
    let folder = run::cargo_target().join("bench");
    let kept = folder.join("results.json");
    if arguments.render {
        return report::write(&Results::read(&kept)?, &arguments.out);
    }
    let mut generators = vec![generator::ours()?];
    if arguments.peers {
        generators.extend(generator::peers()?);
    }
    let mut sources = sources::find(arguments.corpus.as_deref());
    sources.retain(|source| arguments.only.wants(source.name));
    for source in &mut sources {
        source.builds = match arguments.builds {
            Builds::None => false,
            Builds::Most => source.builds,
            Builds::All => true,
        };
    }

    if sources.is_empty() && !arguments.only.wants(CODEC) {
        return Err("there is no such document; --corpus says where others are".to_owned());
    }
    let mut results = Results {
        machine: Machine::this(),
        generators: named(&generators),
        ..Results::default()
    };
    let bench = Bench::new(folder, generators, arguments, sources.len())?;
    for source in &sources {
        let document = bench.document(source);
        results.documents.push(document);
        keep(&results, &kept, arguments)?;
    }
    if arguments.only.wants(CODEC) {
        results.codec = bench.codec();
        keep(&results, &kept, arguments)?;
    }
    Ok(())
}

fn named(generators: &[Generator]) -> indexmap::IndexMap<String, String> {
    let named = generators.iter();
    named
        .map(|generator| (generator.name().to_owned(), generator.version().to_owned()))
        .collect()
}

fn keep(results: &Results, kept: &std::path::Path, arguments: &Arguments) -> Result<(), String> {
    results.write(kept)?;
    report::write(results, &arguments.out)
}
