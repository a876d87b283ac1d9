//! Files on servers, to which a document may refer where an option allows their origin. Each is fetched once, within
//! limits, and kept beside a lock file, so that the next run needs no network.

mod lock;
#[cfg_attr(not(feature = "remote"), path = "remote/absent.rs")]
mod net;
mod origin;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use openapi_client_generator::source::MAX_BYTES;
use openapi_client_generator::source::files::{Files, Unread, is_url};
use url::Url;

use lock::{Entry, Lock};
use net::Net;
pub use origin::Origin;

/// The options about files on servers.
#[derive(Debug, Clone, Default, Args)]
pub struct RemoteOptions {
    /// An origin with files that the document may refer to, such as `https://example.com:8443`. They are fetched
    /// once and kept in the folder of the lock file, `client.lock` beside client.toml. Can be given several times.
    #[arg(long, value_name = "ORIGIN", value_parser = Origin::parse)]
    pub allow_remote: Vec<Origin>,
    /// Fetch the files of allowed origins again.
    #[arg(long)]
    pub update_remote: bool,
}

/// The permission to use the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// For files that the lock file doesn't have.
    Missing,
    /// For all files.
    Update,
    /// None, and the lock file stays as it is.
    Locked,
}

/// The limits of a run.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The files that are fetched.
    pub files: usize,
    /// The bytes of one file.
    pub bytes: usize,
    /// The bytes of all files.
    pub total: usize,
    /// The time for a connection.
    pub connect: Duration,
    /// The time for one file, with redirects.
    pub file: Duration,
    /// The time for all files.
    pub all: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            files: 1_000,
            bytes: MAX_BYTES,
            total: MAX_BYTES,
            connect: Duration::from_secs(10),
            file: Duration::from_secs(60),
            all: Duration::from_secs(300),
        }
    }
}

impl RemoteOptions {
    /// The files of a disk, and those of allowed origins, with a lock file beside client.toml, or else beside the
    /// document.
    #[must_use]
    pub fn open<'r>(&'r self, disk: &'r dyn Files, beside: &Path, is_locked: bool) -> Remote<'r> {
        let access = match self.update_remote {
            _ if is_locked => Access::Locked,
            true => Access::Update,
            false => Access::Missing,
        };
        Remote::new(disk, &self.allow_remote, beside, access, Limits::default())
    }
}

/// The files of a disk, and those of allowed origins.
pub struct Remote<'r> {
    disk: &'r dyn Files,
    allowed: &'r [Origin],
    access: Access,
    lock: Lock,
    state: RefCell<State>,
}

/// The files of a run so far.
struct State {
    net: Net,
    /// By the URL of the reference.
    used: BTreeMap<String, Entry>,
    /// By the URL that it leads to in the end.
    contents: BTreeMap<String, Vec<u8>>,
    /// The URLs of the contents that were fetched.
    fetched: BTreeSet<String>,
    /// Whether a reference leads to an origin that isn't allowed: the references of that file are unknown.
    is_partial: bool,
}

impl<'r> Remote<'r> {
    /// The lock file has the name of the file `beside`, with the extension `lock`.
    #[must_use]
    pub fn new(
        disk: &'r dyn Files,
        allowed: &'r [Origin],
        beside: &Path,
        access: Access,
        limits: Limits,
    ) -> Self {
        Self {
            disk,
            allowed,
            access,
            lock: Lock::new(beside.with_extension("lock")),
            state: RefCell::new(State {
                net: Net::new(limits),
                used: BTreeMap::new(),
                contents: BTreeMap::new(),
                fetched: BTreeSet::new(),
                is_partial: false,
            }),
        }
    }

    fn allows(&self, url: &Url) -> bool {
        self.allowed.iter().any(|origin| origin.is_of(url))
    }

