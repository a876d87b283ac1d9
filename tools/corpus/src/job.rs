//! One document in its own process: a panic, a hang, a full memory or a stack overflow ends that
//! process and becomes a row.
#![expect(
    clippy::disallowed_methods,
    reason = "what an earlier run left is removed"
)]

use super::documents::Document;
use super::measure::{Ask, MARK};
use super::row::{GENERATE, Row};
use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};
use tools::process::status;

/// The limits of a document.
pub struct Limits {
    /// Seconds of wall-clock time.
    pub seconds: u64,
    /// Megabytes of memory.
    pub megabytes: u64,
}

/// The interval of checks of the limits.
const INTERVAL: Duration = Duration::from_millis(20);

/// Generates from `document`; failures are noted in the row.
pub fn generate(document: &Document, workspace: &Path, limits: &Limits, ask: Ask) -> Row {
    let mut row = match run(document, limits, ask) {
        Ok(row) => row,
        Err((summary, details)) => {
            // Output of an earlier run must not count for this one.
            let _ = fs::remove_dir_all(workspace.join(document.package()));
            let mut row = Row::default();
            row.fail(GENERATE, summary, details);
            row
        }
    };
    row.name.clone_from(&document.name);
    row.package = document.package();
    row
}

fn run(document: &Document, limits: &Limits, ask: Ask) -> Result<Row, (String, String)> {
    let plain = |error: io::Error| (error.to_string(), String::new());
    let mut child = Command::new(env::current_exe().map_err(plain)?)
        .arg(&document.path)
        .args(["--one", &document.package()])
        .args(ask.model.then_some("--model"))
        .args(ask.made.then_some("--made"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(plain)?;
    // The pipes are read while the process runs: a full pipe would stop it.
    let stdout = reader(child.stdout.take());
    let stderr = reader(child.stderr.take());
    let ended = wait(&mut child, limits);
    let (stdout, stderr) = (
        stdout.join().unwrap_or_default(),
        stderr.join().unwrap_or_default(),
    );
    match ended {
        Err(reason) => Err((reason, stderr)),
        Ok(status) if !status.success() => Err((died(status, &stderr), stderr)),
        Ok(_) => stdout
            .lines()
            .find_map(|line| serde_json::from_str(line.strip_prefix(MARK)?).ok())
            .ok_or_else(|| ("it said nothing".to_owned(), stderr)),
    }
}

/// Waits for the end of the process, and stops it at a limit.
fn wait(child: &mut Child, limits: &Limits) -> Result<ExitStatus, String> {
    let begin = Instant::now();
    let id = child.id().to_string();
    loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            return Ok(status);
        }
        let reason = if begin.elapsed() > Duration::from_secs(limits.seconds) {
            format!("it takes more than {} s", limits.seconds)
        } else if status(&id, "VmRSS").is_some_and(|used| used > limits.megabytes) {
            format!("it takes more than {} MB", limits.megabytes)
        } else {
            thread::sleep(INTERVAL);
            continue;
        };
        let _ = child.kill();
        let _ = child.wait();
        return Err(reason);
    }
}

fn reader(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.map(|mut pipe| pipe.read_to_end(&mut bytes));
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// The end of a process: the place and the message of its panic, if it panicked.
fn died(status: ExitStatus, stderr: &str) -> String {
    let mut lines = stderr.lines();
    match lines.find(|line| line.contains("panicked at")) {
        Some(place) => format!("{} {}", place.trim(), lines.next().unwrap_or_default()),
        None => format!("{status}: {}", stderr.lines().last().unwrap_or_default()),
    }
}
