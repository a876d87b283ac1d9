//! The document's Markdown → the Markdown of doc comments.
//!
//! A text is `CommonMark`, written for a web page. Here it becomes Markdown that rustdoc shows and does
//! nothing else with: no code block is a test, nothing in brackets is a link to an item, no HTML is
//! HTML. What it costs, and what is written of it, is bounded by its length.

mod breaks;
mod nesting;
mod tame;
mod words;

use super::hidden::shown;
use super::{Docs, is_hidden};
use pulldown_cmark::{Options, Parser, TextMergeWithOffset};
use std::borrow::Cow;
use std::fmt;

pub use nesting::MAX_NESTING;

/// What became of a text.
#[derive(Debug, Clone)]
pub struct Markdown {
    /// Its lines.
    pub docs: Docs,
    /// The reason if it, or a part of it, is shown as it stands.
    pub flaw: Option<Flaw>,
}

/// A text that can't be shown as Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// It nests quotes or lists too deeply.
    Deep,
    /// It would be far longer than it is.
    Long,
    /// Its meaning can't be written.
    Unwritable,
}

/// How many bytes are written for each byte of a text, beside a start: each line of a list or a quote is
/// indented again, a row of a table has all its cells, and a reference is replaced by its address.
const MAX_GROWTH: usize = 8;
const START: usize = 4096;

/// How many cells a table may have for each byte of its text: a row that ends early is filled up.
const MAX_CELLS: usize = 16;

/// A text that means the same with and without Markdown, as most do, as the line of a doc comment.
#[must_use]
pub fn plain(text: &str) -> Option<Docs> {
    words::is_plain(text).then(|| whole(text).docs)
}

/// A text of the document as the lines of a doc comment.
#[must_use]
pub fn markdown(text: &str) -> Markdown {
    if let Some(docs) = plain(text) {
        return Markdown { docs, flaw: None };
    }
    let clean = clean(text);
    let mut options = Options::ENABLE_STRIKETHROUGH;
    if has_few_cells(&clean) {
        options |= Options::ENABLE_TABLES;
    }
    // Whole texts: an address may be written with `\/`.
    let events = TextMergeWithOffset::new(Parser::new_ext(&clean, options).into_offset_iter());
    let mut is_deep = false;
    let events = tame::tame(nesting::limit(&clean, events, &mut is_deep));
    let mut out = Bounded {
        text: String::with_capacity(clean.len() + 16),
        most: START + MAX_GROWTH * clean.len(),
    };
    let style = pulldown_cmark_to_cmark::Options {
        code_block_token_count: 3,
        ..pulldown_cmark_to_cmark::Options::default()
    };
    let written = pulldown_cmark_to_cmark::cmark_with_options(events, &mut out, options, style);
    if written.is_ok() {
        return Markdown {
            flaw: is_deep.then_some(Flaw::Deep),
            ..whole(&out.text)
        };
    }
    let flaw = if out.text.len() > out.most {
        Flaw::Long
    } else {
        Flaw::Unwritable
    };
    let mut docs = Docs::default();
    docs.block("text", &clean.lines().collect::<Vec<_>>());
    Markdown {
        docs,
        flaw: Some(flaw),
    }
}

/// Lines that are harmless as they stand.
fn whole(text: &str) -> Markdown {
    let lines = text.trim().lines();
    let docs = Docs::sure(lines.map(|line| line.trim_end().to_owned()).collect());
    Markdown { docs, flaw: None }
}

/// The text with line breaks of one kind, spaces for tabs, and hidden characters shown.
fn clean(text: &str) -> Cow<'_, str> {
    let lines = if text.contains(['\r', '\t']) {
        Cow::Owned(
            text.replace("\r\n", "\n")
                .replace('\r', "\n")
                .replace('\t', " "),
        )
    } else {
        Cow::Borrowed(text)
    };
    match shown(&lines, |c| is_hidden(c) && c != '\n') {
        Cow::Borrowed(_) => lines,
        Cow::Owned(shown) => Cow::Owned(shown),
    }
}

/// Whether tables can't have far more cells than the text has bytes.
fn has_few_cells(text: &str) -> bool {
    let columns = text.lines().map(|line| line.matches('|').count() + 1);
    let columns = columns.max().unwrap_or(0);
    columns.saturating_mul(text.lines().count()) <= START + MAX_CELLS * text.len()
}

/// A text that ends with an error where it becomes too long.
struct Bounded {
    text: String,
    most: usize,
}

impl fmt::Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text.push_str(text);
        if self.text.len() > self.most {
            return Err(fmt::Error);
        }
        Ok(())
    }
}
