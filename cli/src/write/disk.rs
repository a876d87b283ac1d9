//! The calls that change the disk, and their reversal.
#![expect(
    clippy::disallowed_methods,
    reason = "write is the stage that touches the disk"
)]

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::{Files, MANIFEST, Summary, WriteError};
use crate::read::shown;

/// The content of a path.
pub enum Found {
    /// Nothing; the folder may be missing, too.
    Nothing,
    /// A file with these bytes.
    File(Vec<u8>),
    /// Anything else.
    Other,
}

/// Looks at the file `name` of the folder `out`, without following a link below `out`. Of a file, at most `most`
/// bytes are read.
pub fn look(out: &Path, name: &str, most: u64) -> Result<Found, WriteError> {
    let mut path = out.to_path_buf();
    let mut parts = name.split('/').peekable();
    while let Some(part) = parts.next() {
        path.push(part);
        let is_last = parts.peek().is_none();
        let kind = match fs::symlink_metadata(&path) {
            Ok(found) => found.file_type(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            // For example, `out` itself is a file.
            Err(error) => return Err(failed(&path, error)),
        };
        if kind.is_symlink() {
            return Err(WriteError::Symlink(name.to_owned()));
        }
        if is_last && kind.is_file() {
            let bytes = head(&path, most).map_err(|error| failed(&path, error))?;
            return Ok(Found::File(bytes));
        }
        if !kind.is_dir() {
            return Ok(Found::Other);
        }
    }
    Ok(Found::Other)
}

/// Makes all changes of `summary`, or none of them.
pub fn apply(out: &Path, files: &Files, summary: &Summary) -> Result<(), WriteError> {
    let mut undo = Undo::default();
    let made = undo.make_dir(out);
    let result = made.and_then(|()| swap(out, files, summary, &mut undo));
    if result.is_err() {
        undo.run();
    }
    result
}

fn swap(out: &Path, files: &Files, summary: &Summary, undo: &mut Undo) -> Result<(), WriteError> {
    let out = &fs::canonicalize(out).map_err(|error| failed(out, error))?;
    let beside = out.parent().unwrap_or(out);
    let staging = tempfile::Builder::new()
        .prefix(".generating-")
        .tempdir_in(beside)
        .map_err(|error| failed(beside, error))?;
    let (new, old) = (staging.path().join("new"), staging.path().join("old"));

    let written = || summary.created.iter().chain(&summary.changed);
    for name in written() {
        let path = new.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        }
        fs::write(&path, files[name.as_str()]).map_err(|error| failed(&path, error))?;
    }
    for name in summary.changed.iter().chain(&summary.removed) {
        undo.rename(&out.join(name), &old.join(name))?;
    }
    // The list comes last: after an interruption, the earlier list is still valid.
    let (list, rest): (Vec<_>, Vec<_>) = written().partition(|name| *name == MANIFEST);
    for name in rest.into_iter().chain(list) {
        undo.rename(&new.join(name), &out.join(name))?;
    }
    for name in &summary.removed {
        remove_empty_folders(out, name);
    }
    Ok(())
}

/// Removes the empty folders above `name`.
fn remove_empty_folders(out: &Path, name: &str) {
    for folder in Path::new(name).ancestors().skip(1) {
        if folder.as_os_str().is_empty() || fs::remove_dir(out.join(folder)).is_err() {
            return;
        }
    }
}

/// The changes so far.
#[derive(Default)]
pub struct Undo {
    steps: Vec<Step>,
}

enum Step {
    Made(PathBuf),
    Renamed { from: PathBuf, to: PathBuf },
}

impl Undo {
    /// Makes a folder and those around it, as far as they are missing.
    pub fn make_dir(&mut self, path: &Path) -> Result<(), WriteError> {
        if path.as_os_str().is_empty() || path.is_dir() {
            return Ok(());
        }
        if let Some(parent) = path.parent() {
            self.make_dir(parent)?;
        }
        fs::create_dir(path).map_err(|error| failed(path, error))?;
        self.steps.push(Step::Made(path.to_owned()));
        Ok(())
    }

    fn rename(&mut self, from: &Path, to: &Path) -> Result<(), WriteError> {
        if let Some(parent) = to.parent() {
            self.make_dir(parent)?;
        }
        fs::rename(from, to).map_err(|error| failed(to, error))?;
        self.steps.push(Step::Renamed {
            from: from.to_owned(),
            to: to.to_owned(),
        });
        Ok(())
    }

    /// Reverses all changes, the last one first. Errors are ignored.
    pub fn run(self) {
        for step in self.steps.into_iter().rev() {
            let _ = match step {
                Step::Made(path) => fs::remove_dir(path),
                Step::Renamed { from, to } => fs::rename(to, from),
            };
        }
    }
}

/// The first bytes of a file.
pub fn head(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = fs::File::open(path)?;
    let length = file.metadata()?.len().min(most);
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The system's error about a path.
pub fn failed(path: &Path, error: io::Error) -> WriteError {
    WriteError::Io {
        path: shown(path),
        error,
    }
}
