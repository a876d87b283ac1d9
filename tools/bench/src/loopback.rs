//! Calls over loopback with a generated client, compared with the same calls written by hand with reqwest and
//! plain derives of serde: `tools/bench/calls/`, built in the release profile. The server is another process.
#![expect(clippy::disallowed_methods, reason = "a program is written")]

use super::generator::Generator;
use super::results::Calls;
use super::usage::{self, Limits, Usage};
use super::workspace::{Workspace, first_error};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tools::run;

/// The files of the program.
const PROGRAM: [(&str, &str); 4] = [
    ("main.rs", include_str!("../calls/main.rs")),
    ("generated.rs", include_str!("../calls/generated.rs")),
    ("by_hand.rs", include_str!("../calls/by_hand.rs")),
    ("server.rs", include_str!("../calls/server.rs")),
];
/// The manifest of the program. Both clients use the reqwest of the generated crate, without TLS, which loopback
/// doesn't need.
const MANIFEST: &str = r#"[package]
name = "calls"
version = "0.0.0"
edition = "2024"

[dependencies]
pilots = { path = "../library", default-features = false, features = ["reqwest", "stream"] }
bytes = "1"
futures-core = "0.3"
memchr = "2"
reqwest = { version = "0.13", default-features = false, features = ["json", "multipart", "query", "stream"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", features = ["rt", "net", "time"] }
"#;
/// The name of the generated crate in the program.
pub const PACKAGE: &str = "pilots";
/// The folder of the program's crate, and its name.
const NAME: &str = "calls";

/// The kinds of calls: the name in the program, and the words for readers.
pub const KINDS: [(&str, &str); 4] = [
    ("small", "10,000 small calls"),
    ("stream", "a stream of 200 MB in lines of JSON"),
    ("upload", "a form with a file of 2 GB, from a stream"),
    ("download", "a file of 2 GB"),
];

/// The words for a kind.
pub fn title(kind: &str) -> &str {
    let mut kinds = KINDS.iter();
    kinds
        .find(|(name, _)| *name == kind)
        .map_or(kind, |(_, title)| title)
}

/// Builds the program with the client of `generator`.
pub fn build(generator: &Generator, workspace: &Workspace) -> Result<(), String> {
    let text = |error: io::Error| error.to_string();
    workspace.clear().map_err(text)?;
    let said = workspace.folder.join("generator.log");
    let mut command = generator.command(&document(), &workspace.library(), PACKAGE);
    command.stderr(File::create(&said).map_err(text)?);
    finish(&mut command, workspace.patience(), &said)?;
    workspace.write().map_err(text)?;
    write(&workspace.folder.join(NAME)).map_err(text)?;
    let said = workspace.folder.join("cargo.log");
    let mut cargo = workspace
        .cargo(&["build", "--release"], &said)
        .map_err(text)?;
    cargo.args(["--package", NAME]);
    finish(&mut cargo, workspace.patience(), &said).map(drop)
}

fn document() -> std::path::PathBuf {
    run::root().join("tools/bench/calls/openapi.yaml")
}

fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("Cargo.toml"), MANIFEST)?;
    for (name, text) in PROGRAM {
        fs::write(folder.join("src").join(name), text)?;
    }
    Ok(())
}

/// Makes all calls once more with both clients in turn, and adds the usage of the client's process.
pub fn measure(workspace: &Workspace, limits: Limits, calls: &mut Calls) -> Result<(), String> {
    let program = workspace.binary(NAME);
    let server = Server::start(&program).map_err(|error| error.to_string())?;
    for (kind, _) in KINDS {
        let took = |who| client(&program, [who, kind, &server.url], workspace, limits);
        let pair = (took("generated")?, took("by-hand")?);
        calls.rows.entry(kind.to_owned()).or_default().push(pair);
    }
    Ok(())
}

fn client(
    program: &Path,
    arguments: [&str; 3],
    workspace: &Workspace,
    limits: Limits,
) -> Result<Usage, String> {
    let said = workspace.folder.join("client.log");
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null());
    command.stderr(File::create(&said).map_err(|error| error.to_string())?);
    finish(&mut command, limits, &said)
}

/// Waits for a process that must succeed.
fn finish(command: &mut Command, limits: Limits, said: &Path) -> Result<Usage, String> {
    let ended = usage::run(command, limits).map_err(|error| error.to_string())?;
    if ended.status.success() {
        Ok(ended.usage)
    } else {
        Err(ended.limit.unwrap_or_else(|| first_error(said)))
    }
}

/// The server process, which ends when this is dropped.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    fn start(program: &Path) -> io::Result<Self> {
        let mut command = Command::new(program);
        command
            .arg("server")
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        let mut server = Self {
            process: command.spawn()?,
            url: String::new(),
        };
        if let Some(said) = server.process.stdout.take() {
            BufReader::new(said).read_line(&mut server.url)?;
        }
        server.url.truncate(server.url.trim_end().len());
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // An error means that the process has ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(test)]
mod tests {
    use crate::workspace::LIBRARY;
    use openapi_client_generator::config::Config;
    use openapi_client_generator::diagnostic::Diagnostics;
    use openapi_client_generator::generate;
    use openapi_client_generator_cli::read;

    #[test]
    fn the_document_needs_no_guess() {
        let mut diagnostics = Diagnostics::default();
        let mut source = read::document(&super::document(), &[], &mut diagnostics).unwrap();
        generate(&mut source, &Config::default(), &mut diagnostics).unwrap();
        assert_eq!(diagnostics.render(&[&source]), "");
    }

    #[test]
    fn the_program_finds_the_library() {
        let path = format!("path = \"../{LIBRARY}\"");
        assert!(super::MANIFEST.contains(&path));
    }
}
