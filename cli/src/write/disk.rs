//! The calls that change the disk, and their reversal.
#![expect(
    clippy::disallowed_methods,
    reason = "write is the stage that touches the disk"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{MANIFEST, Mode, Summary, WriteError};

/// The content of a path.
pub enum Found {
    /// Nothing; the folder may be missing, too.
    Nothing,
    /// A file with this text; bytes that aren't UTF-8 are replaced.
    File(String),
    /// Anything else.
    Other,
}

/// Looks at the file `name` of the folder `out`, without following a link below `out`.
pub fn look(out: &Path, name: &str) -> Result<Found, WriteError> {
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
            let bytes = fs::read(&path).map_err(|error| failed(&path, error))?;
            return Ok(Found::File(String::from_utf8_lossy(&bytes).into_owned()));
        }
        if !kind.is_dir() {
            return Ok(Found::Other);
        }
    }
    Ok(Found::Other)
}

/// Makes all changes of `summary`, or none of them.
pub fn apply(
    out: &Path,
    files: &BTreeMap<String, String>,
    summary: &Summary,
) -> Result<(), WriteError> {
    let mut undo = Undo::default();
    let made = undo.make_dir(out);
    let result = made.and_then(|()| swap(out, files, summary, &mut undo));
    if result.is_err() {
        undo.run();
    }
    result
}

fn swap(
    out: &Path,
    files: &BTreeMap<String, String>,
    summary: &Summary,
    undo: &mut Undo,
) -> Result<(), WriteError> {
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
        fs::write(&path, &files[name]).map_err(|error| failed(&path, error))?;
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
struct Undo {
    steps: Vec<Step>,
}

enum Step {
    Made(PathBuf),
    Renamed { from: PathBuf, to: PathBuf },
}

impl Undo {
    fn make_dir(&mut self, path: &Path) -> Result<(), WriteError> {
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
    fn run(self) {
        for step in self.steps.into_iter().rev() {
            let _ = match step {
                Step::Made(path) => fs::remove_dir(path),
                Step::Renamed { from, to } => fs::rename(to, from),
            };
        }
    }
}

/// The files with other contents that a single file may replace.
#[derive(Clone, Copy)]
pub enum Over<'o> {
    /// Any file.
    Any,
    /// No file.
    Nothing,
    /// Files of an earlier run, by their contents.
    Own(&'o dyn Fn(&[u8]) -> bool),
}

impl Over<'_> {
    fn allows(self, path: &Path, old: &[u8]) -> Result<(), WriteError> {
        let path = || path.display().to_string();
        match self {
            Self::Nothing => Err(WriteError::Exists(path())),
            Self::Own(is_own) if !is_own(old) => Err(WriteError::Foreign(path())),
            Self::Any | Self::Own(_) => Ok(()),
        }
    }
}

/// A single file outside the folder that is ready to take its place.
pub struct Staged {
    path: PathBuf,
    /// The new contents, if they differ.
    file: Option<NamedTempFile>,
    is_current: bool,
    /// The folders that were created for it.
    made: Undo,
}

impl Staged {
    /// Compares `bytes` with the file at `path`, and stages them beside it unless `mode` only
    /// checks. Creates a missing folder, and removes it again if the file isn't committed.
    ///
    /// # Errors
    /// When `over` protects an existing file, or the folder can't be written to.
    pub fn new(path: &Path, bytes: &[u8], mode: Mode, over: Over<'_>) -> Result<Self, WriteError> {
        let old = fs::read(path);
        let mut staged = Self {
            path: path.to_owned(),
            file: None,
            is_current: old.as_ref().is_ok_and(|old| old == bytes),
            made: Undo::default(),
        };
        if mode == Mode::Write && !staged.is_current {
            if fs::symlink_metadata(path).is_ok() {
                over.allows(path, old.as_deref().unwrap_or_default())?;
            }
            let folder = path.parent().filter(|folder| *folder != Path::new(""));
            let folder = folder.unwrap_or(Path::new("."));
            staged.made.make_dir(folder)?;
            let file = new_file(folder).and_then(|mut file| {
                file.write_all(bytes)?;
                Ok(file)
            });
            staged.file = Some(file.map_err(|error| failed(path, error))?);
        }
        Ok(staged)
    }

    /// Whether the file was up to date.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.is_current
    }

    /// Moves the file to its place.
    ///
    /// # Errors
    /// When the place is a folder, for example.
    pub fn commit(mut self) -> Result<(), WriteError> {
        if let Some(file) = self.file.take() {
            file.persist(&self.path)
                .map_err(|error| failed(&self.path, error.error))?;
        }
        self.made = Undo::default();
        Ok(())
    }
}

/// A file with the usual permissions: temporary files are for their owner alone.
fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

impl Drop for Staged {
    fn drop(&mut self) {
        // The file is removed before its folder.
        drop(self.file.take());
        std::mem::take(&mut self.made).run();
    }
}

fn failed(path: &Path, error: io::Error) -> WriteError {
    WriteError::Io {
        path: path.display().to_string(),
        error,
    }
}
