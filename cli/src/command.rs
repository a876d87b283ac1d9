//! What the command line does, for main and for whoever runs the same from a program of their
//! own: options to exit code, diagnostics to standard error.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use serde_json::Value;

use crate::explain;
use crate::messages::Messages;
use crate::read;
use crate::remote::{Remote, RemoteOptions};
use crate::write::{self, Mode, Staged, Summary};
use openapi_client_generator::config::Config;
use openapi_client_generator::diagnostic::{Code, Diagnostics};
use openapi_client_generator::source::Source;
use openapi_client_generator::{Output, generate, overlay, report, text};

/// The end of each help.
const EXIT_CODES: &str = "\
Exit codes:
  0  done; warnings are possible
  1  not done: errors, denied warnings, or a crate that isn't up to date (--check)
  2  wrong usage";

/// Writes a Rust client crate from an `OpenAPI` document.
#[derive(Debug, Parser)]
#[command(version, about, propagate_version = true, after_help = EXIT_CODES)]
pub struct Command {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Write the crate, or check that it is up to date.
    #[command(after_help = EXIT_CODES)]
    Generate(Box<Options>),
    /// Print the meaning of a diagnostic, an example that gives it, and its correction.
    Explain(explain::Options),
}

/// The options of `generate`.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// The `OpenAPI` document, in YAML or JSON. Files that it refers to are read, too, if they are in its folder.
    pub spec: PathBuf,
    /// The folder of the crate.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// What to generate beyond what the document says.
    #[arg(long, value_name = "client.toml")]
    pub config: Option<PathBuf>,
    /// The name of the crate, over the one in the configuration.
    #[arg(long, value_name = "NAME", value_parser = package_name)]
    pub package: Option<String>,
    /// A folder with files that the document may refer to besides those in its own folder. Can be given several
    /// times.
    #[arg(long, value_name = "DIR")]
    pub allow_dir: Vec<PathBuf>,
    /// Files on servers that the document may refer to.
    #[command(flatten)]
    pub remote: RemoteOptions,
    /// Write nothing, and use no network; fail if the crate isn't up to date.
    #[arg(long, conflicts_with = "update_remote")]
    pub check: bool,
    /// Write a map from the document to the crate's items, as JSON.
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// Write schemas without a type, skipped operations and unused forms of bodies, with the reasons, as JSON.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// How diagnostics are shown, and which warnings fail the run.
    #[command(flatten)]
    pub messages: Messages,
}

/// The rule of client.toml.
fn package_name(name: &str) -> Result<String, String> {
    let checked = text::PackageName::new(name);
    checked.map(|_| name.to_owned()).ok_or_else(|| {
        let hint = Code::PackageName.entry().hint;
        hint.to_owned()
    })
}

impl Command {
    /// Does what was asked: 0 when it is done, 1 when it can't be; clap ends with 2 before.
    #[must_use]
    pub fn run(&self) -> ExitCode {
        match &self.task {
            Task::Generate(options) => run(options),
            Task::Explain(options) => {
                explain::run(options);
                ExitCode::SUCCESS
            }
        }
    }
}

/// Generates, and tells on standard error.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let mut diagnostics = Diagnostics::default();
    let disk = read::Disk {
        allowed: &options.allow_dir,
    };
    let beside = options.config.as_deref().unwrap_or(&options.spec);
    let remote = options.remote.open(&disk, beside, options.check);
    let mut source = read::document_on(&remote, &options.spec, &mut diagnostics);
    let output = source
        .as_mut()
        .and_then(|source| output(source, options, &mut diagnostics));
    let sources: Vec<&Source> = source.iter().collect();
    options.messages.show(&diagnostics, &sources);

    let result = match (&output, &source) {
        (Some(output), Some(source)) if !diagnostics.has_errors() => {
            match options.messages.denied(&diagnostics) {
                Some(denied) => Err(format!("nothing was written: {denied}")),
                None => save(&remote).and_then(|()| finish(output, source, &diagnostics, options)),
            }
        }
        _ => Err("nothing was written".to_owned()),
    };
    // The program is about to end: to take a large document apart, only to give it back, is of no use.
    std::mem::forget((output, source));
    match result {
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

fn output(source: &mut Source, options: &Options, diagnostics: &mut Diagnostics) -> Option<Output> {
    let mut config = match &options.config {
        Some(path) => read::config(path, diagnostics)?,
        None => Config::default(),
    };
    if let Some(package) = &options.package {
        config.package.name = Some(package.clone());
    }
    let disk = read::Disk { allowed: &[] };
    overlay::overlay(source, &disk, &config, diagnostics);
    generate(source, &config, diagnostics)
}

fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "{}", text::terminal(line));
}

