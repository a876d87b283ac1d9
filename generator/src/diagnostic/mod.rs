//! The errors and warnings about the document: stages report them here, and they are shown all at once.

mod allow;
mod code;
mod excerpt;
mod format;
mod links;
mod near;
mod pointer;
mod related;
mod render;
mod rest;
mod series;
mod watched;

use std::borrow::Cow;
use std::io;

use crate::map::IndexSet;
use annotate_snippets::Renderer;

pub use allow::{Allow, Allowed, Place};
pub use code::{Code, Entry, Severity};
pub use excerpt::{Excerpt, Lines, Span};
pub use format::Format;
pub use links::Link;
pub use near::Near;
pub use pointer::Pointer;
pub(crate) use pointer::{index, percent_decode};
pub use related::Related;
use rest::Rest;
pub(crate) use series::series;
use watched::Watched;

use crate::source::{Source, SourceMap};
use crate::steps::step;
use crate::text::{visible, without_credentials};

/// An error or a warning, at its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The kind: its identifier, severity, wording and hint.
    pub code: Code,
    /// The place in the document that the author wrote.
    pub at: Pointer,
    /// The message, with its arguments.
    pub message: String,
    /// The excerpt, if the document's tree doesn't have the place: a syntax error, or a file beside the
    /// document. In a box: most have none, and a large document can give a million diagnostics.
    pub excerpt: Option<Box<Excerpt>>,
    /// The known word or reference that is nearest to a misspelled one.
    pub near: Option<String>,
    /// The other places that the message is about.
    pub related: Vec<Related>,
    /// The number of others of its code that it stands for, which have no places; zero for itself.
    pub rest: usize,
}

impl Diagnostic {
    fn new(code: Code, at: Pointer, args: &[&str]) -> Self {
        Self {
            code,
            at,
            message: fill(code.entry().message, args),
            excerpt: None,
            near: None,
            related: Vec::new(),
            rest: 0,
        }
    }

    /// The number of diagnostics that it counts for.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rest.max(1)
    }

    fn in_excerpt(self, excerpt: Excerpt) -> Self {
        Self {
            excerpt: Some(Box::new(excerpt)),
            ..self
        }
    }

    fn near(self, near: Option<String>) -> Self {
        let near = near.map(|near| shown(&near).into_owned());
        Self { near, ..self }
    }
}

/// The diagnostic that explains a decision.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reason {
    /// The kind.
    pub code: Code,
    /// The message.
    pub message: String,
}

impl Reason {
    /// A reason without a report: another diagnostic reports it, or it is plain to see.
    #[must_use]
    pub fn new(code: Code, args: &[&str]) -> Self {
        let message = fill(code.entry().message, args);
        Self { code, message }
    }
}

/// The sink of all stages. Equal diagnostics are kept once: many uses of a shared part can lead to the same
/// one.
#[derive(Debug, Default)]
pub struct Diagnostics {
    items: IndexSet<Diagnostic>,
    /// Those beyond the limit for one code.
    rest: Rest,
    /// The changes of the tree since the source was read, which lead back from a stage's place to the source's.
    maps: Vec<SourceMap>,
    near: Near,
    /// The places of the warnings that are dropped.
    watched: Option<Box<Watched>>,
    /// The places of the examples that contradict their schemas.
    contradictions: IndexSet<Pointer>,
}

impl Diagnostics {
    /// Adds a diagnostic; `args` fill `{0}`, `{1}`, … of the code's wording.
    pub fn report(&mut self, code: Code, at: &Pointer, args: &[&str]) {
        self.report_near(code, at, args, None);
    }

    /// The same about a misspelled word, with the nearest known word.
    pub fn report_near(&mut self, code: Code, at: &Pointer, args: &[&str], near: Option<String>) {
        let at = self.written(at);
        self.push(Diagnostic::new(code, at, args).near(near));
    }

    /// The same about several places.
    pub fn report_related(
        &mut self,
        code: Code,
        at: &Pointer,
        args: &[&str],
        related: Vec<Related>,
    ) {
        let written = |related: Related| Related {
            at: self.written(&related.at),
            ..related
        };
        let related = related.into_iter().map(written).collect();
        let diagnostic = Diagnostic::new(code, self.written(at), args);
        self.push(Diagnostic {
            related,
            ..diagnostic
        });
    }

    /// The place in the source of a place in the tree, for messages.
    #[must_use]
    pub fn written(&self, at: &Pointer) -> Pointer {
        let maps = self.maps.iter().rev();
        maps.fold(at.clone(), |at, map| map.written(&at).into_owned())
    }

    /// Adds a diagnostic, and returns it as the reason of a decision. The caller keeps it, so that no stage
    /// searches diagnostics.
    pub fn because(&mut self, code: Code, at: &Pointer, args: &[&str]) -> Reason {
        self.because_near(code, at, args, None)
    }

    /// The same about a misspelled word, with the nearest known word.
    pub fn because_near(
        &mut self,
        code: Code,
        at: &Pointer,
        args: &[&str],
        near: Option<String>,
    ) -> Reason {
        self.report_near(code, at, args, near);
        Reason::new(code, args)
    }

    /// Adds a diagnostic about `span` of `text`, whose name is `name`.
    pub fn report_in(&mut self, code: Code, name: &str, text: &str, span: &Span, args: &[&str]) {
        let excerpt = Lines::new(name, text).excerpt(span);
        self.report_excerpt(code, excerpt, args);
    }

    /// Adds a diagnostic about an excerpt.
    pub fn report_excerpt(&mut self, code: Code, excerpt: Excerpt, args: &[&str]) {
        self.report_excerpt_near(code, excerpt, args, None);
    }

