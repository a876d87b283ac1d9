//! Files from the disk.

use openapi_client_generator::config::{self, Config};
use openapi_client_generator::diagnostic::{Code, Diagnostics, Excerpt, Pointer};
use openapi_client_generator::openapi;
use openapi_client_generator::source::files::{self, Files, Unread};
use openapi_client_generator::source::{self, Source};
use openapi_client_generator::text;
use std::cell::{LazyCell, RefCell};
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The disk; the name of a file is its path.
pub struct Disk<'d> {
    /// The folders with files that references may lead to, besides the document's folder.
    allowed: &'d [PathBuf],
    seen: RefCell<Seen>,
}

/// The requested files, even missing ones, with their stamps before they were read.
pub type Seen = BTreeMap<PathBuf, Stamp>;

/// The time and length of a file, which change with the file; `None` for a missing file.
pub type Stamp = Option<(SystemTime, u64)>;

/// The current stamp of a file.
#[must_use]
pub fn stamp(path: &Path) -> Stamp {
    let found = std::fs::metadata(path).ok()?;
    let time = found.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    Some((time, found.len()))
}

impl<'d> Disk<'d> {
    /// A disk with the folders with files that references may lead to, besides the document's folder.
    #[must_use]
    pub fn new(allowed: &'d [PathBuf]) -> Self {
        Self {
            allowed,
            seen: RefCell::default(),
        }
    }

    /// The files that were requested.
    #[must_use]
    pub fn seen(self) -> Seen {
        self.seen.into_inner()
    }

    fn note(&self, name: &str) {
        let path = PathBuf::from(name);
        let stamp = stamp(&path);
        self.seen.borrow_mut().entry(path).or_insert(stamp);
    }
}

impl Files for Disk<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, Unread> {
        if files::is_url(name) {
            return Err(Unread::Remote);
        }
        self.note(name);
        // A directory or a device has no useful length.
        match std::fs::metadata(name) {
            Ok(found) if !found.is_file() => {
                return Err(Unread::Because("it is not a file".to_owned()));
            }
            Ok(found) if found.len() > source::MAX_BYTES as u64 => return Err(Unread::TooLarge),
            _ => {}
        }
        #[expect(clippy::disallowed_methods, reason = "only the command reads the disk")]
        std::fs::read(name).map_err(because)
    }

    /// The path with all links resolved, below the folder in its given form. A path that leaves the folders by its
    /// text is not looked up, so that nobody learns whether the file exists.
    fn find(&self, name: &str, folder: &str) -> Result<String, Unread> {
        if files::is_url(name) {
            return Err(Unread::Remote);
        }
        let allowed = self.allowed.iter().map(PathBuf::as_path);
        let folders = || std::iter::once(Path::new(folder)).chain(allowed.clone());
        if !folders().any(|folder| is_below(Path::new(name), folder)) {
            return Err(Unread::Outside);
        }
        let path = Path::new(name).canonicalize().map_err(|error| {
            // The file may exist the next time.
            self.note(name);
            because(error)
        })?;
        for folder in folders() {
            let Ok(whole) = if_any(folder).canonicalize() else {
                continue;
            };
            if let Ok(rest) = path.strip_prefix(whole) {
                let path = folder.join(rest);
                let path = path.to_str().ok_or_else(not_utf8)?;
                return Ok(with_slashes(path));
            }
        }
        Err(Unread::Outside)
    }
}

/// Whether a path leads below a folder by its text, without regard to links.
fn is_below(path: &Path, folder: &Path) -> bool {
    let whole = |path: &Path| std::path::absolute(path).map(|path| plain(&path));
    let (Ok(path), Ok(folder)) = (whole(path), whole(if_any(folder))) else {
        return false;
    };
    path.starts_with(folder)
}

/// A path without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        if part == std::path::Component::ParentDir {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
}

/// A path in a message, without characters that end its line or that nobody sees.
#[must_use]
pub fn shown(path: &Path) -> String {
    text::visible(&path.display().to_string()).into_owned()
}

