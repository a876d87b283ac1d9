//! The document's texts → doc comments.

pub mod content;
mod cut;
pub mod members;

pub use cut::cut_texts;

use crate::api::{self, DefaultValue, Text};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::ir::Name;
use crate::map::{IndexMap, IndexSet};
use crate::text::{Docs, Flaw, Line, MAX_NESTING, Markdown, code, markdown, plain, say};
use serde_json::Value;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The most bytes of a text whose copies are never cut.
const SHORT: usize = 256;

/// The budget for the bytes of longer texts in copies: a start, and a number for each byte of the first copy.
/// The description of a schema is copied to every member that refers to it.
const START: usize = 1 << 20;
const COPIES: usize = 32;

/// The most characters of a value or a title in one line.
pub const LONGEST_LINE: usize = 1024;

/// The characters that a copy without room shows of a long value.
const OPENING: usize = 64;
const VALUE_REPEATED: &str = "is repeated too often; some copies have only its beginning";

/// Makes docs, and keeps the results of Markdown: many members share a text, and parsing takes far longer than
/// a look-up.
pub struct Texts {
    known: RefCell<IndexMap<Text, Known>>,
    /// The sentences about constraints, by their words.
    sentences: RefCell<IndexMap<Text, Text>>,
    /// Values as code, by their address, which stays theirs while they are kept here.
    values: RefCell<IndexMap<*const Value, Shown>>,
    /// The places of the cut texts, with the kind of the cut.
    notes: RefCell<IndexSet<(Pointer, &'static str)>>,
    /// The bytes left for copies.
    room: Cell<usize>,
    /// Whether any text is not shown as Markdown, or a copy is cut.
    has_cut: Cell<bool>,
}

/// The most names that a text lists.
const NAMED: usize = 3;

/// The first few names of `count`.
pub fn few(names: impl Iterator<Item = Line>, count: usize) -> Line {
    let shown: Vec<Line> = names.take(NAMED).collect();
    let shown = Line::join(&shown, ", ");
    match count.checked_sub(NAMED) {
        None | Some(0) => shown,
        Some(more) => say("{} and {} more", &[&shown, &code(&more.to_string())]),
    }
}

/// A link to a type in docs among the types. Without `types`, rustdoc would call the link redundant if the type is in scope.
pub fn type_link(name: &Name) -> Line {
    say("[`types::{}`](crate::types::{})", &[name, name])
}

/// The docs of a text.
struct Known {
    markdown: Markdown,
    /// The bytes of the text.
    size: usize,
    /// Whether a copy of the text had no room.
    is_short: Cell<bool>,
}

/// A value as code.
struct Shown {
    /// Kept, so that no other value gets its address.
    _value: Rc<Value>,
    line: Line,
    /// Its beginning, for copies without room.
    opening: Line,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            known: RefCell::default(),
            sentences: RefCell::default(),
            values: RefCell::default(),
            notes: RefCell::default(),
            room: Cell::new(START),
            has_cut: Cell::default(),
        }
    }
}

impl Texts {
    /// The docs of a title, a description and constraints.
    pub fn docs(&self, docs: &api::Docs) -> Docs {
        self.docs_after(Docs::default(), docs)
    }

    /// The same docs, after others.
    pub fn docs_after(&self, mut out: Docs, docs: &api::Docs) -> Docs {
        if let Some(title) = docs.title.as_ref().filter(|title| !title.trim().is_empty()) {
            let same = docs
                .description
                .as_deref()
                .is_some_and(|text| text.trim() == title.trim());
            if !same {
                out.append(self.text(title));
            }
        }
        if let Some(description) = &docs.description {
            out.append(self.text(description));
        }
        if let Some(link) = &docs.link {
            out.append(self.text(link));
        }
        if let Some(words) = &docs.constraints {
            let constraints = self.text(&self.sentence(words));
            match constraints.only_line() {
                Some(line) => out.note(&line),
                None => out.append(constraints),
            }
        }
        out
    }

    /// The sentence about constraints.
    fn sentence(&self, words: &Text) -> Text {
        let mut sentences = self.sentences.borrow_mut();
        let known = sentences.entry(words.clone());
        let sentence = || Text::from(&*format!("Constraints: {}.", &**words));
        known.or_insert_with(sentence).clone()
    }

