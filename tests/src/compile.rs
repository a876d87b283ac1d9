//! What is emitted compiles, and neither clippy nor rustdoc finds fault with it.
//!
//! All cases become the members of one throw-away workspace, so that each tool runs once and what
//! they depend on is built once.
#![expect(clippy::disallowed_methods, reason = "the harness writes a workspace")]

use crate::case::Case;
use crate::snapshots::COPIED;
use crate::stub;
use openapi_client_generator::Output;
use openapi_client_generator::ir::Feature;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// Cargo makes this folder for tests; it stays between runs.
const WORKSPACE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/golden");

/// The lock file of the project: the cases are compiled with the versions that it names.
const LOCK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");

/// The groups whose documentation is looked at: those in which texts and names of the document are
/// odd, and those that are full of links. To document all of them would take longer than it tells.
const DOCUMENTED: [&str; 6] = [
    "case-docs-",
    "case-names-",
    "case-responses-",
    "case-text-",
    "case-unions-",
    "case-choices-",
];

/// Fails when what is emitted for one of the cases doesn't pass.
pub fn check(cases: &[Case]) -> Result<(), String> {
    let workspace = Path::new(WORKSPACE);
    let (mut packages, mut failures) = (Vec::new(), Vec::new());
    for case in cases {
        match case.try_generate() {
            Ok(generated) => {
                packages.extend(generated.output.map(|output| (case.package(), output)));
            }
            Err(failure) => failures.push(failure),
        }
    }
    write_workspace(workspace, &packages).map_err(|error| format!("{WORKSPACE}: {error}"))?;
    // The other features choose transports, which no emitted line depends on.
    let tags: Vec<String> = packages
        .iter()
        .flat_map(|(name, output)| tags(name, output))
        .collect();
    let all = tags.join(",");
    let common = ["--no-default-features", "--keep-going", "--quiet"];
    let lints = ["--", "-Dwarnings", "-Wclippy::pedantic", "-Wmissing_docs"];
    let clippy = ["clippy", "--workspace", "--features", &all];
    failures.extend(cargo(workspace, &[&clippy, &common[..], &lints].concat()).err());
    failures.extend(parts(&packages).filter_map(|(package, feature)| {
        let clippy = ["clippy", "--package", package, "--features", feature];
        cargo(workspace, &[&clippy, &common[..], &lints].concat()).err()
    }));
    let documented = packages.iter().map(|(package, _)| package.as_str());
    let documented = documented.filter(|package| DOCUMENTED.iter().any(|d| package.starts_with(d)));
    let mut rustdoc = [&["doc", "--no-deps"], &common[..]].concat();
    rustdoc.extend(documented.flat_map(|package| ["--package", package]));
    failures.extend(cargo(workspace, &rustdoc).err());
    if failures.is_empty() {
        Ok(())
    } else {
        Err(failures.join("\n"))
    }
}

/// The features of tags, as those of a package in a workspace.
fn tags(package: &str, output: &Output) -> Vec<String> {
    let features = output.ir.features().into_iter();
    features
        .map(|feature| format!("{package}/{feature}"))
        .collect()
}

/// What can be compiled of the packages with features for tags: each alone, and none.
fn parts(packages: &[(String, Output)]) -> impl Iterator<Item = (&str, &str)> {
    let packages = packages
        .iter()
        .map(|(name, output)| (name, output.ir.features()));
    let packages = packages.filter(|(_, features)| !features.is_empty());
    packages.flat_map(|(name, features)| {
        let one = features.into_iter().map(Feature::as_str).chain([""]);
        one.map(move |feature| (name.as_str(), feature))
    })
}

fn cargo(workspace: &Path, arguments: &[&str]) -> Result<(), String> {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(arguments)
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .env("CLIPPY_CONF_DIR", workspace)
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
        workspace.display(),
        arguments.join(" ")
    ))
}

/// Writes what the cases give; what didn't change is not touched, so that cargo skips it.
fn write_workspace(workspace: &Path, packages: &[(String, Output)]) -> io::Result<()> {
    let mut wanted = BTreeSet::new();
    let mut runtime: BTreeMap<&str, String> = BTreeMap::new();
    for (package, output) in packages {
        for (path, text) in &output.files {
            let file = workspace.join(package).join(path);
            if path.starts_with(COPIED) {
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
    write(&workspace.join("Cargo.toml"), &manifest)?;
    write(&workspace.join("Cargo.lock"), &fs::read_to_string(LOCK)?)?;
    // Nothing of the settings that our own code is held to.
    write(&workspace.join("clippy.toml"), "")?;
    for path in files_in(workspace)? {
        if !wanted.contains(&path) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
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

/// Every file of every member.
fn files_in(workspace: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![workspace.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                if path != workspace.join("target") {
                    folders.push(path);
                }
            } else if folder != workspace {
                found.push(path);
            }
        }
    }
    Ok(found)
}
