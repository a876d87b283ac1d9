//! `cargo xtask tidy`: the rules for our own code that no other tool checks.
#![expect(
    clippy::disallowed_methods,
    reason = "our own code is what is looked at"
)]

mod limits;
mod names;
mod paths;
mod promises;
mod sizes;
mod stages;
mod texts;

use std::path::{Path, PathBuf};
use std::{fs, io};
use tools::run;

/// Check our own code: sizes, the direction of imports, names
#[derive(clap::Args)]
pub struct Arguments {
    /// The number of the longest files and functions to print
    #[arg(long, default_value_t = 5)]
    longest: usize,
}

/// A hand-written file of Rust.
struct File {
    /// Its path from the root of the project, with `/`.
    path: String,
    text: String,
}

/// Folders with hand-written Rust. The golden cases check generated code.
const HAND_WRITTEN: [&str; 9] = [
    "cli",
    "generator",
    "generated-client/examples",
    "generated-client/tests",
    "tests/runtime",
    "tests/src",
    "tools",
    "xtask/src",
    "spec",
];

/// Prints the largest files and functions, and fails with every breach of a rule.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let root = run::root();
    let mut files = Vec::new();
    for folder in HAND_WRITTEN {
        collect(&root, &root.join(folder), &mut files)
            .map_err(|error| format!("{folder}: {error}"))?;
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut faults = sizes::check(&files, arguments.longest);
    faults.extend(stages::check(&files));
    faults.extend(names::check(&files));
    faults.extend(texts::check(&files));
    faults.extend(paths::check(&root));
    faults.extend(promises::check(&root, &files));
    faults.extend(limits::check(&root, &files));
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\n"))
    }
}

/// Adds the Rust files below `folder`, if it exists.
fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "target") {
                collect(root, &path, files)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(File {
                path: relative(root, &path),
                text: fs::read_to_string(&path)?,
            });
        }
    }
    Ok(())
}

fn relative(root: &Path, path: &Path) -> String {
    let path: PathBuf = path.strip_prefix(root).unwrap_or(path).to_owned();
    path.to_string_lossy().replace('\\', "/")
}
