//! A line of Markdown of which nothing but its words reaches the reader.

use super::{Feature, Name};
use std::fmt;

/// A line of Markdown within a paragraph: no link to an item, no HTML, no hidden character, no line
/// break. What the document says in it is code or was made harmless.
#[derive(Clone, PartialEq, Eq)]
pub struct Line(String);

impl Line {
    /// A line of which the caller, in this room, is sure.
    pub(super) fn sure(text: String) -> Self {
        Self(text)
    }

    /// Its Markdown, for the rest of this room.
    pub(super) fn markdown(&self) -> &str {
        &self.0
    }

    /// How many bytes it has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.0.len()
    }

    /// Lines one after the other, with words of our own between them.
    #[must_use]
    pub fn join(lines: &[Self], between: &'static str) -> Self {
        let lines: Vec<&str> = lines.iter().map(|line| &*line.0).collect();
        Self(lines.join(between))
    }
}

/// As a string is shown, quoted and escaped.
impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Our own words.
impl From<&'static str> for Line {
    fn from(text: &'static str) -> Self {
        Self(text.to_owned())
    }
}

/// A part of a sentence that holds no text of the document as it stands.
pub trait Part {
    /// Adds it to a line of Markdown.
    fn add(&self, line: &mut String);
}

impl Part for Line {
    fn add(&self, line: &mut String) {
        line.push_str(&self.0);
    }
}

impl Part for Name {
    fn add(&self, line: &mut String) {
        line.push_str(self.as_str());
    }
}

impl Part for Feature {
    fn add(&self, line: &mut String) {
        line.push_str(self.as_str());
    }
}

impl Part for &'static str {
    fn add(&self, line: &mut String) {
        line.push_str(self);
    }
}

/// A sentence of our own, with a part for each `{}`.
#[must_use]
pub fn say(sentence: &'static str, parts: &[&dyn Part]) -> Line {
    let mut line = String::with_capacity(sentence.len() + 32);
    let mut parts = parts.iter();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once("{}") {
        line.push_str(before);
        if let Some(part) = parts.next() {
            part.add(&mut line);
        }
        rest = after;
    }
    line.push_str(rest);
    Line(line)
}
