//! Runs of the pipeline, with their costs.

use openapi_client_generator::config::{Config, Unmatched};
use openapi_client_generator::diagnostic::{Code, Diagnostics};
use openapi_client_generator::ir::Crate;
use openapi_client_generator::source::{self, Source};
use openapi_client_generator::{
    Memory, adapt, generate, lint, lower, openapi, overlay, read, resolve, steps,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// What a run costs.
#[derive(Debug)]
struct Cost {
    /// Bytes of the document.
    input: usize,
    /// Things that were visited, and allocations.
    work: u64,
    /// All bytes that were allocated, those that were freed meanwhile included: never less than the peak.
    bytes: u64,
    /// Bytes of all files, but those of the runtime, and of what is shown of the diagnostics.
    output: u64,
}

/// The sizes of which costs are compared. Limits set in with the smallest of them: a shape that is cut off
/// between two would seem to grow by less, or by more.
const SIZES: [usize; 3] = [100, 200, 400];

/// How much more the second step takes than the first, which is half as large: twice as much, and some for
/// logarithms and for files that are begun. Of what grows with the square it would be four times as much.
const GROWTH: f64 = 2.7;

/// What growth can't be told of: fewer steps, allocations or bytes than any document takes.
const NOISE: u64 = 20_000;

/// Bytes of output for each byte of the document, and what any crate has.
const OUTPUT: u64 = 100;
const FRAME: u64 = 40_000;

/// Checks that a document of this shape costs as much as it is large, from its text to the files.
pub fn linear(shape: &str, document: impl Fn(usize) -> String) {
    check(shape, document, generated);
}

/// The same of all that is decided, which is what depends on a shape, for tables with many rows: most of the
/// time goes into files.
pub fn linear_decisions(shape: &str, document: impl Fn(usize) -> String) {
    check(shape, document, decided);
}

/// Generates from a document; gives the bytes of all files but those of the runtime.
fn generated(source: &mut Source, diagnostics: &mut Diagnostics) -> Option<usize> {
    // Lints look at all of a document: their cost is that of any shape.
    let config = Config {
        lints: true,
        ..Config::default()
    };
    let output = generate(source, &config, diagnostics)?;
    let files = output.files.iter();
    let files = files.filter(|(path, _)| !path.starts_with("src/runtime"));
    Some(files.map(|(_, text)| text.len()).sum())
}

/// Decides what will be written; gives the bytes that it takes to show all types.
fn decided(source: &mut Source, diagnostics: &mut Diagnostics) -> Option<usize> {
    let folded = openapi::read(source, diagnostics)?;
    let config = Config::default();
    let api = resolve::resolve(&folded, &config.names, diagnostics);
    let api = adapt::adapt(api, &config, diagnostics);
    let krate = lower::lower(&api, &config, diagnostics);
    Some(format!("{:?}{:?}", krate.types, krate.places).len())
}

/// The same of bundling files, which stand in one text by their names.
pub fn linear_files(shape: &str, files: impl Fn(usize) -> String) {
    check(shape, files, bundled);
}

/// The same of applying `overlay.json` to `openapi.json`.
pub fn linear_overlays(shape: &str, files: impl Fn(usize) -> String) {
    check(shape, files, overlaid);
}

/// Applies the overlay of a text; gives the bytes of the tree.
fn overlaid(text: &mut Source, diagnostics: &mut Diagnostics) -> Option<usize> {
    let file = |name: &str| text.root.get(name).map(Value::to_string);
    let overlay = source::other("overlay.json", file("overlay.json")?, diagnostics)?;
    let mut document = source::text("openapi.json", file("openapi.json")?, diagnostics)?;
    let overlays = [overlay::read(overlay, diagnostics)?];
    overlay::apply(&mut document.root, &overlays, Unmatched::Warn, diagnostics);
    Some(document.root.to_string().len())
}

/// Reads `openapi.json` of the files in a text; gives the bytes of the bundled tree.
fn bundled(text: &mut Source, diagnostics: &mut Diagnostics) -> Option<usize> {
    let mut files = Memory::default();
    for (name, file) in text.root.as_object()? {
        files.add(name, file.to_string());
    }
    let mut source = read(&files, "openapi.json", diagnostics)?;
    let bundled = source.root.to_string().len();
    openapi::read(&mut source, diagnostics)?;
    Some(bundled)
}

/// The same of writing the document as one of 3.2.
pub fn linear_newest(shape: &str, document: impl Fn(usize) -> String) {
    check(shape, document, upgraded);
}

/// Upgrades a document; gives the bytes of its tree, whose indentation is as wide as it is deep.
fn upgraded(source: &mut Source, diagnostics: &mut Diagnostics) -> Option<usize> {
    let newest = openapi::newest(source, diagnostics)?;
    Some(newest.tree.to_string().len())
}

type Count = fn(&Cost) -> u64;
type Stages = fn(&mut Source, &mut Diagnostics) -> Option<usize>;

fn check(shape: &str, document: impl Fn(usize) -> String, stages: Stages) {
    let costs = SIZES.map(|size| run(&document(size), stages));
    if std::env::var_os("SHOW_COSTS").is_some() {
        eprintln!("{shape}: {costs:?}");
    }
    let counts: [(&str, Count); 3] = [
        ("work", |cost| cost.work),
        ("allocated bytes", |cost| cost.bytes),
        ("output", |cost| cost.output),
    ];
    for (name, of) in counts {
        let [small, middle, large] = costs.each_ref().map(of);
        let growth = ratio(large.saturating_sub(middle), middle.saturating_sub(small));
        assert!(
            growth <= GROWTH || large - middle < NOISE,
            "{shape}: the {name} grows by a factor of {growth:.1} as the document is doubled: {costs:#?}"
        );
    }
    for cost in &costs {
        let most = FRAME + OUTPUT * cost.input as u64;
        assert!(
            cost.output <= most,
            "{shape}: the output is too long: {cost:#?}"
        );
    }
}

#[expect(clippy::cast_precision_loss, reason = "only about as much is asked")]
fn ratio(more: u64, less: u64) -> f64 {
    more as f64 / less.max(1) as f64
}

fn run(document: &str, stages: Stages) -> Cost {
    let before = steps::taken();
    let mut output = 0;
    // Only allocations of this thread count: other tests run beside it.
    let allocated = allocation_counter::measure(|| {
        let mut diagnostics = Diagnostics::default();
        let mut source = source::text("api.json", document.to_owned(), &mut diagnostics);
        let written = source
            .as_mut()
            .and_then(|source| stages(source, &mut diagnostics));
        let sources: Vec<_> = source.iter().collect();
        output = written.unwrap_or_default() + diagnostics.render(&sources).len();
    });
    let steps = steps::taken() - before;
    Cost {
        input: document.len(),
        work: steps + allocated.count_total,
        bytes: allocated.bytes_total,
        output: output as u64,
    }
}

/// A document that is as deep as this has recursions overflow where they take more than 200 bytes for each
/// level, and no function takes less. It is the ratio that counts: of 10,000 levels and the two megabytes of
/// a test the same is true.
const DEEP: usize = 2_500;
const STACK: usize = 512 << 10;

/// Decides all of a document of this shape with little stack, and gives the kinds of what was reported.
/// Emitting takes each type by itself, whatever the shape.
pub fn survives(shape: &str, document: impl Fn(usize) -> String) -> BTreeSet<Code> {
    let document = document(DEEP);
    let decide = move || {
        let mut diagnostics = Diagnostics::default();
        let source = source::text("api.json", document, &mut diagnostics);
        // What can't be read has nothing to decide.
        let _ = source.and_then(|mut source| {
            let config = Config::default();
            let unused = lint::unused(&source);
            let folded = openapi::read(&mut source, &mut diagnostics)?;
            lint::lint(&folded, unused, &Config::default(), &mut diagnostics);
            let api = resolve::resolve(&folded, &config.names, &mut diagnostics);
            let api = adapt::adapt(api, &config, &mut diagnostics);
            Some(lower::lower(&api, &config, &mut diagnostics))
        });
        diagnostics.iter().map(|d| d.code).collect()
    };
    let thread = std::thread::Builder::new().name(shape.to_owned());
    let thread = thread.stack_size(STACK).spawn(decide).unwrap();
    thread.join().unwrap()
}

/// The decisions for a document, and its diagnostics.
pub fn made(document: String) -> (Crate, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let mut source = source::text("api.json", document, &mut diagnostics).unwrap();
    let output = generate(&mut source, &Config::default(), &mut diagnostics).unwrap();
    (output.ir, diagnostics)
}
