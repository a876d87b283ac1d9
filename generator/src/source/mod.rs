//! Bytes to a value tree, within limits that no document can exceed, and the places of its parts
//! on demand. A document in several files is one tree, too.

pub mod files;
mod locate;
mod map;
#[cfg(feature = "openapiv3")]
mod model;
mod reported;
mod text;

pub use locate::Part;
use map::written_in;
pub use map::{Origins, SourceMap, Written};
pub use reported::Reported;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
pub use text::{MAX_BYTES, MAX_DEPTH, MAX_REPEATED, MAX_WEIGHT};
use text::{Note, Tree};

use crate::diagnostic::{Code, Diagnostics, Excerpt, Lines, Pointer, Related, Span};

/// A document that was read.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name that diagnostics show.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
    /// The values of the text, and of the parts of other files that references in it lead to. No tree is
    /// deeper than 128 levels.
    pub root: Value,
    places: Places,
    /// The other files of which parts stand in `root`.
    others: Vec<Source>,
    /// Where those parts were written.
    origins: Origins,
    /// The overlays that were applied.
    overlays: Vec<Source>,
    /// The values that they wrote or moved before other files were read: 0 is this file, and overlays count from 1.
    changes: Origins,
    /// The references that were reported when other files were read.
    pub reported: Reported,
    /// The places of components that bundling named.
    pub made: BTreeSet<Pointer>,
}

/// The spans of places, by their numbers.
type Spans = Vec<(usize, Option<Span>)>;

/// The places of values in a text.
#[derive(Debug, Clone)]
enum Places {
    /// The text: JSON is quickly stepped through.
    Json,
    /// The marks of the parser.
    Yaml(locate::Trace),
    /// The text is one value.
    Whole,
}

impl Source {
    /// Takes parts of other files into the tree; `origins` numbers them from 1.
    pub fn adopt(&mut self, others: Vec<Self>, origins: Origins) {
        self.others = others;
        self.origins = origins;
    }

    /// Notes the values that overlays wrote to the tree of this file or moved in it.
    pub fn change(&mut self, overlays: Vec<Self>, changes: Origins) {
        self.overlays = overlays;
        self.changes = changes;
    }

    /// The files: this one, the others of which parts stand in the tree, and the overlays.
    pub fn files(&self) -> impl Iterator<Item = &Self> {
        let others = self.others.iter().chain(&self.overlays);
        std::iter::once(self).chain(others)
    }

