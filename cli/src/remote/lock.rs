//! The lock file: the URLs of fetched files with the hashes of the files. The copies are in a folder beside it. Both
//! belong into the repository.

#![expect(
    clippy::disallowed_methods,
    reason = "only the command reads and writes the disk"
)]

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use openapi_client_generator::source::files::is_url;
use toml::{Table, Value};
use url::Url;

use super::has_user;
use crate::read::shown;
use crate::write::{Mode, Over, Staged};

/// The version of the format.
const VERSION: i64 = 1;

/// The largest size of a lock file in bytes: an entry takes a few hundred.
const MAX_LOCK: usize = 8 << 20;

/// The most characters of a URL in the name of its copy.
const MAX_NAME: usize = 60;

/// A file that was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The final URL, after redirects.
    pub location: String,
    /// The hash of the file.
    pub sha256: String,
}

/// The files by URL.
type Entries = BTreeMap<String, Entry>;

/// A lock file, which is read on first use.
pub struct Lock {
    path: PathBuf,
    read: OnceCell<Result<Entries, String>>,
}

impl Lock {
    /// The lock file of a file. No other file shares it, not even one of the same name in another notation.
    pub fn beside(path: &Path) -> Self {
        Self {
            path: with(path, ".lock"),
            read: OnceCell::new(),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The entries; none if there is no lock file.
    pub fn entries(&self) -> Result<&Entries, String> {
        let entries = self.read.get_or_init(|| {
            let Some(bytes) = read(&self.path, MAX_LOCK)? else {
                return Ok(Entries::new());
            };
            let invalid = |why: &str| format!("`{}` is invalid: {why}", shown(&self.path));
            let text = String::from_utf8(bytes).map_err(|_| invalid("it is not UTF-8"))?;
            parse(&text).map_err(|why| invalid(&why))
        });
        entries.as_ref().map_err(Clone::clone)
    }

    pub fn entry(&self, url: &str) -> Result<Option<&Entry>, String> {
        Ok(self.entries()?.get(url))
    }

    /// The path of the copy of a file.
    pub fn copy(&self, entry: &Entry) -> PathBuf {
        self.folder().join(copy_name(entry))
    }

    /// The folder of the copies.
    pub fn folder(&self) -> PathBuf {
        with(&self.path, ".d")
    }

    /// Writes new `copies`, then `entries`, and then removes the copies without an entry; returns the changes, one
    /// per line. After an interruption, the lock file still has all of its copies.
    pub fn write<'c>(
        &self,
        entries: &Entries,
        copies: impl Iterator<Item = (&'c Entry, &'c [u8])>,
    ) -> Result<Vec<String>, String> {
        let before = self.entries()?;
        let folder = self.folder();
        if folder.is_symlink() {
            let folder = shown(&folder);
            return Err(format!(
                "`{folder}` is a link: remote files are kept in a folder of their own"
            ));
        }
        let text = text(entries);
        if text.len() > MAX_LOCK {
            let path = shown(&self.path);
            return Err(format!("`{path}` would have more than {MAX_LOCK} bytes"));
        }
        for (entry, bytes) in copies {
            put(&self.copy(entry), bytes)?;
        }
        if entries == before {
            return Ok(Vec::new());
        }
        if entries.is_empty() {
            remove(&self.path)?;
        } else {
            put(&self.path, text.as_bytes())?;
        }
        let copies = |entries: &Entries| -> BTreeSet<PathBuf> {
            entries.values().map(|entry| self.copy(entry)).collect()
        };
        for path in copies(before).difference(&copies(entries)) {
            remove(path)?;
        }
        if entries.is_empty() {
            // A folder with other files stays.
            let _ = std::fs::remove_dir(self.folder());
        }
        Ok(self.changes(before, entries))
    }

    fn changes(&self, before: &Entries, entries: &Entries) -> Vec<String> {
        let urls: BTreeSet<&String> = before.keys().chain(entries.keys()).collect();
        let change = |url: &&String| match (before.get(*url), entries.get(*url)) {
            (None, _) => Some("added"),
            (_, None) => Some("removed"),
            (a, b) if a != b => Some("changed"),
            _ => None,
        };
        let lock = shown(&self.path);
        let lines = urls.iter().filter_map(|url| Some((url, change(url)?)));
        lines
            .map(|(url, change)| format!("{lock}: {change} {url}"))
            .collect()
    }
}

/// The path with a suffix.
fn with(path: &Path, end: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(end);
    path.into()
}

/// The file's bytes; `None` if it doesn't exist.
pub fn read(path: &Path, most: usize) -> Result<Option<Vec<u8>>, String> {
    let failed = |error: io::Error| format!("`{}`: {error}", shown(path));
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() || found.len() > most as u64 => {
            let path = shown(path);
            Err(format!("`{path}` is not a file of at most {most} bytes"))
        }
        Ok(_) => std::fs::read(path).map(Some).map_err(failed),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(error)),
    }
}

