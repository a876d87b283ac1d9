//! Writes the crate.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde_json::Value;

use super::changes::borrowed;
use super::{Outcome, finish, say};
use crate::input::{Input, Keep, Opened};
use crate::messages::Messages;
use crate::progress::Progress;
use crate::read::{self, shown};
use crate::write::{self, MANIFEST, Mode, Over, Staged, Summary};
use openapi_client_generator::diagnostic::Code;
use openapi_client_generator::source::Source;
use openapi_client_generator::{Output, decide, report, spell, text};

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  openapi-client-generator generate openapi.yaml --out my-client
  openapi-client-generator generate openapi.yaml --out my-client --config client.toml
  openapi-client-generator generate openapi.yaml --out my-client --check
  curl https://example.com/openapi.json | openapi-client-generator generate - --out my-client

Files that were written by hand stay, in DIR and in the place of a map or report. After an error, an earlier crate
stays as it was.

Exit codes:
  0  done; warnings are possible
  1  not done: errors, denied warnings, or a crate that isn't up to date (--check)
  2  wrong usage";

/// The most changes that are shown; `changes` shows all.
const MOST_CHANGES: usize = 30;

/// The options of `generate`.
#[derive(Debug, Clone, Default, Args)]
pub struct Options {
    /// The document.
    #[command(flatten)]
    pub input: Input,
    /// The folder of the crate.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The name of the crate, over the one in the configuration.
    #[arg(long, value_name = "NAME", value_parser = package_name)]
    pub package: Option<String>,
    /// Write nothing, and use no network; fail if the crate isn't up to date.
    #[arg(long, conflicts_with = "update_remote")]
    pub check: bool,
    /// Write a map from the document to the crate's items, as JSON.
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// Write schemas without a type, skipped operations and unused forms of bodies, with the reasons, as JSON.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

/// The rule of client.toml for names. A name that is too long for crates.io is a warning there, beside others about
/// publishing; here, nothing else would tell it.
fn package_name(name: &str) -> Result<String, String> {
    match text::PackageName::fault(name) {
        None if name.len() > text::PackageName::LONGEST => Err(format!(
            "the name has more than {} letters, which crates.io refuses",
            text::PackageName::LONGEST
        )),
        None => Ok(name.to_owned()),
        Some(fault) => Err(format!("{fault}; {}", Code::PackageName.entry().hint)),
    }
}

/// Generates, and reports on standard error.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let messages = &options.input.messages;
    let progress = Progress::start(messages, "reading");
    let keep = if options.check {
        Keep::Nothing
    } else {
        Keep::Fetched
    };
    let mut opened = options.input.open_with(keep);
    let output = output(&mut opened, options, &progress);
    drop(progress);
    if let Some(path) = options.input.settings_unread() {
        let path = shown(&path);
        say(&format!(
            "note: `{path}` isn't read; `--config {path}` reads it"
        ));
    }
    let shown = opened.show(messages);
    let told = shown.and_then(|()| sought(&opened, messages));
    let outcome = match (&output, &opened.source, told) {
        (Some(output), Some(source), Ok(())) => {
            let _progress = Progress::start(messages, "writing");
            write(output, source, &opened, options)
        }
        (_, _, Err(Some(denied))) => Err(format!("nothing was written: {denied}")),
        _ => Err("nothing was written".to_owned()),
    };
    // The program is about to end: freeing a large document would only take time.
    std::mem::forget((output, opened));
    finish(outcome)
}

/// Refuses to deny a lint that isn't looked for.
fn sought(opened: &Opened, messages: &Messages) -> Result<(), Option<String>> {
    let looks_for_lints = opened.config.as_ref().is_none_or(|config| config.lints);
    match messages.denied_lint().filter(|_| !looks_for_lints) {
        None => Ok(()),
        Some(lint) => Err(Some(format!(
            "`{lint}` is a lint, which `generate` looks for with `lints = true` in client.toml"
        ))),
    }
}

fn output(opened: &mut Opened, options: &Options, progress: &Progress) -> Option<Output> {
    let (source, config) = (opened.source.as_mut()?, opened.config.as_mut()?);
    if let Some(package) = &options.package {
        config.package.name = Some(package.clone());
    }
    progress.stage("resolving");
    let ir = decide(source, config, &mut opened.diagnostics);
    progress.stage("generating");
    spell(ir?, &mut opened.diagnostics)
}

