//! The docs of whole bodies: texts and limits of schemas without a type of their own.

use super::outcomes::is_counted;
use super::{Operations, told};
use crate::api::{self, SchemaId, Status, Text};
use crate::ir::{Docs, Line};
use crate::lower::docs::content::{Subject, Told, own, tell_whole};
use crate::map::IndexMap;
use crate::text::{code, say};

/// The responses with one schema in one form.
struct Same<'a> {
    schema: SchemaId,
    /// The statuses, if the responses of the operation differ.
    statuses: Vec<Status>,
    /// The media type, if the response has several forms.
    media_type: Option<&'a str>,
    /// The media type of all of them, if there is one.
    only_type: Option<&'a str>,
    /// Whether the schema describes an item of a stream.
    is_item: bool,
}

impl Operations<'_, '_> {
    /// The docs of a request body. A setter has some always.
    pub(super) fn body_docs(&self, body: &api::Body, schema: Option<SchemaId>) -> Docs {
        let mut docs = self.sink.texts.docs(&body.docs);
        if docs.is_empty() && !body.required {
            docs = told("Sets the request body.");
        }
        if let Some(schema) = schema {
            let mut content = body.content.iter();
            let content = content.find(|content| content.schema == Some(schema));
            let media_type = content.map(|content| &*content.media_type);
            let item = content.and_then(|content| self.facts.api.sent_item(content));
            let items = (item == Some(schema)).then(Subject::items);
            self.tell_schema(&mut docs, items, &body.docs, (schema, media_type));
        }
        docs
    }

    /// Tells the schemas of the responses in the docs of the method.
    pub(super) fn tell_responses(&self, docs: &mut Docs, operation: &api::Operation) {
        let facts = self.facts;
        let is_outcome =
            |it: &&api::Response| is_counted(facts, operation, it) && !it.content.is_empty();
        let is_only = operation.responses.iter().filter(is_outcome).count() == 1;
        let mut all: IndexMap<_, Same> = IndexMap::default();
        for response in &operation.responses {
            let forms = facts.used_forms(operation, response);
            let is_one = forms.len() == 1;
            for form in forms {
                let (Some(schema), Some(first)) = (form.schema, form.media_types.first()) else {
                    continue;
                };
                let mut content = response.content.iter();
                let content = content.find(|content| content.media_type == *first);
                let is_usual = is_only && is_outcome(&response);
                let media_type = (!is_one).then_some(*first);
                // Another name of a schema is the same one.
                let meant = (own(facts, schema), facts.api.behind_aliases(schema).0);
                let same = all.entry((meant, media_type, is_usual));
                let same = same.or_insert_with(|| Same {
                    schema,
                    statuses: Vec::new(),
                    media_type,
                    only_type: Some(*first),
                    is_item: content.is_some_and(|content| content.is_item),
                });
                if form
                    .media_types
                    .iter()
                    .any(|it| Some(*it) != same.only_type)
                {
                    same.only_type = None;
                }
                same.statuses.extend((!is_usual).then_some(response.status));
            }
        }
        for same in all.values() {
            let mut of = Docs::default();
            let whole = (same.schema, same.only_type);
            self.tell_schema(&mut of, Some(same.subject()), &operation.docs, whole);
            docs.append(of);
        }
    }

    /// Tells a schema after the texts of what has it.
    pub(super) fn tell_schema(
        &self,
        docs: &mut Docs,
        subject: Option<Subject>,
        said: &api::Docs,
        (schema, media_type): (SchemaId, Option<&str>),
    ) {
        let told = Told {
            subject,
            description: said.description.clone(),
            media_type: media_type.map(Text::from),
        };
        tell_whole(self.facts, &self.sink.texts, docs, told, schema);
    }
}

impl Same<'_> {
    fn subject(&self) -> Subject {
        let statuses: Vec<Line> = { self.statuses.iter() }
            .map(|status| say("{}", &[status]))
            .collect();
        let statuses = Line::join(&statuses, " or ");
        let words = |its: &'static str| {
            let mut line = Line::from(its);
            if !self.statuses.is_empty() {
                line = say("{} with status {}", &[&line, &statuses]);
            }
            if let Some(name) = self.media_type {
                line = say("{} as {}", &[&line, &code(name)]);
            }
            line
        };
        let words = Subject::new(words("Its response"), words("its response"));
        if self.is_item {
            Subject::items_of(&words)
        } else {
            words
        }
    }
}