    /// The parts of places in the tree, each as the name of the file where it was written, and the place there.
    #[must_use]
    pub fn places<'s>(&'s self, parts: &[(&Pointer, Part)]) -> Vec<(&'s str, Pointer)> {
        let names: Vec<&str> = self.files().map(|file| file.name.as_str()).collect();
        let written = parts.iter().map(|part| self.written_part(*part));
        written.map(|(file, at)| (names[file], at)).collect()
    }

    /// The same without the texts, for each place of the tree.
    #[must_use]
    pub fn where_written(&self) -> Written {
        Written {
            names: self.files().map(|file| file.name.clone()).collect(),
            others: self.others.len(),
            origins: self.origins.clone(),
            changes: self.changes.clone(),
        }
    }

    /// The file in which the value at `place` was written, by its number among all, and the place there.
    pub(crate) fn written(&self, place: &Pointer) -> (usize, Pointer) {
        self.written_part((place, Part::Value))
    }

    /// The same for a part of the place: a file of its own has the value of a path, and not its key.
    fn written_part(&self, (place, part): (&Pointer, Part)) -> (usize, Pointer) {
        written_in(
            &self.origins,
            &self.changes,
            self.others.len(),
            (place, part),
        )
    }

    /// The places in the tree of parts of other files that stand there more than once, in the place of references.
    pub fn copies(&self) -> impl Iterator<Item = &Pointer> {
        self.origins.copies()
    }

    /// The files and places of those parts.
    pub(crate) fn origins_of_copies(&self) -> Origins {
        self.origins.of_copies()
    }

    /// Whether parts of other files stand in the tree.
    #[must_use]
    pub fn is_of_several(&self) -> bool {
        !self.others.is_empty()
    }

    /// The bytes of all files.
    #[must_use]
    pub fn size(&self) -> usize {
        self.files().map(|file| file.text.len()).sum()
    }

    /// The lines of the places in the tree, each in the file where it was written.
    #[must_use]
    pub fn excerpts(&self, pointers: &[&Pointer]) -> Vec<Option<Excerpt>> {
        let excerpts = self.excerpts_of(&values(pointers)).into_iter();
        excerpts.map(|it| it.map(|it| *it)).collect()
    }

    /// The same of certain parts of the places. In boxes: not all are kept.
    #[must_use]
    pub fn excerpts_of(&self, parts: &[(&Pointer, Part)]) -> Vec<Option<Box<Excerpt>>> {
        let written = parts
            .iter()
            .map(|(place, part)| (self.written_part((place, *part)), *part));
        let written: Vec<_> = written.collect();
        let mut excerpts = vec![None; parts.len()];
        for (file, found) in self.spans(&written) {
            for (i, excerpt) in file.lines(found) {
                excerpts[i] = Some(Box::new(excerpt.of(&written[i].0.1)));
            }
        }
        excerpts
    }

    /// The lines of spans in this file, which come with numbers.
    fn lines(&self, mut spans: Spans) -> impl Iterator<Item = (usize, Excerpt)> {
        // In this order columns are counted only once, however long a line is.
        spans.sort_by_key(|(_, span)| span.as_ref().map(|span| span.start));
        let lines = Lines::new(&self.name, &self.text);
        let spans = spans.into_iter();
        spans.filter_map(move |(i, span)| Some((i, lines.excerpt(&span?))))
    }

    /// Reports notes at their places in the text, even if the tree is refused. Of a key that stands twice, the first
    /// place is shown, too.
    fn report(&self, notes: &[Note], is_document: bool, diagnostics: &mut Diagnostics) {
        // To look for places takes as long as to read the text.
        if notes.is_empty() {
            return;
        }
        let places: Vec<&Pointer> = notes.iter().map(|note| &note.at).collect();
        let mut shown = self.locate(&places);
        for (shown, note) in shown.iter_mut().zip(notes) {
            *shown = note.span.clone().or_else(|| shown.take());
        }
        let mut first = vec![None; notes.len()];
        let is_key = |i: &usize| notes[*i].code == Code::DuplicateKey;
        let keys: Vec<usize> = (0..notes.len()).filter(is_key).collect();
        let places: Vec<&Pointer> = keys.iter().map(|i| places[*i]).collect();
        let doubles = locate::doubles(&self.text, &self.places, &places);
        for (i, (one, two)) in keys
            .into_iter()
            .zip(doubles)
            .filter_map(|(i, it)| Some((i, it?)))
        {
            (first[i], shown[i]) = (Some(one), Some(two));
        }
        let mut excerpts: Vec<Option<Excerpt>> = vec![None; 2 * notes.len()];
        for (i, excerpt) in self.lines(first.into_iter().chain(shown).enumerate().collect()) {
            excerpts[i] = Some(excerpt.of(&notes[i % notes.len()].at));
        }
        let shown = excerpts.split_off(notes.len());
        for (note, (first, shown)) in notes.iter().zip(excerpts.into_iter().zip(shown)) {
            let at = if is_document {
                note.at.clone()
            } else {
                Pointer::root()
            };
            let related = first.map(|first| Related::shown("first defined here", first));
            let related = related.into_iter().collect();
            diagnostics.report_shown(note.code, &at, shown, &note.args(), related);
        }
    }

    /// The digits of the numbers at places in the tree, as JSON writes them; of other values, anything.
    #[must_use]
    pub fn digits(&self, pointers: &[&Pointer]) -> Vec<Option<String>> {
        let written: Vec<_> = { pointers.iter() }
            .map(|place| (self.written(place), Part::Value))
            .collect();
        let mut digits = vec![None; pointers.len()];
        for (file, found) in self.spans(&written) {
            // In YAML, digits can stand elsewhere than the number, and have another form.
            let is_yaml = matches!(file.places, Places::Yaml(_));
            let tree = is_yaml.then(|| text::digits(&file.text)).flatten();
            for (i, span) in found {
                let read = tree
                    .as_ref()
                    .and_then(|tree| written[i].0.1.of(tree)?.as_str());
                let shown = || file.text.get(span?);
                digits[i] = read.or_else(shown).map(str::to_owned);
            }
        }
        digits
    }

    /// The files of parts of written places, each with their spans there, by the number of the place.
    fn spans(&self, written: &[((usize, Pointer), Part)]) -> Vec<(&Self, Spans)> {
        let mut by_file: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, ((number, _), _)) in written.iter().enumerate() {
            by_file.entry(*number).or_default().push(i);
        }
        let files = self.files().enumerate().filter_map(|(number, file)| {
            let here = by_file.remove(&number)?;
            let parts = here.iter().map(|i| (&written[*i].0.1, written[*i].1));
            let spans = locate::locate(&file.text, &file.places, &parts.collect::<Vec<_>>());
            Some((file, here.into_iter().zip(spans).collect()))
        });
        files.collect()
    }

    /// The spans of `pointers` into this file, in one pass over the text: of the value if it fits on a line,
    /// else of its key. A value without a place of its own (from an alias or a default) has its nearest
    /// ancestor's.
    #[must_use]
    pub fn locate(&self, pointers: &[&Pointer]) -> Vec<Option<Span>> {
        locate::locate(&self.text, &self.places, &values(pointers))
    }
}

