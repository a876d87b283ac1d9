//! The figures of a process in `/proc`.
#![expect(
    clippy::disallowed_methods,
    reason = "Linux describes a process in files"
)]

use std::fs;
use std::time::Duration;

/// A figure of Linux about a process, in megabytes.
#[must_use]
pub fn status(process: &str, key: &str) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = text.lines().find(|line| line.starts_with(key))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024)
}

/// The processor time of a process and its threads; `None` without `/proc`.
#[must_use]
pub fn cpu(process: u32) -> Option<Duration> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name, which can hold any character, ends at the last parenthesis; user and system time are
    // the 14th and 15th field (proc(5)), in hundredths of a second.
    let (_, fields) = text.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(11);
    let mut next = || times.next()?.parse::<u64>().ok();
    Some(Duration::from_millis(10 * (next()? + next()?)))
}
