//! The commands, one file each: their options, the end of their help, and their work.

pub mod bundle;
pub mod changes;
pub mod check;
pub mod completions;
pub mod explain;
pub mod generate;
pub mod init;

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use clap::CommandFactory;
use clap::error::ErrorKind;
use openapi_client_generator::text;

use crate::command::Command;
use crate::input::Opened;
use crate::write::{Mode, Over, Staged};

/// The outcome of a command: its last message.
type Outcome = Result<String, String>;

/// Writes the file of a command; returns whether it was up to date. Refuses files of the input, and without `force`
/// any other file with content.
fn write(out: &Path, text: &str, force: bool, opened: &Opened) -> Result<bool, String> {
    opened.protect(out)?;
    let over = if force { Over::Any } else { Over::Nothing };
    let staged = Staged::new(out, text.as_bytes(), Mode::Write, over);
    let staged = staged.map_err(|error| error.to_string())?;
    let is_current = staged.is_current();
    staged.commit().map_err(|error| error.to_string())?;
    Ok(is_current)
}

/// Prints the outcome, and returns its exit code.
fn finish(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(report) => {
            say(&report);
            ExitCode::SUCCESS
        }
        Err(report) => {
            say(&format!("error: {report}"));
            ExitCode::FAILURE
        }
    }
}

/// Prints a message that is not a diagnostic.
pub fn say(line: &str) {
    if !line.is_empty() {
        let _ = writeln!(anstream::stderr(), "{}", text::terminal(line));
    }
}

/// Prints the output of a command for programs.
fn print(output: &str) -> Outcome {
    // Colours are for diagnostics: text for programs stays unchanged.
    let mut out = std::io::stdout().lock();
    let written = out.write_all(output.as_bytes()).and_then(|()| out.flush());
    match written {
        // The reader has enough, as `head` may have.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(unprinted(&error)),
        _ => Ok(String::new()),
    }
}

/// The message of output for programs that can't be written.
#[must_use]
pub fn unprinted(error: &io::Error) -> String {
    format!("standard output can't be written: {error}")
}

/// Refuses a combination of options that clap can't check.
fn wrong_usage(message: &str) -> ExitCode {
    let error = Command::command().error(ErrorKind::ArgumentConflict, message);
    let _ = error.print();
    ExitCode::from(2)
}
