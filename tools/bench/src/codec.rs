//! Decoding and encoding with generated types, compared with hand-written types with plain derives of
//! serde: `tools/bench/codec/program.rs`, built with each generator's output, in the release profile.
#![expect(clippy::disallowed_methods, reason = "a program is written")]

use super::generator::Generator;
use super::results::Codec;
use super::usage::{self, Limits};
use super::workspace::{self, Workspace, first_error};
use serde_json::Value;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use tools::run;

const PROGRAM: &str = include_str!("../codec/program.rs");
/// The folder of the program's crate.
const CODEC: &str = "codec";
/// The dependency on the benchmark's library, for the program alone.
const CRITERION: &str = "criterion = { version = \"0.8\", default-features = false }";

/// The path of the document.
pub fn document() -> std::path::PathBuf {
    run::root().join("tools/bench/codec/openapi.yaml")
}

/// Builds the program with the output of `generator` for the document.
pub fn build(generator: &Generator, workspace: &Workspace, limits: Limits) -> Result<(), String> {
    let text = |error: std::io::Error| error.to_string();
    workspace.clear().map_err(text)?;
    let said = workspace.folder.join("generator.log");
    let out = workspace.library();
    let mut command = generator.command(&document(), &out, &workspace.package);
    command.stderr(File::create(&said).map_err(text)?);
    if !usage::run(&mut command, limits)
        .map_err(text)?
        .status
        .success()
    {
        return Err(first_error(&said));
    }
    generator.complete(&out, &workspace.package).map_err(text)?;
    workspace.write().map_err(text)?;
    let mut dependencies = workspace.dependency();
    dependencies.extend(workspace::path(
        "harbour",
        &run::root().join("tools/bench/codec"),
    ));
    dependencies.extend(toml::from_str::<toml::Table>(CRITERION).unwrap_or_default());
    for name in ["serde", "serde_json"] {
        dependencies.insert(name.to_owned(), toml::Value::String("1".to_owned()));
    }
    let (types, json) = generator.types(&workspace.library_name());
    workspace
        .add(CODEC, "src/main.rs", PROGRAM, dependencies)
        .map_err(text)?;
    let module = workspace.folder.join(CODEC).join("src/types.rs");
    let types = format!(
        "pub use {types}::Schedule;\n\n\
         pub fn send(value: &Schedule) -> Vec<u8> {{\n    {json}.expect(\"JSON\")\n}}\n"
    );
    fs::write(module, types).map_err(text)?;

    let said = workspace.folder.join("cargo.log");
    let mut cargo = workspace
        .cargo(&["build", "--release"], &said)
        .map_err(text)?;
    cargo.args(["--package", &program(workspace)]);
    let ended = usage::run(&mut cargo, limits).map_err(text)?;
    if ended.status.success() {
        Ok(())
    } else {
        Err(ended.limit.unwrap_or_else(|| first_error(&said)))
    }
}

fn program(workspace: &Workspace) -> String {
    format!("{}-{CODEC}", workspace.package)
}

/// Runs the program once more, and adds its figures.
pub fn measure(workspace: &Workspace, limits: Limits, codec: &mut Codec) -> Result<(), String> {
    let text = |error: std::io::Error| error.to_string();
    let figures = workspace.folder.join("figures");
    let (told, said) = (
        workspace.folder.join("size"),
        workspace.folder.join("program.log"),
    );
    let mut command = Command::new(workspace.binary(&program(workspace)));
    command
        .arg(&figures)
        .stdin(Stdio::null())
        .stdout(File::create(&told).map_err(text)?)
        .stderr(File::create(&said).map_err(text)?);
    let ended = usage::run(&mut command, limits).map_err(text)?;
    if !ended.status.success() {
        return Err(ended.limit.unwrap_or_else(|| first_error(&said)));
    }
    let said = fs::read_to_string(&told).map_err(text)?;
    // The line stands among those of criterion.
    let (bytes, turns) = said
        .lines()
        .find_map(|line| {
            let (bytes, turns) = line.split_once(' ')?;
            Some((bytes.parse().ok()?, turns.parse().ok()?))
        })
        .ok_or("the program did not say what it measured")?;
    codec.bytes = bytes;
    for (what, pairs) in [
        ("decode", &mut codec.decode),
        ("encode", &mut codec.encode),
        ("send", &mut codec.send),
    ] {
        pairs.push(middle(&figures, what, turns)?);
    }
    Ok(())
}

/// The figures of the turn whose ratio is the median of all turns.
fn middle(figures: &Path, what: &str, turns: usize) -> Result<(f64, f64), String> {
    let mut pairs = (0..turns)
        .map(|turn| {
            let read = |who: &str| nanoseconds(&figures.join(format!("{what}-{who}-{turn}")));
            Ok((read("generated")?, read("by-hand")?))
        })
        .collect::<Result<Vec<_>, String>>()?;
    pairs.sort_by(|a, b| (a.0 / a.1).total_cmp(&(b.0 / b.1)));
    let middle = pairs.get(pairs.len() / 2);
    middle
        .copied()
        .ok_or_else(|| "nothing was measured".to_owned())
}

/// The median in a folder of criterion.
fn nanoseconds(folder: &Path) -> Result<f64, String> {
    let path = folder.join("new/estimates.json");
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = fs::read_to_string(&path).map_err(|error| told(&error))?;
    let value: Value = serde_json::from_str(&text).map_err(|error| told(&error))?;
    let median = value["median"]["point_estimate"].as_f64();
    median.ok_or_else(|| told(&"it has no median"))
}

#[cfg(test)]
mod tests {
    use openapi_client_generator::config::Config;
    use openapi_client_generator::diagnostic::Diagnostics;
    use openapi_client_generator::generate;
    use openapi_client_generator_cli::read;

    #[test]
    fn the_document_needs_no_guess() {
        let mut diagnostics = Diagnostics::default();
        let mut source = read::document(&super::document(), &[], &mut diagnostics).unwrap();
        let output = generate(&mut source, &Config::default(), &mut diagnostics).unwrap();
        assert_eq!(diagnostics.render(&[&source]), "");
        let types = &output.files["src/types.rs"];
        let harbour = include_str!("../codec/src/lib.rs");
        for line in harbour
            .lines()
            .filter(|line| line.starts_with("pub struct "))
        {
            assert!(types.contains(line), "{line}");
        }
    }
}
