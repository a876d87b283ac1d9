//! Files from the disk.

use openapi_client_generator::config::{self, Config};
use openapi_client_generator::diagnostic::{Code, Diagnostics, Pointer};
use openapi_client_generator::source::{self, Source};
use std::path::Path;

/// Reads the document at `path`.
pub fn document(path: &Path, diagnostics: &mut Diagnostics) -> Option<Source> {
    let (name, bytes) = read(path, diagnostics)?;
    source::bytes(&name, bytes, diagnostics)
}

/// Reads the client.toml at `path`.
pub fn config(path: &Path, diagnostics: &mut Diagnostics) -> Option<Config> {
    let (name, bytes) = read(path, diagnostics)?;
    let text = source::utf8(&name, bytes, diagnostics)?;
    config::text(&name, &text, diagnostics)
}

/// The name that diagnostics show, and the bytes.
fn read(path: &Path, diagnostics: &mut Diagnostics) -> Option<(String, Vec<u8>)> {
    let name = path.display().to_string();
    let mut fail = |code, args: &[&str]| diagnostics.report(code, &Pointer::root(), args);
    // A directory or a device has no length worth reading.
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() => {
            fail(Code::NotReadable, &[&name, "it is not a file"]);
            return None;
        }
        Ok(found) if found.len() > source::MAX_BYTES as u64 => {
            fail(Code::TooLarge, &["bytes", &source::MAX_BYTES.to_string()]);
            return None;
        }
        _ => {}
    }
    #[expect(clippy::disallowed_methods, reason = "the command is what reads")]
    match std::fs::read(path) {
        Ok(bytes) => Some((name, bytes)),
        Err(error) => {
            fail(Code::NotReadable, &[&name, &error.to_string()]);
            None
        }
    }
}
