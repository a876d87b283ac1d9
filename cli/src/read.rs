//! Files from the disk.

use openapi_client_generator::config::{self, Config};
use openapi_client_generator::diagnostic::{Code, Diagnostics, Pointer};
use openapi_client_generator::source::files::{self, Files, Unread};
use openapi_client_generator::source::{self, Source};
use std::path::Path;

/// The disk, on which the name of a file is its path.
pub struct Disk;

impl Files for Disk {
    fn read(&self, name: &str) -> Result<Vec<u8>, Unread> {
        // A directory or a device has no length worth reading.
        match std::fs::metadata(name) {
            Ok(found) if !found.is_file() => {
                return Err(Unread::Because("it is not a file".to_owned()));
            }
            Ok(found) if found.len() > source::MAX_BYTES as u64 => return Err(Unread::TooLarge),
            _ => {}
        }
        #[expect(clippy::disallowed_methods, reason = "the command is what reads")]
        std::fs::read(name).map_err(|error| Unread::Because(error.to_string()))
    }
}

/// Reads the document at `path`.
pub fn document(path: &Path, diagnostics: &mut Diagnostics) -> Option<Source> {
    files::open(&Disk, name(path, diagnostics)?, diagnostics)
}

/// Reads the client.toml at `path`.
pub fn config(path: &Path, diagnostics: &mut Diagnostics) -> Option<Config> {
    let name = name(path, diagnostics)?;
    let bytes = files::bytes(&Disk, name, diagnostics)?;
    let text = source::utf8(name, bytes, diagnostics)?;
    config::text(name, &text, diagnostics)
}

fn name<'p>(path: &'p Path, diagnostics: &mut Diagnostics) -> Option<&'p str> {
    let name = path.to_str();
    if name.is_none() {
        let args = [&*path.display().to_string(), "its path is not UTF-8"];
        diagnostics.report(Code::NotReadable, &Pointer::root(), &args);
    }
    name
}