/// Writes a file completely or not at all.
fn put(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let staged = Staged::new(path, bytes, Mode::Write, Over::Any);
    let written = staged.and_then(Staged::commit);
    written.map_err(|error| error.to_string())
}

/// Removes a file, if it exists.
fn remove(path: &Path) -> Result<(), String> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(format!("`{}`: {error}", shown(path)))
        }
        _ => Ok(()),
    }
}

/// The name of a copy: the hash of its contents, so that other contents never replace it, and the last part of its
/// URL's path. It has no other source, so that no lock file can lead to another place.
fn copy_name(entry: &Entry) -> String {
    let location = &entry.location;
    let (path, _) = location.split_once('?').unwrap_or((location, ""));
    let (_, last) = path.rsplit_once('/').unwrap_or(("", path));
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let last: String = last.chars().filter(is_plain).take(MAX_NAME).collect();
    format!("{}-{last}", entry.sha256)
}

fn text(entries: &Entries) -> String {
    let mut text = format!(
        "# The remote files of the document, as they were fetched. Commit this file and its folder.\nversion = {VERSION}\n"
    );
    for (url, entry) in entries {
        let mut line = |key: &str, value: &str| {
            let _ = writeln!(text, "{key} = {}", Value::from(value));
        };
        line("\n[[file]]\nurl", url);
        if entry.location != *url {
            line("location", &entry.location);
        }
        line("sha256", &entry.sha256);
        line("copy", &copy_name(entry));
    }
    text
}

/// Whether a text is a hash in the form of [`sha256`](super::net::sha256).
fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether a URL is in its normal form. Another text could become the path of a local file.
fn is_normal(text: &str) -> bool {
    let url = Url::parse(text).ok().filter(|_| is_url(text));
    url.is_some_and(|url| url.as_str() == text && !has_user(&url) && url.fragment().is_none())
}

fn parse(text: &str) -> Result<Entries, String> {
    let table: Table = text
        .parse()
        .map_err(|error: toml::de::Error| error.message().to_owned())?;
    if table.get("version").and_then(Value::as_integer) != Some(VERSION) {
        return Err(format!("its version is not {VERSION}"));
    }
    let files = table.get("file").and_then(Value::as_array);
    let mut entries = Entries::new();
    for file in files.into_iter().flatten() {
        let member = |key: &str| file.get(key).and_then(Value::as_str).map(str::to_owned);
        let (Some(url), Some(sha256)) = (member("url"), member("sha256")) else {
            return Err("an entry has no `url` or no `sha256`".to_owned());
        };
        let location = member("location").unwrap_or_else(|| url.clone());
        if !is_normal(&url) || !is_normal(&location) {
            return Err("an entry has a URL that this command would not write".to_owned());
        }
        if !is_hash(&sha256) {
            return Err("an entry has a hash that this command would not write".to_owned());
        }
        entries.insert(url, Entry { location, sha256 });
    }
    Ok(entries)
}
