//! The document's texts → doc comments.

use super::Lowerer;
use crate::api::{self, Response, Text};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::text::{Docs, Flaw, Line, MAX_NESTING, Markdown, code, markdown, plain};
use indexmap::IndexMap;
use serde_json::Value;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How many bytes a text has at most of which every copy is whole.
const SHORT: usize = 256;

/// How many bytes longer texts may take in copies: a start, and so many for each byte that is new. One
/// description of a schema stands at every member that refers to it.
const START: usize = 1 << 20;
const COPIES: usize = 32;

/// How many characters a value or a title may have that is shown in one line.
const LONGEST: usize = 1024;

/// Makes docs, and keeps what came of Markdown: the same text often stands at many members, and to parse
/// it takes far longer than to look it up.
pub struct Texts {
    known: RefCell<IndexMap<Text, Known>>,
    /// The sentences that say what constraints there are.
    sentences: RefCell<IndexMap<Text, Text>>,
    /// Values as code, by where they are in memory, where they stay as long as they are here.
    values: RefCell<IndexMap<*const Value, (Rc<Value>, Line)>>,
    /// What is said of places of which not all is shown.
    notes: RefCell<IndexMap<Pointer, &'static str>>,
    /// How many bytes there is still room for in copies.
    room: Cell<usize>,
    /// Whether any of them is not shown as it should be.
    has_cut: Cell<bool>,
}

/// What came of a text.
struct Known {
    markdown: Markdown,
    /// How many bytes that takes.
    size: usize,
    /// Whether a copy of it had no room.
    is_short: Cell<bool>,
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
    /// The docs of something with a title, a description and constraints.
    pub fn docs(&self, docs: &api::Docs) -> Docs {
        self.docs_after(Docs::default(), docs)
    }

    /// The same behind what is said already.
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
        if let Some(words) = &docs.constraints {
            let constraints = self.text(&self.sentence(words));
            match constraints.only_line() {
                Some(line) => out.note(&line),
                None => out.append(constraints),
            }
        }
        out
    }

    /// The sentence that says what constraints there are.
    fn sentence(&self, words: &Text) -> Text {
        let mut sentences = self.sentences.borrow_mut();
        let known = sentences.entry(words.clone());
        let sentence = || Text::from(&*format!("Constraints: {}.", &**words));
        known.or_insert_with(sentence).clone()
    }

    /// A value as code, or the beginning of a long one, which is said of its place.
    pub fn value(&self, value: &Rc<Value>, at: impl FnOnce() -> Pointer) -> Line {
        let mut values = self.values.borrow_mut();
        let known = values.entry(Rc::as_ptr(value));
        let (_, line) = known.or_insert_with(|| {
            let text = value.to_string();
            (Rc::clone(value), code(self.beginning(&text, at).as_ref()))
        });
        line.clone()
    }

    /// A text that has one line to be shown in, or its beginning, which is said of its place.
    pub fn beginning<'t>(&self, text: &'t str, at: impl FnOnce() -> Pointer) -> Cow<'t, str> {
        match text.char_indices().nth(LONGEST) {
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

    /// The docs of something that has only a description.
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

    /// A text once more, or its opening where there is no more room.
    fn copy(&self, known: &Known) -> Docs {
        let docs = &known.markdown.docs;
        if self.take_room(known.size) {
            return docs.clone();
        }
        known.is_short.set(true);
        self.has_cut.set(true);
        docs.opening(SHORT)
    }

    /// Makes room for copies of something new of this size.
    pub fn add_room(&self, size: usize) {
        self.room.set(self.room.get().saturating_add(COPIES * size));
    }

    /// Takes the room for a copy of something of this size, if there is as much.
    pub fn take_room(&self, size: usize) -> bool {
        let left = match size {
            ..=SHORT => Some(self.room.get()),
            _ => self.room.get().checked_sub(size),
        };
        left.map(|left| self.room.set(left)).is_some()
    }

    /// Says that not all of what stands at a place is shown.
    pub fn note(&self, at: &Pointer, words: &'static str) {
        self.notes.borrow_mut().insert(at.clone(), words);
    }

    /// Says how a text is not shown, if it isn't.
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

impl Lowerer<'_> {
    /// Says which texts are not shown as Markdown. Hardly ever is there one, so that their places are
    /// looked for only then.
    pub(super) fn cut_texts(&mut self) {
        for (at, words) in self.texts.notes.borrow().iter() {
            self.diagnostics.report(Code::TextCut, at, &[words]);
        }
        if !self.texts.has_cut.get() {
            return;
        }
        let (api, texts) = (self.api, &self.texts);
        let diagnostics = &mut *self.diagnostics;
        let mut tell = |docs: &api::Docs, at: &Pointer| {
            texts.tell(docs.title.as_ref(), at, diagnostics);
            texts.tell(
                docs.description.as_ref(),
                &at.child("description"),
                diagnostics,
            );
        };
        for schema in &api.schemas {
            tell(&schema.docs, &schema.at);
            schema
                .listed
                .values()
                .for_each(|said| tell(&said.docs, &schema.at));
        }
        for operation in &api.operations {
            tell(&operation.docs, &operation.at);
            for parameter in &operation.parameters {
                tell(&parameter.docs, &parameter.at);
            }
            for Response {
                at, docs, headers, ..
            } in &operation.responses
            {
                tell(docs, at);
                let at = at.child("headers");
                for header in headers {
                    tell(&header.docs, &at.child(&header.name));
                }
            }
        }
        let root = Pointer::root();
        texts.tell(
            Some(&api.title.as_str().into()),
            &root.child("info").child("title"),
            diagnostics,
        );
        let info = root.child("info").child("description");
        texts.tell(api.description.as_ref(), &info, diagnostics);
        for server in &api.servers {
            let at = server.at.child("description");
            texts.tell(server.description.as_ref(), &at, diagnostics);
        }
        let schemes = root.child("components").child("securitySchemes");
        for (name, scheme) in &api.schemes {
            let at = schemes.child(name).child("description");
            texts.tell(scheme.description.as_ref(), &at, diagnostics);
        }
    }
}
