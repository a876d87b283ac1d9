//! One process after the other takes a range of numbers. A panic, an overflow, a hang or a full
//! memory ends the process, and the last number that it printed is the cause.

use crate::ALLOCATOR;
use document_fuzz::mutate::{Mutant, mutate};
use document_fuzz::seeds::Seeds;
use document_fuzz::verify::{Reading, verify_again};
use openapi_client_generator::Output;
use std::io::{self, Write};
use std::thread;

/// The beginning of a line with the next number.
pub const NEXT: &str = "next ";
/// The beginning of a line with the fault of that number.
pub const WRONG: &str = "wrong ";
/// The line for a number that wrote a crate.
pub const WRITTEN: &str = "written";

/// Bytes of stack: a quarter of the stack of the command's main thread.
const STACK: usize = 2 << 20;
/// Bytes of memory for any document.
const MEMORY: usize = 64 << 20;
/// Bytes of memory for each byte of a document, its other files and overlays.
const FACTOR: usize = 2000;
/// Bytes for the choices of a mutant.
const BYTES: usize = 1024;
/// One of this many documents is generated from twice.
const TWICE: u64 = 16;

/// The document of a number.
pub fn mutant(seeds: &Seeds, number: u64) -> Result<Mutant, String> {
    let mut random = fastrand::Rng::with_seed(number);
    let bytes: Vec<u8> = (0..BYTES).map(|_| random.u8(..)).collect();
    let mut mutant = mutate(seeds, &bytes).map_err(|error| error.to_string())?;
    // Crates that are compiled together need different names.
    mutant.package = format!("mutant-{number}");
    Ok(mutant)
}

/// Generates from the document of a number, within its memory limit.
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

/// Limits the memory for a document of this size.
fn limit(size: usize) {
    let most = ALLOCATOR.allocated() + MEMORY + FACTOR * size;
    // The limit can only fail while more memory is in use.
    let _ = ALLOCATOR.set_limit(most);
}

/// Generates from `count` documents, and prints the outcome of each.
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
