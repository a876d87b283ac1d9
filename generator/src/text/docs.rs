//! Doc comments.

use super::raw::raw_string;
use super::{Line, visible};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use std::fmt;
use syn::{AttrStyle, Attribute, Expr, ExprLit, Lit, Meta, MetaNameValue};

/// Stands between the lines of a doc comment, which is one attribute until it is printed: half of all
/// lines are docs, and each attribute costs as much to parse as a line of code. No text that leaves this
/// room has a control character of its own.
pub const DOC_LINES: char = '\u{1}';

/// The lines of a doc comment: Markdown in which nothing of the document is a link to an item, a test or
/// HTML.
///
/// Its lines are made in this room only:
///
/// ```compile_fail
/// openapi_client_generator::text::Docs(vec![String::new()]);
/// ```
/// ```compile_fail
/// let text = String::from("a text of the document");
/// openapi_client_generator::text::Docs::default().paragraph(text);
/// ```
/// ```compile_fail
/// let text = String::from("a text of the document");
/// openapi_client_generator::text::Docs::default().paragraph(&*text);
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Docs(Vec<String>);

impl Docs {
    /// Lines of which the caller, in this room, is sure.
    pub(super) fn sure(lines: Vec<String>) -> Self {
        Self(lines)
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// How many bytes there are.
    #[must_use]
    pub fn size(&self) -> usize {
        self.0.iter().map(|line| line.len() + 1).sum()
    }

    /// The first paragraph, where that is a line of words of at most so many bytes; else nothing.
    #[must_use]
    pub fn opening(&self, most: usize) -> Self {
        let is_words = |line: &str| line.starts_with(char::is_alphabetic) && line.len() <= most;
        match &self.0[..] {
            [first] if is_words(first) => Self(vec![first.clone()]),
            [first, next, ..] if is_words(first) && next.is_empty() => Self(vec![first.clone()]),
            _ => Self::default(),
        }
    }

    /// The line, if it is the only one.
    #[must_use]
    pub fn only_line(&self) -> Option<Line> {
        match &self.0[..] {
            [only] => Some(Line::sure(only.clone())),
            _ => None,
        }
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, line: impl Into<Line>) {
        self.gap();
        self.0.push(line.into().markdown().to_owned());
    }

    /// Adds what `other` says, in paragraphs of its own.
    pub fn append(&mut self, mut other: Self) {
        if !other.0.is_empty() {
            self.gap();
        }
        self.0.append(&mut other.0);
    }

    /// Adds a sentence: behind a last paragraph that is one plain sentence itself, or else as a
    /// paragraph of its own.
    pub fn note(&mut self, line: &Line) {
        let is_sentence = |line: &str| line.ends_with('.') && line.starts_with(char::is_alphabetic);
        match &mut self.0[..] {
            [.., before, last] if before.is_empty() && is_sentence(last) => extend(last, line),
            [only] if is_sentence(only) => extend(only, line),
            _ => self.paragraph(line.clone()),
        }
    }

    /// Adds an empty line and, below it, one of our own.
    pub fn heading(&mut self, heading: &'static str) {
        self.0.extend([String::new(), heading.to_owned()]);
    }

    /// Adds a line to the last paragraph.
    pub fn line(&mut self, line: &Line) {
        self.0.push(line.markdown().to_owned());
    }

    /// Adds an empty line, always.
    pub fn apart(&mut self) {
        self.0.push(String::new());
    }

    /// Adds a block of code in a language that rustdoc knows. Nothing in it can end it.
    pub fn block<T: AsRef<str>>(&mut self, language: &'static str, lines: &[T]) {
        let longest = lines.iter().map(|line| fence_within(line.as_ref())).max();
        let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
        self.0.push(format!("{fence}{language}"));
        let lines = lines.iter().map(|line| visible(line.as_ref()).into_owned());
        self.0.extend(lines);
        self.0.push(fence);
    }

    fn gap(&mut self) {
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
    }

    fn text(&self) -> String {
        let mut text = String::with_capacity(self.0.iter().map(|line| line.len() + 2).sum());
        for (i, line) in self.0.iter().enumerate() {
            if i > 0 {
                text.push(DOC_LINES);
            }
            if !line.is_empty() {
                text.push(' ');
                text.push_str(line);
            }
        }
        text
    }
}

/// How many backticks a line begins with, if it could be a fence.
fn fence_within(line: &str) -> usize {
    let line = line.trim_start();
    line.len() - line.trim_start_matches('`').len()
}

fn extend(sentence: &mut String, line: &Line) {
    sentence.push(' ');
    sentence.push_str(line.markdown());
}

/// As a list of strings is shown, quoted and escaped.
impl fmt::Debug for Docs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Docs").field(&self.0).finish()
    }
}

/// The doc comment of an item, as one attribute.
#[must_use]
pub fn outer(docs: &Docs) -> Option<Attribute> {
    (!docs.0.is_empty()).then(|| attribute(&docs.text()))
}

/// A doc comment of one line.
#[must_use]
pub fn line_above(line: impl Into<Line>) -> Attribute {
    attribute(&format!(" {}", line.into().markdown()))
}

/// The doc comment of a module, within it.
#[must_use]
pub fn inner(docs: &Docs) -> TokenStream {
    let lines = docs.0.iter().map(|line| {
        let text = if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        };
        quote!(#![doc = #text])
    });
    quote!(#(#lines)*)
}

/// `#[doc = r"text"]`. Half of all that is written is docs, and a text that isn't raw is escaped here and read
/// again where it is printed, a character at a time.
fn attribute(text: &str) -> Attribute {
    Attribute {
        pound_token: <syn::Token![#]>::default(),
        style: AttrStyle::Outer,
        bracket_token: syn::token::Bracket::default(),
        meta: Meta::NameValue(MetaNameValue {
            path: Ident::new("doc", Span::call_site()).into(),
            eq_token: <syn::Token![=]>::default(),
            value: Expr::Lit(ExprLit {
                attrs: Vec::new(),
                lit: Lit::new(raw_string(text, 0)),
            }),
        }),
    }
}
