//! Which inline enums are the same type, and what it is called.
//!
//! Enums that list the same values in the same order are one type, whatever stands around them; one of
//! a single value says too little, and is shared only under the same name. What more than half of the
//! places call it is its name; where several lists go by one name, it is that of the list with most
//! places. All others are called as the place with the shortest name would be.
//!
//! They are named after everything else and take no name from it. So a new neighbour renames an enum
//! only by being its second place, or by turning a majority.

use super::names::{Scope, camel};
use crate::api::{Api, Docs, Kind, Owner, SchemaId};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Places of one type.
pub struct Group {
    /// What most of them call it.
    key: Option<String>,
    /// Where it stands, in the order of walking; two at least.
    pub places: Vec<SchemaId>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Values<'a> {
    Strings(&'a [String]),
    Integers(&'a [i64]),
}

/// The groups of inline enums that are the same, sorted by what they list.
pub fn groups(api: &Api, inline: impl IntoIterator<Item = SchemaId>) -> Vec<Group> {
    let mut groups: BTreeMap<(Values, Option<String>), Vec<SchemaId>> = BTreeMap::new();
    for id in inline.into_iter().filter(|id| !names_component(api, *id)) {
        let values = match &api[id].kind {
            Kind::StringEnum(values) => Values::Strings(values),
            Kind::IntegerEnum(values) => Values::Integers(values),
            _ => continue,
        };
        let single = matches!(values, Values::Strings([_]) | Values::Integers([_]));
        let key = single.then(|| key(api, id)).flatten();
        groups.entry((values, key)).or_default().push(id);
    }
    let groups = groups.into_values().filter(|places| places.len() > 1);
    groups
        .map(|places| Group {
            key: majority(places.iter().map(|id| key(api, *id))),
            places,
        })
        .collect()
}

/// The places of each group with the name that it wishes for, in the order of choosing: plain keys
/// first. A `hint` is the name that a place would have by itself.
pub fn wishes(
    groups: Vec<Group>,
    scope: &Scope,
    reserved: &[&str],
    hint: impl Fn(SchemaId) -> String,
) -> Vec<(String, Vec<SchemaId>)> {
    let (mut keyed, mut others): (Vec<Group>, Vec<Group>) =
        groups.into_iter().partition(|group| group.key.is_some());
    // Stable: groups of the same size stay sorted by what they list.
    keyed.sort_by_key(|group| Reverse(group.places.len()));
    let mut taken = BTreeSet::new();
    let mut named = Vec::new();
    for group in keyed {
        match &group.key {
            Some(key)
                if scope.is_free(key)
                    && !reserved.contains(&key.as_str())
                    && taken.insert(key.clone()) =>
            {
                named.push((key.clone(), group.places));
            }
            _ => others.push(group),
        }
    }
    let mut hinted: Vec<(String, Vec<SchemaId>)> = Vec::new();
    for group in others {
        let mut own: Vec<String> = group.places.iter().map(|id| hint(*id)).collect();
        own.sort_by_cached_key(|name| (name.len(), name.clone()));
        let free = |name: &&String| scope.is_free(name) && !taken.contains(*name);
        let wish = own.iter().find(free).or(own.first());
        hinted.push((wish.cloned().unwrap_or_default(), group.places));
    }
    hinted.sort_by(|(a, _), (b, _)| a.cmp(b));
    named.extend(hinted);
    named
}

/// The texts of a type: those that all of its places have, else what it is. A member or parameter
/// keeps a text of its own in any case.
pub fn docs(api: &Api, places: &[SchemaId]) -> Docs {
    let texts = |id: &SchemaId| (&api[*id].docs.title, &api[*id].docs.description);
    let mut docs = places
        .first()
        .map(|id| api[*id].docs.clone())
        .unwrap_or_default();
    let is_said = docs.title.is_some() || docs.description.is_some();
    if places.len() > 1 && !(is_said && places.iter().all(|id| texts(id) == texts(&places[0]))) {
        let names: BTreeSet<&str> = places.iter().filter_map(|id| word(api, *id)).collect();
        docs = Docs {
            description: neutral(&names.into_iter().collect::<Vec<_>>()),
            ..Docs::default()
        };
    }
    docs.deprecated = !places.is_empty() && places.iter().all(|id| api[*id].docs.deprecated);
    docs
}

/// How many names of members a text lists.
const MOST_NAMES: usize = 3;

fn neutral(names: &[&str]) -> Option<String> {
    let code = |name: &&str| super::docs::code(name);
    Some(match names {
        [] => return None,
        [only] => format!("A value of {}.", code(only)),
        [first @ .., last] if names.len() <= MOST_NAMES => {
            let first: Vec<String> = first.iter().map(code).collect();
            format!("A value of {} or {}.", first.join(", "), code(last))
        }
        _ => {
            let first: Vec<String> = names.iter().take(MOST_NAMES).map(code).collect();
            format!("A value of {} and others.", first.join(", "))
        }
    })
}

/// What more than half of the places are called.
fn majority(keys: impl Iterator<Item = Option<String>>) -> Option<String> {
    let mut counts: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    let total: usize = counts.values().sum();
    let most = counts.into_iter().find(|(_, count)| 2 * count > total)?;
    most.0
}

/// Whether an enum is all that a component consists of: it has that one's name.
fn names_component(api: &Api, id: SchemaId) -> bool {
    match &api[id].owner {
        Owner::Component(_) => true,
        Owner::Target(parent) => names_component(api, *parent),
        _ => false,
    }
}

/// What an enum is called where it stands, as a type.
fn key(api: &Api, id: SchemaId) -> Option<String> {
    word(api, id).map(camel)
}

/// The member or parameter in which an enum stands, be it in a list.
fn word(api: &Api, id: SchemaId) -> Option<&str> {
    match &api[id].owner {
        Owner::Property(_, name) | Owner::Parameter(_, name) | Owner::Shared(name) => Some(name),
        Owner::Items(parent) | Owner::Target(parent) => word(api, *parent),
        _ => None,
    }
}
