//! Processes, as Linux tells of them.
#![expect(clippy::disallowed_methods, reason = "Linux tells of memory in files")]

use std::fs;

/// A figure that Linux gives of a process, in megabytes.
#[must_use]
pub fn status(process: &str, key: &str) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = text.lines().find(|line| line.starts_with(key))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024)
}
