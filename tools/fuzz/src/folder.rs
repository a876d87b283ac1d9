//! The files of a mutant on a simulated disk: beside files that no reference may lead to, and with links.

use openapi_client_generator::source::files::{Files, Memory, Unread, is_url, join};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The folder of the document.
pub const FOLDER: &str = "api/";
/// A folder in it that is a link to it: each file has two paths.
pub const LINK: &str = "link/";
/// A file outside of the folder.
pub const SECRET: &str = "secret.json";
/// The text of that file.
const WORD: &str = "aWordThatNobodyMaySee";

/// The files of a mutant.
pub struct Folder {
    files: Memory,
    /// The files outside of the folder that were read.
    strays: RefCell<Vec<String>>,
}

impl Folder {
    /// Files by their paths from the document's folder, or by their URLs.
    #[must_use]
    pub fn new(files: &BTreeMap<String, String>) -> Self {
        let mut memory = Memory::default();
        for (name, text) in files {
            memory.add(&path(name), text.as_str());
        }
        let secret = format!(r#"{{"type": "object", "properties": {{"{WORD}": {{}}}}}}"#);
        for name in [SECRET.to_owned(), format!("/{SECRET}")] {
            memory.add(&name, secret.as_str());
        }
        Self {
            files: memory,
            strays: RefCell::default(),
        }
    }

    /// Files outside of the document's folder that were read.
    #[must_use]
    pub fn strays(self) -> Vec<String> {
        self.strays.into_inner()
    }
}

impl Files for Folder {
    fn read(&self, name: &str) -> Result<Vec<u8>, Unread> {
        let is_inside = name.starts_with(FOLDER) && name == join("", name);
        if !is_inside && !is_url(name) {
            self.strays.borrow_mut().push(name.to_owned());
        }
        self.files.read(name)
    }

    fn find(&self, name: &str, folder: &str) -> Result<String, Unread> {
        let found = self.files.find(name, folder)?;
        let Some(mut rest) = found.strip_prefix(FOLDER) else {
            return Ok(found);
        };
        while let Some(inner) = rest.strip_prefix(LINK) {
            rest = inner;
        }
        Ok(format!("{FOLDER}{rest}"))
    }
}

/// The name of a file of a mutant.
#[must_use]
pub fn path(name: &str) -> String {
    if is_url(name) {
        name.to_owned()
    } else {
        format!("{FOLDER}{name}")
    }
}

/// Whether a text has the contents of the file outside of the folder.
#[must_use]
pub fn is_told(text: &str) -> bool {
    text.contains(WORD)
}
