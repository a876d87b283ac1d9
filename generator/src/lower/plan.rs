//! How a union's variant is found when a value is read: by JSON kind, then by the value of a member,
//! then by a required member that the others don't have, and only then by trying each.

use crate::api::{Api, Discriminator, Kind, Object, SchemaId};
use crate::ir::{Pick, Plan, Raw};
use indexmap::{IndexMap, IndexSet};

/// A variant and the schema of its content, behind aliases.
#[derive(Clone, Copy)]
pub struct Candidate {
    /// The variant's index.
    pub variant: usize,
    /// The schema of its content.
    pub schema: SchemaId,
}

/// A kind of JSON value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Json {
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// The plan, and the variants of which it can only try each.
pub fn plan(
    api: &Api,
    candidates: &[Candidate],
    discriminator: Option<&Discriminator>,
) -> (Plan, Vec<usize>) {
    let mut clashes = Vec::new();
    let of = |kind: Json| -> Vec<Candidate> {
        let takes = |candidate: &Candidate| takes(api, candidate.schema, kind, 0);
        candidates.iter().copied().filter(takes).collect()
    };
    // A variant that takes anything comes last, whatever the kind.
    let any = |kinds: &[Candidate]| -> (Vec<Candidate>, Pick) {
        let (any, rest): (Vec<_>, Vec<_>) = kinds
            .iter()
            .copied()
            .partition(|c| matches!(api[c.schema].kind, Kind::Any));
        (
            rest,
            any.first()
                .map_or(Pick::None, |candidate| Pick::One(candidate.variant)),
        )
    };
    let first = |kind: Json| {
        let (rest, last) = any(&of(kind));
        rest.first()
            .map_or(last, |candidate| Pick::One(candidate.variant))
    };
    let (integers, last_integer) = any(&of(Json::Integer));
    let whole =
        |c: &&Candidate| matches!(api[c.schema].kind, Kind::Integer(_) | Kind::IntegerEnum(_));
    let integer = integers.iter().find(whole).or(integers.first());
    let (strings, last_string) = any(&of(Json::String));
    let (arrays, last_array) = any(&of(Json::Array));
    let (objects, last_object) = any(&of(Json::Object));
    let tagged = discriminator.and_then(|d| by_discriminator(candidates, d, api));
    let plan = Plan {
        null: Pick::None,
        boolean: first(Json::Boolean),
        integer: integer.map_or(last_integer, |candidate| Pick::One(candidate.variant)),
        number: first(Json::Number),
        string: string(api, &strings, last_string),
        array: match &arrays[..] {
            [] => last_array,
            [only] => Pick::One(only.variant),
            several => scored(several, &mut clashes),
        },
        object: tagged.unwrap_or_else(|| object(api, &objects, last_object, &mut clashes)),
    };
    (plan, clashes)
}

/// Whether a value of a JSON kind can be of this schema.
fn takes(api: &Api, id: SchemaId, kind: Json, depth: usize) -> bool {
    let (id, _) = api.behind_aliases(id);
    match &api[id].kind {
        Kind::Any | Kind::Loose(_) => true,
        // An alias that leads to itself says nothing.
        Kind::Alias(_) => false,
        Kind::Boolean | Kind::BooleanConstant(_) => kind == Json::Boolean,
        Kind::Integer(_) | Kind::IntegerEnum(_) => kind == Json::Integer,
        Kind::Number => matches!(kind, Json::Integer | Json::Number),
        Kind::String(_) | Kind::StringEnum(_) | Kind::OpenEnum(_) => kind == Json::String,
        Kind::Array(_) => kind == Json::Array,
        Kind::Object(_) => kind == Json::Object,
        // A union may contain itself; so deep, it is taken for everything.
        Kind::Union(_) if depth > 16 => true,
        Kind::Union(union) => union
            .branches
            .iter()
            .any(|branch| takes(api, *branch, kind, depth + 1)),
    }
}

fn by_discriminator(
    candidates: &[Candidate],
    discriminator: &Discriminator,
    api: &Api,
) -> Option<Pick> {
    let mut variants: IndexMap<SchemaId, usize> = IndexMap::new();
    for candidate in candidates {
        variants
            .entry(candidate.schema)
            .or_insert(candidate.variant);
    }
    let tags: Vec<(Raw, usize)> = discriminator
        .tags
        .iter()
        .filter_map(|(tag, branch)| {
            let (target, _) = api.behind_aliases(*branch);
            Some((tag.into(), *variants.get(&target)?))
        })
        .collect();
    (!tags.is_empty())
        .then(|| Pick::Tag((&discriminator.property).into(), tags, Box::new(Pick::None)))
}

fn string(api: &Api, candidates: &[Candidate], last: Pick) -> Pick {
    let mut values: IndexMap<&String, usize> = IndexMap::new();
    let mut free = None;
    for candidate in candidates {
        let kind = &api[candidate.schema].kind;
        if let Kind::StringEnum(own) | Kind::OpenEnum(own) = kind {
            for value in own {
                values.entry(value).or_insert(candidate.variant);
            }
        }
        if !matches!(kind, Kind::StringEnum(_)) {
            free = free.or(Some(candidate.variant));
        }
    }
    let otherwise = free.map_or(last, Pick::One);
    match (values.is_empty(), candidates) {
        (_, [only]) => Pick::One(only.variant),
        (true, _) => otherwise,
        (false, _) => {
            let values = values.into_iter();
            let values = values.map(|(value, variant)| (value.into(), variant));
            Pick::Value(values.collect(), Box::new(otherwise))
        }
    }
}

