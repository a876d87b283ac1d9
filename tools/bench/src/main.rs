//! `cargo xtask bench`: the processor time and memory of generating and compiling, the speed of the types and the
//! calls, and comparisons with other generators. It writes `BENCHMARKS.md` and a plot.
//!
//! All generators are measured in turn, round by round, so that a ratio is of figures of the same round. A figure
//! that can't be taken is named, and the run continues.

mod calls;
mod codec;
mod consumer;
mod generator;
mod growth;
mod kind;
mod lines;
mod loopback;
mod machine;
mod measure;
mod plot;
mod program;
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
use kind::Kind;
use machine::Machine;
use measure::Bench;
use results::Results;
use sources::Source;
use std::path::PathBuf;
use std::process::ExitCode;
use tools::only::Only;
use tools::run;

/// The name of the measurement of decoding and encoding, beside those of the documents.
const CODEC: &str = "codec";
/// The name of the measurement of calls.
const CALLS: &str = "calls";
/// The name of the measurement of one document at several sizes.
const GROWTH: &str = "growth";

/// Measure generating, compiling, decoding, encoding and calls
#[derive(Parser)]
#[command(name = "cargo xtask bench")]
pub struct Arguments {
    /// Measure other generators as well; they are installed below target/
    #[arg(long)]
    peers: bool,
    #[command(flatten)]
    only: Only,
    /// Measure only this, of each document; may be repeated
    #[arg(long, value_name = "KIND", conflicts_with = "builds")]
    measure: Vec<Kind>,
    /// Add to the figures of earlier runs; those that are measured again are replaced
    #[arg(long)]
    keep: bool,
    /// The number of rounds; slow measurements have fewer
    #[arg(long, value_name = "N", default_value_t = 3)]
    rounds: usize,
    /// The time limit for starting another round of one measurement
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    budget: u64,
    /// The time limit of one process
    #[arg(long, value_name = "SECONDS", default_value_t = 240)]
    limit: u64,
    /// The folder of the larger documents
    #[arg(long, value_name = "DIR")]
    corpus: Option<PathBuf>,
    /// The documents whose debug and release builds are measured
    #[arg(long, value_name = "WHICH", default_value = "most")]
    builds: Builds,
    /// Measure nothing; write the report of the last run
    #[arg(long)]
    render: bool,
    /// The folder for BENCHMARKS.md and docs/benchmarks.svg
    #[arg(long, value_name = "DIR", default_value_os_t = run::root())]
    out: PathBuf,
}

/// Documents whose builds are measured.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Builds {
    /// No document
    None,
    /// The documents that the others build in some minutes
    Most,
    /// All documents, which takes an hour
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

/// Measures, and writes the report after each document, so that nothing is lost.
fn run(arguments: &Arguments) -> Result<(), String> {
    let folder = run::cargo_target().join("bench");
    let kept = folder.join("results.json");
    if arguments.render {
        return report::write(&Results::read(&kept)?, &arguments.out);
    }
    let sources = arguments.sources();
    let mut generators = vec![generator::ours(
        !sources.is_empty() || arguments.wants(Kind::Growth, GROWTH),
    )?];
    if arguments.peers {
        generators.extend(generator::peers()?);
    }
    let wants_codec = arguments.wants(Kind::Codec, CODEC);
    let wants_calls = arguments.wants(Kind::Calls, CALLS);
    let wants_growth = arguments.wants(Kind::Growth, GROWTH);
    if sources.is_empty() && !wants_codec && !wants_calls && !wants_growth {
        return Err("there is no such document; --corpus says where others are".to_owned());
    }
    let mut results = if arguments.keep {
        Results::read(&kept)?
    } else {
        Results::default()
    };
    results.runs.push(Machine::this());
    results.generators.extend(named(&generators));
    let bench = Bench::new(folder, generators, arguments, &sources)?;
    for source in &sources {
        results.put(bench.document(source));
        keep(&results, &kept, arguments)?;
    }
    if wants_codec {
        results.codec.extend(bench.codec());
        keep(&results, &kept, arguments)?;
    }
    if wants_calls {
        results.calls = bench.calls();
        keep(&results, &kept, arguments)?;
    }
    if wants_growth {
        results.growth = bench.growth();
        keep(&results, &kept, arguments)?;
    }
    bench.clean()
}

impl Arguments {
    /// The selected documents, and the measurements of each.
    fn sources(&self) -> Vec<Source> {
        let mut sources = sources::find(self.corpus.as_deref());
        sources.retain(|source| self.only.wants(source.name));
        for source in &mut sources {
            if !self.measure.is_empty() {
                source.kinds.clone_from(&self.measure);
                continue;
            }
            match self.builds {
                Builds::None => source
                    .kinds
                    .retain(|kind| !matches!(kind, Kind::Builds | Kind::Program)),
                Builds::Most => {}
                Builds::All if source.takes(Kind::Builds) => {}
                Builds::All => source.kinds.push(Kind::Builds),
            }
        }
        sources
    }

    fn wants(&self, kind: Kind, name: &str) -> bool {
        let is_measured = self.measure.is_empty() || self.measure.contains(&kind);
        is_measured && self.only.wants(name)
    }
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
