//! A place in a text, with its line: an excerpt can be shown without the text.

use std::cell::Cell;
use std::ops::Range;

use super::Pointer;
use crate::text::without_credentials;

/// Bytes of a text.
pub type Span = Range<usize>;

/// The bytes before and after a place that an excerpt shows of a long line.
const MARGIN: usize = 60;

/// A line of a text, cut to a window around the place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Excerpt {
    /// The name of the text.
    pub name: String,
    /// The place in the tree of the text, if it has one.
    pub at: Option<Pointer>,
    /// The beginning of the place, in bytes of the whole text.
    pub offset: usize,
    /// The line, counted from 1.
    pub line: usize,
    /// The character in the line, counted from 1.
    pub column: usize,
    /// The character after the end of the place in this line, counted from 1.
    pub end_column: usize,
    /// The line, or a window of it.
    pub text: String,
    /// The place, in bytes of `text`.
    pub span: Span,
    /// Whether `text` is only a window of the line.
    pub is_cut: bool,
    /// Whether the line isn't shown, because it has a secret or can't be read: then `text` is empty.
    pub is_hidden: bool,
}

impl Excerpt {
    /// A file as a whole, without its text.
    #[must_use]
    pub fn whole(name: &str) -> Self {
        Self {
            is_hidden: true,
            ..Lines::new(name, "").excerpt(&(0..0))
        }
    }

    /// Whether it is a file as a whole.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_hidden && self.offset == 0 && self.line == 1 && self.column == 1
    }

    /// The same excerpt with the place of its value in the tree of the text.
    #[must_use]
    pub fn of(self, at: &Pointer) -> Self {
        let at = Some(at.clone());
        Self { at, ..self }
    }

    /// Removes the text of a line that no log may show, and keeps the place.
    pub fn hide(&mut self) {
        self.text.clear();
        self.span = 0..0;
        self.is_hidden = true;
    }
}

/// The beginnings of a text's lines, so that a place is found without reading the text again.
pub struct Lines<'a> {
    name: &'a str,
    text: &'a str,
    starts: Vec<usize>,
    /// A byte and the count of characters before it in its line: the next column is counted from there, because
    /// minified JSON is one line of megabytes.
    counted: Cell<(usize, usize)>,
}

impl<'a> Lines<'a> {
    /// Indexes `text`.
    #[must_use]
    pub fn new(name: &'a str, text: &'a str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = std::iter::once(0).chain(breaks.map(|at| at + 1)).collect();
        Self {
            name,
            text,
            starts,
            counted: Cell::new((0, 0)),
        }
    }

    /// The line in which `span` begins, and the part of `span` in this line.
    #[must_use]
    pub fn excerpt(&self, span: &Span) -> Excerpt {
        let begin = floor(self.text, span.start);
        let line = self.starts.partition_point(|start| *start <= begin) - 1;
        let line_start = self.starts[line];
        let line_end = match self.starts.get(line + 1) {
            Some(next) => next - 1,
            None => self.text.len(),
        };
        let whole = self.text[line_start..line_end].trim_end_matches('\r');
        let line_end = line_start + whole.len();
        let begin = begin.min(line_end);
        let end = floor(self.text, span.end.clamp(begin, line_end));

        let shown = self.window(line_start..line_end, begin..end);
        // A URL with credentials can begin before the window. Masking doesn't move any byte.
        let from = floor(
            self.text,
            shown.start.saturating_sub(MARGIN * 4).max(line_start),
        );
        let until = floor(self.text, (shown.end + MARGIN * 4).min(line_end));
        let masked = without_credentials(&self.text[from..until]);
        let elided = if shown.start > line_start { "…" } else { "" };
        let rest = if shown.end < line_end { "…" } else { "" };
        let is_cut = shown.len() < line_end - line_start;
        let column = self.column(line_start, begin);
        let end_column = column + self.text[begin..end].chars().count();
        let end = end.min(shown.end);
        let shift = |at: usize| at - shown.start + elided.len();
        Excerpt {
            name: self.name.to_owned(),
            at: None,
            offset: begin,
            line: line + 1,
            column,
            end_column,
            text: format!(
                "{elided}{}{rest}",
                &masked[shown.start - from..shown.end - from]
            ),
            span: shift(begin)..shift(end),
            is_cut,
            is_hidden: false,
        }
    }

    fn column(&self, line_start: usize, at: usize) -> usize {
        let (from, before) = match self.counted.get() {
            (from, before) if (line_start..=at).contains(&from) => (from, before),
            _ => (line_start, 0),
        };
        let before = before + self.text[from..at].chars().count();
        self.counted.set((at, before));
        before + 1
    }

    /// The whole line, or of a long one a window around `span`: minified JSON has one line.
    fn window(&self, line: Span, span: Span) -> Span {
        if line.len() <= 4 * MARGIN {
            return line;
        }
        let start = span.start.saturating_sub(MARGIN).max(line.start);
        let end = (span.end.min(span.start + 2 * MARGIN) + MARGIN).min(line.end);
        floor(self.text, start)..floor(self.text, end)
    }
}

/// The last boundary between characters at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}
