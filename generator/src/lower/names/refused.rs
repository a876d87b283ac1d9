//! Names in client.toml that something else has.

use super::{bounded, camel, snake};
use crate::api::{Owner, SchemaId};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::ir::{TypeDef, TypeKind};
use crate::lower::facts::Facts;
use crate::map::{IndexMap, IndexSet};
use crate::surface::{self, Room};

/// The reason why a name can't be had.
const RESERVED: &str = "the generated code has it";

/// Reports each name that names something else, or nothing, as it is taken; and each that takes the name of another
/// schema from it.
pub fn refused_names(facts: &Facts, types: &[TypeDef], diagnostics: &mut Diagnostics) {
    if facts.config.names.is_empty() {
        return;
    }
    let mut found = of_types(facts);
    found.extend(of_operations(facts));
    found.extend(of_members(facts, types));
    for (at, words) in found {
        if let Some(place) = facts.config.name_places.get(at.as_str()) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            diagnostics.report_excerpt(Code::NameTaken, place.clone(), &words);
        }
    }
}

/// A place with a name in client.toml, and the words of the message: the name, the reason, and the outcome.
type Refused = (Pointer, [String; 3]);

fn words(name: &str, why: impl Into<String>, outcome: String) -> [String; 3] {
    [name.to_owned(), why.into(), outcome]
}

fn of_types(facts: &Facts) -> Vec<Refused> {
    let Facts { api, config, .. } = facts;
    let wish = |id: SchemaId| {
        let schema = &api[id];
        let wish = config.names.get(schema.at.as_str());
        let wish = wish.filter(|_| schema.sent_form_of.is_none())?;
        Some(bounded(camel(wish)))
    };
    let mut found = Vec::new();
    let mut givers = IndexMap::default();
    for (id, ty) in &facts.types {
        let (Some(wish), name) = (wish(*id), facts.names[ty.0].name.as_str()) else {
            continue;
        };
        if wish == name {
            givers.insert(wish, *id);
        } else {
            let why = if surface::is_taken(Room::Types, &wish) {
                RESERVED
            } else {
                "another type has it"
            };
            let outcome = format!("the type is `{name}`");
            found.push((api[*id].at.clone(), words(&wish, why, outcome)));
        }
    }
    for (id, ty) in &facts.types {
        let Owner::Component(word) = &api[*id].owner else {
            continue;
        };
        let own = bounded(camel(word));
        let name = facts.names[ty.0].name.as_str();
        let taker = givers.get(&own).filter(|taker| *taker != id && own != name);
        if let Some(taker) = taker.filter(|_| wish(*id).is_none()) {
            let why = format!("the schema `{word}` has it, too");
            let outcome = format!("the type of that one is `{name}`");
            found.push((api[*taker].at.clone(), words(&own, why, outcome)));
        }
    }
    found
}

fn of_operations(facts: &Facts) -> Vec<Refused> {
    let Facts { api, config, .. } = facts;
    let both = api.operations.iter().zip(&facts.operations);
    let found = both.filter(|(operation, _)| operation.form.is_none());
    let found = found.filter_map(|(operation, names)| {
        let wish = bounded(snake(config.names.get(operation.at.as_str())?));
        let name = names.method.name.as_str();
        let reserved = match names.group {
            Some(_) => surface::GROUP_METHODS,
            None => surface::CLIENT_METHODS,
        };
        let why = if reserved.contains(&&*wish) {
            RESERVED
        } else {
            "another method has it"
        };
        let outcome = format!("the method is `{name}`");
        (wish != name).then(|| (operation.at.clone(), words(&wish, why, outcome)))
    });
    found.collect()
}

fn of_members(facts: &Facts, types: &[TypeDef]) -> Vec<Refused> {
    let mut found = Vec::new();
    // The name of a member is that of the type which is written there.
    let schemas = facts.types.keys().map(|id| &facts.api[*id].at);
    let schemas: IndexSet<&Pointer> = schemas.collect();
    for def in types {
        let TypeKind::Struct(of) = &def.kind else {
            continue;
        };
        for at in &def.at {
            let properties = at.child("properties");
            for field in &of.fields {
                let at = properties.child(field.wire.exact());
                let Some(wish) = facts.config.names.get(at.as_str()) else {
                    continue;
                };
                let (wish, name) = (bounded(snake(wish)), field.name.as_str());
                if wish != name && !schemas.contains(&at) {
                    let why = "another member, or the generated code, has it";
                    let outcome = format!("the field is `{name}`");
                    found.push((at, words(&wish, why, outcome)));
                }
            }
        }
    }
    found
}