/// Keeps the remote files.
fn save(remote: &Remote) -> Result<(), String> {
    remote.save()?.iter().for_each(|line| say(line));
    Ok(())
}

/// Brings the disk up to date, or only compares; gives what to say of it.
fn finish(
    output: &Output,
    source: &Source,
    diagnostics: &Diagnostics,
    options: &Options,
) -> Result<String, String> {
    let mode = if options.check {
        Mode::Check
    } else {
        Mode::Write
    };
    // Staged before the crate is touched: what can fail of it fails while nothing is written.
    let stage = |path: &Path, value: &Value| {
        let staged = Staged::new(path, &format!("{}\n", text::json(value)), mode);
        staged.map_err(|error| error.to_string())
    };
    let map = options
        .map
        .as_deref()
        .map(|path| stage(path, &output.map()));
    let report = options.report.as_deref().map(|path| {
        let report = report::report(&output.ir, source, diagnostics.iter());
        stage(path, &report)
    });
    let beside = [("map", map), ("report", report)];
    let mut staged = Vec::new();
    for (what, file) in beside {
        staged.extend(file.transpose()?.map(|file| (what, file)));
    }
    let summary = write::write(&options.out, &output.files, mode).map_err(|e| e.to_string())?;
    let differs = staged.iter().filter(|(_, file)| !file.is_current());
    let differs: Vec<&str> = differs.map(|(what, _)| *what).collect();
    let out = options.out.display();
    match mode {
        Mode::Check if summary.is_current() && differs.is_empty() => {
            Ok(format!("{out} is up to date"))
        }
        Mode::Check => Err(stale(&summary, &differs, options)),
        Mode::Write => {
            for (_, file) in staged {
                file.commit().map_err(|error| error.to_string())?;
            }
            Ok(written(&summary, options))
        }
    }
}

fn written(summary: &Summary, options: &Options) -> String {
    let out = options.out.display();
    if summary.is_current() {
        return format!("{out} was up to date");
    }
    let (created, changed) = (summary.created.len(), summary.changed.len());
    let removed = summary.removed.len();
    format!("{out}: {created} files created, {changed} changed, {removed} removed")
}

/// What `--check` says where the output is stale: how, and what to run.
fn stale(summary: &Summary, beside: &[&str], options: &Options) -> String {
    let mut command = format!(
        "openapi-client-generator generate {}",
        options.spec.display()
    );
    let mut add = |flag: &str, value: &dyn std::fmt::Display| {
        let _ = write!(command, " {flag} {value}");
    };
    add("--out", &options.out.display());
    if let Some(path) = &options.config {
        add("--config", &path.display());
    }
    if let Some(name) = &options.package {
        add("--package", name);
    }
    for path in &options.allow_dir {
        add("--allow-dir", &path.display());
    }
    for origin in &options.remote.allow_remote {
        add("--allow-remote", origin);
    }
    if let Some(path) = &options.map {
        add("--map", &path.display());
    }
    if let Some(path) = &options.report {
        add("--report", &path.display());
    }
    let mut text = format!("{} is not up to date\n", options.out.display());
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
    let _ = write!(text, "{}run: {command}", summary.diff);
    text
}
