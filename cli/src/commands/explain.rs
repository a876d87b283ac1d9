//! Explains a diagnostic.

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use openapi_client_generator::diagnostic::Code;

use super::{finish, print};
use crate::messages;

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  openapi-client-generator explain W0206
  openapi-client-generator explain --list

Exit codes:
  0  done
  1  standard output can't be written
  2  wrong usage, or an unknown code";

/// The options of `explain`.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// The code, such as `W0206`.
    #[arg(value_parser = messages::code, conflicts_with = "list")]
    pub code: Option<Code>,
    /// List all codes, as without a code.
    #[arg(long)]
    pub list: bool,
}

/// Prints the meaning of a code, or all codes.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    finish(print(&options.code.map_or_else(all, one)))
}

fn one(code: Code) -> String {
    format!(
        "{}\n\n{}\nHelp: {}\n",
        line(code),
        code.explanation(),
        code.entry().hint
    )
}

fn all() -> String {
    let mut codes: Vec<Code> = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.entry().id);
    codes.into_iter().fold(String::new(), |mut text, code| {
        let _ = writeln!(text, "{}", line(code));
        text
    })
}

fn line(code: Code) -> String {
    let entry = code.entry();
    format!("{}[{}]: {}", entry.severity.word(), entry.id, entry.title)
}
