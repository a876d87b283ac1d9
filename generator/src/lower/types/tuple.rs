//! Lists with a schema for each of their first items → structs with a field for each.

use crate::api::{Additional, SchemaId, Tuple};
use crate::ir::{Constructor, Docs, Field, Name, Presence, Rest, Struct, Ty};
use crate::lower::docs::Texts;
use crate::lower::docs::content::tell_parts;
use crate::lower::docs::members::{said, tell_default};
use crate::lower::facts::Facts;
use crate::lower::names::rename_reason;
use crate::lower::names::{Named, Scope, assign, fixed, setter, snake};
use crate::lower::sink::Sink;
use crate::lower::types::given;
use crate::text::{code, say};

/// The struct of a tuple, and its fields that are never printed. A received list may be shorter or longer than
/// described: its items are kept, and the response doesn't fail.
pub fn tuple(facts: &Facts, id: SchemaId, tuple: &Tuple, sink: &mut Sink) -> (Struct, Vec<Name>) {
    let usage = facts.usage[id.0];
    let mut scope = Scope::default();
    let words = tuple.places.iter().map(|place| place.word.as_str());
    let names = assign(&mut scope, words, snake);
    let mut lowered = Struct {
        is_tuple: true,
        ..Struct::default()
    };
    let mut hidden = Vec::new();
    for (index, (place, named)) in tuple.places.iter().zip(names).enumerate() {
        let is_always = index < tuple.least;
        let presence = presence(facts, place.schema, is_always && !usage.received);
        let field = field(facts, &sink.texts, (index, place.schema), named, presence);
        let setter = (usage.sent && !is_always).then(|| setter(&field.name));
        hidden.extend(field.secret.then(|| field.name.clone()));
        lowered.fields.push(Field { setter, ..field });
    }
    lowered.rest = match tuple.additional {
        Additional::Closed if !usage.received => Rest::Closed,
        Additional::Closed | Additional::Any => Rest::Extra(scope.take("extra")),
        Additional::Schema(items) => {
            let name = scope.take("rest");
            hidden.extend(facts.secret_values(items).then(|| name.clone()));
            Rest::Typed(name, facts.nullable_ty(items))
        }
    };
    lowered.default = tuple.least == 0;
    if usage.sent {
        lowered.constructors.push(constructor(tuple.least));
    }
    (lowered, hidden)
}

fn presence(facts: &Facts, id: SchemaId, is_always: bool) -> Presence {
    // Any JSON value already has a null.
    let nullable = facts.is_nullable(id) && facts.ty(id) != Ty::Json;
    match (is_always, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::RequiredNullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::ThreeState,
    }
}

fn field(
    facts: &Facts,
    texts: &Texts,
    (index, id): (usize, SchemaId),
    Named { name, why }: Named,
    presence: Presence,
) -> Field {
    let ty = facts.ty(id);
    let mut docs = said(facts, texts, id);
    if docs.is_empty() {
        docs.paragraph(say("Item {}.", &[&code(&(index + 1).to_string())]));
    }
    tell_parts(facts, texts, &mut docs, id);
    tell_default(facts, texts, &mut docs, id);
    rename_reason::tell(&mut docs, why);
    Field {
        name,
        wire: index.to_string().into(),
        docs,
        given: given::kept(facts, &ty, presence),
        ty,
        presence,
        secret: facts.secret(id),
        deprecated: facts.api[id].docs.deprecated,
        setter: None,
    }
}

fn constructor(least: usize) -> Constructor {
    let mut docs = Docs::default();
    docs.paragraph(if least == 0 {
        "Creates a value without any item."
    } else {
        "Creates a value from its required items."
    });
    Constructor {
        name: fixed("new"),
        docs,
        fields: (0..least).collect(),
        choice: false,
    }
}
