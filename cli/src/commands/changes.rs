//! Compares two generated crates.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use openapi_client_generator::changes::{Changes, Texts};
use openapi_client_generator::text;

use super::{Outcome, finish, print};
use crate::read::shown;
use crate::write;

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  openapi-client-generator changes ../released my-client
  openapi-client-generator changes ../released my-client --check

OLD and NEW are folders of generated crates, such as a checkout of the last release and the working tree. `generate`
says the same about the crate that it replaces.

Exit codes:
  0  done
  1  not done: a folder that can't be read, or a version that doesn't tell of the changes (--check)
  2  wrong usage";

/// The options of `changes`.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// The folder of the earlier crate.
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The folder of the later crate.
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// Print the changes as JSON.
    #[arg(long)]
    pub json: bool,
    /// Fail if the later crate's version doesn't tell Cargo of the changes.
    #[arg(long)]
    pub check: bool,
}

/// Compares, and prints the changes.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    finish(compare(options))
}

fn compare(options: &Options) -> Outcome {
    let (old, new) = (files(&options.old)?, files(&options.new)?);
    let changes = Changes::between(&borrowed(&old), &borrowed(&new));
    let text = if options.json {
        text::json(&changes.json())
    } else {
        text::terminal(&changes.lines(usize::MAX)).into_owned()
    };
    print(&format!("{text}\n"))?;
    match (changes.next(), &changes.later) {
        (Some(next), Some(later)) if options.check && *later < next => Err(format!(
            "the version of `{}` is {later}, and has to be {next} or later",
            shown(&options.new)
        )),
        _ => Ok(String::new()),
    }
}

fn files(folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let files = write::generated(folder).map_err(|error| error.to_string())?;
    if files.is_empty() {
        return Err(format!("`{}` has no generated crate", shown(folder)));
    }
    Ok(files)
}

/// The texts by their paths.
#[must_use]
pub fn borrowed(files: &BTreeMap<String, String>) -> Texts<'_> {
    files
        .iter()
        .map(|(name, text)| (&**name, &**text))
        .collect()
}
