//! One process after the other takes a range of numbers: a panic, an overflow, a hang or a full
//! memory ends it, and the last number that it printed is the culprit's.

use crate::ALLOCATOR;
use document_fuzz::mutate::{Mutant, mutate};
use document_fuzz::seeds::Seeds;
use document_fuzz::verify::{Reading, verify_again};
use openapi_client_generator::Output;
use std::io::{self, Write};
use std::thread;

/// What a line begins with that tells the number that is next.
pub const NEXT: &str = "next ";
/// What a line begins with that tells what is wrong with that number.
pub const WRONG: &str = "wrong ";
/// What a line says when that number wrote a crate.
pub const WRITTEN: &str = "written";

/// Bytes of stack: a quarter of what the command's main thread has.
const STACK: usize = 2 << 20;
/// Bytes of memory for any document.
const MEMORY: usize = 64 << 20;
/// Bytes of memory for each byte of a document, its other files and overlays.
const FACTOR: usize = 2000;
/// Bytes that a mutant is made of.
const BYTES: usize = 1024;
/// Every so many documents are generated from twice.
const TWICE: u64 = 16;

/// The document of a number.
pub fn mutant(seeds: &Seeds, number: u64) -> Result<Mutant, String> {
    let mut random = fastrand::Rng::with_seed(number);
    let bytes: Vec<u8> = (0..BYTES).map(|_| random.u8(..)).collect();
    let mut mutant = mutate(seeds, &bytes).map_err(|error| error.to_string())?;
    // Crates that are compiled together need names of their own.
    mutant.package = format!("mutant-{number}");
    Ok(mutant)
}

/// Generates from the document of a number within its share of memory.
pub fn check(seeds: &Seeds, number: u64) -> Result<Option<Output>, String> {
    let mutant = mutant(seeds, number)?;
    limit(mutant.size());
    let reading = Reading::of(&mutant)?;
    limit(reading.size);
    let output = reading.finish(&mutant)?;
    if number.is_multiple_of(TWICE) {
        verify_again(&mutant, output.as_ref())?;
    }
    let _ = ALLOCATOR.set_limit(usize::MAX);
    Ok(output)
}

/// Lets a document of this size take its share of memory.
fn limit(size: usize) {
    let most = ALLOCATOR.allocated() + MEMORY + FACTOR * size;
    // It can only fail while more is in use than that.
    let _ = ALLOCATOR.set_limit(most);
}

/// Generates from `count` documents, and prints what came of each.
pub fn run(from: u64, count: u64) -> Result<(), String> {
    let seeds = Seeds::read();
    within_stack(move || {
        let mut out = io::stdout();
        for number in from..from + count {
            writeln!(out, "{NEXT}{number}").and_then(|()| out.flush())?;
            match check(&seeds, number) {
                Ok(Some(_)) => writeln!(out, "{WRITTEN}")?,
                Ok(None) => {}
                Err(what) => writeln!(out, "{WRONG}{}", what.replace('\n', " "))?,
            }
        }
        Ok(())
    })
    .map_err(|error: io::Error| error.to_string())
}

/// Prints the files of a number, their mutations, and the outcome.
pub fn show(seeds: &Seeds, number: u64) -> Result<(), String> {
    let Mutant {
        seed,
        steps,
        files,
        options,
        ..
    } = mutant(seeds, number)?;
    for (name, text) in files {
        println!("# {name}\n{text}");
    }
    eprintln!("# {seed}: {}\n{options}", steps.join(", "));
    check(seeds, number).map(drop)
}

fn within_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK);
        match thread
            .spawn_scoped(scope, work)
            .map(thread::ScopedJoinHandle::join)
        {
            Ok(Ok(done)) => done,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => panic!("no thread: {error}"),
        }
    })
}
