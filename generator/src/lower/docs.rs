//! The document's texts → doc comments.

use crate::api::{self, Api, Response};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::text::{Docs, Flaw, MAX_NESTING, Markdown, markdown, plain};
use indexmap::IndexMap;
use std::cell::{Cell, RefCell};

/// How many bytes a text has at most of which every copy is whole.
const SHORT: usize = 256;

/// How many bytes longer texts may take in copies: a start, and so many for each byte that is new. One
/// description of a schema stands at every member that refers to it.
const START: usize = 4 << 20;
const COPIES: usize = 32;

/// Makes docs, and keeps what came of Markdown: the same text often stands at many members, and to parse
/// it takes far longer than to look it up.
pub struct Texts {
    known: RefCell<IndexMap<String, Known>>,
    /// How many bytes there is still room for in copies.
    room: Cell<usize>,
    /// Whether any of them is not shown as it should be.
    has_cut: Cell<bool>,
}

/// What came of a text.
struct Known {
    markdown: Markdown,
    /// Whether a copy of it had no room.
    is_short: Cell<bool>,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            known: RefCell::default(),
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
        if let Some(title) = docs
            .title
            .as_deref()
            .filter(|title| !title.trim().is_empty())
        {
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
        if !docs.constraints.is_empty() {
            let text = format!("Constraints: {}.", docs.constraints.join(", "));
            let constraints = self.text(&text);
            match constraints.only_line() {
                Some(line) => out.note(&line),
                None => out.append(constraints),
            }
        }
        out
    }

    /// The docs of something that has only a description.
    pub fn text(&self, text: &str) -> Docs {
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
        self.room.set(self.room.get() + COPIES * text.len());
        let known = Known {
            markdown,
            is_short: Cell::default(),
        };
        self.known.borrow_mut().insert(text.to_owned(), known);
        docs
    }

    /// A text once more, or its opening where there is no more room.
    fn copy(&self, known: &Known) -> Docs {
        let docs = &known.markdown.docs;
        let size = docs.size();
        if size > SHORT {
            let Some(room) = self.room.get().checked_sub(size) else {
                known.is_short.set(true);
                self.has_cut.set(true);
                return docs.opening(SHORT);
            };
            self.room.set(room);
        }
        docs.clone()
    }

    /// Says how a text is not shown, if it isn't.
    fn tell(&self, text: Option<&String>, at: &Pointer, diagnostics: &mut Diagnostics) {
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

/// Says which texts are not shown as Markdown. Hardly ever is there one, so that their places are
/// looked for only then.
pub fn cut_texts(api: &Api, texts: &Texts, diagnostics: &mut Diagnostics) {
    if !texts.has_cut.get() {
        return;
    }
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
        Some(&api.title),
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
