//! The progress: a bar on a terminal, a line for each figure elsewhere.

use super::usage::Outcome;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};

/// The progress of the figures.
pub struct Progress(ProgressBar);

impl Progress {
    /// Begins with `length` figures ahead.
    pub fn new(length: usize) -> Self {
        if !io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let style = ProgressStyle::with_template("{bar:30} {percent} % {elapsed} {wide_msg}");
        let style = style.unwrap_or(ProgressStyle::default_bar());
        Self(ProgressBar::new(length as u64).with_style(style))
    }

    /// Shows the current work.
    pub fn doing(&self, what: &str) {
        self.0.set_message(what.to_owned());
    }

    /// Shows the outcome of a figure.
    pub fn took(&self, what: &str, outcome: &Outcome) {
        let line = match outcome {
            Outcome::Took(usage) => {
                format!("{what}: {:.2} s, {:.0} MB", usage.cpu, usage.memory)
            }
            Outcome::Exceeded(_, limit) => format!("{what}: more than {limit}"),
            Outcome::Failed(error) => format!("{what}: {error}"),
        };
        self.tell(&line);
        self.0.inc(1);
    }

    /// Prints a line that stays visible.
    pub fn tell(&self, line: &str) {
        if self.0.is_hidden() {
            eprintln!("{line}");
        } else {
            self.0.println(line);
        }
    }

    /// Skips figures that aren't needed.
    pub fn skip(&self, number: usize) {
        self.0.inc(number as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
