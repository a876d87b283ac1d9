//! Runs of the whole pipeline, with their costs.

use openapi_client_generator::config::Config;
use openapi_client_generator::diagnostic::{Code, Diagnostics};
use openapi_client_generator::{generate, load, steps};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Steps and allocations are counted for the whole process.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// What a run costs, and what came of it.
#[derive(Debug)]
pub struct Cost {
    /// Bytes of the document.
    pub input: usize,
    /// Things that were visited, and allocations.
    pub work: u64,
    /// All bytes that were allocated, those that were freed meanwhile included: never less than the peak.
    pub bytes: usize,
    /// Bytes of all files beyond those of an empty document, and of what is shown of the diagnostics.
    pub output: usize,
    /// The kinds of what was reported.
    pub codes: BTreeSet<Code>,
}

/// The sizes between which costs are compared: each is twice the one before.
const SIZES: [usize; 3] = [250, 500, 1_000];

/// The size at which nothing overflows.
const FULL: usize = 20_000;

/// How much more twice the document costs: twice as much, and a logarithm's worth.
const GROWTH: f64 = 2.4;

/// Bytes of output for each byte of the document.
const OUTPUT: usize = 250;

/// Checks that a document of this shape costs as much as it is large.
pub fn linear(shape: &str, document: impl Fn(usize) -> String) {
    let _alone = alone();
    let costs = SIZES.map(|size| run(&document(size)));
    if std::env::var_os("SHOW_COSTS").is_some() {
        eprintln!("{shape}: {costs:#?}");
    }
    // The last two: what every run costs weighs less there.
    for (name, of) in [
        ("work", (|cost| cost.work) as fn(&Cost) -> u64),
        ("allocated bytes", |cost| cost.bytes as u64),
        ("output", |cost| cost.output as u64),
    ] {
        let [once, twice, again] = costs.each_ref().map(of);
        let growth = ratio(again.saturating_sub(twice), twice.saturating_sub(once));
        assert!(
            growth <= GROWTH || again < 10_000,
            "{shape}: twice the document grows the {name} by a factor of {growth:.1}: {costs:#?}"
        );
    }
    for cost in costs {
        let most = OUTPUT * cost.input;
        assert!(
            cost.output <= most,
            "{shape}: {} of {most} bytes",
            cost.output
        );
    }
}

#[expect(clippy::cast_precision_loss, reason = "only about as much is asked")]
fn ratio(more: u64, less: u64) -> f64 {
    more as f64 / less.max(1) as f64
}

/// Generates from a document of full size, and gives what was reported.
pub fn survives(shape: &str, document: impl Fn(usize) -> String) -> BTreeSet<Code> {
    let _alone = alone();
    let cost = run(&document(FULL));
    if std::env::var_os("SHOW_COSTS").is_some() {
        eprintln!("{shape}: {cost:#?}");
    }
    cost.codes
}

/// What another test allocates meanwhile would be counted, its documents too.
fn alone() -> MutexGuard<'static, ()> {
    ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Generates from a document.
fn run(document: &str) -> Cost {
    let before = steps::taken();
    let region = Region::new(ALLOCATOR);
    let mut diagnostics = Diagnostics::default();
    let source = load::text("api.json", document.to_owned(), &mut diagnostics);
    let output = source
        .as_ref()
        .and_then(|source| generate(source, &Config::default(), &mut diagnostics));
    let sources: Vec<_> = source.iter().collect();
    let shown = diagnostics.render(&sources);
    let files = output.iter().flat_map(|output| output.files.iter());
    // The runtime is the same in all.
    let files = files.filter(|(path, _)| !path.starts_with("src/runtime"));
    let length = files.map(|(_, text)| text.len()).sum::<usize>() + shown.len();
    drop((output, source));
    let allocated = region.change();
    let steps = steps::taken() - before;
    Cost {
        input: document.len(),
        work: steps + allocated.allocations as u64,
        bytes: allocated.bytes_allocated,
        output: length,
        codes: diagnostics.iter().map(|d| d.code).collect(),
    }
}
