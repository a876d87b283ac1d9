//! A line of harmless Markdown.

use super::{Feature, Name};
use std::fmt;

/// A line of Markdown within a paragraph: no link to an item, no HTML, no hidden character, no line break.
/// Texts of the document in it are code or were made harmless.
#[derive(Clone, PartialEq, Eq)]
pub struct Line(String);

impl Line {
    /// Makes a line of harmless Markdown; only this module can.
    pub(super) fn sure(text: String) -> Self {
        Self(text)
    }

    /// The line's Markdown, for this module.
    pub(super) fn markdown(&self) -> &str {
        &self.0
    }

    /// The number of bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.0.len()
    }

    /// Lines in a row, with words of our own between them.
    #[must_use]
    pub fn join(lines: &[Self], between: &'static str) -> Self {
        let lines: Vec<&str> = lines.iter().map(|line| &*line.0).collect();
        Self(lines.join(between))
    }
}

/// Formats the line like a string, quoted and escaped.
impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Words of our own.
impl From<&'static str> for Line {
    fn from(text: &'static str) -> Self {
        Self(text.to_owned())
    }
}

/// A part of a sentence, without raw text of the document.
pub trait Part {
    /// Appends it to a line of Markdown.
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
