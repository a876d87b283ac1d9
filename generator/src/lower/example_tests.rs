//! The document's examples → tests that the crate carries: each is read as its type, and written as it
//! was.

use super::names::{Scope, snake};
use super::reply::status_word;
use super::{Lowerer, operation};
use crate::api::{self, Media};
use crate::diagnostic::Code;
use crate::ir::{Docs, ExampleTest, Name, Raw, Ty};
use crate::text::{Json, code, say};
use indexmap::IndexMap;

/// How many tests there are of an example that several bodies share.
const MOST_OF_ONE: usize = 8;

impl Lowerer<'_> {
    /// Adds a test for each JSON example of a body that has a type of this crate.
    pub(super) fn example_tests(&mut self) {
        if !self.config.tests.examples {
            return;
        }
        let api = self.api;
        let operations = self.krate.operations.iter();
        let names: IndexMap<(api::Method, Raw), Name> = operations
            .map(|lowered| ((lowered.method, lowered.path.clone()), lowered.name.clone()))
            .collect();
        let mut scope = Scope::default();
        for operation in &api.operations {
            let Some(name) = names.get(&(operation.method, Raw::from(&operation.path))) else {
                continue;
            };
            if let Some(body) = &operation.body
                && let Some((media_type, _)) = operation::choose(&body.content)
            {
                let chosen = |content: &&api::Content| content.media_type == media_type;
                for content in body.content.iter().filter(chosen) {
                    self.tests_of(content, &format!("{name} request"), false, &mut scope);
                }
            }
            for response in &operation.responses {
                let word = format!("{name} {}", status_word(response.status));
                for content in &response.content {
                    self.tests_of(content, &word, true, &mut scope);
                }
            }
        }
    }

    fn tests_of(&mut self, content: &api::Content, word: &str, received: bool, scope: &mut Scope) {
        let is_json = Media::of(&content.media_type) == Media::Json;
        let Some(schema) = content.schema.filter(|_| is_json) else {
            return;
        };
        let ty = self.nullable_ty(schema);
        for example in &content.examples {
            let tested = self.tested.entry(example.at.clone()).or_default();
            *tested += 1;
            if *tested > MOST_OF_ONE {
                if *tested == MOST_OF_ONE + 1 {
                    let most = MOST_OF_ONE.to_string();
                    self.diagnostics
                        .report(Code::ExampleShared, &example.at, &[&most]);
                }
                continue;
            }
            let valid = !self.api.contradicting.contains(&example.at);
            // A request that its schema forbids can't be made.
            if ty == Ty::Json || !valid && !received {
                continue;
            }
            let Some(json) = Json::lines(&api::meant(&example.value), usize::MAX) else {
                continue;
            };
            let mut docs = Docs::default();
            docs.paragraph(say("{}.", &[&code(example.at.as_str())]));
            self.krate.example_tests.push(ExampleTest {
                name: scope.take(&snake(&format!("{word} {}", example.name))),
                docs,
                ty: ty.clone(),
                json,
                kept: valid,
            });
        }
    }
}
