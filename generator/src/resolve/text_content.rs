//! Values that texts hold: `contentSchema`. The docs of a text lead to their type, where they have one.

use super::Resolver;
use crate::api::SchemaId;
use crate::diagnostic::Code;
use crate::openapi::view::{Keywords, RefOr, Schema};

/// The keyword.
const KEYWORD: &str = "contentSchema";

impl<'a> Resolver<'a, '_> {
    /// Notes the content of a text, which can be a text with a content, and so on.
    pub(super) fn note_content(&mut self, id: SchemaId, keywords: &Keywords<'a>) {
        self.texts
            .extend(keywords.content.map(|content| (id, content)));
    }

    /// Finds the contents of texts: those that are referred to, and then those that something else has read, such as
    /// a stream. No type holds the others.
    pub(super) fn settle_contents(&mut self) {
        let mut own = Vec::new();
        while let Some((id, content)) = self.texts.pop() {
            let RefOr::Reference(reference) = content else {
                own.push(id);
                continue;
            };
            let known = self.reference(reference);
            self.read();
            if known.is_none() {
                let at = self.api[id].at.child(KEYWORD);
                self.not_found::<Schema<'a>>(&at, reference);
            }
            self.api.schemas[id.0].content = known;
        }
        for id in own {
            let at = self.api[id].at.child(KEYWORD);
            let known = self.places.get(&at).copied();
            self.api.schemas[id.0].content = known;
            if known.is_none() {
                self.diagnostics.report(Code::NotValidated, &at, &[KEYWORD]);
            }
        }
    }
}
