//! Divides the numbers among processes, and gathers what they say.

use crate::worker::{self, NEXT, WRITTEN, WRONG};
use crate::{Arguments, sample};
use document_fuzz::seeds::Seeds;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};
use std::{env, thread};

/// What became of the documents.
#[derive(Debug, Default)]
struct Tally {
    /// How many there were.
    documents: u64,
    /// The numbers of those that became a crate.
    written: Vec<u64>,
    /// What is wrong, by number.
    wrong: Vec<(u64, String)>,
    /// The one that took longest.
    slowest: (Duration, u64),
}

/// Prints what was found, and fails when something is wrong.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let begin = Instant::now();
    let share = arguments.count.div_ceil(arguments.jobs.max(1));
    let tallies: Vec<Result<Tally, String>> = thread::scope(|scope| {
        let ends = arguments.from + arguments.count;
        let starts =
            (arguments.from..ends).step_by(usize::try_from(share).unwrap_or(usize::MAX).max(1));
        let threads: Vec<_> = starts
            .map(|from| scope.spawn(move || part(arguments, from, share.min(ends - from))))
            .collect();
        let joined = threads.into_iter().map(thread::ScopedJoinHandle::join);
        joined
            .map(|done| done.unwrap_or_else(|_| Err("a thread panicked".to_owned())))
            .collect()
    });
    let mut all = Tally::default();
    for tally in tallies {
        let tally = tally?;
        all.documents += tally.documents;
        all.written.extend(tally.written);
        all.wrong.extend(tally.wrong);
        all.slowest = all.slowest.max(tally.slowest);
    }
    println!(
        "{} documents in {} s: {} became a crate, {} are wrong; the slowest, {}, took {} ms",
        all.documents,
        begin.elapsed().as_secs(),
        all.written.len(),
        all.wrong.len(),
        all.slowest.1,
        all.slowest.0.as_millis()
    );
    let failures = [
        report(&all.wrong),
        sample::compile(&all.written, arguments.compile),
    ];
    let failures: Vec<String> = failures.into_iter().filter_map(Result::err).collect();
    if failures.is_empty() {
        Ok(())
    } else {
        Err(failures.join("\n"))
    }
}

fn report(wrong: &[(u64, String)]) -> Result<(), String> {
    if wrong.is_empty() {
        return Ok(());
    }
    let seeds = Seeds::read();
    let lines = wrong.iter().map(|(number, what)| {
        let of = worker::mutant(&seeds, *number).map_or_else(
            |error| error,
            |mutant| format!("{} ({})", mutant.seed, mutant.steps.join(", ")),
        );
        format!("{number}: {what}: {of}")
    });
    let lines: Vec<String> = lines.collect();
    Err(format!(
        "{}\n`--show N` prints the document of a number",
        lines.join("\n")
    ))
}

/// Goes through a range, with a new process after each that ended early.
fn part(arguments: &Arguments, from: u64, count: u64) -> Result<Tally, String> {
    let mut tally = Tally::default();
    let (mut from, end) = (from, from + count);
    while from < end {
        from = process(arguments, from, end - from, &mut tally)?;
    }
    Ok(tally)
}

/// Runs one process, and gives the number after the last that it took.
fn process(arguments: &Arguments, from: u64, count: u64, tally: &mut Tally) -> Result<u64, String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let mut child = Command::new(program)
        .args([
            "--worker",
            "--from",
            &from.to_string(),
            "--count",
            &count.to_string(),
        ])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("no process: {error}"))?;
    let (send, lines) = mpsc::channel();
    let stdout = child.stdout.take();
    let stderr = child.stderr.take();
    let reader = thread::spawn(move || {
        for line in stdout
            .into_iter()
            .flat_map(|out| BufReader::new(out).lines())
            .map_while(Result::ok)
        {
            let _ = send.send(line);
        }
    });
    let errors = thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stderr.map(|mut err| err.read_to_end(&mut bytes));
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let (mut current, mut begin) = (from, Instant::now());
    let hang = loop {
        match lines.recv_timeout(Duration::from_secs(arguments.timeout)) {
            Ok(line) => {
                if let Some(number) = line.strip_prefix(NEXT).and_then(|n| n.parse().ok()) {
                    if tally.documents > 0 {
                        tally.slowest = tally.slowest.max((begin.elapsed(), current));
                    }
                    (current, begin) = (number, Instant::now());
                    tally.documents += 1;
                } else if line == WRITTEN {
                    tally.written.push(current);
                } else if let Some(what) = line.strip_prefix(WRONG) {
                    tally.wrong.push((current, what.to_owned()));
                }
            }
            Err(RecvTimeoutError::Timeout) => break true,
            Err(RecvTimeoutError::Disconnected) => break false,
        }
    };
    let ended = end(&mut child, hang);
    let _ = reader.join();
    let errors = errors.join().unwrap_or_default();
    if let Some(why) = ended.map(|status| died(&status, &errors)) {
        let why = if hang {
            format!("it takes more than {} s", arguments.timeout)
        } else {
            why
        };
        tally.wrong.push((current, why));
    }
    Ok(current + 1)
}

/// Ends the process; gives how it ended, unless it did as it should.
fn end(child: &mut Child, hang: bool) -> Option<String> {
    if hang {
        let _ = child.kill();
    }
    match child.wait() {
        Ok(status) if status.success() => None,
        Ok(status) => Some(status.to_string()),
        Err(error) => Some(error.to_string()),
    }
}

/// How a process ended: where it panicked and with which words, if it did.
fn died(status: &str, errors: &str) -> String {
    let mut lines = errors.lines();
    match lines.find(|line| line.contains("panicked at")) {
        Some(place) => format!("{} {}", place.trim(), lines.next().unwrap_or_default()),
        None => format!("{status}: {}", errors.lines().last().unwrap_or_default()),
    }
}
