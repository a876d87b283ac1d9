//! The size of a generator's output.
#![expect(clippy::disallowed_methods, reason = "generated crates are read")]

use super::generator::Generator;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::{fs, io};

/// The size of a generator's output.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    /// Lines of Rust.
    pub total: usize,
    /// Lines of Rust without the support code that is the same in every output.
    pub own: usize,
    /// Files of Rust without the support code.
    pub files: usize,
    /// Lines of the longest file.
    pub longest: usize,
}

/// Counts the crate at `out`.
pub fn count(generator: &Generator, out: &Path) -> io::Result<Lines> {
    let mut lines = Lines::default();
    each(&out.join("src"), &mut |path| {
        if path.extension().is_none_or(|extension| extension != "rs") {
            return Ok(());
        }
        let count = fs::read_to_string(path)?.lines().count();
        lines.total += count;
        if !generator.is_runtime(path.strip_prefix(out).unwrap_or(path)) {
            lines.own += count;
            lines.files += 1;
            lines.longest = lines.longest.max(count);
        }
        Ok(())
    })?;
    Ok(lines)
}

/// Visits each file below `folder`, always in the same order.
pub fn each(folder: &Path, visit: &mut dyn FnMut(&Path) -> io::Result<()>) -> io::Result<()> {
    let entries: io::Result<Vec<_>> = fs::read_dir(folder)?.collect();
    let mut paths: Vec<_> = entries?.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            each(&path, visit)?;
        } else {
            visit(&path)?;
        }
    }
    Ok(())
}
