//! The outputs as members of one throw-away workspace, under clippy with its default lints.
#![expect(clippy::disallowed_methods, reason = "a workspace is written")]

use super::row::{CHECK, Row};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs, io};

/// The lock file of the project: what is generated is compiled with the versions that it names.
const LOCK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");

/// How many of a crate's messages are shown in full.
const SHOWN: usize = 8;

/// Compiles all that was generated; what the compiler and clippy say is noted in the rows.
pub fn check(rows: &mut [Row], workspace: &Path, jobs: usize) -> Result<(), String> {
    let packages: Vec<_> = rows
        .iter()
        .filter(|row| row.is_generated())
        .map(|row| row.package.as_str())
        .collect();
    if packages.is_empty() {
        return Ok(());
    }
    prepare(workspace, &packages).map_err(|error| format!("{}: {error}", workspace.display()))?;
    let said = clippy(workspace, jobs)?;
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

fn prepare(workspace: &Path, packages: &[&str]) -> io::Result<()> {
    let members: Vec<_> = packages.iter().map(|name| format!("{name:?}")).collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    fs::write(workspace.join("Cargo.toml"), manifest)?;
    fs::copy(LOCK, workspace.join("Cargo.lock"))?;
    // Nothing of the settings that our own code is held to.
    fs::write(workspace.join("clippy.toml"), "")
}

/// Something that the compiler or clippy said.
struct Message {
    is_error: bool,
    lint: String,
    rendered: String,
}

/// What was said, by the library's name. Warnings stay warnings, so that the two can be told apart:
/// each of them fails the check.
fn clippy(workspace: &Path, jobs: usize) -> Result<BTreeMap<String, Vec<Message>>, String> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["clippy", "--workspace", "--no-default-features"])
        .args(["--keep-going", "--message-format=json"])
        .args(["--jobs", &jobs.to_string()])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("CLIPPY_CONF_DIR", workspace)
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
            "cargo clippy failed after {artifacts} crates ({status}), in {}",
            workspace.display()
        ));
    }
    Ok(said)
}

fn message(value: &Value) -> Option<(String, Message)> {
    let message = &value["message"];
    let level = message["level"].as_str()?;
    // Without a place, it only counts the others.
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

/// How often each code was said, and the first message of each.
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
