//! Which inline schemas are the same type, and what it is called.
//!
//! Enums that list the same values in the same order are one type, whatever stands around them; one of
//! a single value says too little, and is shared only under the same name. Objects and unions are one
//! type when they have the same shape. What more than half of the places call it is its name; where
//! several go by one name, it is that of the one with most places. All others are called as the place
//! with the shortest name would be.
//!
//! What a shared response or parameter describes has the name that the document gives it: of the same
//! shape, it is the same type only under the same name. `NotFound` isn't what a bad request is answered.
//!
//! They are named after everything else and take no name from it. So a new neighbour renames a type
//! only by being its second place, or by turning a majority.

use crate::api::{Annotation, Api, Docs, Kind, Owner, SchemaId, Status};
use crate::lower::names::camel;
use crate::lower::names::shape::{Shape, Shapes};
use crate::text::{Line, code, say};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Places of one type.
pub struct Group {
    /// What most of them call it.
    key: Option<String>,
    /// Where it stands, in the order of walking; two at least.
    pub places: Vec<SchemaId>,
    /// How many levels are below it.
    height: usize,
}

/// What is said of listed values.
type Annotations<'a> = &'a BTreeMap<String, Annotation>;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Same<'a> {
    Strings(&'a [String], Annotations<'a>, Option<String>),
    Integers(&'a [i64], Annotations<'a>, Option<String>),
    Shape(Shape, Option<&'a str>),
}

/// The groups of inline schemas that are the same type.
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

/// The groups that get the plain name that their places have for them, and the others by level:
/// those that hold others come before these.
pub fn plain(
    mut groups: Vec<Group>,
    is_free: impl Fn(&str) -> bool,
) -> (Vec<(String, Group)>, Vec<Vec<Group>>) {
    // Stable: groups of the same size stay sorted by what they list.
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

/// The shortest of the names that the places would have had, of those that are free; then the first by
/// the alphabet.
pub fn shortest(mut names: Vec<String>, is_free: impl Fn(&str) -> bool) -> String {
    names.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    let free = names.iter().find(|name| is_free(name));
    free.or(names.first()).cloned().unwrap_or_default()
}

/// What the type of responses is called behind the name of the operation, if it says nothing of one
/// status: it is that of several.
pub fn response_word(api: &Api, places: &[SchemaId]) -> Option<&'static str> {
    let statuses = places.iter().filter_map(|id| match api[*id].owner {
        Owner::Response(_, status) => Some(status),
        _ => None,
    });
    let statuses: BTreeSet<Status> = statuses.collect();
    let is_success = statuses.iter().any(|status| status.is_success());
    (statuses.len() > 1).then_some(if is_success { "Response" } else { "Error" })
}

/// The texts of a type: those that all of its places have, else a sentence of what it is. A member or parameter
/// keeps a text of its own in any case.
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

/// How many names of members a text lists.
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

/// What a schema is called where it stands, as a type.
fn key(api: &Api, id: SchemaId) -> Option<String> {
    word(api, id).map(camel)
}

/// The shared response or parameter whose content a schema is.
fn shared_name(api: &Api, id: SchemaId) -> Option<&str> {
    match &api[id].owner {
        Owner::Shared(name) => Some(name),
        _ => None,
    }
}

/// The member or parameter in which a schema stands, be it in a list.
fn word(api: &Api, id: SchemaId) -> Option<&str> {
    let mut id = id;
    loop {
        match &api[id].owner {
            Owner::Property(_, name)
            | Owner::Parameter(_, name)
            | Owner::HookParameter(_, name)
            | Owner::Shared(name) => {
                return Some(name);
            }
            Owner::Items(parent) | Owner::Target(parent) => id = *parent,
            _ => return None,
        }
    }
}
