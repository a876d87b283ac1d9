//! Bytes to a value tree, within limits that no document can exceed, and the places of its parts
//! on demand.

mod json;
mod locate;
mod scalar;
mod yaml;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostics, Pointer, Span};

/// Bytes of a document. The largest that is known has 13 MB.
pub const MAX_BYTES: usize = 64 << 20;
/// Levels of nesting. Real documents have up to 34; what walks a tree may recurse.
const MAX_DEPTH: usize = 128;
/// Nodes and text of the tree with all aliases written out, in units of about 64 bytes.
const MAX_WEIGHT: usize = 4 << 20;

/// Bytes of the places of all values, for each byte of the text, and besides. Each value is spoken of by the
/// keys around it, of which one can be as long as the text.
const MOST_IN_PLACES: usize = 64;
const BESIDES_IN_PLACES: usize = 32 << 20;

/// How many bytes the places of all values may have.
fn most_in_places(text: &str) -> usize {
    BESIDES_IN_PLACES + MOST_IN_PLACES * text.len()
}

/// What there may not be too many of, as [`Code::TooLarge`] says it.
const IN_PLACES: &str = "bytes of keys around its values";

/// A document that was read.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name that diagnostics show.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
    /// What the text says. No tree is deeper than 128 levels.
    pub root: Value,
    places: Places,
}

/// What tells where in a text something stands.
#[derive(Debug, Clone)]
enum Places {
    /// The text: JSON is quickly stepped through.
    Json,
    /// What the parser came by.
    Yaml(locate::Trace),
}

impl Source {
    /// Where each of `pointers` leads, all in one pass over the text: the value where it fits on
    /// a line, else its key. What has no place of its own (an alias or a default stands in for
    /// it) is at its nearest ancestor's.
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
    } = match parse(&text) {
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

fn parse(text: &str) -> Result<Tree, Fault> {
    if text.len() > MAX_BYTES {
        let args = ["bytes", &MAX_BYTES.to_string()];
        return Err(Fault::new(Code::TooLarge, 0..0, &args));
    }
    if !text.trim_start().starts_with(['{', '[']) {
        return yaml::parse(text);
    }
    match json::parse(text) {
        // YAML in flow style, or JSON with comments or trailing commas, begins like JSON.
        Err(fault) if fault.code == Code::NotYaml => yaml::parse(text).map_err(|_| fault),
        parsed => parsed,
    }
}

/// A tree, and what is to be said of it.
struct Tree {
    root: Value,
    notes: Vec<Note>,
    places: Places,
}

/// Something odd that the reading survived.
struct Note {
    code: Code,
    at: Pointer,
    args: Vec<String>,
}

/// What is noted while a text is read, as much as the text is long: the place of a key can be as long as
/// all of it, and stand there for each of many others.
struct Remarks {
    notes: Vec<Note>,
    left: usize,
    /// What is not listed any more.
    others: usize,
}

impl Remarks {
    fn new(text: &str) -> Self {
        Self {
            notes: Vec::new(),
            left: 4096 + 8 * text.len(),
            others: 0,
        }
    }

    fn add(&mut self, code: Code, at: impl FnOnce() -> Pointer, arg: &str) {
        if self.left == 0 {
            self.others += 1;
            return;
        }
        let at = at();
        self.left = self.left.saturating_sub(at.as_str().len() + arg.len());
        let args = vec![arg.to_owned()];
        self.notes.push(Note { code, at, args });
    }

    fn all(mut self) -> Vec<Note> {
        if self.others > 0 {
            self.notes.push(Note {
                code: Code::OtherRemarks,
                at: Pointer::root(),
                args: vec![self.others.to_string()],
            });
        }
        self.notes
    }
}

/// Why there is no tree.
#[derive(Debug)]
struct Fault {
    code: Code,
    span: Span,
    args: Vec<String>,
}

impl Fault {
    fn new(code: Code, span: Span, args: &[&str]) -> Self {
        Self {
            code,
            span,
            args: args.iter().map(|arg| (*arg).to_owned()).collect(),
        }
    }
}

/// What a text weighs against `MAX_WEIGHT`, over its node.
fn weight(text: &str) -> usize {
    text.len() / 64
}
