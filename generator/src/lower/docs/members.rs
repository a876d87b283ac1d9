//! The docs of members, parameters and variants: their own texts, else the texts of the schema that they refer to.

use super::content::tell_parts;
use super::{LONGEST_LINE, Texts, type_link};
use crate::api::{self, DefaultValue, Kind, SchemaId, StringFormat, Text};
use crate::ir::{Docs, Limit};
use crate::lint::is_shown_secret;
use crate::lower::facts::Facts;
use crate::lower::names::rename_reason;
use crate::lower::types::checked;
use crate::text::{Line, code, code_alone, say};
use serde_json::Value;

/// The most characters of an example in the docs of a member.
const LONGEST_EXAMPLE: usize = 60;

/// The docs of a member: its schema's, else its name.
pub fn member_docs(
    facts: &Facts,
    texts: &Texts,
    wire: &str,
    id: SchemaId,
    why: Option<Line>,
) -> Docs {
    let mut out = said(facts, texts, id);
    if out.is_empty() {
        out.paragraph(code_alone(wire));
    }
    tell_parts(facts, texts, &mut out, id);
    tell_default(facts, texts, &mut out, id);
    if let Some(example) = shown_example(facts, wire, id) {
        out.note(&say("Example: {}.", &[&code(&example)]));
    }
    rename_reason::tell(&mut out, why);
    out
}

/// The example of a member as JSON, if it is a short text or number that tells more than the type and the other texts.
/// A secret is never shown.
fn shown_example(facts: &Facts, wire: &str, id: SchemaId) -> Option<String> {
    let api = facts.api;
    let example = api.aliases(id).find_map(|id| api[id].example.as_deref())?;
    let (target, _) = api.behind_aliases(id);
    let is_of_type = match (&api[target].kind, example) {
        (Kind::String(format), Value::String(text)) => {
            !is_opaque(format) && !text.is_empty() && !is_shown_secret(text, Some(wire))
        }
        (Kind::Integer(_), Value::Number(number)) => !number.is_f64(),
        (Kind::Number, Value::Number(_)) => true,
        _ => false,
    };
    let is_secret = || facts.secret_member(wire, id) || facts.secret(target);
    let mut limits = api.aliases(id).map(|id| checked::limits(&api[id]));
    if !is_of_type || is_secret() || !limits.all(|limits| keeps_to(&limits, example)) {
        return None;
    }
    let default = facts.default(id).map(|(_, default)| &*default.value);
    let json = example.to_string();
    let is_short = json.chars().nth(LONGEST_EXAMPLE).is_none();
    if !is_short || default == Some(example) {
        return None;
    }
    let words = example.as_str().unwrap_or(&json);
    let mut told = api
        .meanings(id)
        .filter_map(|id| api[id].docs.description.as_ref());
    // A long text isn't searched for each member that refers to the schema.
    let is_told =
        told.any(|description| description.len() > LONGEST_LINE || description.contains(words));
    (!is_told).then_some(json)
}

/// Whether an example of a text says nothing to a reader, or is a secret. That of a date can be no date.
fn is_opaque(format: &StringFormat) -> bool {
    use StringFormat::{Binary, Byte, Date, DateTime, Password};
    matches!(format, Password | Byte | Binary(_) | Date | DateTime)
}

/// Whether an example keeps to the limits of its schema but its pattern.
fn keeps_to(limits: &[Limit], example: &Value) -> bool {
    let length = || example.as_str().map_or(0, |text| text.chars().count());
    let number = || example.as_f64().unwrap_or_default();
    #[expect(
        clippy::cast_precision_loss,
        reason = "an example near such a limit is rare"
    )]
    limits.iter().all(|limit| match *limit {
        Limit::MinLength(least) => length() >= least,
        Limit::MaxLength(most) => length() <= most,
        Limit::AtLeast(least) => number() >= least as f64,
        Limit::AtMost(most) => number() <= most as f64,
        Limit::Minimum(least) => number() >= least,
        Limit::Maximum(most) => number() <= most,
        Limit::Above(least) => number() > least,
        Limit::Below(most) => number() < most,
        _ => true,
    })
}

/// The texts of a schema, else of the schema that it refers to.
pub fn said(facts: &Facts, texts: &Texts, id: SchemaId) -> Docs {
    let docs = || facts.api.meanings(id).map(|id| &facts.api[id].docs);
    let told = docs().find(|docs| docs.has_text());
    let said = told.cloned().unwrap_or_default();
    let mut docs = texts.docs(&api::Docs {
        link: docs().find_map(|docs| docs.link.clone()),
        constraints: constraints(facts, id),
        ..said
    });
    let mut contents = facts.api.aliases(id).filter_map(|id| facts.api[id].content);
    if let Some(name) = contents.find_map(|content| facts.name_of(content)) {
        docs.note(&say("Its content is a {}.", &[&type_link(name)]));
    }
    docs
}

/// The texts of a parameter or header with the constraints of its schema, else the schema's texts.
pub fn value_docs(facts: &Facts, texts: &Texts, own: &api::Docs, schema: SchemaId) -> Docs {
    if own.has_text() {
        let constraints = constraints(facts, schema);
        texts.docs(&api::Docs {
            constraints,
            ..own.clone()
        })
    } else {
        said(facts, texts, schema)
    }
}

/// The constraints of a schema, else of the schema that it refers to.
fn constraints(facts: &Facts, id: SchemaId) -> Option<Text> {
    let mut docs = facts.api.meanings(id).map(|id| &facts.api[id].docs);
    docs.find_map(|docs| docs.constraints.clone())
}

pub fn tell_default(facts: &Facts, texts: &Texts, docs: &mut Docs, id: SchemaId) {
    note_default(facts, texts, docs, id, "Default: {}.");
}

/// Notes the default of a schema in a sentence.
pub fn note_default(
    facts: &Facts,
    texts: &Texts,
    docs: &mut Docs,
    id: SchemaId,
    sentence: &'static str,
) {
    if let Some((id, default)) = facts.default(id) {
        let at = || facts.api[id].at.child("default");
        docs.note(&say(sentence, &[&texts.value(default, at)]));
    }
}

impl Facts<'_> {
    /// The default of a schema, else of the schema that it refers to, with its place.
    pub fn default(&self, id: SchemaId) -> Option<(SchemaId, &DefaultValue)> {
        let default = |id: SchemaId| Some((id, self.api[id].default.as_ref()?));
        self.api.aliases(id).find_map(default)
    }
}