/// Updates the disk, or only compares; returns the outcome.
fn write(output: &Output, source: &Source, opened: &Opened, options: &Options) -> Outcome {
    let mode = if options.check {
        Mode::Check
    } else {
        Mode::Write
    };
    distinct(output, options)?;
    // Staged before the crate is written: an error here changes nothing.
    let stage = |path: &Path, value: &Value| {
        opened.protect(path)?;
        let text = format!("{}\n", text::json(value));
        let is_own = |head: &[u8]| is_alike(head, value);
        let staged = Staged::new(path, text.as_bytes(), mode, Over::Own(&is_own));
        staged.map_err(|error| error.to_string())
    };
    let map = options
        .map
        .as_deref()
        .map(|path| stage(path, &output.map()));
    let report = options.report.as_deref().map(|path| {
        let report = report::report(&output.ir, source, opened.diagnostics.iter());
        stage(path, &report)
    });
    // After an error, the folders that were created last are removed first.
    let beside = [("report", report), ("map", map)];
    let mut staged = Vec::new();
    for (what, file) in beside {
        staged.extend(file.transpose()?.map(|file| (what, file)));
    }
    // A pipe or a device can fail half way, so the crate comes after it.
    let is_stream = |(_, file): &mut (_, Staged)| file.is_stream();
    for (_, stream) in staged.extract_if(.., is_stream) {
        stream.commit().map_err(|error| error.to_string())?;
    }
    let summary = write::write(&options.out, &output.files, mode).map_err(|e| e.to_string())?;
    let differs = staged.iter().rev().filter(|(_, file)| !file.is_current());
    let differs: Vec<&str> = differs.map(|(what, _)| *what).collect();
    let out = shown(&options.out);
    match mode {
        Mode::Check if summary.is_current() && differs.is_empty() => {
            Ok(format!("{out} is up to date"))
        }
        Mode::Check => Err(stale(
            &summary,
            &differs,
            options,
            &changes(&summary, output),
        )),
        Mode::Write => {
            for (_, file) in staged {
                file.commit().map_err(|error| error.to_string())?;
            }
            Ok(written(&summary, options) + &changes(&summary, output))
        }
    }
}

/// The changes since the earlier crate for the programs that use it, on lines of their own; empty for the first crate.
fn changes(summary: &Summary, output: &Output) -> String {
    let replaces = |name: &String| name.as_str() != MANIFEST;
    if !summary.changed.iter().chain(&summary.removed).any(replaces) {
        return String::new();
    }
    let mut earlier = borrowed(&output.files);
    for name in &summary.created {
        earlier.remove(name.as_str());
    }
    earlier.extend(borrowed(&summary.earlier));
    format!("\n{}", output.changes(&earlier).lines(MOST_CHANGES))
}

/// Refuses outputs of which one would take the place of another.
fn distinct(output: &Output, options: &Options) -> Result<(), String> {
    let out = read::real(&options.out);
    let names = output.files.keys().map(String::as_str).chain([MANIFEST]);
    let files: Vec<PathBuf> = names.map(|name| out.join(name)).collect();
    let meet = |one: &Path, other: &Path| one.starts_with(other) || other.starts_with(one);
    for path in options.map.iter().chain(&options.report) {
        let place = read::real(path);
        if files.iter().any(|file| meet(file, &place)) {
            let path = shown(path);
            return Err(format!("`{path}` belongs to the crate; give another file"));
        }
    }
    match (&options.map, &options.report) {
        (Some(map), Some(report)) if meet(&read::real(map), &read::real(report)) => {
            let (map, report) = (shown(map), shown(report));
            Err(format!(
                "the map, `{map}`, and the report, `{report}`, can't have one place; give another file for one"
            ))
        }
        _ => Ok(()),
    }
}

/// Whether a file begins like `value`, with the same first member: then it is a map or report of an earlier run.
fn is_alike<'h>(head: &'h [u8], value: &Value) -> bool {
    let members = value.as_object().map(|members| members.keys());
    let Some(first) = members.and_then(|mut names| names.next()) else {
        return false;
    };
    let name = text::json_line(&Value::from(first.as_str()));
    let mut tokens = ["{", &name, ":"].into_iter();
    let after =
        |head: &'h [u8], token: &str| head.trim_ascii_start().strip_prefix(token.as_bytes());
    tokens.try_fold(head, after).is_some()
}

fn written(summary: &Summary, options: &Options) -> String {
    let out = shown(&options.out);
    if summary.is_current() {
        return format!("{out} was up to date");
    }
    let (created, changed) = (summary.created.len(), summary.changed.len());
    let removed = summary.removed.len();
    format!("{out}: {created} files created, {changed} changed, {removed} removed")
}

/// The message of `--check` about stale output: the differences, and the command that writes the output.
fn stale(summary: &Summary, beside: &[&str], options: &Options, changes: &str) -> String {
    let mut command = format!(
        "openapi-client-generator generate {}",
        shown(&options.input.spec)
    );
    let mut add = |flag: &str, value: &dyn std::fmt::Display| {
        let _ = write!(command, " {flag} {value}");
    };
    add("--out", &shown(&options.out));
    if let Some(path) = &options.input.config {
        add("--config", &shown(path));
    }
    if let Some(name) = &options.package {
        add("--package", name);
    }
    for path in &options.input.allow_dir {
        add("--allow-dir", &shown(path));
    }
    for origin in &options.input.remote.allow_remote {
        add("--allow-remote", origin);
    }
    if let Some(path) = &options.map {
        add("--map", &shown(path));
    }
    if let Some(path) = &options.report {
        add("--report", &shown(path));
    }
    let mut text = format!("{} is not up to date\n", shown(&options.out));
    for (what, names) in [
        ("missing", &summary.created),
        ("differs", &summary.changed),
        ("left over", &summary.removed),
    ] {
        for name in names {
            let _ = writeln!(text, "  {what}: {name}");
        }
    }
    for what in beside {
        let _ = writeln!(text, "  differs: the {what}");
    }
    if let Some(changes) = changes.strip_prefix('\n') {
        let _ = writeln!(text, "{changes}");
    }
    let _ = write!(text, "{}run: {command}", summary.diff);
    text
}
