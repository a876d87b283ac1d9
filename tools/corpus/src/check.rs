//! The outputs as members of one throw-away workspace, checked by clippy with its default lints and by
//! rustdoc.
#![expect(clippy::disallowed_methods, reason = "a workspace is written")]

use super::examples::program;
use super::row::{CHECK, Row};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs, io};

/// The lock file of the project: the outputs are compiled with its versions.
const LOCK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.lock");

/// The number of a crate's messages that are shown in full.
const SHOWN: usize = 8;

/// The number of crates that are documented in one folder. rustdoc reads its data of the other crates
/// there and writes it again with the next: for the 64 of a large corpus, six gigabytes for each crate.
const DOCUMENTED: usize = 4;

/// Compiles all outputs and their docs; the messages of the compiler, clippy and rustdoc are noted in the
/// rows.
pub fn check(rows: &mut [Row], workspace: &Path, jobs: usize) -> Result<(), String> {
    let generated = rows.iter().filter(|row| row.is_generated());
    let packages: Vec<_> = generated.map(|row| row.package.as_str()).collect();
    if packages.is_empty() {
        return Ok(());
    }
    let mut said = messages(workspace, &["clippy"], &packages, jobs)?;
    for packages in packages.chunks(DOCUMENTED) {
        clear(&workspace.join("target/doc"))?;
        for (library, messages) in messages(workspace, &["doc", "--no-deps"], packages, jobs)? {
            said.entry(library).or_default().extend(messages);
        }
    }
    for row in rows.iter_mut().filter(|row| row.is_generated()) {
        let library = row.package.replace('-', "_");
        if let Some(messages) = said.get(&library) {
            let errors = messages.iter().filter(|message| message.is_error).count();
            let summary = format!("{errors} errors, {} warnings", messages.len() - errors);
            row.fail(CHECK, summary, details(messages));
        }
    }
    Ok(())
}

fn clear(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(format!("{}: {error}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Makes the outputs, and the programs for their examples, members of the workspace.
pub fn prepare(rows: &[Row], workspace: &Path) -> Result<(), String> {
    let generated = rows.iter().filter(|row| row.is_generated());
    let members: Vec<_> = generated
        .flat_map(|row| {
            let program = (row.examples + row.made > 0).then(|| program::name(&row.package));
            std::iter::once(row.package.clone()).chain(program)
        })
        .map(|name| format!("{name:?}"))
        .collect();
    write(workspace, &members.join(", "))
        .map_err(|error| format!("{}: {error}", workspace.display()))
}

fn write(workspace: &Path, members: &str) -> io::Result<()> {
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{members}]\n\n[profile.dev]\ndebug = false\n"
    );
    fs::create_dir_all(workspace)?;
    fs::write(workspace.join("Cargo.toml"), manifest)?;
    fs::copy(LOCK, workspace.join("Cargo.lock"))?;
    // Without the settings for our own code.
    fs::write(workspace.join("clippy.toml"), "")
}

/// Cargo in the workspace, with the target directory that all members share.
pub fn cargo(workspace: &Path, command: &str, jobs: usize) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .args([command, "--no-default-features", "--keep-going"])
        .args(["--jobs", &jobs.to_string()])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("CLIPPY_CONF_DIR", workspace);
    cargo
}

/// A message of the compiler, clippy or rustdoc.
struct Message {
    is_error: bool,
    lint: String,
    rendered: String,
}

/// The messages, by the library's name. Warnings stay warnings, so that they can be distinguished from
/// errors: both fail the check.
fn messages(
    workspace: &Path,
    command: &[&str],
    packages: &[&str],
    jobs: usize,
) -> Result<BTreeMap<String, Vec<Message>>, String> {
    let mut cargo = cargo(workspace, command[0], jobs)
        .args(&command[1..])
        .arg("--message-format=json")
        .args(packages.iter().flat_map(|name| ["--package", *name]))
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cargo doesn't start: {error}"))?;
    let mut said: BTreeMap<String, Vec<Message>> = BTreeMap::new();
    let mut artifacts = 0;
    for line in cargo
        .stdout
        .take()
        .into_iter()
        .flat_map(|stdout| BufReader::new(stdout).lines())
    {
        let line = line.map_err(|error| error.to_string())?;
        let Ok(value) = serde_json::from_str::<Value>(&line) else {
            continue;
        };
        artifacts += usize::from(value["reason"] == "compiler-artifact");
        if let Some((library, message)) = message(&value) {
            said.entry(library).or_default().push(message);
        }
    }
    let status = cargo.wait().map_err(|error| error.to_string())?;
    if !status.success() && said.is_empty() {
        return Err(format!(
            "cargo {} failed after {artifacts} crates ({status}), in {}",
            command[0],
            workspace.display()
        ));
    }
    Ok(said)
}

fn message(value: &Value) -> Option<(String, Message)> {
    let message = &value["message"];
    let level = message["level"].as_str()?;
    // A message without a place only counts the others.
    let spans = message["spans"].as_array()?;
    if spans.is_empty() || !matches!(level, "error" | "warning") {
        return None;
    }
    let library = value["target"]["name"].as_str()?.to_owned();
    let lint = message["code"]["code"].as_str().unwrap_or("syntax");
    let message = Message {
        is_error: level == "error",
        lint: lint.to_owned(),
        rendered: message["rendered"].as_str()?.to_owned(),
    };
    Some((library, message))
}

/// The number of messages with each code, and the first message of each.
fn details(messages: &[Message]) -> String {
    let mut by_lint: BTreeMap<(bool, &str), Vec<&Message>> = BTreeMap::new();
    for message in messages {
        let key = (!message.is_error, message.lint.as_str());
        by_lint.entry(key).or_default().push(message);
    }
    let mut text = String::new();
    for ((_, lint), messages) in &by_lint {
        let _ = writeln!(text, "{lint}: {}", messages.len());
    }
    for messages in by_lint.values().take(SHOWN) {
        text.extend(messages.first().map(|first| first.rendered.as_str()));
    }
    text
}
