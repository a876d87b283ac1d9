//! Text to disk: compare, write, remove what is stale. The only writer of the disk.
//!
//! All or nothing: everything is checked and staged beside the output before the first file is
//! moved, and a move that fails takes back those before it. What was generated is listed in a
//! file of its own, so that a file written by hand is never overwritten or removed.

mod diff;
mod disk;
mod path;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use disk::Found;

pub use disk::{Over, Staged};

/// Lists the generated files, one a line.
pub const MANIFEST: &str = ".openapi-client-generator";

/// What to do with the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Bring the folder up to date.
    Write,
    /// Only tell whether it is.
    Check,
}

/// How the folder compares with what is generated; paths are relative to it and sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// New files.
    pub created: Vec<String>,
    /// Files whose text differs.
    pub changed: Vec<String>,
    /// Files of an earlier generation that are not generated any more.
    pub removed: Vec<String>,
    /// Files that are as they should be, and stay untouched.
    pub unchanged: usize,
    /// The head of a unified diff of what differs; of what is missing or left over only the name is told.
    pub diff: String,
}

impl Summary {
    /// Whether the folder is as it should be, or was.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.created.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The path would leave the output folder, or is no good on some system.
    #[error("`{0}` is not a path inside the output folder")]
    BadPath(String),
    /// A file that wasn't generated is in the way.
    #[error(
        "`{0}` was not generated and would be overwritten; move it away, or choose another place"
    )]
    Foreign(String),
    /// A file is in the way that may be written by hand.
    #[error("`{0}` exists; give another file, or write over it with `--force`")]
    Exists(String),
    /// A symbolic link stands where a generated file or folder belongs.
    #[error("`{0}` is a symbolic link; generated files are only written to real folders")]
    Symlink(String),
    /// The disk refused.
    #[error("`{path}`: {error}")]
    Io {
        /// What could not be read or written.
        path: String,
        /// What the system says.
        error: io::Error,
    },
}

/// Makes the folder `out` hold `files`, relative paths with `/`, or tells how it differs.
///
/// # Errors
/// When a path leaves the folder, a file is in the way that wasn't generated, or the disk
/// refuses. Then everything is as it was.
pub fn write(
    out: &Path,
    files: &BTreeMap<String, String>,
    mode: Mode,
) -> Result<Summary, WriteError> {
    for name in files.keys() {
        path::check(name)?;
    }
    let mut files = files.clone();
    files.insert(MANIFEST.to_owned(), manifest(&files));

    let summary = compare(out, &files, mode)?;
    if mode == Mode::Write && !summary.is_current() {
        disk::apply(out, &files, &summary)?;
    }
    Ok(summary)
}

fn manifest(files: &BTreeMap<String, String>) -> String {
    let mut text = "# The generated files of this folder. Any other is left alone.\n".to_owned();
    for name in files.keys() {
        text.push_str(name);
        text.push('\n');
    }
    text
}

/// What an earlier generation wrote, as far as the list can be trusted.
fn earlier(out: &Path) -> Result<BTreeSet<String>, WriteError> {
    let Found::File(list) = disk::look(out, MANIFEST)? else {
        return Ok(BTreeSet::new());
    };
    let names = list.lines().filter(|name| path::check(name).is_ok());
    Ok(names.map(str::to_owned).collect())
}

fn compare(
    out: &Path,
    files: &BTreeMap<String, String>,
    mode: Mode,
) -> Result<Summary, WriteError> {
    let earlier = earlier(out)?;
    let mut summary = Summary::default();
    let mut diff = diff::Diff::new(mode == Mode::Check);
    for (name, text) in files {
        match disk::look(out, name)? {
            // Its name says it all: a whole file would push the differences out of sight.
            Found::Nothing => summary.created.push(name.clone()),
            Found::File(old) if old == *text => summary.unchanged += 1,
            Found::File(old) if name == MANIFEST || earlier.contains(name) => {
                diff.add(name, &old, text);
                summary.changed.push(name.clone());
            }
            Found::File(_) | Found::Other => return Err(WriteError::Foreign(name.clone())),
        }
    }
    for name in earlier {
        if !files.contains_key(&name)
            && let Found::File(_) = disk::look(out, &name)?
        {
            summary.removed.push(name);
        }
    }
    summary.diff = diff.finish();
    Ok(summary)
}
