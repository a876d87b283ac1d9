//! The machine of the figures, and the command that took them.
#![expect(clippy::disallowed_methods, reason = "Linux tells of itself in files")]

use serde::{Deserialize, Serialize};
use std::process::Command;
use std::{env, fs, thread};
use tools::run;

/// The machine of the figures, with the time and the command.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    pub processor: String,
    pub cores: usize,
    pub memory: String,
    pub system: String,
    pub compiler: String,
    pub date: String,
    pub command: String,
}

impl Machine {
    /// The current machine.
    pub fn this() -> Self {
        let arguments: Vec<String> = env::args().skip(1).collect();
        Self {
            processor: line("/proc/cpuinfo", "model name", ':'),
            cores: thread::available_parallelism().map_or(0, std::num::NonZero::get),
            memory: gigabytes(&line("/proc/meminfo", "MemTotal", ':')),
            system: format!(
                "{}, Linux {}",
                line("/etc/os-release", "PRETTY_NAME", '=').trim_matches('"'),
                said(Command::new("uname").arg("-r"))
            ),
            compiler: said(
                Command::new("rustc")
                    .arg("--version")
                    .current_dir(run::root()),
            ),
            date: said(Command::new("date").args(["-u", "+%Y-%m-%d"])),
            command: format!("cargo xtask bench {}", arguments.join(" ")),
        }
    }
}

/// The value behind `key` in a file of keys and values.
fn line(path: &str, key: &str, separator: char) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(key));
    let value = line.and_then(|line| Some(line.split_once(separator)?.1.trim().to_owned()));
    value.unwrap_or_else(|| "unknown".to_owned())
}

/// `24605464 kB` in gigabytes.
fn gigabytes(memory: &str) -> String {
    let kilobytes = memory.split(' ').next().and_then(|text| text.parse().ok());
    kilobytes.map_or(memory.to_owned(), |kilobytes: f64| {
        format!("{:.1} GB", kilobytes * 1024.0 / 1e9)
    })
}

/// The output of a program in one line.
fn said(command: &mut Command) -> String {
    let output = command.output().map(|output| output.stdout);
    let text = String::from_utf8_lossy(&output.unwrap_or_default())
        .trim()
        .to_owned();
    if text.is_empty() {
        "unknown".to_owned()
    } else {
        text
    }
}
