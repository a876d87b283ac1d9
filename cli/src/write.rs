//! Writes text to disk: compares, writes, and removes stale files. No other module writes to the disk.
//!
//! All or nothing: everything is checked and staged beside the output before the first file is moved, and
//! a failed move undoes the earlier ones. A file of its own lists the generated files, so that no
//! hand-written file is overwritten or removed.

mod diff;
mod disk;
mod path;
mod single;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use crate::read::shown;
use disk::Found;

pub use single::{Over, Staged};

/// The texts of files, by their paths.
type Files<'t> = BTreeMap<&'t str, &'t str>;

/// Lists the generated files, one a line.
pub const MANIFEST: &str = ".openapi-client-generator";

/// The most bytes of that list.
const MAX_MANIFEST: u64 = 64 << 20;

/// The most bytes of an earlier file that are read.
const MAX_FILE: u64 = 64 << 20;

/// The action on the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Bring the folder up to date.
    Write,
    /// Only compare.
    Check,
}

/// The differences between the folder and the generated files; paths are relative to the folder and
/// sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// New files.
    pub created: Vec<String>,
    /// Files whose text differs.
    pub changed: Vec<String>,
    /// Files of an earlier generation that are not generated any more.
    pub removed: Vec<String>,
    /// The number of files that are up to date, and stay untouched.
    pub unchanged: usize,
    /// The earlier texts of the changed and removed files.
    pub earlier: BTreeMap<String, String>,
    /// The head of a unified diff of changed files; missing and stale files are only named.
    pub diff: String,
}

impl Summary {
    /// Whether the folder is, or was, up to date.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.created.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// The reason why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The path would leave the output folder, or is invalid on some system.
    #[error("`{0}` is not a path inside the output folder")]
    BadPath(String),
    /// A file that wasn't generated has the path.
    #[error(
        "`{0}` was not generated and would be overwritten; move it away, or choose another place"
    )]
    Foreign(String),
    /// An existing file has the path, and may be written by hand.
    #[error("`{0}` exists; give another file, or write over it with `--force`")]
    Exists(String),
    /// A symbolic link stands where a generated file or folder belongs.
    #[error("`{0}` is a symbolic link; generated files are only written to real folders")]
    Symlink(String),
    /// A file has the path of the output folder.
    #[error("`{0}` is a file; give a folder")]
    NotFolder(String),
    /// Something other than a file has the path.
    #[error("`{0}` is {1}; give a file")]
    NotFile(String, &'static str),
    /// The disk refused.
    #[error("`{path}`: {error}")]
    Io {
        /// The path that could not be read or written.
        path: String,
        /// The system's error.
        error: io::Error,
    },
}

/// Makes the folder `out` hold `files`, relative paths with `/`, or returns the differences.
///
/// # Errors
/// When a path leaves the folder, a file that wasn't generated has the path, or the disk refuses. Then
/// the folder is unchanged.
pub fn write(
    out: &Path,
    files: &BTreeMap<String, String>,
    mode: Mode,
) -> Result<Summary, WriteError> {
    for name in files.keys() {
        path::check(name)?;
    }
    if out.is_file() {
        return Err(WriteError::NotFolder(shown(out)));
    }
    let list = manifest(files);
    let files = files.iter();
    let mut files: Files = files.map(|(name, text)| (&**name, &**text)).collect();
    files.insert(MANIFEST, &list);

    let summary = compare(out, &files, mode)?;
    if mode == Mode::Write && !summary.is_current() {
        disk::apply(out, &files, &summary)?;
    }
    Ok(summary)
}

/// The texts of the generated files in the folder `out`; none if there is no list of them.
///
/// # Errors
/// When the disk refuses, or a symbolic link stands in the place of a file.
pub fn generated(out: &Path) -> Result<BTreeMap<String, String>, WriteError> {
    let mut files = BTreeMap::new();
    for name in earlier(out)? {
        if let Found::File(text) = disk::look(out, &name, MAX_FILE)? {
            files.insert(name, String::from_utf8_lossy(&text).into_owned());
        }
    }
    Ok(files)
}

fn manifest(files: &BTreeMap<String, String>) -> String {
    let mut text = "# The generated files of this folder. Any other is left alone.\n".to_owned();
    for name in files.keys() {
        text.push_str(name);
        text.push('\n');
    }
    text
}

/// The files of an earlier generation, as far as the list is valid.
fn earlier(out: &Path) -> Result<BTreeSet<String>, WriteError> {
    let Found::File(list) = disk::look(out, MANIFEST, MAX_MANIFEST)? else {
        return Ok(BTreeSet::new());
    };
    if list.len() as u64 >= MAX_MANIFEST {
        // A name that is cut off could be the name of another file.
        let error = io::ErrorKind::FileTooLarge.into();
        return Err(disk::failed(&out.join(MANIFEST), error));
    }
    let list = String::from_utf8_lossy(&list);
    let names = list.lines().filter(|name| path::check(name).is_ok());
    Ok(names.map(str::to_owned).collect())
}

fn compare(out: &Path, files: &Files, mode: Mode) -> Result<Summary, WriteError> {
    let earlier = earlier(out)?;
    let mut summary = Summary::default();
    let mut diff = diff::Diff::new(mode == Mode::Check);
    for (&name, text) in files {
        match disk::look(out, name, MAX_FILE)? {
            // Only the name: the text of a whole file would push the differences out of sight.
            Found::Nothing => summary.created.push(name.to_owned()),
            Found::File(old) if old == text.as_bytes() => summary.unchanged += 1,
            Found::File(old) if name == MANIFEST || earlier.contains(name) => {
                let old = String::from_utf8_lossy(&old).into_owned();
                diff.add(name, &old, text);
                summary.changed.push(name.to_owned());
                summary.earlier.insert(name.to_owned(), old);
            }
            Found::File(_) | Found::Other => return Err(WriteError::Foreign(name.to_owned())),
        }
    }
    for name in earlier {
        if !files.contains_key(name.as_str())
            && let Found::File(old) = disk::look(out, &name, MAX_FILE)?
        {
            let old = String::from_utf8_lossy(&old).into_owned();
            summary.earlier.insert(name.clone(), old);
            summary.removed.push(name);
        }
    }
    summary.diff = diff.finish();
    Ok(summary)
}
