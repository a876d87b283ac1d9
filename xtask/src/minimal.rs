//! `cargo xtask minimal`: checks the client with the lowest versions that its Cargo.toml allows.

#![expect(
    clippy::disallowed_methods,
    reason = "the copy of a manifest is a file"
)]

use std::fs;
use std::path::Path;
use toml::{Table, Value};
use tools::run;

/// Check the client with the lowest versions of its dependencies
#[derive(clap::Args)]
pub struct Arguments {}

/// Resolves and checks a copy of the client outside of the workspace. Asks the registry.
pub fn run(_: &Arguments) -> Result<(), String> {
    let copy = run::cargo_target().join("minimal");
    let client = run::root().join("generated-client");
    let said = |what: &Path, error: std::io::Error| format!("{}: {error}", what.display());
    let text = fs::read_to_string(client.join("Cargo.toml"));
    let text = text.map_err(|error| said(&client, error))?;
    let mut manifest: Table = text.parse().map_err(|error| format!("{error}"))?;
    // They are for hand-written tests, and no caller compiles them.
    manifest.remove("dev-dependencies");
    manifest.insert("workspace".to_owned(), Value::Table(Table::new()));
    manifest.insert("lib".to_owned(), source(&client)?);
    fs::create_dir_all(&copy).map_err(|error| said(&copy, error))?;
    fs::write(copy.join("Cargo.toml"), manifest.to_string()).map_err(|error| said(&copy, error))?;

    let cargo = |arguments: &[&str]| {
        let mut cargo = run::cargo();
        cargo.current_dir(&copy).args(arguments);
        // Stable accepts the option of nightly with this variable.
        cargo.env("RUSTC_BOOTSTRAP", "1");
        cargo.env(
            "CARGO_TARGET_DIR",
            run::cargo_target().join("minimal-target"),
        );
        run::finish(&mut cargo)
    };
    cargo(&["update", "-Z", "direct-minimal-versions"])?;
    cargo(&["check", "--locked", "--all-features"])?;
    cargo(&["check", "--locked", "--no-default-features"])
}

/// The library as a path dependency.
fn source(client: &Path) -> Result<Value, String> {
    let path = fs::canonicalize(client.join("src/lib.rs")).map_err(|error| error.to_string())?;
    let path = path.to_string_lossy().into_owned();
    Ok(Value::Table(Table::from_iter([(
        "path".to_owned(),
        Value::String(path),
    )])))
}
