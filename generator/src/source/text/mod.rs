//! JSON and YAML to values, within limits that no document can exceed.

mod json;
mod scalar;
mod yaml;

pub use yaml::MAX_REPEATED;

use serde_json::Value;

use super::Places;
use crate::diagnostic::{Code, Pointer, Span};

/// Bytes of a document. The largest that is known has 13 MB.
pub const MAX_BYTES: usize = 64 << 20;
/// Levels of nesting. Real documents have up to 34; walks over a tree may recurse.
pub const MAX_DEPTH: usize = 128;
/// Nodes and text of the tree with all aliases written out, in units of about 64 bytes.
pub const MAX_WEIGHT: usize = 4 << 20;

/// Bytes of the places of all values, for each byte of the text, and besides. Each value is spoken of by the
/// keys around it, of which one can be as long as the text.
const MOST_IN_PLACES: usize = 64;
const BESIDES_IN_PLACES: usize = 32 << 20;

/// Bytes of the places and words of remarks, for each byte of the text, and besides.
const MOST_IN_REMARKS: usize = 8;
const BESIDES_IN_REMARKS: usize = 4096;

/// How many bytes the places of all values may have.
fn most_in_places(text: &str) -> usize {
    BESIDES_IN_PLACES + MOST_IN_PLACES * text.len()
}

/// The things that [`Code::TooLarge`] limits here, in its words.
const IN_PLACES: &str = "bytes of keys around its values";

/// Reads JSON or YAML; its content says which. The file's name says whether it is meant to be JSON.
pub fn parse(name: &str, text: &str) -> Result<Tree, Fault> {
    if text.len() > MAX_BYTES {
        let args = ["bytes", &MAX_BYTES.to_string()];
        return Err(Fault::new(Code::TooLarge, 0..0, &args));
    }
    let is_like_json = is_like_json(text);
    let is_named_json = has_ending(name, &["json"]);
    if !is_like_json && !is_named_json {
        return yaml::parse(text);
    }
    let fault = match json::parse(text) {
        // YAML in flow style, or JSON with comments or trailing commas, begins like JSON.
        Err(fault) if fault.code == Code::NotYaml => fault,
        parsed => return parsed,
    };
    match yaml::parse(text) {
        Ok(mut tree) => {
            let is_meant = has_quoted_key(text) && !has_ending(name, &["yaml", "yml"]);
            if is_named_json || is_meant {
                tree.notes.insert(0, fault.survived());
            }
            Ok(tree)
        }
        Err(_) if is_like_json => Err(fault),
        Err(other) => Err(other),
    }
}

/// Whether an object begins with a key in quotes, as JSON has it and YAML hardly.
fn has_quoted_key(text: &str) -> bool {
    let inner = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .strip_prefix('{');
    inner.is_some_and(|inner| inner.trim_start().starts_with('"'))
}

/// Whether the name of a file ends so, after a dot. A URL's query is no part of the name.
fn has_ending(name: &str, endings: &[&str]) -> bool {
    let name = name.split(['?', '#']).next().unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let mut endings = endings.iter();
    ending.is_some_and(|ending| endings.any(|known| ending.eq_ignore_ascii_case(known)))
}

/// The values of a text of YAML that was read, where numbers that 64 bits don't hold are texts: their digits as JSON
/// writes them. Aliases and merge keys repeat the digits, too.
pub fn digits(text: &str) -> Option<Value> {
    yaml::digits(text)
}

/// Whether a text begins as JSON does.
fn is_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// A tree, and the notes about it.
pub struct Tree {
    pub root: Value,
    pub notes: Vec<Note>,
    pub places: Places,
}

/// Something odd that the reading survived.
pub struct Note {
    pub code: Code,
    pub at: Pointer,
    pub args: Vec<String>,
    /// The span of a note about no value of the tree.
    pub span: Option<Span>,
}

impl Note {
    pub fn args(&self) -> Vec<&str> {
        self.args.iter().map(String::as_str).collect()
    }
}

/// The notes about a text, no longer than the text: the place of a key can be as long as all of it, and stand there
/// for each of many others.
struct Remarks {
    notes: Vec<Note>,
    left: usize,
    /// The number of those that are not listed any more.
    others: usize,
}

impl Remarks {
    fn new(text: &str) -> Self {
        Self {
            notes: Vec::new(),
            left: BESIDES_IN_REMARKS + MOST_IN_REMARKS * text.len(),
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
        let span = None;
        self.notes.push(Note {
            code,
            at,
            args,
            span,
        });
    }

    fn all(mut self) -> Vec<Note> {
        if self.others > 0 {
            self.notes.push(Note {
                code: Code::OtherRemarks,
                at: Pointer::root(),
                args: vec![self.others.to_string()],
                span: None,
            });
        }
        self.notes
    }
}

/// Why there is no tree.
#[derive(Debug)]
pub struct Fault {
    pub code: Code,
    pub span: Span,
    pub args: Vec<String>,
}

impl Fault {
    fn new(code: Code, span: Span, args: &[&str]) -> Self {
        Self {
            code,
            span,
            args: args.iter().map(|arg| (*arg).to_owned()).collect(),
        }
    }

    /// The note about a fault in JSON that YAML allows.
    fn survived(self) -> Note {
        Note {
            code: Code::ReadAsYaml,
            at: Pointer::root(),
            args: self.args,
            span: Some(self.span),
        }
    }
}

/// The weight of a text against `MAX_WEIGHT`, over its node.
fn weight(text: &str) -> usize {
    text.len() / 64
}
