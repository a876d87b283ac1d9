//! Values within strings: `contentSchema`. The docs of a string link to the value's type, if it has one.

use super::Resolver;
use super::reference::TEXT;
use crate::api::SchemaId;
use crate::diagnostic::{Code, Pointer};
use crate::openapi::view::{Keywords, RefOr, Schema};

/// The keyword.
const KEYWORD: &str = "contentSchema";

impl<'a> Resolver<'a, '_> {
    /// Notes the content of a string, which can be a string with a content, and so on. The keywords at `at` are those
    /// of the schema or of a part of it.
    pub(super) fn note_content(&mut self, id: SchemaId, keywords: &Keywords<'a>, at: &Pointer) {
        let content = keywords.content;
        self.texts
            .extend(content.map(|content| (id, content, at.child(KEYWORD))));
    }

    /// Finds the contents of strings: first by reference, then inline ones that something else has read, such
    /// as a stream. No type contains the others.
    pub(super) fn settle_contents(&mut self) {
        let mut own = Vec::new();
        while let Some((id, content, at)) = self.texts.pop() {
            let RefOr::Reference(reference) = content else {
                own.push((id, at));
                continue;
            };
            let known = self.reference(reference);
            self.read();
            if known.is_none() {
                self.not_found::<Schema<'a>>(&at, reference, TEXT);
            }
            self.api.schemas[id.0].content = known;
        }
        for (id, at) in own {
            let known = self.places.get(&at).copied();
            self.api.schemas[id.0].content = known;
            if known.is_none() {
                self.diagnostics.report(Code::NotValidated, &at, &[KEYWORD]);
            }
        }
    }
}