    /// A value as code, or only its beginning if it is long or its copy has no room. A cut is noted for its
    /// place.
    pub fn value(&self, default: &DefaultValue, at: impl FnOnce() -> Pointer) -> Line {
        let value = &default.value;
        if let Some(known) = self.values.borrow().get(&Rc::as_ptr(value)) {
            if self.take_room(known.line.size()) {
                return known.line.clone();
            }
            self.note(&at(), VALUE_REPEATED);
            return known.opening.clone();
        }
        let text = default.json();
        let line = code(self.beginning(&text, at).as_ref());
        let opening = match text.char_indices().nth(OPENING) {
            None => line.clone(),
            Some((end, _)) => code(&format!("{}…", &text[..end])),
        };
        self.add_room(line.size());
        let known = Shown {
            _value: Rc::clone(value),
            line: line.clone(),
            opening,
        };
        self.values.borrow_mut().insert(Rc::as_ptr(value), known);
        line
    }

    /// A text for a single line, or its beginning; a cut is noted for its place.
    pub fn beginning<'t>(&self, text: &'t str, at: impl FnOnce() -> Pointer) -> Cow<'t, str> {
        match text.char_indices().nth(LONGEST_LINE) {
            None => text.into(),
            Some((end, _)) => {
                self.note(
                    &at(),
                    "is longer than 1024 characters; only its beginning is shown",
                );
                format!("{}…", &text[..end]).into()
            }
        }
    }

    /// The docs of a description alone.
    pub fn text(&self, text: &Text) -> Docs {
        if text.len() <= SHORT
            && let Some(docs) = plain(text)
        {
            return docs;
        }
        if let Some(known) = self.known.borrow().get(text) {
            return self.copy(known);
        }
        let markdown = markdown(text);
        if markdown.flaw.is_some() {
            self.has_cut.set(true);
        }
        let docs = markdown.docs.clone();
        self.add_room(text.len());
        let known = Known {
            size: docs.size(),
            markdown,
            is_short: Cell::default(),
        };
        self.known.borrow_mut().insert(text.clone(), known);
        docs
    }

    /// A copy of a text, or its opening if there is no more room.
    fn copy(&self, known: &Known) -> Docs {
        let docs = &known.markdown.docs;
        if self.take_room(known.size) {
            return docs.clone();
        }
        known.is_short.set(true);
        self.has_cut.set(true);
        docs.opening(SHORT)
    }

    /// Adds room for copies of a new text of this size.
    pub fn add_room(&self, size: usize) {
        self.room.set(self.room.get().saturating_add(COPIES * size));
    }

    /// Takes the room for a copy of this size, if there is enough.
    pub fn take_room(&self, size: usize) -> bool {
        let left = match size {
            ..=SHORT => Some(self.room.get()),
            _ => self.room.get().checked_sub(size),
        };
        left.map(|left| self.room.set(left)).is_some()
    }

    /// Notes a cut of the text at a place.
    pub fn note(&self, at: &Pointer, words: &'static str) {
        self.notes.borrow_mut().insert((at.clone(), words));
    }

    /// Reports a text that is not shown as Markdown, or whose copies are cut.
    fn tell(&self, text: Option<&Text>, at: &Pointer, diagnostics: &mut Diagnostics) {
        let known = self.known.borrow();
        let Some(known) = text.and_then(|text| known.get(text)) else {
            return;
        };
        let mut report = |what: &str| diagnostics.report(Code::TextCut, at, &[what]);
        match known.markdown.flaw {
            Some(Flaw::Deep) => report(&format!(
                "nests quotes or lists more than {MAX_NESTING} levels deep; the rest is shown as it stands"
            )),
            Some(Flaw::Long) => report("would be far longer than it is; it is shown as it stands"),
            Some(Flaw::Unwritable) => {
                report("can't be written as Markdown; it is shown as it stands");
            }
            None => {}
        }
        if known.is_short.get() {
            report("is repeated too often; some copies have only its first line");
        }
    }
}
