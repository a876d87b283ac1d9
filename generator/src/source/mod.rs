//! Bytes to a value tree, within limits that no document can exceed, and the places of its parts
//! on demand.

pub mod files;
mod locate;
mod map;
#[cfg(feature = "openapiv3")]
mod model;
mod text;

pub use map::SourceMap;
use serde_json::Value;
pub use text::MAX_BYTES;
use text::Tree;

use crate::diagnostic::{Code, Diagnostics, Pointer, Span};

/// A document that was read.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name that diagnostics show.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
    /// The values of the text. No tree is deeper than 128 levels.
    pub root: Value,
    places: Places,
}

/// The places of values in a text.
#[derive(Debug, Clone)]
enum Places {
    /// The text: JSON is quickly stepped through.
    Json,
    /// The marks of the parser.
    Yaml(locate::Trace),
}

impl Source {
    /// The spans of `pointers`, in one pass over the text: of the value if it fits on a line, else of its
    /// key. A value without a place of its own (from an alias or a default) has its nearest ancestor's.
    #[must_use]
    pub fn locate(&self, pointers: &[&Pointer]) -> Vec<Option<Span>> {
        locate::locate(&self.text, &self.places, pointers)
    }
}

/// Reads `bytes`, which are JSON or YAML in UTF-8.
pub fn bytes(name: &str, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Option<Source> {
    let text = utf8(name, bytes, diagnostics)?;
    self::text(name, text, diagnostics)
}

/// The text that `bytes` are.
pub fn utf8(name: &str, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Option<String> {
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes());
            diagnostics.report_in(Code::NotUtf8, name, &text, &(valid..valid + 1), &[]);
            None
        }
    }
}

/// Reads `text`, which is JSON or YAML; which of them, its content says.
pub fn text(name: &str, mut text: String, diagnostics: &mut Diagnostics) -> Option<Source> {
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    let Tree {
        root,
        notes,
        places,
    } = match text::parse(&text) {
        Ok(tree) => tree,
        Err(fault) => {
            let args: Vec<&str> = fault.args.iter().map(String::as_str).collect();
            diagnostics.report_in(fault.code, name, &text, &fault.span, &args);
            return None;
        }
    };
    for note in notes {
        let args: Vec<&str> = note.args.iter().map(String::as_str).collect();
        diagnostics.report(note.code, &note.at, &args);
    }
    Some(Source {
        name: name.to_owned(),
        text,
        root,
        places,
    })
}
