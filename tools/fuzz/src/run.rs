//! Divides the numbers among processes, and collects their output.

use crate::worker::{self, NEXT, WRITTEN, WRONG};
use crate::{Arguments, sample};
use document_fuzz::seeds::Seeds;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};
use std::{env, thread};
use tools::process;

/// The outcome of the documents.
#[derive(Debug, Default)]
struct Tally {
    /// The number of documents.
    documents: u64,
    /// The numbers of the documents that became a crate.
    written: Vec<u64>,
    /// The faults, by number.
    wrong: Vec<(u64, String)>,
    /// The slowest document.
    slowest: (Duration, u64),
}

/// Prints the findings, and fails if there is a fault.
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
        "{}\n`--show N` prints the files of a number",
        lines.join("\n")
    ))
}

/// Runs a range, with a new process after each process that ended early.
fn part(arguments: &Arguments, from: u64, count: u64) -> Result<Tally, String> {
    let mut tally = Tally::default();
    let (mut from, end) = (from, from + count);
    while from < end {
        from = one_process(arguments, from, end - from, &mut tally)?;
    }
    Ok(tally)
}

/// Runs one process, and returns the number after its last one.
fn one_process(
    arguments: &Arguments,
    from: u64,
    count: u64,
    tally: &mut Tally,
) -> Result<u64, String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let mut child = Command::new(program)
        .args(["--worker", "--from", &from.to_string()])
        .args(["--count", &count.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("no process: {error}"))?;
    let (send, lines) = mpsc::channel();
    let stdout = child.stdout.take().map(BufReader::new);
    let stderr = child.stderr.take();
    let reader = thread::spawn(move || {
        let lines = stdout.into_iter().flat_map(BufRead::lines);
        lines
            .map_while(Result::ok)
            .try_for_each(|line| send.send(line))
    });
    let errors = thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stderr.map(|mut err| err.read_to_end(&mut bytes));
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let limit = Duration::from_secs(arguments.timeout);
    let mut watch = Watch::new(child.id(), from);
    let hangs = listen(&lines, limit, &mut watch, tally);
    let ended = end(&mut child, hangs);
    let _ = reader.join();
    let errors = errors.join().unwrap_or_default();
    if let Some(status) = ended {
        let why = if hangs {
            format!("it takes more than {} s", arguments.timeout)
        } else {
            died(&status, &errors)
        };
        tally.wrong.push((watch.number, why));
    }
    Ok(watch.number + 1)
}

/// The interval of checks of a document's time.
const INTERVAL: Duration = Duration::from_millis(200);
/// A process that is idle for this many times its limit waits for something.
const PATIENCE: u32 = 30;

/// The current document of a process. Its time is processor time, so that other processes can't make it
/// slow.
struct Watch {
    process: u32,
    number: u64,
    cpu: Duration,
    begin: Instant,
}

impl Watch {
    fn new(process: u32, number: u64) -> Self {
        Self {
            process,
            number,
            cpu: process::cpu(process).unwrap_or_default(),
            begin: Instant::now(),
        }
    }

    fn taken(&self) -> Duration {
        let now = process::cpu(self.process);
        now.map_or_else(|| self.begin.elapsed(), |now| now.saturating_sub(self.cpu))
    }
}

/// Collects the output of a process until it ends; returns whether a document exceeded its time.
fn listen(lines: &Receiver<String>, limit: Duration, watch: &mut Watch, tally: &mut Tally) -> bool {
    loop {
        let line = match lines.recv_timeout(INTERVAL) {
            Ok(line) => line,
            Err(RecvTimeoutError::Disconnected) => return false,
            Err(RecvTimeoutError::Timeout) => {
                if watch.taken() > limit || watch.begin.elapsed() > limit * PATIENCE {
                    return true;
                }
                continue;
            }
        };
        if let Some(number) = line.strip_prefix(NEXT).and_then(|n| n.parse().ok()) {
            if tally.documents > 0 {
                tally.slowest = tally.slowest.max((watch.taken(), watch.number));
            }
            *watch = Watch::new(watch.process, number);
            tally.documents += 1;
        } else if line == WRITTEN {
            tally.written.push(watch.number);
        } else if let Some(what) = line.strip_prefix(WRONG) {
            tally.wrong.push((watch.number, what.to_owned()));
        }
    }
}

/// Stops the process; returns the way in which it ended, unless it succeeded.
fn end(child: &mut Child, hangs: bool) -> Option<String> {
    if hangs {
        let _ = child.kill();
    }
    match child.wait() {
        Ok(status) if status.success() => None,
        Ok(status) => Some(status.to_string()),
        Err(error) => Some(error.to_string()),
    }
}

/// The end of a process: the place and the message of its panic, if it panicked.
fn died(status: &str, errors: &str) -> String {
    let mut lines = errors.lines();
    match lines.find(|line| line.contains("panicked at")) {
        Some(place) => format!("{} {}", place.trim(), lines.next().unwrap_or_default()),
        None => format!("{status}: {}", errors.lines().last().unwrap_or_default()),
    }
}
