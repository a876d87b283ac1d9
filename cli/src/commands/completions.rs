//! The completions of a shell.

use std::process::ExitCode;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{finish, print};
use crate::command::Command;

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  openapi-client-generator completions bash > ~/.local/share/bash-completion/completions/openapi-client-generator
  openapi-client-generator completions zsh > ~/.zfunc/_openapi-client-generator
  openapi-client-generator completions fish > ~/.config/fish/completions/openapi-client-generator.fish

Exit codes:
  0  done
  1  standard output can't be written
  2  wrong usage";

/// The options of `completions`.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// The shell.
    pub shell: Shell,
}

/// Prints the completions.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let mut command = Command::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut command, name, &mut script);
    finish(print(&String::from_utf8_lossy(&script)))
}
