//! The files of a document: on a disk, which the command has, or in memory.

use std::collections::BTreeMap;
use std::io;

use url::Url;

use super::Source;
use crate::diagnostic::{Code, Diagnostics, Excerpt, Pointer};

/// Files by name. A name is a path with `/`, as the name of the document is, or an `http` or `https` URL without
/// a fragment. References in the file of a URL lead to URLs only.
///
/// A function that reads one file is such a thing, too:
///
/// ```
/// use openapi_client_generator::Files;
///
/// let files = |name: &str| std::fs::read(format!("api/{name}"));
/// let files: &dyn Files = &files;
/// ```
pub trait Files {
    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// The error.
    fn read(&self, name: &str) -> Result<Vec<u8>, Unread>;

    /// The one name of a file that several names can lead to. A reference may lead to files below `folder`,
    /// which is that of the document, and to others only if the implementation allows them.
    ///
    /// A server may redirect a URL: then the one name is the URL to which it leads in the end.
    ///
    /// By default, names are as they are, and only those that begin with `folder` are allowed. Links are not
    /// seen.
    ///
    /// # Errors
    ///
    /// The error; [`Unread::Outside`] for a file that isn't allowed, and [`Unread::Remote`] for a URL that isn't.
    fn find(&self, name: &str, folder: &str) -> Result<String, Unread> {
        if is_below(name, folder) {
            Ok(name.to_owned())
        } else if is_url(name) {
            Err(Unread::Remote)
        } else {
            Err(Unread::Outside)
        }
    }
}

/// Whether the name of a file is a URL, whose scheme has letters of any case (RFC 3986, section 3.1).
#[must_use]
pub fn is_url(name: &str) -> bool {
    let is_of = |scheme: &str| {
        let own = name.get(..scheme.len());
        own.is_some_and(|own| own.eq_ignore_ascii_case(scheme))
    };
    is_of("https://") || is_of("http://")
}

/// Whether a name is that of a file below a folder, without a look at links.
fn is_below(name: &str, folder: &str) -> bool {
    let rest = name.strip_prefix(folder);
    let is_alike = is_url(name) == is_url(folder);
    is_alike
        && rest
            .is_some_and(|rest| !rest.starts_with('/') && rest.split('/').all(|part| part != ".."))
}

impl<F: Fn(&str) -> io::Result<Vec<u8>>> Files for F {
    fn read(&self, name: &str) -> Result<Vec<u8>, Unread> {
        self(name).map_err(|error| Unread::Because(error.to_string()))
    }
}

/// The error of a file that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// It has more than 64 MiB.
    TooLarge,
    /// It isn't in the folder of the document.
    Outside,
    /// It is on a server, and that isn't allowed.
    Remote,
    /// For this reason.
    Because(String),
}

impl Unread {
    /// The reason why a document or an overlay is not read.
    pub(crate) fn reason(self) -> String {
        match self {
            Self::TooLarge => format!("it has more than {} bytes", super::MAX_BYTES),
            Self::Outside => "it is outside of its folder".to_owned(),
            Self::Remote => "only references are fetched, so save the file first".to_owned(),
            Self::Because(reason) => reason,
        }
    }
}

/// Files in memory. One whose name is a URL may be referred to from anywhere.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// Adds a file.
    pub fn add(&mut self, name: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(name.to_owned(), bytes.into());
    }
}

impl Files for Memory {
    fn read(&self, name: &str) -> Result<Vec<u8>, Unread> {
        let found = self.files.get(name).cloned();
        found.ok_or_else(|| Unread::Because("there is no file of this name".to_owned()))
    }

    fn find(&self, name: &str, folder: &str) -> Result<String, Unread> {
        match name {
            _ if is_url(name) && self.files.contains_key(name) => Ok(name.to_owned()),
            _ if is_below(name, folder) => Ok(name.to_owned()),
            _ if is_url(name) => Err(Unread::Remote),
            _ => Err(Unread::Outside),
        }
    }
}

/// The folder of a file, with the `/` at its end; nothing for a file without a folder.
#[must_use]
pub fn folder(name: &str) -> &str {
    name.rfind('/').map_or("", |end| &name[..=end])
}

/// The path from a folder, or the path itself if it is absolute, without `.` and without any `..` that can be resolved
/// (RFC 3986, sections 5.2.2 and 5.2.4).
#[must_use]
pub fn join(folder: &str, path: &str) -> String {
    let url = match Url::parse(folder) {
        Ok(base) if is_url(folder) => base.join(path).ok(),
        _ => Url::parse(path).ok().filter(|_| is_url(path)),
    };
    if let Some(url) = url {
        return url.into();
    }
    let folder = if path.starts_with('/') { "/" } else { folder };
    let is_absolute = folder.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if is_absolute => {}
            part => parts.push(part),
        }
    }
    let root = if is_absolute { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}

/// Reads the document in a file.
pub fn open(files: &dyn Files, name: &str, diagnostics: &mut Diagnostics) -> Option<Source> {
    let bytes = bytes(files, ("document", name), None, diagnostics)?;
    super::bytes(name, bytes, diagnostics)
}

/// The bytes of a file, which messages call by `noun`. A file beside the document has a place of its `own` in them.
pub fn bytes(
    files: &dyn Files,
    (noun, name): (&str, &str),
    own: Option<Excerpt>,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<u8>> {
    let most = super::MAX_BYTES.to_string();
    let why;
    let (code, args) = match files.read(name) {
        Ok(bytes) => return Some(bytes),
        Err(Unread::TooLarge) => (Code::TooLarge, vec!["bytes", &most]),
        Err(unread) => {
            why = unread.reason();
            (Code::NotReadable, vec![noun, name, &why])
        }
    };
    diagnostics.report_shown(code, &Pointer::root(), own, &args, Vec::new());
    None
}

#[cfg(test)]
mod tests {
    use super::{Memory, open};
    use crate::diagnostic::{Code, Diagnostics};

    #[test]
    fn a_document_in_memory() {
        let mut files = Memory::default();
        files.add("api.yaml", "openapi: 3.0.3");
        let mut diagnostics = Diagnostics::default();
        let source = open(&files, "api.yaml", &mut diagnostics).unwrap();
        assert_eq!(source.root["openapi"], "3.0.3");
        assert!(open(&files, "other.yaml", &mut diagnostics).is_none());
        let codes: Vec<Code> = diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, [Code::NotReadable]);
    }
}
