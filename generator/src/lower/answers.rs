//! The document's examples of answers, as JSON, and what is said of an example.

use super::Lowerer;
use super::example::{MOST, is_json};
use crate::api;
use crate::ir::{AnswerExample, Ty};
use crate::text::{Json, Line, code, markdown, say};
use indexmap::IndexMap;
use serde_json::Value;
use std::rc::Rc;

/// How many lines an answer has that is shown, and how many bytes.
const LONGEST: usize = 18;
const LARGEST: usize = 64 << 10;

/// What is said of an answer that some operations do without.
const REPEATED: &str = "is repeated too often; some operations are shown without it";

/// The values that were looked at, by where they are in memory, where they stay as long as they are here;
/// and their JSON, if it is shown.
pub type Answers = IndexMap<*const Value, (Rc<Value>, Option<Json>)>;

impl Lowerer<'_> {
    /// The document's examples of answers that are read as a type of this crate.
    pub(super) fn answer_examples(&mut self, operation: &api::Operation) -> Vec<AnswerExample> {
        let mut answers = Vec::new();
        for response in &operation.responses {
            for content in response.content.iter().filter(|content| is_json(content)) {
                let ty = content.schema.map(|schema| self.nullable_ty(schema));
                let Some(Ty::Named(ty)) = ty else { continue };
                for example in content.examples.iter().take(MOST) {
                    let success = response.status.is_success();
                    if !success && !self.compiles_examples {
                        continue;
                    }
                    let json = self.answer(example);
                    answers.extend(json.map(|json| AnswerExample {
                        title: self.title(example),
                        success,
                        ty,
                        json,
                        compiled: self.compiles_examples,
                    }));
                }
            }
        }
        answers
    }

    /// The JSON of an answer, if it is to be shown: many operations can share one.
    fn answer(&mut self, example: &api::Example) -> Option<Json> {
        let known = self.answers.entry(Rc::as_ptr(&example.value));
        let is_new = matches!(known, indexmap::map::Entry::Vacant(_));
        let (_, json) = known.or_insert_with(|| {
            let json = Json::lines(&example.value, LONGEST);
            let json = json.filter(|json| json.size() <= LARGEST);
            (Rc::clone(&example.value), json)
        });
        let json = json.as_ref()?;
        if is_new {
            self.texts.add_room(json.size());
        } else if !self.texts.take_room(json.size()) {
            self.texts.note(&example.at, REPEATED);
            return None;
        }
        Some(json.clone())
    }

    /// What an example shows, as one line that is safe in a doc comment: a title that would begin a block
    /// of Markdown is shown as it stands.
    pub(super) fn title(&self, example: &api::Example) -> Option<Line> {
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
