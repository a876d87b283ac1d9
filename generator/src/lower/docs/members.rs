//! The docs of members, parameters and variants: their own texts, else the texts of the schema that they refer to.

use super::content::tell_parts;
use super::{Texts, type_link};
use crate::api::{self, DefaultValue, SchemaId, Text};
use crate::ir::Docs;
use crate::lower::facts::Facts;
use crate::lower::names::rename_reason;
use crate::text::{Line, code_alone, say};

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
    rename_reason::tell(&mut out, why);
    out
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
