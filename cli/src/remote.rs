//! Files on servers that a document may refer to, if an option allows their origin. Each file is fetched once, within
//! limits, and kept beside a lock file, so that the next run needs no network.

mod lock;
#[cfg_attr(not(feature = "remote"), path = "remote/absent.rs")]
mod net;
mod origin;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use clap::Args;
use openapi_client_generator::source::MAX_BYTES;
use openapi_client_generator::source::files::{Files, Unread, is_url};
use url::Url;

use lock::{Entry, Lock};
use net::Net;
pub use origin::Origin;

use crate::read::{Seen, shown, stamp};

/// The options about files on servers.
#[derive(Debug, Clone, Default, Args)]
pub struct RemoteOptions {
    /// An origin with files that the document may refer to, such as `https://example.com:8443`; `example.com` is
    /// short for `https://example.com`. They are fetched once and kept in the folder of the lock file, `client.toml.lock` beside client.toml. Can be repeated.
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
    /// No access; the lock file stays unchanged.
    Locked,
}

/// The limits of a run.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The number of files that are fetched.
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

/// The requests since the program began: a watched document is read several times, and its files are fetched once.
#[derive(Debug, Default)]
pub struct Since {
    /// The files by URL, each with its final URL.
    fetched: RefCell<BTreeMap<Url, (Url, Contents)>>,
    /// Whether the lock file was written.
    is_saved: Cell<bool>,
}

/// The contents of a file.
type Contents = Rc<Vec<u8>>;

impl RemoteOptions {
    /// The files of a disk and of allowed origins, with a lock file beside client.toml, or else beside the document.
    #[must_use]
    pub fn open<'r>(
        &'r self,
        disk: &'r dyn Files,
        beside: &Path,
        is_locked: bool,
        since: &'r Since,
    ) -> Remote<'r> {
        let access = match self.update_remote {
            _ if is_locked => Access::Locked,
            true if !since.is_saved.get() => Access::Update,
            _ => Access::Missing,
        };
        let limits = Limits::default();
        Remote::new(disk, &self.allow_remote, beside, access, limits, since)
    }
}

/// The files of a disk and of allowed origins.
pub struct Remote<'r> {
    disk: &'r dyn Files,
    allowed: &'r [Origin],
    access: Access,
    lock: Lock,
    since: &'r Since,
    state: RefCell<State>,
}

/// The files of a run so far.
struct State {
    net: Net,
    /// By the URL of the reference.
    used: BTreeMap<String, Entry>,
    /// By the final URL.
    contents: BTreeMap<String, Contents>,
    /// The final URLs of the fetched contents.
    fetched: BTreeSet<String>,
    /// Whether a reference leads to an origin that isn't allowed: the references in that file are unknown.
    is_partial: bool,
    /// The lock file and the copies that were read.
    seen: Seen,
}

