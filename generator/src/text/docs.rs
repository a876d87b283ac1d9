//! Doc comments.

use super::raw::raw_string;
use super::{Line, say, visible};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use std::fmt;
use syn::{AttrStyle, Attribute, Expr, ExprLit, Lit, Meta, MetaNameValue};

/// The separator between the lines of a doc comment, which is a single attribute until it is printed: half of
/// all lines are docs, and parsing an attribute costs as much as a line of code. No text from this module has a
/// control character of its own.
pub const DOC_LINES: u8 = 1;

/// The lines of a doc comment: Markdown in which no text of the document becomes a link to an item, a test or
/// HTML.
///
/// Only this module makes its lines:
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
    /// Makes docs of harmless lines; only this module can.
    pub(super) fn sure(lines: Vec<String>) -> Self {
        Self(lines)
    }

    /// Whether there are no lines.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of lines.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The number of bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.0.iter().map(|line| line.len() + 1).sum()
    }

    /// The first paragraph, if it is a line of words of at most `most` bytes; else no docs.
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

    /// Adds `other` as paragraphs of its own.
    pub fn append(&mut self, mut other: Self) {
        if !other.0.is_empty() {
            self.gap();
        }
        self.0.append(&mut other.0);
    }

    /// Adds a sentence: to the last paragraph if that is a single plain sentence, else as a paragraph of its
    /// own.
    pub fn note(&mut self, line: &Line) {
        let is_sentence = |line: &str| line.ends_with('.') && line.starts_with(char::is_alphabetic);
        match &mut self.0[..] {
            [.., before, last] if before.is_empty() && is_sentence(last) => extend(last, line),
            [only] if is_sentence(only) => extend(only, line),
            _ => self.paragraph(line.clone()),
        }
    }

    /// Adds a text after words and a colon: as a sentence if it is a line of words, else as paragraphs.
    pub fn tell(&mut self, words: &Line, text: Self) {
        let goes_on = |line: &str| line.starts_with(|c: char| c.is_alphanumeric() || c == '`');
        match text.only_line() {
            Some(line) if goes_on(line.markdown()) => {
                self.note(&say("{}: {}", &[words, &line]));
            }
            None if text.is_empty() => {}
            _ => {
                self.paragraph(say("{}:", &[words]));
                self.append(text);
            }
        }
    }

    /// The docs without these, if they begin with them as paragraphs of their own.
    #[must_use]
    pub fn without(mut self, first: &Self) -> Self {
        match self.0.strip_prefix(&first.0[..]) {
            Some([gap, rest @ ..]) if gap.is_empty() => self.0 = rest.to_vec(),
            _ => {}
        }
        self
    }

    /// Adds an empty line and a heading of our own.
    pub fn heading(&mut self, heading: &'static str) {
        self.0.extend([String::new(), heading.to_owned()]);
    }

    /// Adds a line to the last paragraph.
    pub fn line(&mut self, line: &Line) {
        self.0.push(line.markdown().to_owned());
    }

    /// Adds an item to a list: a name, and its docs. Docs that don't begin with words, such as a table, begin on a
    /// line of their own.
    pub fn item(&mut self, name: &Line, docs: Self) {
        let mut lines = docs.0.into_iter().peekable();
        let words = lines.next_if(|line| line.starts_with(char::is_alphabetic));
        let gap = words.is_none().then(String::new);
        let mut first = format!("- {}:", name.markdown());
        if let Some(words) = words {
            first.push(' ');
            first.push_str(&words);
        }
        self.0.push(first);
        let rest = gap.into_iter().chain(lines);
        self.0.extend(rest.map(|line| match &*line {
            "" => line,
            text => format!("  {text}"),
        }));
    }

    /// Adds an empty line, always.
    pub fn apart(&mut self) {
        self.0.push(String::new());
    }

    /// Adds a block of code in a language of rustdoc. No line in the block can end it.
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
                text.push(char::from(DOC_LINES));
            }
            if !line.is_empty() {
                text.push(' ');
                text.push_str(line);
            }
        }
        text
    }
}

/// The number of backticks at the beginning of a line that could be a fence.
fn fence_within(line: &str) -> usize {
    let line = line.trim_start();
    line.len() - line.trim_start_matches('`').len()
}

fn extend(sentence: &mut String, line: &Line) {
    sentence.push(' ');
    sentence.push_str(line.markdown());
}

/// Formats the lines like a list of strings, quoted and escaped.
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

/// `#[doc = r"text"]`. Half of the output is docs; a text without `r` would be escaped here and unescaped by
/// the printer, character by character.
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
