//! The programs of `docs/programs`, each compiled as it stands there, against a server on loopback.
#![expect(clippy::disallowed_methods, reason = "the harness reads the programs")]

use golden::case::Case;
use golden::workspace::{Package, Workspace};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const WORKSPACE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/programs");
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/programs");

/// The most lines of a program, without its first comment.
const LONGEST: usize = 25;

const MANIFEST: &str = r#"[package]
name = "programs"
version = "0.0.0"
edition = "2024"

[dependencies]
shop = { path = "../shop", default-features = false, features = ["reqwest"] }
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
"#;

/// Fails when one of the programs doesn't compile, is too long, or gives another result than it says.
pub fn check(_: &[Case]) -> Result<(), String> {
    let read = |name: &str| fs::read_to_string(Path::new(FOLDER).join(name));
    let mut files = BTreeMap::from([
        ("Cargo.toml".to_owned(), MANIFEST.to_owned()),
        (
            "tests/all.rs".to_owned(),
            include_str!("../programs/shop.rs").to_owned(),
        ),
    ]);
    for entry in fs::read_dir(FOLDER).map_err(|error| error.to_string())? {
        let name = entry.map_err(|error| error.to_string())?.file_name();
        let name = name.to_string_lossy();
        if name.ends_with(".rs") {
            let text = read(&name).map_err(|error| error.to_string())?;
            let lines = text.lines().filter(|line| !line.starts_with("//!")).count();
            if lines > LONGEST {
                return Err(format!("{name} has {lines} lines"));
            }
            files.insert(format!("src/bin/{name}"), text);
        }
    }
    let case = Case {
        name: "docs/programs".to_owned(),
        folder: FOLDER.into(),
        document: "openapi.yaml",
        text: read("openapi.yaml").map_err(|error| error.to_string())?,
        files: BTreeMap::new(),
        options: read("client.toml").ok(),
        program: None,
        twin: None,
    };
    let output = case.try_generate()?.output;
    let output = output.ok_or("the document of the programs gives nothing")?;
    let programs = Package {
        name: "programs".to_owned(),
        files,
    };
    let workspace = Workspace::new(WORKSPACE);
    workspace
        .write(&[Package::whole("shop", &output), programs])
        .map_err(|error| format!("{WORKSPACE}: {error}"))?;
    workspace.cargo(&["test", "--package", "programs", "--quiet"])
}
