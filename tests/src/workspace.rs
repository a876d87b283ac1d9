//! Emitted crates as members of one throw-away workspace: what they depend on is built once, and
//! each tool runs once.
#![expect(clippy::disallowed_methods, reason = "a workspace is written")]

use crate::stub;
use openapi_client_generator::Output;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// The folder of an emitted crate with the copied runtime: the same in each case, and tested in a
/// package of its own.
pub const COPIED: &str = "src/runtime/";

/// The lock file of the project: the members are compiled with the versions that it names.
const LOCK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");

/// A workspace of emitted crates.
pub struct Workspace {
    folder: PathBuf,
    /// Whether the bodies of the runtime are left out.
    is_stubbed: bool,
}

impl Workspace {
    /// The workspace in `folder`, which need not exist, of crates that are checked and never run.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self {
            folder,
            is_stubbed: true,
        }
    }

    /// The same of crates that are run.
    pub fn running(folder: impl Into<PathBuf>) -> Self {
        Self {
            is_stubbed: false,
            ..Self::new(folder)
        }
    }

    /// Runs cargo in the workspace.
    ///
    /// # Errors
    ///
    /// What cargo printed, when it fails.
    pub fn cargo(&self, arguments: &[&str]) -> Result<(), String> {
        let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CLIPPY_CONF_DIR", &self.folder)
            // What is compiled is compiled once: keeping its parts for the next time costs more.
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .output()
            .map_err(|error| format!("cargo doesn't start: {error}"))?;
        if output.status.success() {
            return Ok(());
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        Err(format!(
            "in {}: cargo {}\n{errors}",
            self.folder.display(),
            arguments.join(" ")
        ))
    }

    /// Writes the packages as members, and removes all others. A file that didn't change is not
    /// touched, so that cargo skips it.
    ///
    /// # Errors
    ///
    /// When the folder can't be written.
    pub fn write(&self, packages: &[(String, Output)]) -> io::Result<()> {
        let mut wanted = BTreeSet::new();
        let mut runtime: BTreeMap<&str, String> = BTreeMap::new();
        for (package, output) in packages {
            for (path, text) in &output.files {
                let file = self.folder.join(package).join(path);
                if self.is_stubbed && path.starts_with(COPIED) {
                    // The same in every case.
                    if !runtime.contains_key(path.as_str()) {
                        runtime.insert(path, stub::stub(text).map_err(io::Error::other)?);
                    }
                    write(&file, &runtime[path.as_str()])?;
                } else {
                    write(&file, text)?;
                }
                wanted.insert(file);
            }
        }
        let members: Vec<_> = packages
            .iter()
            .map(|(package, _)| format!("{package:?}"))
            .collect();
        let members = members.join(", ");
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
        write(&self.folder.join("Cargo.toml"), &manifest)?;
        write(&self.folder.join("Cargo.lock"), &fs::read_to_string(LOCK)?)?;
        // Nothing of the settings that our own code is held to.
        write(&self.folder.join("clippy.toml"), "")?;
        for path in self.files()? {
            if !wanted.contains(&path) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    /// Every file of every member.
    fn files(&self) -> io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    if path != self.folder.join("target") {
                        folders.push(path);
                    }
                } else if folder != self.folder {
                    found.push(path);
                }
            }
        }
        Ok(found)
    }
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}
