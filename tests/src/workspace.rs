//! Emitted crates as members of one throw-away workspace: their dependencies are built once, and
//! each tool runs once.
#![expect(clippy::disallowed_methods, reason = "a workspace is written")]

use crate::stub;
use openapi_client_generator::Output;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::{env, fs, io};

/// The folder of an emitted crate with its parts of the runtime, which is tested in a package of its own.
pub const COPIED: &str = "src/runtime/";

/// The lock file of the project: the members are compiled with the versions that it names.
const LOCK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");

/// A workspace of emitted crates.
pub struct Workspace(PathBuf);

/// A member of a workspace.
pub struct Package {
    /// Its name, which is that of its folder.
    pub name: String,
    /// Its files, by path.
    pub files: BTreeMap<String, String>,
}

impl Package {
    /// A crate as it is emitted.
    #[must_use]
    pub fn whole(name: &str, output: &Output) -> Self {
        Self {
            name: name.to_owned(),
            files: output.files.clone(),
        }
    }

    /// A crate whose copy of the runtime has no function bodies.
    ///
    /// # Errors
    ///
    /// When a file of the runtime is not Rust.
    pub fn stubbed(name: &str, output: &Output) -> io::Result<Self> {
        let files = output.files.iter().map(|(path, text)| {
            let text = if path.starts_with(COPIED) {
                stub(text)?
            } else {
                text.clone()
            };
            Ok((path.clone(), text))
        });
        Ok(Self {
            name: name.to_owned(),
            files: files.collect::<io::Result<_>>()?,
        })
    }
}

/// The stub of a file. Most cases have the same ones.
fn stub(text: &str) -> io::Result<String> {
    static STUBS: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());
    let mut stubs = STUBS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(stub) = stubs.get(text) {
        return Ok(stub.clone());
    }
    let stub = stub::stub(text).map_err(io::Error::other)?;
    stubs.insert(text.to_owned(), stub.clone());
    Ok(stub)
}

impl Workspace {
    /// The workspace in `folder`, which need not exist.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    /// Runs cargo in the workspace.
    ///
    /// # Errors
    ///
    /// The output of cargo, when it fails.
    pub fn cargo(&self, arguments: &[&str]) -> Result<(), String> {
        let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(arguments)
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", self.0.join("target"))
            .env("CLIPPY_CONF_DIR", &self.0)
            // Each crate is compiled once: keeping its parts for the next time costs more.
            .env("CARGO_INCREMENTAL", "0")
            // Nobody debugs it: a quarter of the time goes into what a debugger reads.
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .output()
            .map_err(|error| format!("cargo doesn't start: {error}"))?;
        if output.status.success() {
            return Ok(());
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        let printed = String::from_utf8_lossy(&output.stdout);
        Err(format!(
            "in {}: cargo {}\n{printed}{errors}",
            self.0.display(),
            arguments.join(" ")
        ))
    }

    /// Writes the packages as members, and removes all others. A file that didn't change is not
    /// touched, so that cargo skips it.
    ///
    /// # Errors
    ///
    /// When the folder can't be written.
    pub fn write(&self, packages: &[Package]) -> io::Result<()> {
        let mut wanted = BTreeSet::new();
        for package in packages {
            for (path, text) in &package.files {
                let file = self.0.join(&package.name).join(path);
                write(&file, text)?;
                wanted.insert(file);
            }
        }
        let members: Vec<_> = packages
            .iter()
            .map(|package| format!("{:?}", package.name))
            .collect();
        let members = members.join(", ");
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
        write(&self.0.join("Cargo.toml"), &manifest)?;
        write(&self.0.join("Cargo.lock"), &fs::read_to_string(LOCK)?)?;
        // Nothing of the settings that our own code is held to.
        write(&self.0.join("clippy.toml"), "")?;
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
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    if path != self.0.join("target") {
                        folders.push(path);
                    }
                } else if folder != self.0 {
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
