//! The document's examples of responses as JSON, and the titles of examples.

use crate::api;
use crate::ir::{AnswerExample, Ty};
use crate::lower::docs::{LONGEST_LINE, Texts};
use crate::lower::examples::calls::{MOST, Shower, is_json};
use crate::map::IndexMap;
use crate::text::{Json, Line, code, markdown, say};
use serde_json::Value;
use std::rc::Rc;

/// The most lines and bytes of an example of a response.
const LONGEST: usize = 18;
const LARGEST: usize = 64 << 10;

/// The note on an example that some operations omit.
const REPEATED: &str = "is repeated too often; some operations are shown without it";

/// The examined values by their address, which stays theirs while they are kept here, with their JSON, if it is
/// shown.
pub type Answers = IndexMap<*const Value, (Rc<Value>, Option<Json>)>;

impl Shower<'_> {
    /// The document's examples of responses with a type of this crate.
    pub fn answer_examples(
        &self,
        operation: &api::Operation,
        known: &mut Answers,
    ) -> Vec<AnswerExample> {
        let mut answers = Vec::new();
        for response in &operation.responses {
            for content in response.content.iter().filter(|content| is_json(content)) {
                let ty = content.schema.map(|schema| self.facts.nullable_ty(schema));
                let Some(Ty::Named(ty)) = ty else { continue };
                for example in content.examples.iter().take(MOST) {
                    let success = response.status.is_success();
                    if !success && !self.facts.compiles_examples {
                        continue;
                    }
                    let json = answer(self.texts, example, known);
                    answers.extend(json.map(|json| AnswerExample {
                        title: self.title(example),
                        success,
                        ty,
                        json,
                        compiled: self.facts.compiles_examples,
                    }));
                }
            }
        }
        answers
    }

    /// The title of an example as one line of a doc comment. A title that would begin a block of Markdown is
    /// shown literally.
    pub fn title(&self, example: &api::Example) -> Option<Line> {
        let at = || example.at.parent().child("summary");
        let summary = self.texts.beginning(example.summary.as_deref()?, at);
        let words: Vec<&str> = summary.split_whitespace().collect();
        let summary = words.join(" ");
        let summary = summary.trim_end_matches(['.', ':']);
        let text = markdown(summary).docs;
        match text.only_line() {
            None if text.is_empty() => None,
            Some(line) if summary.starts_with(char::is_alphanumeric) => Some(say("{}:", &[&line])),
            _ => Some(say("{}:", &[&code(summary)])),
        }
    }
}

/// The JSON of an example response, if the docs show it: many operations can share an example.
fn answer(texts: &Texts, example: &api::Example, known: &mut Answers) -> Option<Json> {
    let known = known.entry(Rc::as_ptr(&example.value));
    let is_new = matches!(known, indexmap::map::Entry::Vacant(_));
    let (_, json) = known.or_insert_with(|| {
        let json = Json::lines(&example.value, LONGEST);
        let json = json.filter(|json| json.size() <= LARGEST);
        (Rc::clone(&example.value), json)
    });
    let json = json.as_ref()?;
    // The title counts only as far as it is shown.
    let title = example.summary.as_ref().map_or(0, |title| title.len());
    let size = json.size() + title.min(LONGEST_LINE);
    if is_new {
        texts.add_room(size);
    } else if !texts.take_room(size) {
        texts.note(&example.at, REPEATED);
        return None;
    }
    Some(json.clone())
}
