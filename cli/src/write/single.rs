//! A single file beside the crate: a map, a report, a bundled document, settings.
//!
//! A file is staged beside its place, and moved there at the end. A pipe or a device, such as `/dev/stdout`, is
//! written straight, and never read.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::disk::{Undo, failed, head};
use super::{Mode, WriteError};
use crate::read::shown;

/// The first bytes of a file, which tell whose it is.
const HEAD: u64 = 4096;

/// The files with other contents that a single file may replace.
#[derive(Clone, Copy)]
pub enum Over<'o> {
    /// Any file.
    Any,
    /// No file, unless it is empty.
    Nothing,
    /// Files of an earlier run, by the beginning of their contents, and empty ones.
    Own(&'o dyn Fn(&[u8]) -> bool),
}

impl Over<'_> {
    fn allows(self, path: &Path) -> Result<(), WriteError> {
        let old = head(path, HEAD).map_err(|error| failed(path, error))?;
        let path = || shown(path);
        match self {
            _ if old.is_empty() => Ok(()),
            Self::Nothing => Err(WriteError::Exists(path())),
            Self::Own(is_own) if !is_own(&old) => Err(WriteError::Foreign(path())),
            Self::Any | Self::Own(_) => Ok(()),
        }
    }
}

/// A single file that is ready to take its place.
pub struct Staged {
    path: PathBuf,
    new: New,
    /// The folders that were created for it.
    made: Undo,
}

/// The new contents.
enum New {
    /// The file has them.
    Current,
    /// The file doesn't have them, and nothing is written.
    Other,
    /// They stand in a file beside the place.
    File(NamedTempFile),
    /// They go through a pipe or a device.
    Stream(Vec<u8>),
}

impl Staged {
    /// Compares `bytes` with the file at `path`, and stages them beside it unless `mode` only
    /// checks. Creates a missing folder, and removes it again if the file isn't committed.
    ///
    /// # Errors
    /// When `over` protects an existing file, the path is no place for a file, or the folder can't be written to.
    pub fn new(path: &Path, bytes: &[u8], mode: Mode, over: Over<'_>) -> Result<Self, WriteError> {
        let mut staged = Self {
            path: path.to_owned(),
            new: New::Other,
            made: Undo::default(),
        };
        match found(path)? {
            Found::Nothing => {}
            Found::Stream if mode == Mode::Check => {
                let what = "a pipe or device, without contents to compare";
                return Err(WriteError::NotFile(shown(path), what));
            }
            Found::Stream => {
                staged.new = New::Stream(bytes.to_vec());
                return Ok(staged);
            }
            Found::File(length) => {
                // The file that a link leads to is replaced, and the link stays.
                staged.path = fs::canonicalize(path).map_err(|error| failed(path, error))?;
                let old = || head(&staged.path, length).map_err(|error| failed(path, error));
                if length == bytes.len() as u64 && old()? == bytes {
                    staged.new = New::Current;
                } else if mode == Mode::Write {
                    over.allows(path)?;
                }
            }
        }
        if mode == Mode::Write && !staged.is_current() {
            let folder = staged.path.parent();
            let folder = folder.filter(|folder| *folder != Path::new(""));
            let folder = folder.unwrap_or(Path::new("."));
            staged.made.make_dir(folder)?;
            let file = new_file(folder).and_then(|mut file| {
                file.write_all(bytes)?;
                Ok(file)
            });
            staged.new = New::File(file.map_err(|error| failed(path, error))?);
        }
        Ok(staged)
    }

    /// Whether the file was up to date.
    #[must_use]
    pub fn is_current(&self) -> bool {
        matches!(self.new, New::Current)
    }

    /// Whether it is written straight, so that it can fail half way.
    #[must_use]
    pub fn is_stream(&self) -> bool {
        matches!(self.new, New::Stream(_))
    }

    /// Moves the file to its place.
    ///
    /// # Errors
    /// When a device is full, for example.
    pub fn commit(mut self) -> Result<(), WriteError> {
        let written = match std::mem::replace(&mut self.new, New::Current) {
            New::Current | New::Other => Ok(()),
            New::File(file) => {
                let moved = file.persist(&self.path);
                moved.map(drop).map_err(|error| error.error)
            }
            New::Stream(bytes) => {
                let stream = fs::File::options().write(true).open(&self.path);
                stream.and_then(|mut stream| stream.write_all(&bytes))
            }
        };
        written.map_err(|error| failed(&self.path, error))?;
        self.made = Undo::default();
        Ok(())
    }
}

/// The content of a place for a single file.
enum Found {
    Nothing,
    /// A file with its length.
    File(u64),
    /// A pipe or a device of characters, which has no contents to replace.
    Stream,
}

fn found(path: &Path) -> Result<Found, WriteError> {
    let found = match fs::metadata(path) {
        Ok(found) => found,
        // The folder can't be made then, and its error names the file around.
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Ok(Found::Nothing),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_symlink() => {
            return Ok(Found::Nothing);
        }
        Err(error) => return Err(failed(path, error)),
    };
    let kind = found.file_type();
    if kind.is_file() {
        return Ok(Found::File(found.len()));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() || kind.is_char_device() {
            return Ok(Found::Stream);
        }
    }
    let what = if kind.is_dir() {
        "a folder"
    } else {
        "a socket or a disk"
    };
    Err(WriteError::NotFile(shown(path), what))
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
        self.new = New::Current;
        std::mem::take(&mut self.made).run();
    }
}
