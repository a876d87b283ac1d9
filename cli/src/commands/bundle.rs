//! Writes a document as one file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use openapi_client_generator::config::Config;
use openapi_client_generator::source::MAX_BYTES;
use openapi_client_generator::{Diagnostics, decide, openapi};

use super::{finish, print, say, write, wrong_usage};
use crate::input::{Input, Opened};
use crate::progress::Progress;
use crate::read::shown;

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  openapi-client-generator bundle api/openapi.yaml > bundled.yaml
  openapi-client-generator bundle swagger.json -o openapi.json
  openapi-client-generator bundle openapi.yaml --config client.toml -o corrected.yaml --force

Warnings are those of reading and upgrading the document. With --deny-warnings or --deny, all warnings of `generate`
are looked for before the file is written.

Overlays are those of client.toml: generate from the bundled document without them. Content without a use for the
generator, such as extensions, is kept. Where a document of 2.0 was bundled, client.toml has to name the places of
3.x. The same crate is generated from the bundled document.
JSON that would have more than 64 MiB, which is the most that `generate` reads, has no line breaks.
Without --force, only an empty file, a pipe or a device is written to; a file with the same contents stays.

Exit codes:
  0  done; warnings are possible
  1  not done: errors, denied warnings, or a file that exists with other contents
  2  wrong usage";

/// The options of `bundle`.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// The document.
    #[command(flatten)]
    pub input: Input,
    /// The file to write; standard output without it.
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write over an existing file. Files that are read, and lock files, are never written over.
    #[arg(long, requires = "out")]
    pub force: bool,
    /// The notation; without it, JSON for a file that ends with `.json`, and YAML for any other.
    #[arg(long, value_name = "NOTATION", value_enum)]
    pub format: Option<Notation>,
}

/// A notation of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Notation {
    /// YAML
    Yaml,
    /// JSON
    Json,
}

impl Options {
    fn notation(&self) -> Notation {
        let extension = self.out.as_deref().and_then(Path::extension);
        let is_json = extension.is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        let by_name = if is_json {
            Notation::Json
        } else {
            Notation::Yaml
        };
        self.format.unwrap_or(by_name)
    }
}

/// Bundles, and reports on standard error.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let messages = &options.input.messages;
    if options.out.is_none() && messages.are_for_programs() {
        return wrong_usage(
            "the document and the diagnostics would both be on standard output: give `--out FILE`",
        );
    }
    if let Some(lint) = messages.denied_lint() {
        return wrong_usage(&format!(
            "`{lint}` is a lint, which only `check` and `generate` look for"
        ));
    }
    let progress = Progress::start(messages, "reading");
    let mut opened = options.input.open();
    progress.stage("bundling");
    let text = text(&mut opened, options.notation());
    if text.is_some() && messages.deny_any() {
        progress.stage("checking");
        diagnose(&mut opened);
    }
    drop(progress);
    let remark = text.as_deref().and_then(|text| too_large(text.len()));
    let outcome = match (text, opened.show(messages)) {
        (Some(text), Ok(())) => match &options.out {
            Some(out) => write(out, &text, options.force, &opened).map(|is_current| {
                let was = if is_current {
                    "was up to date"
                } else {
                    "written"
                };
                format!("{}: {was}", shown(out))
            }),
            None => print(&text),
        },
        (_, Err(Some(denied))) => Err(format!("nothing was written: {denied}")),
        _ => Err("nothing was written".to_owned()),
    };
    if let (Ok(_), Some(remark)) = (&outcome, remark) {
        say(&remark);
    }
    finish(outcome)
}

/// Says of a document with this many bytes that it can't be read again, if so.
fn too_large(bytes: usize) -> Option<String> {
    (bytes > MAX_BYTES).then(|| {
        format!(
            "warning: the bundled document has {bytes} bytes, and `generate` reads up to {MAX_BYTES}; JSON may be smaller"
        )
    })
}

/// Reports all warnings of the document, which the caller denies. Bundling itself meets few of them, and most of them
/// take far longer.
fn diagnose(opened: &mut Opened) {
    let (Some(source), Some(config)) = (&mut opened.source, &opened.config) else {
        return;
    };
    let config = Config {
        lints: false,
        ..config.clone()
    };
    // The program is about to end: freeing a large model would only take time.
    std::mem::forget(decide(source, &config, &mut opened.diagnostics));
}

fn text(opened: &mut Opened, notation: Notation) -> Option<String> {
    let (source, config) = (opened.source.as_ref()?, opened.config.as_ref()?);
    if opened.diagnostics.has_errors() {
        return None;
    }
    // Places of the upgrade mean nothing to later stages.
    let mut losses = Diagnostics::default();
    let newest = openapi::newest(source, &mut losses);
    opened.diagnostics.add(losses);
    opened.diagnostics.leave_out(&config.allow, source);
    newest.map(|newest| match notation {
        Notation::Yaml => newest.yaml(),
        Notation::Json => newest.json(),
    })
}

#[cfg(test)]
mod tests {
    use super::{MAX_BYTES, too_large};

    #[test]
    fn a_document_that_cannot_be_read_again_is_told_of() {
        assert_eq!(too_large(MAX_BYTES), None);
        assert_eq!(
            too_large(MAX_BYTES + 1).as_deref(),
            Some(
                "warning: the bundled document has 67108865 bytes, and `generate` reads up to 67108864; JSON may be \
                 smaller"
            )
        );
    }
}
