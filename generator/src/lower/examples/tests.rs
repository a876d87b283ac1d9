//! The document's examples → tests of the crate: each example is read as its type, and written unchanged.

use crate::api::{self, Media};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::ir::{Docs, ExampleTest, Name, Operation, Raw, Ty};
use crate::lower::facts::Facts;
use crate::lower::names::status_word;
use crate::lower::names::{Scope, snake};
use crate::map::IndexMap;
use crate::text::{Json, code, say};
use std::collections::BTreeMap;

/// The most tests of an example that several bodies share.
const MOST_OF_ONE: usize = 8;

/// A test for each JSON example of a body that has a type of this crate.
pub fn example_tests(
    facts: &Facts,
    operations: &[Operation],
    diagnostics: &mut Diagnostics,
) -> Vec<ExampleTest> {
    if !facts.config.tests.examples {
        return Vec::new();
    }
    let names: IndexMap<(&api::Method, Raw), &Name> = operations
        .iter()
        .map(|lowered| ((&lowered.method, lowered.path.clone()), &lowered.name))
        .collect();
    let mut tests = Tests {
        facts,
        diagnostics,
        tested: BTreeMap::new(),
        scope: Scope::default(),
        made: Vec::new(),
    };
    for operation in &facts.api.operations {
        let Some(name) = names.get(&(&operation.method, Raw::from(&operation.path))) else {
            continue;
        };
        for content in operation.body.iter().flat_map(|body| &body.content) {
            tests.add(content, &format!("{name} request"), false);
        }
        // An operation with another body has the responses of the first.
        if operation
            .form
            .as_ref()
            .is_some_and(|form| form.body.is_some())
        {
            continue;
        }
        for response in &operation.responses {
            let word = format!("{name} {}", status_word(response.status));
            for content in &response.content {
                tests.add(content, &word, true);
            }
        }
    }
    tests.made
}

/// The tests so far.
struct Tests<'a, 'd> {
    facts: &'a Facts<'a>,
    diagnostics: &'d mut Diagnostics,
    /// The number of bodies that are tested with each example.
    tested: BTreeMap<Pointer, usize>,
    scope: Scope,
    made: Vec<ExampleTest>,
}

impl Tests<'_, '_> {
    fn add(&mut self, content: &api::Content, word: &str, received: bool) {
        let is_json = Media::of(&content.media_type) == Media::Json;
        let Some(schema) = content.schema.filter(|_| is_json) else {
            return;
        };
        let ty = self.facts.nullable_ty(schema);
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
            let valid = !self.facts.api.contradicting.contains(&example.at);
            // The client can't make a request that its schema forbids.
            if ty == Ty::Json || !valid && !received {
                continue;
            }
            let Some(json) = Json::lines(&api::meant(&example.value), usize::MAX) else {
                continue;
            };
            let mut docs = Docs::default();
            docs.paragraph(say("{}.", &[&code(example.at.as_str())]));
            self.made.push(ExampleTest {
                name: self.scope.take(&snake(&format!("{word} {}", example.name))),
                docs,
                ty: ty.clone(),
                json,
                kept: valid,
            });
        }
    }
}
