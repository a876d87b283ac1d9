//! Headers of responses → a type for the headers of each response.

use crate::api;
use crate::ir::{HeaderField, Name, TypeId, TypeKind};
use crate::lower::docs::content::tell_parts;
use crate::lower::docs::members::{tell_default, value_docs};
use crate::lower::names::rename_reason;
use crate::lower::names::{Named, Scope, assign, camel, snake, status_word};
use crate::lower::operations::Operations;
use crate::lower::operations::responses::{RECEIVED, request};
use crate::lower::types::New;
use crate::surface::HEADER_MISMATCHES;
use crate::text::{code, say};

impl Operations<'_, '_> {
    /// A type for the headers of each response that describes some; the uses of a shared response have the same
    /// type.
    pub fn header_types(&mut self, marker: &Name, operation: &api::Operation) -> Vec<TypeId> {
        let mut types = Vec::new();
        for response in operation
            .responses
            .iter()
            .filter(|response| !response.headers.is_empty())
        {
            let at = response.at.child("headers");
            if let Some(known) = self.headers.get(&at) {
                types.push(*known);
                continue;
            }
            let id = self.header_type(marker, operation, response);
            self.headers.insert(at, id);
            types.push(id);
        }
        types
    }

    /// The type for the headers of a response.
    fn header_type(
        &mut self,
        marker: &Name,
        operation: &api::Operation,
        response: &api::Response,
    ) -> TypeId {
        let wish = match &response.shared {
            Some(shared) => format!("{}Headers", camel(shared)),
            None => format!("{marker}{}Headers", camel(&status_word(response.status))),
        };
        let (fields, secrets) = self.header_fields(&response.headers);
        let about = match &response.shared {
            Some(shared) => say("The headers of the response {}.", &[&code(shared)]),
            None => say(
                "The headers of the response of {} with status {}.",
                &[&request(operation), &response.status],
            ),
        };
        self.types.add(New {
            wish,
            about,
            at: vec![response.at.child("headers")],
            usage: RECEIVED,
            hidden: secrets,
            kind: TypeKind::Headers(fields),
        })
    }
    /// The fields of a type for these headers, and the fields that are never printed.
    pub fn header_fields(&self, headers: &[api::Header]) -> (Vec<HeaderField>, Vec<Name>) {
        let words = headers.iter().map(|header| header.name.as_str());
        let mut scope = Scope::default();
        scope.take(HEADER_MISMATCHES);
        let names = assign(&mut scope, words, snake);
        let mut secrets = Vec::new();
        let fields = headers.iter().zip(names);
        let fields = fields.map(|(header, Named { name, why })| {
            let (own, schema) = (&header.docs, header.schema);
            let mut docs = value_docs(self.facts, &self.sink.texts, own, schema);
            if docs.is_empty() {
                docs.paragraph(say("{}.", &[&code(&header.name)]));
            }
            if let Some(notation) = &header.notation {
                let media_type = code(&notation.media_type);
                docs.paragraph(say("Text of the media type {}.", &[&media_type]));
            }
            tell_parts(self.facts, &self.sink.texts, &mut docs, schema);
            tell_default(self.facts, &self.sink.texts, &mut docs, schema);
            if own.deprecated || self.facts.api[schema].docs.deprecated {
                docs.paragraph("Deprecated.");
            }
            rename_reason::tell(&mut docs, why);
            if self.facts.secret_header(header) {
                secrets.push(name.clone());
            }
            HeaderField {
                name,
                wire: (&header.name).into(),
                docs,
                ty: self.facts.ty(header.schema),
                form: header.form,
            }
        });
        (fields.collect(), secrets)
    }
}