fn object(api: &Api, candidates: &[Candidate], last: Pick, clashes: &mut Vec<usize>) -> Pick {
    match candidates {
        [] => return last,
        [only] => return Pick::One(only.variant),
        _ => {}
    }
    let members: Option<Vec<(usize, Vec<&Object>)>> = candidates
        .iter()
        .map(|candidate| Some((candidate.variant, objects(api, candidate.schema, 0)?)))
        .collect();
    let Some(members) = members else {
        return scored(candidates, clashes);
    };
    let without = |taken: &dyn Fn(usize) -> bool| -> Vec<Candidate> {
        candidates
            .iter()
            .copied()
            .filter(|candidate| !taken(candidate.variant))
            .collect()
    };
    if let Some((name, tags)) = best_tag(api, &members) {
        let rest = without(&|variant| tags.iter().any(|(_, index)| *index == variant));
        let otherwise = object(api, &rest, last, clashes);
        return Pick::Tag(name, tags, Box::new(otherwise));
    }
    let keys = own_keys(&members);
    if keys.is_empty() {
        return scored(candidates, clashes);
    }
    let rest = without(&|variant| keys.iter().any(|(_, index)| *index == variant));
    let otherwise = object(api, &rest, last, clashes);
    Pick::Key(keys, Box::new(otherwise))
}

/// The objects that a value of this schema can be, those of unions within included.
fn objects(api: &Api, id: SchemaId, depth: usize) -> Option<Vec<&Object>> {
    let (id, _) = api.behind_aliases(id);
    match &api[id].kind {
        Kind::Object(object) => Some(vec![object]),
        // A union may contain itself.
        Kind::Union(union) if depth < 16 => {
            let branches = union.branches.iter().copied();
            let branches = branches.filter(|branch| takes(api, *branch, Json::Object, depth));
            let parts: Option<Vec<_>> = branches
                .map(|branch| objects(api, branch, depth + 1))
                .collect();
            Some(parts?.concat())
        }
        _ => None,
    }
}

/// The member whose listed values tell most of the variants apart.
fn best_tag(api: &Api, members: &[(usize, Vec<&Object>)]) -> Option<(Raw, Vec<(Raw, usize)>)> {
    let mut by_name: IndexMap<&str, IndexSet<(&str, usize)>> = IndexMap::new();
    for (variant, objects) in members {
        for name in objects.iter().flat_map(|object| object.properties.keys()) {
            let values = objects.iter().map(|object| values(api, object, name));
            // It has to tell for each of them.
            let Some(values) = values.collect::<Option<Vec<_>>>() else {
                continue;
            };
            let tags = by_name.entry(name).or_default();
            tags.extend(values.concat().into_iter().map(|value| (value, *variant)));
        }
    }
    let variants = |tags: &IndexSet<(&str, usize)>| {
        let mut all: Vec<usize> = tags.iter().map(|(_, variant)| *variant).collect();
        all.dedup();
        all.len()
    };
    let apart = |tags: &IndexSet<(&str, usize)>| {
        let mut values = IndexSet::new();
        tags.iter().all(|(value, _)| values.insert(*value))
    };
    by_name
        .into_iter()
        .filter(|(_, tags)| variants(tags) > 1 && apart(tags))
        // The first of the best: `max_by_key` would take the last.
        .rev()
        .max_by_key(|(_, tags)| variants(tags))
        .map(|(name, tags)| {
            let tags = tags.into_iter();
            let tags = tags.map(|(value, variant)| (value.into(), variant));
            (name.into(), tags.collect())
        })
}

/// The strings that a member is one of.
fn values<'a>(api: &'a Api, object: &Object, name: &str) -> Option<Vec<&'a str>> {
    let (target, _) = api.behind_aliases(object.properties.get(name)?.schema);
    match &api[target].kind {
        Kind::StringEnum(values) => Some(values.iter().map(String::as_str).collect()),
        _ => None,
    }
}

/// For each variant that has one: a required member that no other variant describes.
fn own_keys(members: &[(usize, Vec<&Object>)]) -> Vec<(Raw, usize)> {
    let mut described: IndexMap<&str, usize> = IndexMap::new();
    for (_, objects) in members {
        let names = objects.iter().flat_map(|object| object.properties.keys());
        for name in names.map(String::as_str).collect::<IndexSet<_>>() {
            *described.entry(name).or_default() += 1;
        }
    }
    let requires = |object: &&Object, name: &str| {
        let property = object.properties.get(name);
        property.is_some_and(|property| property.required)
    };
    members
        .iter()
        .filter_map(|(variant, objects)| {
            let mut names = objects.first()?.properties.keys();
            let name = names.find(|name| {
                described[name.as_str()] == 1 && objects.iter().all(|object| requires(object, name))
            })?;
            Some((name.into(), *variant))
        })
        .collect()
}

fn scored(candidates: &[Candidate], clashes: &mut Vec<usize>) -> Pick {
    let variants: Vec<usize> = candidates
        .iter()
        .map(|candidate| candidate.variant)
        .collect();
    clashes.extend(&variants);
    Pick::Scored(variants)
}
