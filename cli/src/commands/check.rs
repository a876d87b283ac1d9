//! Diagnoses a document.

use std::process::ExitCode;

use clap::Args;

use super::{Outcome, finish, wrong_usage};
use crate::input::{Input, Keep, Opened};
use crate::progress::Progress;
use crate::remote::Since;
use crate::watch;

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  openapi-client-generator check openapi.yaml
  openapi-client-generator check openapi.yaml --config client.toml --deny-warnings
  openapi-client-generator check openapi.yaml --message-format sarif > check.sarif
  openapi-client-generator check openapi.yaml --watch

Copies of remote files and their lock file are written all the same.

Exit codes:
  0  a crate can be generated; warnings are possible
  1  it can't: errors, or denied warnings
  2  wrong usage";

/// The options of `check`.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// The document.
    #[command(flatten)]
    pub input: Input,
    /// Check again whenever a file changes that was read, until Ctrl-C.
    #[arg(long)]
    pub watch: bool,
}

/// Checks, and reports on standard error.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let since = Since::default();
    if !options.watch {
        return finish(check(&options.input, &since, true).1);
    }
    if options.input.is_standard() {
        return wrong_usage("standard input can't be watched: `--watch` takes a file");
    }
    watch::watch(|| {
        let (opened, outcome) = check(&options.input, &since, false);
        let _ = finish(outcome);
        opened.seen
    })
}

fn check(input: &Input, since: &Since, is_last: bool) -> (Opened, Outcome) {
    let progress = Progress::start(&input.messages, "reading");
    let mut opened = input.open_since(Keep::Fetched, since);
    progress.stage("checking");
    if let (Some(source), Some(config)) = (&mut opened.source, &opened.config) {
        let checked = openapi_client_generator::check(source, config, &mut opened.diagnostics);
        if is_last {
            // The program is about to end: freeing a large model would only take time.
            std::mem::forget(checked);
        }
    }
    drop(progress);
    let spec = input.name();
    let outcome = match opened.show(&input.messages) {
        Ok(()) => Ok(format!("{spec}: a crate can be generated")),
        Err(None) => Err(format!("{spec}: no crate can be generated")),
        Err(Some(denied)) => Err(format!("{spec}: {denied}")),
    };
    (opened, outcome)
}
