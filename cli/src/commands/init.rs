//! Writes a first client.toml.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use clap::builder::{PathBufValueParser, TypedValueParser as _};
use openapi_client_generator::config::Config;
use openapi_client_generator::{decide, init};

use super::{finish, print, write, wrong_usage};
use crate::input::{Input, Keep, Opened, folder};
use crate::messages::Messages;
use crate::progress::Progress;
use crate::read::shown;
use crate::remote::RemoteOptions;

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  openapi-client-generator init openapi.yaml
  openapi-client-generator init openapi.yaml --out settings/pets.toml
  openapi-client-generator init openapi.yaml --out - | less

The file has the package's name, and as comments: names, types for formats, pages, headers, the warnings of the
document. Without --force, only an empty file, a pipe or a device is written to; a file with the same contents stays.

Exit codes:
  0  done
  1  not done: errors in the document, or a file that exists with other contents
  2  wrong usage";

/// The options of `init`.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// The OpenAPI document, in YAML or JSON, or `-` for standard input.
    pub spec: PathBuf,
    /// A folder with files that the document may refer to besides those in its own folder. Can be repeated.
    #[arg(long, value_name = "DIR", value_parser = PathBufValueParser::new().try_map(folder))]
    pub allow_dir: Vec<PathBuf>,
    /// Files on servers that the document may refer to.
    #[command(flatten)]
    pub remote: RemoteOptions,
    /// The file to write, or `-` for standard output.
    #[arg(short, long, value_name = "FILE", default_value = "client.toml")]
    pub out: PathBuf,
    /// Write over an existing file. Files that are read, and lock files, are never written over.
    #[arg(long)]
    pub force: bool,
}

/// Writes the file, and reports on standard error.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let is_printed = options.out.as_os_str() == "-";
    if options.force && is_printed {
        return wrong_usage("`--force` is for files: nothing is written over on standard output");
    }
    let input = Input {
        spec: options.spec.clone(),
        allow_dir: options.allow_dir.clone(),
        remote: options.remote.clone(),
        ..Input::default()
    };
    let keep = if is_printed {
        Keep::Fetched
    } else {
        Keep::Beside(&options.out)
    };
    let progress = Progress::start(&input.messages, "reading");
    let mut opened = input.open_with(keep);
    progress.stage("resolving");
    let text = text(&mut opened);
    drop(progress);
    let Some(text) = text else {
        // The file has the warnings.
        let _ = opened.show(&Messages::default());
        return finish(Err("nothing was written".to_owned()));
    };
    finish(opened.tell_kept().and_then(|()| {
        if is_printed {
            print(&text)
        } else {
            let written = write(&options.out, &text, options.force, &opened);
            let out = shown(&options.out);
            written.map(|_| format!("{out}: written; `--config {out}` reads it"))
        }
    }))
}

fn text(opened: &mut Opened) -> Option<String> {
    let source = opened.source.as_mut()?;
    let root = source.root.clone();
    let ir = decide(source, &Config::default(), &mut opened.diagnostics)?;
    Some(init::init(&ir, &root, &opened.diagnostics))
}
