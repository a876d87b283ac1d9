//! `cargo xtask package`: the archives for a registry are complete.

#![expect(
    clippy::disallowed_methods,
    reason = "the archives are unpacked into files"
)]

use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::{env, fs, io};
use toml::Table;
use tools::run;

/// Pack the library and the command, and build them outside of the project
#[derive(clap::Args)]
pub struct Arguments {
    /// Ask no registry: their dependencies have been downloaded before
    #[arg(long)]
    offline: bool,
}

const LIBRARY: &str = "openapi-client-generator";
const COMMAND: &str = "openapi-client-generator-cli";

/// All packages of the project have one version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Packs both, unpacks them outside of the project, and lets the command that is built there compare its output with
/// the project's client.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let offline = arguments.offline.then_some("--offline");
    let mut cargo = run::cargo();
    // The steps below replace cargo's verification.
    cargo.args(["package", "--quiet", "--no-verify", "--allow-dirty"]);
    cargo.args(["--package", LIBRARY, "--package", COMMAND]);
    run::finish(cargo.args(offline))?;

    let outside = env::temp_dir().join(format!("openapi-client-generator-{}", process::id()));
    let built = unpack(&outside).and_then(|()| build(&outside, offline));
    let removed = fs::remove_dir_all(&outside).map_err(|error| said(&outside, &error));
    let program = built?;
    removed?;

    let root = run::root();
    let mut command = Command::new(program);
    command.current_dir(&root);
    command.args([
        "generate",
        "spec/openapi.yaml",
        "--config",
        "spec/client.toml",
    ]);
    run::finish(command.args(["--out", "generated-client", "--check"]))
}

/// The unpacked packages as a workspace, in which the command finds the library beside it.
fn unpack(outside: &Path) -> Result<(), String> {
    fs::create_dir_all(outside).map_err(|error| said(outside, &error))?;
    for name in [LIBRARY, COMMAND] {
        let archive = run::cargo_target().join(format!("package/{name}-{VERSION}.crate"));
        let mut tar = Command::new("tar");
        // With the current time: all files of an archive have one time, by which cargo would mistake them for those
        // of the last run.
        run::finish(tar.arg("-xzmf").arg(archive).arg("-C").arg(outside))?;
    }
    let written = fs::write(outside.join("Cargo.toml"), manifest()?);
    written.map_err(|error| said(outside, &error))?;
    // With the versions that the project is tested with.
    let lock = fs::copy(run::root().join("Cargo.lock"), outside.join("Cargo.lock"));
    lock.map_err(|error| said(outside, &error))?;
    Ok(())
}

fn manifest() -> Result<String, String> {
    let path = run::root().join("Cargo.toml");
    let text = fs::read_to_string(&path).map_err(|error| said(&path, &error))?;
    let root: Table = text.parse().map_err(|error| format!("{error}"))?;
    // With these profiles, dependencies that are already built are not built again.
    let mut profile = Table::new();
    profile.extend(
        root.get("profile")
            .map(|it| ("profile".to_owned(), it.clone())),
    );
    Ok(format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"{LIBRARY}-{VERSION}\", \"{COMMAND}-{VERSION}\"]\n\n\
         [patch.crates-io]\n{LIBRARY} = {{ path = \"{LIBRARY}-{VERSION}\" }}\n\n{profile}"
    ))
}

/// Builds the command, and returns the path of the program.
fn build(outside: &Path, offline: Option<&str>) -> Result<PathBuf, String> {
    let target = run::cargo_target();
    let target = std::path::absolute(&target).map_err(|error| said(&target, &error))?;
    let mut cargo = run::cargo();
    cargo.current_dir(outside).env("CARGO_TARGET_DIR", &target);
    cargo.args(["build", "--quiet", "--package", COMMAND]);
    run::finish(cargo.args(offline))?;
    Ok(target
        .join("debug")
        .join(LIBRARY)
        .with_extension(env::consts::EXE_EXTENSION))
}

fn said(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}
