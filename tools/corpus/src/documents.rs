//! The documents below a folder. A folder with a file `ROOT` is one document in several files, and
//! `ROOT` names the first of them; any other file of JSON or YAML is a document.
#![expect(clippy::disallowed_methods, reason = "the corpus is on the disk")]

use std::path::{Path, PathBuf};
use std::{fs, io};

/// A document of the corpus.
pub struct Document {
    /// Its path from the corpus, with `/`.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
}

/// Every document, sorted by name.
pub fn find(dir: &Path) -> io::Result<Vec<Document>> {
    let mut found = Vec::new();
    collect(dir, "", &mut found)?;
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn collect(dir: &Path, prefix: &str, found: &mut Vec<Document>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let path = entry.path();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if path.is_dir() {
            match fs::read_to_string(path.join("ROOT")) {
                Ok(root) => found.push(Document {
                    name,
                    path: path.join(root.trim()),
                }),
                Err(_) => collect(&path, &format!("{name}/"), found)?,
            }
        } else if is_document(&path) {
            found.push(Document { name, path });
        }
    }
    Ok(())
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("json" | "yaml" | "yml"))
}

impl Document {
    /// The name of its package.
    pub fn package(&self) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
        let name: String = self.name.chars().map(plain).collect();
        format!("corpus-{}", name.to_ascii_lowercase())
    }
}