    fn find_url(&self, name: &str) -> Result<String, String> {
        let url = Url::parse(name).map_err(|error| error.to_string())?;
        if has_user(&url) {
            return Err("a URL with a user or password is not fetched".to_owned());
        }
        let state = &mut *self.state.borrow_mut();
        if let Some(entry) = state.used.get(name) {
            return Ok(entry.location.clone());
        }
        let locked = self.lock.entry(name)?;
        let entry = match (locked, self.access) {
            (Some(entry), Access::Missing | Access::Locked) => {
                self.keep(state, &url, entry)?;
                entry.clone()
            }
            (None, Access::Locked) => {
                let lock = self.lock.path().display();
                return Err(format!("it is not in `{lock}`; run once without `--check`"));
            }
            (_, Access::Missing | Access::Update) => self.fetch(state, &url)?,
        };
        let location = entry.location.clone();
        state.used.insert(name.to_owned(), entry);
        Ok(location)
    }

    /// Takes the copy of a file that was fetched before.
    fn keep(&self, state: &mut State, url: &Url, entry: &Entry) -> Result<(), String> {
        let location = Url::parse(&entry.location).map_err(|error| error.to_string())?;
        if !self.allows(&location) {
            return Err(net::redirected(&location));
        }
        if state.contents.contains_key(&entry.location) {
            return Ok(());
        }
        let path = self.lock.copy(&entry.location)?;
        let shown = path.display();
        match lock::read(&path)? {
            Some(bytes) if net::sha256(&bytes)? == entry.sha256 => {
                state.contents.insert(entry.location.clone(), bytes);
                Ok(())
            }
            Some(_) => Err(format!(
                "its copy `{shown}` was changed; restore it, or fetch it again with `--update-remote`"
            )),
            None if self.access == Access::Locked => Err(format!(
                "its copy `{shown}` is missing; restore it, or run once without `--check`"
            )),
            None => {
                let fetched = self.fetch(state, url)?;
                if fetched == *entry {
                    return Ok(());
                }
                Err(
                    "it differs from the hash in the lock file; `--update-remote` accepts it"
                        .to_owned(),
                )
            }
        }
    }

    fn fetch(&self, state: &mut State, url: &Url) -> Result<Entry, String> {
        let (location, bytes) = state.net.fetch(url, &|url| self.allows(url))?;
        let location = String::from(location);
        let entry = Entry {
            location: location.clone(),
            sha256: net::sha256(&bytes)?,
        };
        // The first contents count, if several URLs lead to a file that changes meanwhile.
        if let Some(known) = state.contents.get(&location) {
            let sha256 = net::sha256(known)?;
            return Ok(Entry { sha256, ..entry });
        }
        state.contents.insert(location.clone(), bytes);
        state.fetched.insert(location);
        Ok(entry)
    }

    /// Writes the lock file and the copies of files that were fetched. An update removes entries that no reference
    /// leads to. Gives the changes, a line each.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn save(&self) -> Result<Vec<String>, String> {
        if self.allowed.is_empty() || self.access == Access::Locked {
            return Ok(Vec::new());
        }
        let state = self.state.borrow();
        let mut entries = state.used.clone();
        // Another document may have the same lock file, and whether references lead to files of other origins, this
        // run can't tell.
        let is_whole = self.access == Access::Update && !state.is_partial;
        for (url, entry) in self.lock.entries()? {
            let is_allowed = Url::parse(url).is_ok_and(|url| self.allows(&url));
            if (!is_whole || !is_allowed) && !entries.contains_key(url) {
                entries.insert(url.clone(), entry.clone());
            }
        }
        let copies = state.fetched.iter();
        let copies = copies.filter_map(|url| Some((url.as_str(), state.contents.get(url)?)));
        self.lock.write(&entries, copies)
    }

    /// The lock file.
    #[must_use]
    pub fn lock(&self) -> PathBuf {
        self.lock.path().to_owned()
    }
}

impl Files for Remote<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, Unread> {
        if let Some(found) = self.state.borrow().contents.get(name) {
            return Ok(found.clone());
        }
        if is_url(name) {
            return Err(Unread::Remote);
        }
        self.disk.read(name)
    }

    fn find(&self, name: &str, folder: &str) -> Result<String, Unread> {
        if !is_url(name) {
            return self.disk.find(name, folder);
        }
        if !Url::parse(name).is_ok_and(|url| self.allows(&url)) {
            self.state.borrow_mut().is_partial = true;
            return Err(Unread::Remote);
        }
        self.find_url(name).map_err(Unread::Because)
    }
}

/// Whether a URL has the name or password of a user.
fn has_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}
