//! `cargo xtask browser`: compiles the client of `docs/programs` to WebAssembly, and calls a server on loopback with
//! it in Node.js, which has the same `fetch` as browsers.
#![expect(clippy::disallowed_methods, reason = "a program is written and run")]

use clap::Parser;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::generate;
use openapi_client_generator_cli::{read, write};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use tools::run;

/// The target of browsers.
const TARGET: &str = "wasm32-unknown-unknown";
/// The files of the program, and its workspace.
const FILES: [(&str, &str); 4] = [
    ("Cargo.toml", WORKSPACE),
    (
        "program/Cargo.toml",
        include_str!("../program/manifest.toml"),
    ),
    ("program/src/lib.rs", include_str!("../program/lib.rs")),
    ("run.mjs", include_str!("../program/run.mjs")),
];
const WORKSPACE: &str = "[workspace]\nmembers = [\"shop\", \"program\"]\nresolver = \"3\"\n";

/// Call a server from a JavaScript engine, with the client as WebAssembly
#[derive(Parser)]
#[command(name = "cargo xtask browser")]
struct Arguments {}

fn main() -> ExitCode {
    Arguments::parse();
    match browser() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn browser() -> Result<(), String> {
    let workspace = run::cargo_target().join("browser");
    let workspace = std::path::absolute(&workspace).map_err(|error| error.to_string())?;
    client(&workspace.join("shop"))?;
    for (name, text) in FILES {
        put(&workspace.join(name), text)?;
    }
    let lock = fs::read_to_string(run::root().join("Cargo.lock"));
    let lock = lock.map_err(|error| format!("Cargo.lock: {error}"))?;
    put(&workspace.join("Cargo.lock"), &lock)?;

    let mut rustup = Command::new("rustup");
    run::finish(rustup.args(["target", "add", TARGET]))?;
    let mut cargo = run::cargo();
    cargo
        .current_dir(&workspace)
        .args(["build", "--quiet", "--package", "program"]);
    cargo.args(["--target", TARGET, "--target-dir", "target"]);
    run::finish(&mut cargo)?;

    let compiled = workspace
        .join("target")
        .join(TARGET)
        .join("debug/program.wasm");
    let glue = workspace.join("glue");
    let mut bindgen = Command::new(bindgen(&workspace, &lock)?);
    bindgen
        .args(["--target", "nodejs", "--out-dir"])
        .arg(&glue)
        .arg(compiled);
    run::finish(&mut bindgen)?;
    let mut node = Command::new("node");
    run::finish(
        node.arg(workspace.join("run.mjs"))
            .arg(glue.join("program.js")),
    )
}

/// Generates the client.
fn client(folder: &Path) -> Result<(), String> {
    let programs = run::root().join("docs/programs");
    let mut diagnostics = Diagnostics::default();
    let config = read::config(&programs.join("client.toml"), &mut diagnostics);
    let mut source = read::document(&programs.join("openapi.yaml"), &[], &mut diagnostics);
    let output = config
        .zip(source.as_mut())
        .and_then(|(mut config, source)| {
            config.package.name = Some("shop".to_owned());
            generate(source, &config, &mut diagnostics)
        });
    let sources: Vec<_> = source.iter().collect();
    let output = output.ok_or_else(|| diagnostics.render(&sources))?;
    let written = write::write(folder, &output.files, write::Mode::Write);
    written.map(drop).map_err(|error| error.to_string())
}

/// The program that generates the code between JavaScript and WebAssembly, in the version of the library in `lock`:
/// each version reads only its own files.
fn bindgen(workspace: &Path, lock: &str) -> Result<PathBuf, String> {
    let version = lock
        .split_once("name = \"wasm-bindgen\"\nversion = \"")
        .and_then(|(_, rest)| Some(rest.split_once('"')?.0))
        .ok_or("Cargo.lock has no wasm-bindgen")?;
    let folder = workspace.join(format!("bindgen-{version}"));
    let program = folder.join("bin/wasm-bindgen");
    if !program.exists() {
        let mut cargo = run::cargo();
        cargo
            .args(["install", "wasm-bindgen-cli", "--debug", "--version"])
            .arg(version);
        cargo.arg("--root").arg(&folder);
        run::finish(&mut cargo)?;
    }
    Ok(program)
}

fn put(path: &Path, text: &str) -> Result<(), String> {
    let written = match path.parent() {
        Some(folder) => fs::create_dir_all(folder),
        None => Ok(()),
    };
    let written = written.and_then(|()| fs::write(path, text));
    written.map_err(|error| format!("{}: {error}", path.display()))
}