impl<'r> Remote<'r> {
    /// The name of the lock file is the full name of the file `beside` with `.lock`.
    #[must_use]
    pub fn new(
        disk: &'r dyn Files,
        allowed: &'r [Origin],
        beside: &Path,
        access: Access,
        limits: Limits,
        since: &'r Since,
    ) -> Self {
        Self {
            disk,
            allowed,
            access,
            lock: Lock::beside(beside),
            since,
            state: RefCell::new(State {
                net: Net::new(limits),
                used: BTreeMap::new(),
                contents: BTreeMap::new(),
                fetched: BTreeSet::new(),
                is_partial: false,
                seen: Seen::new(),
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
        state.note(self.lock.path());
        let locked = self.lock.entry(name)?;
        let entry = match (locked, self.access) {
            (Some(entry), Access::Missing | Access::Locked) => {
                self.keep(state, &url, entry)?;
                entry.clone()
            }
            (None, Access::Locked) => {
                let lock = shown(self.lock.path());
                return Err(format!("it is not in `{lock}`; run once without `--check`"));
            }
            (_, Access::Missing | Access::Update) => self.fetch(state, &url)?,
        };
        let location = entry.location.clone();
        state.used.insert(name.to_owned(), entry);
        Ok(location)
    }

    /// Reads the copy of a file that an earlier run fetched.
    fn keep(&self, state: &mut State, url: &Url, entry: &Entry) -> Result<(), String> {
        let location = Url::parse(&entry.location).map_err(|error| error.to_string())?;
        if !self.allows(&location) {
            return Err(net::redirected(&location));
        }
        let differs = "it differs from the hash in the lock file; `--update-remote` accepts it";
        if let Some(known) = state.contents.get(&entry.location) {
            let is_same = net::sha256(known)? == entry.sha256;
            return is_same.then_some(()).ok_or_else(|| differs.to_owned());
        }
        let path = self.lock.copy(entry);
        state.note(&path);
        let shown = shown(&path);
        match lock::read(&path, MAX_BYTES)? {
            Some(bytes) if net::sha256(&bytes)? == entry.sha256 => {
                let location = entry.location.clone();
                state.contents.insert(location, Rc::new(bytes));
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
                let is_same = fetched == *entry;
                is_same.then_some(()).ok_or_else(|| differs.to_owned())
            }
        }
    }

    fn fetch(&self, state: &mut State, url: &Url) -> Result<Entry, String> {
        let known = self.since.fetched.borrow().get(url).cloned();
        let (location, bytes) = if let Some(known) = known {
            known
        } else {
            let (location, bytes) = state.net.fetch(url, &|url| self.allows(url))?;
            let fetched = (location, Rc::new(bytes));
            let mut all = self.since.fetched.borrow_mut();
            all.insert(url.clone(), fetched.clone());
            fetched
        };
        let location = String::from(location);
        let entry = Entry {
            location: location.clone(),
            sha256: net::sha256(&bytes)?,
        };
        // If several URLs lead to a file that changes meanwhile, its first contents count.
        if let Some(known) = state.contents.get(&location) {
            let sha256 = net::sha256(known)?;
            return Ok(Entry { sha256, ..entry });
        }
        state.contents.insert(location.clone(), bytes);
        state.fetched.insert(location);
        Ok(entry)
    }

    /// Writes the lock file and the copies of fetched files. An update removes the entries that no reference leads
    /// to. Returns the changes, one per line.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn save(&self) -> Result<Vec<String>, String> {
        if self.allowed.is_empty() || self.access == Access::Locked {
            return Ok(Vec::new());
        }
        let state = &mut *self.state.borrow_mut();
        let mut entries = state.used.clone();
        // Another document may use the same lock file, and this run doesn't know the references in files of other
        // origins.
        let is_whole = self.access == Access::Update && !state.is_partial;
        for (url, entry) in self.lock.entries()? {
            let is_allowed = Url::parse(url).is_ok_and(|url| self.allows(&url));
            if (!is_whole || !is_allowed) && !entries.contains_key(url) {
                entries.insert(url.clone(), entry.clone());
            }
        }
        let fetched = state.used.values();
        let fetched = fetched.filter(|entry| state.fetched.contains(&entry.location));
        let copies = fetched.clone().filter_map(|entry| {
            let bytes = state.contents.get(&entry.location)?;
            Some((entry, bytes.as_slice()))
        });
        let changes = self.lock.write(&entries, copies)?;
        self.since.is_saved.set(true);
        let lock = (!changes.is_empty()).then(|| self.lock.path().to_owned());
        let written = fetched.map(|entry| self.lock.copy(entry)).chain(lock);
        let written = written.map(|path| (stamp(&path), path));
        state
            .seen
            .extend(written.map(|(stamp, path)| (path, stamp)));
        Ok(changes)
    }

    /// The stamps of the lock file and the copies before they were read, or after they were written.
    #[must_use]
    pub fn seen(self) -> Seen {
        self.state.into_inner().seen
    }

    /// The lock file, and the folder of the copies.
    #[must_use]
    pub fn lock(&self) -> [PathBuf; 2] {
        [self.lock.path().to_owned(), self.lock.folder()]
    }
}

impl State {
    fn note(&mut self, path: &Path) {
        let seen = self.seen.entry(path.to_owned());
        seen.or_insert_with(|| stamp(path));
    }
}

impl Files for Remote<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, Unread> {
        if let Some(found) = self.state.borrow().contents.get(name) {
            return Ok(found.to_vec());
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
