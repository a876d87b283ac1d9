//! Inline schemas with a common type, and the name of that type.
//!
//! Enums with the same values in the same order are one type at all places; an enum with a single
//! value says too little, and is shared only under the same name. Objects and unions with the same shape are
//! one type. The type takes the name that more than half of its places have; if several types have that name,
//! the type with the most places takes it. A type without such a name takes the words that the names of its places have
//! in common (`common`, `ends`), and every other type the shortest of these names.
//!
//! A schema of a shared response or parameter has the name in the document: with the same shape, it is the same
//! type only under the same name. `NotFound` is not the type of a bad request.
//!
//! These types are named after everything else, and take no name from it. So a new neighbour renames a type
//! only as its second place, or by changing the majority or what the places have in common.

use crate::api::{Annotation, Api, Docs, Kind, Owner, SchemaId, Status};
use crate::lower::names::camel;
use crate::lower::names::shape::{Shape, Shapes};
use crate::text::{Line, code, say};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The places of a type.
pub struct Group {
    /// The name that most of the places have.
    key: Option<String>,
    /// The places, in the order of the walk; at least two.
    pub places: Vec<SchemaId>,
    /// The levels below it.
    height: usize,
}

/// The annotations of listed values.
type Annotations<'a> = &'a BTreeMap<String, Annotation>;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Same<'a> {
    Strings(&'a [String], Annotations<'a>, Option<String>),
    Integers(&'a [i64], Annotations<'a>, Option<String>),
    Shape(Shape, Option<&'a str>),
}

/// The groups of inline schemas with a common type.
pub fn groups(
    api: &Api,
    shapes: &mut Shapes,
    inline: impl IntoIterator<Item = SchemaId>,
) -> Vec<Group> {
    let mut groups: BTreeMap<Same, Vec<SchemaId>> = BTreeMap::new();
    for id in inline {
        let said = &api[id].annotations;
        let same = match &api[id].kind {
            Kind::StringEnum(values) => {
                let key = (values.len() == 1).then(|| key(api, id)).flatten();
                Same::Strings(values, said, key)
            }
            Kind::OpenEnum(values) => Same::Strings(values, said, None),
            Kind::IntegerEnum(values) => {
                let key = (values.len() == 1).then(|| key(api, id)).flatten();
                Same::Integers(values, said, key)
            }
            _ => Same::Shape(shapes.of_type(id), shared_name(api, id)),
        };
        groups.entry(same).or_default().push(id);
    }
    let groups = groups.into_values().filter(|places| places.len() > 1);
    groups
        .map(|places| Group {
            key: majority(places.iter().map(|id| key(api, *id))),
            height: shapes.height(places[0]),
            places,
        })
        .collect()
}

/// The groups with the plain name of their places, and the others by level: groups that contain others come
/// before these.
pub fn plain(
    mut groups: Vec<Group>,
    is_free: impl Fn(&str) -> bool,
) -> (Vec<(String, Group)>, Vec<Vec<Group>>) {
    // The sort is stable: groups of the same size stay sorted by their keys.
    groups.sort_by_key(|group| Reverse(group.places.len()));
    let mut taken = BTreeSet::new();
    let mut plain = Vec::new();
    let mut levels: BTreeMap<Reverse<usize>, Vec<Group>> = BTreeMap::new();
    for group in groups {
        match group.key.clone() {
            Some(key) if is_free(&key) && taken.insert(key.clone()) => plain.push((key, group)),
            _ => levels.entry(Reverse(group.height)).or_default().push(group),
        }
    }
    (plain, levels.into_values().collect())
}

/// The shortest free name of the places; the first in the alphabet of several.
pub fn shortest(names: BTreeSet<String>, is_free: impl Fn(&str) -> bool) -> String {
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort_by_key(String::len);
    let free = names.iter().find(|name| is_free(name));
    free.or(names.first()).cloned().unwrap_or_default()
}

/// The word for a type of several statuses, after the name of the operation; none for one status.
pub fn response_word(api: &Api, places: &[SchemaId]) -> Option<&'static str> {
    let statuses = places.iter().filter_map(|id| match api[*id].owner {
        Owner::Response(_, status) => Some(status),
        _ => None,
    });
    let statuses: BTreeSet<Status> = statuses.collect();
    let is_success = statuses.iter().any(|status| status.is_success());
    (statuses.len() > 1).then_some(if is_success { "Response" } else { "Error" })
}

/// The texts of a type: the common texts of all its places, else a sentence about the places. A member or
/// parameter keeps its own text.
pub fn docs(api: &Api, places: &[SchemaId]) -> (Docs, Option<Line>) {
    let texts = |id: &SchemaId| {
        let docs = &api[*id].docs;
        (&docs.title, &docs.description, &docs.link)
    };
    let mut docs = places
        .first()
        .map(|id| api[*id].docs.clone())
        .unwrap_or_default();
    let mut neutral = None;
    let is_said = docs.has_text();
    if places.len() > 1 && !(is_said && places.iter().all(|id| texts(id) == texts(&places[0]))) {
        let names: BTreeSet<&str> = places.iter().filter_map(|id| word(api, *id)).collect();
        docs = Docs::default();
        neutral = self::neutral(&names.into_iter().collect::<Vec<_>>());
    }
    docs.deprecated = !places.is_empty() && places.iter().all(|id| api[*id].docs.deprecated);
    (docs, neutral)
}

/// The most names of members that a text lists.
const MOST_NAMES: usize = 3;

fn neutral(names: &[&str]) -> Option<Line> {
    let list = |names: &[&str]| {
        let names: Vec<Line> = names.iter().map(|name| code(name)).collect();
        Line::join(&names, ", ")
    };
    Some(match names {
        [] => return None,
        [only] => say("A value of {}.", &[&code(only)]),
        [others @ .., end] if names.len() <= MOST_NAMES => {
            say("A value of {} or {}.", &[&list(others), &code(end)])
        }
        _ => say("A value of {} and others.", &[&list(&names[..MOST_NAMES])]),
    })
}

/// The name of more than half of the places.
fn majority(keys: impl Iterator<Item = Option<String>>) -> Option<String> {
    let mut counts: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    let total: usize = counts.values().sum();
    let most = counts.into_iter().find(|(_, count)| 2 * count > total)?;
    most.0
}

/// The name of a schema's type after its place.
fn key(api: &Api, id: SchemaId) -> Option<String> {
    word(api, id).map(camel)
}

/// The shared response or parameter with this schema as content.
fn shared_name(api: &Api, id: SchemaId) -> Option<&str> {
    match &api[id].owner {
        Owner::Shared(name) => Some(name),
        _ => None,
    }
}

/// The member or parameter with this schema, directly or in a list.
pub fn word(api: &Api, id: SchemaId) -> Option<&str> {
    let mut id = id;
    loop {
        match &api[id].owner {
            Owner::Property(_, name)
            | Owner::Parameter(_, name)
            | Owner::WebhookParameter(_, name)
            | Owner::Shared(name) => {
                return Some(name);
            }
            Owner::Items(parent) | Owner::Target(parent) => id = *parent,
            _ => return None,
        }
    }
}
