//! Schemas → types.

pub mod checked;
pub mod choice;
mod constants;
mod enums;
pub mod given;
mod keys;
mod kinds;
pub mod object;
mod plan;
mod scalars;
pub mod secret;
mod tags;
mod tuple;
pub mod ty;
mod union;
mod ways;
mod written;

use crate::api::{self, Kind, SchemaId};
use crate::ir::{Checked, Docs, Name, TypeDef, TypeId, TypeKind, Usage};
use crate::lower::docs::content::{tell_items, tell_rest};
use crate::lower::facts::Facts;
use crate::lower::names::rename_reason;
use crate::lower::names::share;
use crate::lower::names::{Named, Scope};
use crate::lower::sink::Sink;
use crate::lower::types::enums::EnumDocs;
use crate::lower::types::plan::Planner;
use crate::text::{Line, say};

/// The types so far, and the taken names.
pub struct Types {
    /// The types, by id.
    pub made: Vec<TypeDef>,
    scope: Scope,
}

impl Types {
    /// Whether no type has a name.
    pub fn is_free(&self, name: &str) -> bool {
        self.scope.is_free(name)
    }

    /// Adds a type without a schema.
    pub fn add(&mut self, new: New) -> TypeId {
        let Named { name, why } = self.scope.take_type(&new.wish, None);
        let mut docs = Docs::default();
        docs.paragraph(new.about);
        rename_reason::tell(&mut docs, why);
        self.made.push(TypeDef {
            name,
            docs,
            at: new.at,
            deprecated: false,
            usage: new.usage,
            sent_form: false,
            hidden: new.hidden,
            secret: false,
            kind: new.kind,
        });
        TypeId(self.made.len() - 1)
    }
}

/// A type without a schema.
pub struct New {
    /// The name, if it is free.
    pub wish: String,
    /// The docs, one sentence.
    pub about: Line,
    /// Its places in the document.
    pub at: Vec<crate::diagnostic::Pointer>,
    /// Its direction.
    pub usage: Usage,
    /// The fields or variants whose values are never printed.
    pub hidden: Vec<Name>,
    /// The kind.
    pub kind: TypeKind,
}

/// Makes the types of all schemas.
pub fn types(facts: &Facts, scope: Scope, sink: &mut Sink) -> Types {
    let mut planner = Planner::of(facts);
    let mut made = Vec::with_capacity(facts.names.len() + facts.choices.len());
    for ty in (0..facts.names.len()).map(TypeId) {
        made.extend(of_schemas(facts, ty, &mut planner, sink));
    }
    let choices = facts.choices.iter();
    made.extend(choices.map(|(owner, name)| choice::choice(facts, *owner, name, sink)));
    union::convert_texts(&mut made);
    union::convert_inner(&mut made);
    union::name_constructors(&mut made);
    Types { made, scope }
}

/// The type of some schemas. Schemas that share a type are equal.
fn of_schemas(
    facts: &Facts,
    ty: TypeId,
    planner: &mut Planner,
    sink: &mut Sink,
) -> Option<TypeDef> {
    let places = &facts.places[ty.0];
    let id = *places.first()?;
    let Named { name, why } = &facts.names[ty.0];
    let (texts, neutral) = share::docs(facts.api, places);
    let mut docs = docs(facts, places, &texts, neutral, sink);
    if docs.is_empty() {
        docs.paragraph(say("`{}`.", &[name]));
    }
    let received = facts.api[id].sent_form_of;
    if let Some(received) = received.and_then(|received| facts.types.get(&received)) {
        let received = &facts.names[received.0].name;
        docs.paragraph(say("The form of `{}` that is sent.", &[received]));
    }
    if let Kind::Tuple(_) = facts.api[id].kind {
        docs.paragraph("A list in JSON: its items are the fields, in this order.");
    }
    if facts.is_checked(id) {
        let before = docs.size();
        tell_items(facts, &sink.texts, &mut docs, id);
        if docs.size() > before {
            docs.note(&"Its items are not validated.".into());
        }
    } else {
        tell_rest(facts, &sink.texts, &mut docs, id);
    }
    rename_reason::tell(&mut docs, why.clone());
    let mut at = Vec::new();
    for id in places {
        at.push(facts.api[*id].at.clone());
        at.extend(facts.api[*id].also_at.iter().cloned());
    }
    let (kind, hidden) = kind(facts, id, ty, planner, sink);
    Some(TypeDef {
        name: name.clone(),
        docs,
        at,
        deprecated: texts.deprecated,
        usage: facts.usage_of(ty),
        sent_form: received.is_some(),
        hidden,
        secret: facts.holds_secret(id),
        kind,
    })
}

/// The kind of a schema's type, and the fields or variants that are never printed.
fn kind(
    facts: &Facts,
    id: SchemaId,
    ty: TypeId,
    planner: &mut Planner,
    sink: &mut Sink,
) -> (TypeKind, Vec<Name>) {
    let schema = &facts.api[id];
    let enum_docs = EnumDocs {
        annotations: &schema.annotations,
        texts: &sink.texts,
    };
    let is_secret = facts.secret(id);
    let hidden = |unknown: &Name| is_secret.then(|| unknown.clone()).into_iter().collect();
    let kind = match &schema.kind {
        Kind::Object(object) => {
            let (lowered, hidden) = object::object(facts, id, ty, object, sink);
            return (TypeKind::Struct(Box::new(lowered)), hidden);
        }
        Kind::Tuple(tuple) => {
            let (lowered, hidden) = tuple::tuple(facts, id, tuple, sink);
            return (TypeKind::Struct(Box::new(lowered)), hidden);
        }
        Kind::Union(union) => {
            let (lowered, hidden) = union::union(facts, id, union, planner, sink);
            return (TypeKind::Union(Box::new(lowered)), hidden);
        }
        Kind::StringEnum(values) | Kind::OpenEnum(values) => {
            let lowered = enum_docs.strings(values);
            let hidden = hidden(&lowered.unknown);
            return (TypeKind::Enum(lowered), hidden);
        }
        Kind::IntegerEnum(values) => {
            let lowered = enum_docs.integers(values);
            let hidden = hidden(&lowered.unknown);
            return (TypeKind::IntegerEnum(lowered), hidden);
        }
        // No other schema has a type unless it is validated.
        _ => TypeKind::Checked(Checked {
            of: facts.checked_ty(id),
            limits: checked::limits(schema),
            secret: is_secret,
        }),
    };
    (kind, Vec::new())
}

/// The docs of a type with these places.
fn docs(
    facts: &Facts,
    places: &[SchemaId],
    texts: &api::Docs,
    neutral: Option<Line>,
    sink: &Sink,
) -> Docs {
    let mut docs = Docs::default();
    if let Some(neutral) = neutral {
        docs.paragraph(neutral);
    }
    let checked = places.first().filter(|id| facts.is_checked(**id));
    let Some(first) = checked.map(|id| &facts.api[*id]) else {
        return sink.texts.docs_after(docs, texts);
    };
    let texts = api::Docs {
        constraints: first.docs.constraints.clone(),
        ..texts.clone()
    };
    docs = sink.texts.docs_after(docs, &texts);
    let sentences = [
        Some("Validated on construction."),
        checked::has_pattern(first).then_some("The pattern is not checked."),
        places
            .iter()
            .any(|id| facts.usage[id.0].received)
            .then_some("Values received from the server are not validated."),
    ];
    let sentences: Vec<Line> = sentences.into_iter().flatten().map(Line::from).collect();
    docs.paragraph(Line::join(&sentences, " "));
    docs
}
