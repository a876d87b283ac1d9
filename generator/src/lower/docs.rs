//! The document's texts → doc comments.

use super::Lowerer;
use crate::api::{self, Response};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::text::{Docs, MAX_NESTING, Markdown, markdown, plain};
use indexmap::IndexMap;
use std::cell::{Cell, RefCell};

/// Makes docs, and keeps what came of Markdown: the same text often stands at many members, and to parse
/// it takes far longer than to look it up.
#[derive(Default)]
pub struct Texts {
    known: RefCell<IndexMap<String, Markdown>>,
    /// Whether any of them is cut.
    has_cut: Cell<bool>,
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
        if let Some(docs) = plain(text) {
            return docs;
        }
        if let Some(known) = self.known.borrow().get(text) {
            return known.docs.clone();
        }
        let made = markdown(text);
        if made.is_cut {
            self.has_cut.set(true);
        }
        let docs = made.docs.clone();
        self.known.borrow_mut().insert(text.to_owned(), made);
        docs
    }

    /// Says of a text that it is cut, if it is.
    fn tell(&self, text: Option<&String>, at: &Pointer, diagnostics: &mut Diagnostics) {
        let known = self.known.borrow();
        if text
            .and_then(|text| known.get(text))
            .is_some_and(|text| text.is_cut)
        {
            let levels = MAX_NESTING.to_string();
            diagnostics.report(Code::TextCut, at, &[&levels]);
        }
    }
}

impl Lowerer<'_> {
    /// Says which texts are not shown as Markdown. Hardly ever is there one, so that their places are
    /// looked for only then.
    pub(super) fn cut_texts(&mut self) {
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
}
