//! The place of a value. Names of described members are shown in full; the keys of a map are data, so
//! they are escaped and cut off. The length of a path is limited.

use std::fmt::{self, Write};

/// The path to a value, from the innermost segment to the outermost.
#[derive(Default)]
pub(super) struct Path(Vec<Segment>);

#[derive(Clone)]
pub(super) enum Segment {
    /// A member that the document names.
    Member(&'static str),
    /// A key of a map, or a member that the document doesn't describe.
    Key(Box<str>),
    /// An item of an array.
    Index(usize),
}

/// The number of a key's characters that are shown.
const MAX_KEY: usize = 40;
/// The number of a path's bytes that are shown.
const MAX_PATH: usize = 1024;

impl Segment {
    /// A key, cut off if it is long.
    pub(super) fn key(key: &str) -> Self {
        let Some((end, _)) = key.char_indices().nth(MAX_KEY) else {
            return Self::Key(key.into());
        };
        Self::Key(format!("{}…", &key[..end]).into())
    }
}

impl Path {
    pub(super) fn push(&mut self, segment: Segment) {
        self.0.push(segment);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Such as `$.from.items[3].id`. The middle of a long path is left out.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::from("$");
        for segment in self.0.iter().rev() {
            write!(text, "{segment}")?;
        }
        if text.len() <= MAX_PATH {
            return f.write_str(&text);
        }
        let half = MAX_PATH / 2;
        write!(
            f,
            "{}…{}",
            &text[..boundary(&text, half)],
            &text[boundary(&text, text.len() - half)..]
        )
    }
}

/// The end of the character at `index`.
fn boundary(text: &str, index: usize) -> usize {
    let is_boundary = |index: &usize| text.is_char_boundary(*index);
    (index..text.len()).find(is_boundary).unwrap_or(text.len())
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => write!(f, "[{index}]"),
            Self::Member(name) => member(name, f),
            Self::Key(name) => member(name, f),
        }
    }
}

fn member(name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let is_plain = |c: char| c == '_' || c.is_alphanumeric();
    if !name.is_empty() && name.chars().all(is_plain) {
        write!(f, ".{name}")
    } else {
        write!(f, "[\"{}\"]", shown(name))
    }
}

/// A text of the document or of a response in messages: in one line, with escapes for control
/// characters, direction marks and other invisible characters.
pub(crate) fn shown(text: &str) -> String {
    let mut shown = format!("{text:?}");
    shown.pop();
    shown.remove(0);
    shown
}
