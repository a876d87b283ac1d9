//! Objects with exactly one of several members: these members become a type.

use crate::api::{Alternatives, Api, Kind, Object, SchemaId, Usage};
use crate::config::Config;
use crate::ir::{Arm, Choice, Docs, Ty, TypeDef, TypeId, TypeKind};
use crate::lower::docs::members::member_docs;
use crate::lower::facts::Facts;
use crate::lower::names::rename_reason;
use crate::lower::names::{Named, Scope, assign, camel};
use crate::lower::sink::Sink;
use crate::lower::types::checked::Checks;
use crate::lower::types::union::constructor;
use crate::map::{IndexMap, IndexSet};
use crate::surface;
use crate::text::{Line, say};

/// The types of choices, by the type with the members.
pub type Choices = IndexMap<TypeId, ChoiceName>;

/// The type of a choice.
pub struct ChoiceName {
    /// Its id.
    pub ty: TypeId,
    /// The name.
    pub named: Named,
}

/// Names the choices in the types of schemas.
pub fn choices(
    api: &Api,
    config: &Config,
    names: &[Named],
    scope: &mut Scope,
    alternatives: impl Iterator<Item = (TypeId, SchemaId)>,
) -> Choices {
    let mut choices = Choices::default();
    for (owner, id) in alternatives {
        let Some(sets) = sets_of(api, id) else {
            continue;
        };
        let wish = config.names.get(sets.at.as_str()).map_or_else(
            || format!("{}Choice", names[owner.0].name),
            |name| camel(name),
        );
        let choice = ChoiceName {
            ty: TypeId(names.len() + choices.len()),
            named: scope.take_type(&wish, None),
        };
        choices.insert(owner, choice);
    }
    choices
}

fn sets_of(api: &Api, id: SchemaId) -> Option<&Alternatives> {
    match &api[id].kind {
        Kind::Object(object) => object.alternatives.as_ref(),
        _ => None,
    }
}

/// Whether some members of an object become a choice.
pub fn has_choice(
    api: &Api,
    usage: &[Usage],
    checks: &Checks,
    types: &IndexMap<SchemaId, TypeId>,
    id: SchemaId,
) -> bool {
    let Kind::Object(object) = &api[id].kind else {
        return false;
    };
    let Some(alternatives) = &object.alternatives else {
        return false;
    };
    let Usage { sent, received } = usage[id.0];
    // Received values may break the rule, and a choice would lose members.
    sent && !received
        && is_exclusive(alternatives, object)
        // The blank value of a choice is a value of its first member, and must be finite.
        && alternatives.sets.iter().flatten().next().is_some_and(|first| {
            let (first, _) = api.behind_aliases(object.properties[first].schema);
            !types.contains_key(&first) || checks.contains_key(&first)
        })
}

/// Whether exactly one of several members must be present: each set has one member, all differ, and each is
/// described.
fn is_exclusive(alternatives: &Alternatives, object: &Object) -> bool {
    let mut seen: IndexSet<&str> = IndexSet::default();
    alternatives.exclusive
        && alternatives.sets.len() > 1
        && alternatives.sets.iter().all(|set| match &set[..] {
            [member] if seen.insert(member) => object
                .properties
                .get(member)
                .is_some_and(|property| !property.required),
            _ => false,
        })
}

/// The type of the choice of a type's members.
pub fn choice(facts: &Facts, owner: TypeId, name: &ChoiceName, sink: &Sink) -> TypeDef {
    let places = &facts.places[owner.0];
    let arms = places.first().map(|id| arms(facts, *id, sink));
    let mut arms = arms.unwrap_or_default();
    name_constructors(name.named.name.as_str(), &mut arms);
    let list: Vec<Line> = arms.iter().map(|arm| arm.wire.code()).collect();
    let mut docs = Docs::default();
    docs.paragraph(say("Exactly one of {}.", &[&Line::join(&list, ", ")]));
    rename_reason::tell(&mut docs, name.named.why.clone());
    let sets = places.iter().filter_map(|id| sets_of(facts.api, *id));
    let secrets = arms.iter().filter(|arm| arm.secret);
    TypeDef {
        name: name.named.name.clone(),
        docs,
        at: sets.map(|sets| sets.at.clone()).collect(),
        deprecated: false,
        usage: facts.usage_of(owner),
        sent_form: false,
        hidden: secrets.map(|arm| arm.name.clone()).collect(),
        secret: false,
        kind: TypeKind::Choice(Choice { arms }),
    }
}

/// Names the functions that make a member from text, so that callers need no conversion.
fn name_constructors(owner: &str, arms: &mut [Arm]) {
    let variants = arms.iter().map(|arm| arm.name.as_str().to_owned());
    let reserved: Vec<String> = variants.collect();
    let reserved = surface::CONSTRUCTORS
        .iter()
        .copied()
        .chain(reserved.iter().map(String::as_str));
    let mut scope = Scope::reserving(reserved);
    for arm in arms.iter_mut().filter(|arm| arm.ty == Ty::String) {
        arm.constructor = Some(scope.take(&constructor(owner, arm.name.as_str())));
    }
}

fn arms(facts: &Facts, id: SchemaId, sink: &Sink) -> Vec<Arm> {
    let (Kind::Object(object), Some(alternatives)) = (&facts.api[id].kind, sets_of(facts.api, id))
    else {
        return Vec::new();
    };
    let members: Vec<&String> = alternatives.sets.iter().flatten().collect();
    let words = members.iter().map(|wire| wire.as_str());
    let names = assign(&mut Scope::default(), words, camel);
    let mut arms = Vec::new();
    for (wire, Named { name, why }) in members.into_iter().zip(names) {
        let Some(property) = object.properties.get(wire) else {
            continue;
        };
        arms.push(Arm {
            docs: member_docs(facts, &sink.texts, wire, property.schema, why),
            name,
            wire: wire.into(),
            ty: facts.nullable_ty(property.schema),
            constructor: None,
            secret: facts.secret_member(wire, property.schema),
        });
    }
    arms
}