    /// The same about a misspelled word, with the nearest known word.
    pub fn report_excerpt_near(
        &mut self,
        code: Code,
        excerpt: Excerpt,
        args: &[&str],
        near: Option<String>,
    ) {
        self.push(
            Diagnostic::new(code, Pointer::root(), args)
                .in_excerpt(excerpt)
                .near(near),
        );
    }

    /// Adds a diagnostic about a place of the tree, or about an excerpt, and about several others.
    pub fn report_shown(
        &mut self,
        code: Code,
        at: &Pointer,
        excerpt: Option<Excerpt>,
        args: &[&str],
        related: Vec<Related>,
    ) {
        self.push(Diagnostic {
            excerpt: excerpt.map(Box::new),
            related,
            ..Diagnostic::new(code, at.clone(), args)
        });
    }

    /// The known word that is nearest to `word`, if it is near enough. A run makes a limited number of
    /// comparisons.
    pub fn nearest<'k>(
        &mut self,
        word: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Option<String> {
        self.near.word(word, known).map(str::to_owned)
    }

    /// The known place that differs from `place` in one key, if the key is near enough.
    pub fn nearest_place<'k>(
        &mut self,
        place: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Option<String> {
        self.near.place(place, known).map(str::to_owned)
    }

    /// From now on, places belong to the tree after the changes of `map`.
    pub fn follow(&mut self, map: SourceMap) {
        self.maps.push(map);
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        step();
        let code = diagnostic.code;
        if code == Code::ExampleContradicts {
            self.contradictions.insert(diagnostic.at.clone());
        }
        if self
            .watched
            .as_mut()
            .is_some_and(|it| it.allows(&diagnostic))
        {
            return;
        }
        if self.rest.has_room(code) {
            if self.items.insert(diagnostic) {
                self.rest.keep(code);
            }
        } else if !self.items.contains(&diagnostic) {
            self.rest.count(&diagnostic);
        }
    }

    /// Adds those of another run over the same source.
    pub fn add(&mut self, others: Self) {
        for diagnostic in others.items {
            self.push(diagnostic);
        }
        self.rest.add(others.rest);
    }

    /// Whether an error was reported, so that no file is written.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// Whether an error was reported that isn't one of client.toml alone: the document can't be read.
    #[must_use]
    pub fn has_errors_of_document(&self) -> bool {
        self.errors()
            .any(|code| !matches!(code, Code::BadConfig | Code::PackageName))
    }

    fn errors(&self) -> impl Iterator<Item = Code> {
        let codes = self.items.iter().map(|diagnostic| diagnostic.code);
        codes.filter(|code| code.entry().severity == Severity::Error)
    }

    /// The diagnostics, in the order of reporting.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> + Clone {
        self.items.iter().chain(self.rest.iter())
    }

    fn all(&self) -> Vec<&Diagnostic> {
        self.iter().collect()
    }

    /// All diagnostics as plain text, in the document's order; pointers lead into `sources`.
    #[must_use]
    pub fn render(&self, sources: &[&Source]) -> String {
        render::render(&self.all(), sources, &Renderer::plain(), None)
    }

    /// The same in colour, for a terminal.
    #[must_use]
    pub fn render_styled(&self, sources: &[&Source]) -> String {
        render::render(&self.all(), sources, &Renderer::styled(), None)
    }

    /// The same with links from places to their files, whose addresses `link` gives.
    #[must_use]
    pub fn render_linked(&self, sources: &[&Source], link: Link<'_>) -> String {
        render::render(&self.all(), sources, &Renderer::styled(), Some(link))
    }

    /// All diagnostics for a program, in the document's order.
    #[must_use]
    pub fn render_as(&self, format: Format, sources: &[&Source]) -> String {
        let mut text = Vec::new();
        // Writing to memory can't fail.
        let _ = self.write_as(format, sources, &mut text);
        String::from_utf8(text).unwrap_or_default()
    }

    /// Writes all diagnostics for a program, in the document's order.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_as(
        &self,
        format: Format,
        sources: &[&Source],
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        format::write(&render::in_order(&self.all(), sources), format, out)
    }
}

/// The most characters of an argument: a document's keys and values can be of any length.
const MAX_ARGUMENT: usize = 300;

/// Puts `args` in place of `{0}`, `{1}`, …; an argument's own braces stay as they are. An argument becomes one
/// line without invisible characters: a message goes to a terminal.
fn fill(wording: &str, args: &[&str]) -> String {
    let mut message = String::with_capacity(wording.len() + 32);
    let mut rest = wording;
    while let Some((before, after)) = rest.split_once('{') {
        message.push_str(before);
        let Some((number, after)) = after.split_once('}') else {
            return message + "{" + after;
        };
        let index = number.parse::<usize>().ok();
        let arg = index.and_then(|i| args.get(i).copied()).unwrap_or_default();
        message.push_str(&shown(arg));
        rest = after;
    }
    message + rest
}

/// An argument in the form of a message.
fn shown(arg: &str) -> Cow<'_, str> {
    let (arg, end) = match arg.char_indices().nth(MAX_ARGUMENT) {
        Some((end, _)) => (&arg[..end], "…"),
        None => (arg, ""),
    };
    match without_credentials(arg) {
        Cow::Borrowed(arg) if end.is_empty() => visible(arg),
        arg => Cow::Owned(format!("{}{end}", visible(&arg))),
    }
}

#[cfg(test)]
mod tests {
    use super::Diagnostic;

    /// A document can give a million of them.
    #[test]
    fn a_diagnostic_is_small() {
        assert!(size_of::<Diagnostic>() <= 17 * size_of::<usize>());
    }
}