fn values<'p>(pointers: &[&'p Pointer]) -> Vec<(&'p Pointer, Part)> {
    let pointers = pointers.iter();
    pointers.map(|pointer| (*pointer, Part::Value)).collect()
}

/// Reads `bytes`, which are JSON or YAML in UTF-8.
pub fn bytes(name: &str, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Option<Source> {
    let text = utf8(name, bytes, diagnostics)?;
    self::text(name, text, diagnostics)
}

/// The text that `bytes` are.
pub fn utf8(name: &str, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Option<String> {
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes());
            diagnostics.report_in(Code::NotUtf8, name, &text, &(valid..valid + 1), &[]);
            None
        }
    }
}

/// Reads `text`, which is JSON or YAML; which of them, its content says.
pub fn text(name: &str, text: String, diagnostics: &mut Diagnostics) -> Option<Source> {
    let (source, notes) = parsed(name, text, diagnostics)?;
    source.report(&notes, true, diagnostics);
    Some(source)
}

/// The same for another file of a document, of which no place leads into the tree of the first.
pub fn other(name: &str, text: String, diagnostics: &mut Diagnostics) -> Option<Source> {
    let (source, notes) = parsed(name, text, diagnostics)?;
    source.report(&notes, false, diagnostics);
    Some(source)
}

/// A text as one value, such as a description in a file of its own.
#[must_use]
pub fn whole(name: &str, text: String) -> Source {
    Source {
        name: name.to_owned(),
        root: Value::String(text.clone()),
        text,
        places: Places::Whole,
        others: Vec::new(),
        origins: Origins::default(),
        overlays: Vec::new(),
        changes: Origins::default(),
        reported: Reported::default(),
        made: BTreeSet::new(),
    }
}

fn parsed(
    name: &str,
    mut text: String,
    diagnostics: &mut Diagnostics,
) -> Option<(Source, Vec<Note>)> {
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    let Tree {
        root,
        notes,
        places,
    } = match text::parse(name, &text) {
        Ok(tree) => tree,
        Err(fault) => {
            let args: Vec<&str> = fault.args.iter().map(String::as_str).collect();
            diagnostics.report_in(fault.code, name, &text, &fault.span, &args);
            return None;
        }
    };
    let source = Source {
        name: name.to_owned(),
        text,
        root,
        places,
        others: Vec::new(),
        origins: Origins::default(),
        overlays: Vec::new(),
        changes: Origins::default(),
        reported: Reported::default(),
        made: BTreeSet::new(),
    };
    Some((source, notes))
}

/// The levels of a tree.
pub fn depth(value: &Value) -> usize {
    let inner = match value {
        Value::Object(members) => members.values().map(depth).max(),
        Value::Array(items) => items.iter().map(depth).max(),
        _ => None,
    };
    inner.map_or(0, |inner| inner + 1)
}
