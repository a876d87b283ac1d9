//! The program that makes the calls, as a member of the throw-away workspace of its client.
#![expect(clippy::disallowed_methods, reason = "a workspace is written")]

use crate::calls::Call;
use crate::client::Client;
use crate::values::ident;
use openapi_client_generator::ir::{Crate, SchemeKind};
use openapi_client_generator_cli::write::{self, Mode};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};
use tools::run;

/// The common text of all programs; the calls follow.
const MAIN: &str = r#"#![allow(dead_code, unused_imports, deprecated, reason = "each document uses a part")]

use mocked::runtime::wire::{self, Wire};
use mocked::runtime::*;
use mocked::{Client, operations, types};
use std::error::Error;
use std::future::Future;
use std::pin::Pin;

const CONTENT: &str = "content";

type Failure = Box<dyn Error>;
type Made<'a> = Pin<Box<dyn Future<Output = Result<(), Failure>> + 'a>>;

fn value<T: Wire>(json: &str) -> Result<T, serde_json::Error> {
    wire::deserialize(&mut serde_json::Deserializer::from_str(json))
}

fn main() -> Result<(), Failure> {
    let url = std::env::args().nth(1).ok_or("no URL")?;
    let client = client(&url)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    for (number, call) in CALLS {
        match runtime.block_on(call(&client)) {
            Ok(()) => println!("{number}\t"),
            Err(error) => println!("{number}\t{}", error.to_string().replace('\n', " ")),
        }
    }
    Ok(())
}
"#;

/// Writes and compiles the program of a document; returns its path.
pub fn build(
    client: &Client,
    calls: &[Call],
    package: &str,
    workspace: &Path,
    jobs: usize,
) -> Result<PathBuf, String> {
    let name = format!("{package}-driver");
    let files = &client.output.files;
    write::write(&workspace.join(package), files, Mode::Write)
        .map_err(|error| error.to_string())?;
    let manifest = format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         mocked = {{ package = {package:?}, path = \"../{package}\", default-features = false, \
         features = [\"reqwest\"] }}\nserde_json = \"1\"\n\
         tokio = {{ version = \"1\", features = [\"net\", \"rt\", \"time\"] }}\n"
    );
    let program = program(&client.output.ir, calls);
    let written: BTreeMap<PathBuf, String> = [
        (workspace.join("Cargo.toml"), members(package, &name)),
        (workspace.join(&name).join("Cargo.toml"), manifest),
        (workspace.join(&name).join("src/main.rs"), program),
    ]
    .into();
    for (path, text) in &written {
        update(path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let lock = workspace.join("Cargo.lock");
    fs::copy(run::root().join("Cargo.lock"), &lock)
        .map_err(|error| format!("{}: {error}", lock.display()))?;
    let target = workspace.join("target");
    let mut cargo = run::cargo();
    cargo
        .args([
            "build",
            "--quiet",
            "--package",
            &name,
            "--jobs",
            &jobs.to_string(),
        ])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_INCREMENTAL", "0");
    run::finish(&mut cargo)?;
    Ok(target.join("debug").join(name))
}

/// The workspace has one client at a time; the common dependencies stay compiled.
fn members(package: &str, driver: &str) -> String {
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{package:?}, {driver:?}]\n\n\
         [profile.dev]\ndebug = false\n"
    )
}

/// Writes a file with other contents.
fn update(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).ok().as_deref() == Some(text) {
        return Ok(());
    }
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, text)
}

fn program(krate: &Crate, calls: &[Call]) -> String {
    let mut text = MAIN.to_owned();
    let mut builder =
        "mocked::Client::builder().base_url(url).retry(RetryPolicy::none())".to_owned();
    for scheme in &krate.schemes {
        if let Some(setter) = &scheme.setter {
            let arguments = match scheme.kind {
                SchemeKind::Basic => "\"user\", \"secret\"",
                _ => "\"secret\"",
            };
            let _ = write!(builder, ".{}({arguments})", ident(setter.as_str()));
        }
    }
    let _ = write!(
        text,
        "\nfn client(url: &str) -> Result<Client, Failure> {{\n    Ok({builder}.build()?)\n}}\n\n\
         type Call = for<'a> fn(&'a Client) -> Made<'a>;\n\nconst CALLS: &[(usize, Call)] = &[\n"
    );
    let made = calls.iter().enumerate();
    let made = made.filter_map(|(index, call)| Some((index, call.expression.as_ref().ok()?)));
    for (index, _) in made.clone() {
        let _ = writeln!(text, "    ({index}, call_{index}),");
    }
    text.push_str("];\n");
    for (index, expression) in made {
        let _ = write!(
            text,
            "\nfn call_{index}(client: &Client) -> Made<'_> {{\n    Box::pin(async move {{\n        \
             {expression}.send_raw().await?;\n        Ok(())\n    }})\n}}\n"
        );
    }
    text
}

/// Makes the calls; returns the client's messages about failed calls.
pub fn run(driver: &Path, port: u16) -> Result<BTreeMap<usize, String>, String> {
    let output = Command::new(driver)
        .arg(format!("http://127.0.0.1:{port}"))
        .output()
        .map_err(|error| format!("{}: {error}", driver.display()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the calls ended with {}: {said}", output.status));
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let lines = said.lines().filter_map(|line| line.split_once('\t'));
    let failed = lines.filter(|(_, message)| !message.is_empty());
    let failed =
        failed.filter_map(|(number, message)| Some((number.parse().ok()?, message.to_owned())));
    Ok(failed.collect())
}