/// The path with links resolved, as far as it exists.
#[must_use]
pub fn real(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut around = whole.ancestors();
    let found = around.find_map(|around| Some((around, around.canonicalize().ok()?)));
    let joined = found.and_then(|(around, real)| Some(real.join(whole.strip_prefix(around).ok()?)));
    // Folders that don't exist are no links.
    joined.map_or(whole, |joined| plain(&joined))
}

/// A folder without a name is the current one.
fn if_any(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` has it")]
fn because(error: std::io::Error) -> Unread {
    Unread::Because(error.to_string())
}

fn not_utf8() -> Unread {
    Unread::Because("its path is not UTF-8".to_owned())
}

/// A path with slashes, the form of references on every system.
fn with_slashes(path: &str) -> String {
    if std::path::MAIN_SEPARATOR == '/' {
        path.to_owned()
    } else {
        path.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// The name that diagnostics show for standard input.
const STANDARD_INPUT: &str = "<stdin>";

/// Reads the document at `path`, and the files that its references lead to, in its folder and in the `allowed`
/// folders.
pub fn document(path: &Path, allowed: &[PathBuf], diagnostics: &mut Diagnostics) -> Option<Source> {
    let disk = Disk::new(allowed);
    let source = first(&disk, path, diagnostics)?;
    Some(openapi::bundle(source, &disk, diagnostics))
}

/// Reads the document at `path` without its other files.
pub fn first(files: &dyn Files, path: &Path, diagnostics: &mut Diagnostics) -> Option<Source> {
    let name = with_slashes(name("document", path, diagnostics)?);
    files::open(files, &name, diagnostics)
}

/// Reads the document on standard input, without its other files. Its references lead to files from the current folder.
pub fn standard_input(diagnostics: &mut Diagnostics) -> Option<Source> {
    let mut bytes = Vec::new();
    let most = source::MAX_BYTES as u64 + 1;
    if let Err(error) = std::io::stdin().lock().take(most).read_to_end(&mut bytes) {
        let args = ["document", STANDARD_INPUT, &error.to_string()];
        diagnostics.report(Code::NotReadable, &Pointer::root(), &args);
        return None;
    }
    source::bytes(STANDARD_INPUT, bytes, diagnostics)
}

/// Reads the client.toml at `path`.
pub fn config(path: &Path, diagnostics: &mut Diagnostics) -> Option<Config> {
    config_on(&Disk::new(&[]), path, diagnostics)
}

/// Reads the client.toml at `path` from a disk that notes the files; after an error, the settings without faults.
pub fn config_on(disk: &Disk, path: &Path, diagnostics: &mut Diagnostics) -> Option<Config> {
    let name = name("settings", path, diagnostics)?;
    let own = Excerpt::whole(name);
    let bytes = files::bytes(disk, ("settings", name), Some(own), diagnostics)?;
    let text = source::utf8(name, bytes, diagnostics)?;
    config::right_part(name, &text, diagnostics)
}

/// Makes the files in `[allow]` match the names of the document's files: the path of client.toml may be absolute,
/// and that of the document relative.
pub fn name_files(config: &mut Config, source: &Source) {
    let names = LazyCell::new(|| {
        let local = source.files().filter(|file| !files::is_url(&file.name));
        let names = local.map(|file| (real(Path::new(&file.name)), files::join("", &file.name)));
        names.collect::<BTreeMap<PathBuf, String>>()
    });
    config.rename_files(|file| names.get(&real(Path::new(file))).cloned());
}

fn name<'p>(noun: &str, path: &'p Path, diagnostics: &mut Diagnostics) -> Option<&'p str> {
    let name = path.to_str();
    if name.is_none() {
        let name = path.to_string_lossy();
        let own = Some(Excerpt::whole(&name));
        let args = [noun, &name, "its path is not UTF-8"];
        diagnostics.report_shown(Code::NotReadable, &Pointer::root(), own, &args, Vec::new());
    }
    name
}
