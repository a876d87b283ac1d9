//! The document's Markdown → the Markdown of doc comments.
//!
//! A text is `CommonMark` for a web page. Here it becomes Markdown for rustdoc that has no side effect: no code
//! block is a test, no brackets are a link to an item, no HTML is HTML. The cost and the output are bounded by
//! the length of the text.

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

/// The result for a text.
#[derive(Debug, Clone)]
pub struct Markdown {
    /// The lines.
    pub docs: Docs,
    /// The reason, if the text or a part of it is shown literally.
    pub flaw: Option<Flaw>,
}

/// A text that can't be shown as Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// It has quotes or lists that are nested too deeply.
    Deep,
    /// Its Markdown would be far longer.
    Long,
    /// Its meaning has no Markdown.
    Unwritable,
}

/// The most bytes that are written for each byte of a text, and a start: each line of a list or a quote is
/// indented again, a row of a table has all its cells, and a reference is replaced by its address.
const MAX_GROWTH: usize = 8;
const START: usize = 4096;

/// The most cells of tables for each byte of their text: a short row is filled up.
const MAX_CELLS: usize = 16;

/// A text that means the same with and without Markdown, like most texts, as a doc comment.
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
    // Texts are merged first: an address may be written with `\/`.
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

/// Harmless lines, unchanged.
fn whole(text: &str) -> Markdown {
    let lines = text.trim().lines();
    let docs = Docs::sure(lines.map(|line| line.trim_end().to_owned()).collect());
    Markdown { docs, flaw: None }
}

/// The text with line breaks of one kind, spaces for tabs, and hidden characters shown.
fn clean(text: &str) -> Cow<'_, str> {
    // Most texts are clean, and bytes are quicker to look at than characters.
    if text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
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

/// A text that returns an error when it becomes too long.
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
