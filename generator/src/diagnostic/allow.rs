//! Warnings that client.toml allows. No stage knows them: the sink drops them at the end.

use super::watched::{self, Entries, Watched};
use super::{Code, Diagnostic, Diagnostics, Excerpt, Pointer};
use crate::map::{IndexMap, IndexSet};
use crate::source::Source;
use crate::source::files::join;

/// The allowed warnings, by code.
pub type Allow = IndexMap<Code, Allowed>;

/// A place in client.toml's `[allow]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The name of the file, without `.` and `..`; none for the document.
    pub file: Option<String>,
    /// The place in the file.
    pub at: Pointer,
}

/// The places of an allowed warning, with the entries in client.toml.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// Everywhere.
    Everywhere(Excerpt),
    /// At these places, and in their parts.
    At(IndexMap<Place, Excerpt>),
}

impl Allowed {
    /// The entries for places, by file.
    pub(super) fn entries(&self, source: &Source) -> Entries {
        match self {
            Self::Everywhere(_) => Entries::default(),
            Self::At(entries) => named(entries, source),
        }
    }
}

/// The numbers of entries by file and place.
fn named(entries: &IndexMap<Place, Excerpt>, source: &Source) -> Entries {
    let document = join("", &source.name);
    let name = |place: &Place| place.file.as_ref().unwrap_or(&document).clone();
    let places = entries.keys().enumerate();
    let places = places.map(|(number, place)| ((name(place), place.at.clone()), number));
    places.collect()
}

impl Diagnostics {
    /// Drops a lint about a value of which a warning says that it contradicts its schema: one place is told once.
    pub fn tell_once(&mut self) {
        let told = std::mem::take(&mut self.contradictions);
        let is_told = |it: &Diagnostic| it.code == Code::ExampleBreaks && told.contains(&it.at);
        self.items.retain(|diagnostic| !is_told(diagnostic));
    }

    /// From now on, drops the warnings at allowed places of the document when they are reported.
    pub fn watch(&mut self, allow: &Allow, source: &Source) {
        self.watched = Watched::of(allow, source, &self.rest).map(Box::new);
    }

    /// Drops the allowed warnings about a document, and reports the entries without a warning. Entries for
    /// lints are not reported if lints are off, nor are those for settings after a fault of client.toml: a setting with
    /// a fault was left out.
    pub fn allow(&mut self, allow: &Allow, lints: bool, source: &Source) {
        // A run that ended early has not reported all warnings.
        let is_whole = !self.has_errors_of_document();
        let is_right = !self.has_errors();
        // `NotUsed` reports unused entries, so its own entry comes last.
        let is_last = |code: &Code| *code == Code::NotUsed;
        let others = allow.iter().filter(|(code, _)| !is_last(code));
        let last = allow.iter().filter(|(code, _)| is_last(code));
        for (code, allowed) in others.chain(last) {
            let unused = self.take(*code, allowed, source);
            let is_judged = is_right || !code.is_of_settings();
            let is_expected = is_whole && is_judged && (lints || !code.entry().is_lint);
            for Unused { entry, why, near } in unused.into_iter().filter(|_| is_expected) {
                self.report_excerpt_near(Code::NotUsed, entry, &[&why], near);
            }
        }
    }

    /// Drops the allowed warnings, of a run that did not look for all of them.
    pub fn leave_out(&mut self, allow: &Allow, source: &Source) {
        for (code, allowed) in allow {
            self.take(*code, allowed, source);
        }
    }

    /// Drops the warnings that an entry allows; returns its places without a warning.
    fn take(&mut self, code: Code, allowed: &Allowed, source: &Source) -> Vec<Unused> {
        match allowed {
            Allowed::Everywhere(excerpt) => self.take_all(code, excerpt),
            Allowed::At(places) => self.take_out(code, places, source),
        }
    }

    /// Drops all warnings of a code; returns the place of an entry without a warning.
    fn take_all(&mut self, code: Code, entry: &Excerpt) -> Vec<Unused> {
        let before = self.items.len();
        self.items.retain(|diagnostic| diagnostic.code != code);
        let had_rest = self.rest.remove(code);
        let is_unused = self.items.len() == before && !had_rest;
        let id = code.entry().id;
        let unused = is_unused.then(|| Unused {
            entry: entry.clone(),
            why: format!("the document gives no `{id}`"),
            near: None,
        });
        unused.into_iter().collect()
    }

    /// Drops the warnings of a code at these places; returns the entries without a warning.
    fn take_out(
        &mut self,
        code: Code,
        entries: &IndexMap<Place, Excerpt>,
        source: &Source,
    ) -> Vec<Unused> {
        let named = named(entries, source);
        let watched = self.watched.as_mut();
        let mut hit = watched.map(|it| it.hit(code)).unwrap_or_default();
        let mut written = written(&self.items, code, source).into_iter();
        let mut others = Vec::new();
        self.items.retain(|diagnostic| {
            let place = if diagnostic.code == code {
                written.next().flatten()
            } else {
                None
            };
            let Some((file, at)) = place else {
                return true;
            };
            let around = watched::around(&named, &file, &at);
            hit.extend(&around);
            if around.is_empty() {
                others.push((file, at));
                return true;
            }
            false
        });
        // Some of those that weren't kept before the places were known can stand there.
        if self.rest.has(code) && self.watched.as_ref().is_none_or(|it| it.is_late(code)) {
            return Vec::new();
        }
        let id = code.entry().id;
        let unused = entries.iter().enumerate();
        let unused = unused.filter(|(number, _)| !hit.contains(number));
        let unused: Vec<_> = unused.map(|(_, entry)| entry).collect();
        let document = join("", &source.name);
        let known = if unused.is_empty() {
            IndexSet::default()
        } else {
            around_all(&others)
        };
        let unused = unused.into_iter().map(|(place, entry)| {
            let file = place.file.as_ref().unwrap_or(&document);
            let known = known.iter().filter(|(other, _)| other == file);
            let known = known.map(|(_, at)| at.as_str());
            Unused {
                entry: entry.clone(),
                why: format!("the document gives no `{id}` at this place"),
                near: self.nearest_place(place.at.as_str(), known),
            }
        });
        unused.collect()
    }
}

/// An entry without a warning.
struct Unused {
    entry: Excerpt,
    why: String,
    /// The nearest place with a warning of its code.
    near: Option<String>,
}

/// All places around some places, each with its file: an entry for one of them allows what is in it.
fn around_all(places: &[(String, Pointer)]) -> IndexSet<(String, Pointer)> {
    let all = places.iter().flat_map(|(file, at)| {
        let file = join("", file);
        at.around().map(move |at| (file.clone(), at))
    });
    all.collect()
}

/// The places of the diagnostics of a code, in their files. A diagnostic about client.toml has no place.
fn written(
    items: &IndexSet<Diagnostic>,
    code: Code,
    source: &Source,
) -> Vec<Option<(String, Pointer)>> {
    let items: Vec<&Diagnostic> = items.iter().filter(|item| item.code == code).collect();
    let places: Vec<_> = items.iter().map(|item| (&item.at, code.part())).collect();
    let places = source.places(&places).into_iter();
    let place = |(item, place): (&Diagnostic, (&str, Pointer))| {
        let (name, at) = match &item.excerpt {
            Some(excerpt) => (excerpt.name.as_str(), excerpt.at.clone()?),
            None => place,
        };
        Some((name.to_owned(), at))
    };
    items.into_iter().zip(places).map(place).collect()
}
