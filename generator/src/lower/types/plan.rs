//! The rules for the variant of a received value: by JSON kind, then by the text of a member, then by another value of a
//! member or an item, then by a required member that the others don't have, and only then by trying each.

use crate::api::{Api, Discriminator, Kind, Object, SchemaId, only_value};
use crate::ir::{Only, Pick, Plan, Raw};
use crate::lower::facts::Facts;
use crate::lower::types::constants::{self, Told, Whole};
use crate::lower::types::kinds::{Json, Kinds};
use crate::map::{IndexMap, IndexSet};
use crate::steps::steps;

/// A variant and the schema of its content, without aliases.
#[derive(Clone, Copy)]
pub struct Candidate {
    /// The variant's index.
    pub variant: usize,
    /// The schema of its content.
    pub schema: SchemaId,
}

/// The most levels of unions within unions that are searched for the objects of a variant, and the most objects
/// that are compared.
const NESTED: usize = 16;
const MOST_OBJECTS: usize = 300;

/// The most steps that distinguish the objects of a union, each by a member.
const MOST_STEPS: usize = 32;

/// The shared state of all plans.
pub struct Planner {
    kinds: Kinds,
    /// The values that plans may still list. A union lists the values of its branches' enums, which can be of
    /// any length and belong to any number of unions.
    left: usize,
}

impl Planner {
    /// Creates the planner for all unions of an API.
    pub fn of(facts: &Facts) -> Self {
        let api = facts.api;
        Self {
            kinds: Kinds::of(api, |format| facts.holds_any_text(format)),
            left: 100_000 + 8 * api.schemas.len(),
        }
    }

    /// Takes the room for this number of values; returns whether there is enough.
    fn may_list(&mut self, count: usize) -> bool {
        steps(count);
        let rest = self.left.checked_sub(count);
        self.left = rest.unwrap_or(self.left);
        rest.is_some()
    }
}

/// The plan, and the variants that it can only try.
pub fn plan(
    api: &Api,
    planner: &mut Planner,
    candidates: &[Candidate],
    discriminator: Option<&Discriminator>,
) -> (Plan, Vec<usize>) {
    let mut clashes = Vec::new();
    let of = |kind: Json| -> Vec<Candidate> {
        let takes = |candidate: &Candidate| planner.kinds.takes(candidate.schema, kind);
        candidates.iter().copied().filter(takes).collect()
    };
    // A variant for any value comes last, for each kind.
    let any = |kinds: &[Candidate]| -> (Vec<Candidate>, Pick) {
        let (any, rest): (Vec<_>, Vec<_>) = kinds
            .iter()
            .copied()
            .partition(|c| api[c.schema].kind.is_any());
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
    let tagged = discriminator.and_then(|d| by_discriminator(&objects, d, api, &mut clashes));
    let (boolean, number) = (first(Json::Boolean), first(Json::Number));
    let plan = Plan {
        null: Pick::None,
        boolean,
        integer: integer.map_or(last_integer, |candidate| Pick::One(candidate.variant)),
        number,
        string: string(api, planner, &strings, last_string, &mut clashes),
        array: match &arrays[..] {
            [] => last_array,
            [only] => Pick::One(only.variant),
            several => array(api, planner, several, &mut clashes),
        },
        object: tagged.unwrap_or_else(|| object(api, planner, &objects, last_object, &mut clashes)),
    };
    (plan, clashes)
}

/// The rule of a discriminator. A branch that none of its values selects is tried for other values.
fn by_discriminator(
    candidates: &[Candidate],
    discriminator: &Discriminator,
    api: &Api,
    clashes: &mut Vec<usize>,
) -> Option<Pick> {
    let mut variants: IndexMap<SchemaId, usize> = IndexMap::default();
    for candidate in candidates {
        variants
            .entry(candidate.schema)
            .or_insert(candidate.variant);
    }
    let variant = |branch: SchemaId| variants.get(&api.behind_aliases(branch).0).copied();
    let tags: Vec<(Raw, usize)> = discriminator
        .values()
        .filter_map(|(tag, branch)| Some((tag.into(), variant(*branch)?)))
        .collect();
    if tags.is_empty() {
        return None;
    }
    let mut rest: IndexSet<usize> = candidates.iter().map(|it| it.variant).collect();
    for (_, tagged) in &tags {
        rest.shift_remove(tagged);
    }
    let otherwise = match discriminator.default.and_then(variant) {
        Some(default) if is_listed(api, discriminator) => Pick::Part(
            (&discriminator.property).into(),
            vec![(Only::Absent, default)],
            Box::new(Pick::None),
        ),
        Some(default) => Pick::One(default),
        None if rest.is_empty() => Pick::None,
        None => Pick::Scored(rest.into_iter().collect()),
    };
    if let Pick::Scored(variants) = &otherwise
        && variants.len() > 1
    {
        clashes.extend(variants);
    }
    Some(Pick::Tag(
        (&discriminator.property).into(),
        tags,
        Box::new(otherwise),
    ))
}

/// Whether the default branch of a discriminator has but one value of its member, and is that of values without it.
fn is_listed(api: &Api, discriminator: &Discriminator) -> bool {
    let default = discriminator.default.map(|id| api.behind_aliases(id).0);
    let Some(Kind::Object(object)) = default.map(|id| &api[id].kind) else {
        return false;
    };
    let member = object.properties.get(&discriminator.property);
    member.is_some_and(|member| only_value(api, member.schema).is_some())
}

fn string(
    api: &Api,
    planner: &mut Planner,
    candidates: &[Candidate],
    last: Pick,
    clashes: &mut Vec<usize>,
) -> Pick {
    let lists_all = |it: &Candidate| matches!(api[it.schema].kind, Kind::StringEnum(_));
    match candidates {
        // An enum of received values has a variant for others.
        [only] if lists_all(only) => return Pick::One(only.variant),
        [_] => return text(&planner.kinds, candidates, last),
        _ => {}
    }
    let listed = |candidate: &Candidate| match &api[candidate.schema].kind {
        Kind::StringEnum(own) | Kind::OpenEnum(own) => &own[..],
        _ => &[],
    };
    if !planner.may_list(candidates.iter().map(|c| listed(c).len()).sum()) {
        return scored(candidates, clashes);
    }
    let mut values: IndexMap<&String, usize> = IndexMap::default();
    let mut free = Vec::new();
    for candidate in candidates {
        for value in listed(candidate) {
            values.entry(value).or_insert(candidate.variant);
        }
        if !lists_all(candidate) {
            free.push(*candidate);
        }
    }
    let otherwise = text(&planner.kinds, &free, last);
    if values.is_empty() {
        return otherwise;
    }
    let values = values.into_iter();
    let values = values.map(|(value, variant)| (value.into(), variant));
    Pick::Value(values.collect(), Box::new(otherwise))
}

/// The variant of a text that no list has: the first, if it holds any text, and else the first that describes it.
fn text(kinds: &Kinds, candidates: &[Candidate], last: Pick) -> Pick {
    let holds_any = |candidate: &Candidate| kinds.takes_any_text(candidate.schema);
    let end = candidates.iter().position(holds_any);
    let first = end.map_or(candidates, |end| &candidates[..=end]);
    let mut variants: Vec<usize> = first.iter().map(|it| it.variant).collect();
    if let (None, Pick::One(any)) = (end, &last) {
        variants.push(*any);
    }
    match variants[..] {
        [] => last,
        [only] => Pick::One(only),
        _ => Pick::Described(variants),
    }
}

fn object(
    api: &Api,
    planner: &mut Planner,
    candidates: &[Candidate],
    mut last: Pick,
    clashes: &mut Vec<usize>,
) -> Pick {
    let members: Option<Vec<Member>> = match candidates {
        [] | [_] => Some(Vec::new()),
        _ => candidates
            .iter()
            .map(|candidate| {
                Some(Member {
                    variant: candidate.variant,
                    objects: objects(api, &planner.kinds, candidate.schema)?,
                })
            })
            .collect(),
    };
    let Some(mut members) = members else {
        return scored(candidates, clashes);
    };
    let mut rest = candidates.to_vec();
    let mut picks: Vec<Step> = Vec::new();
    let otherwise = loop {
        match rest[..] {
            [] => break last,
            [only] => break Pick::One(only.variant),
            _ => {}
        }
        if picks.len() == MOST_STEPS {
            break scored(&rest, clashes);
        }
        let step = match best_tag(api, &members) {
            Some((name, tags)) if planner.may_list(tags.len()) => Step::Tag(name, tags),
            Some(_) => break scored(&rest, clashes),
            None => {
                let part = constants::told(api, &planner.kinds, &wholes(&members));
                let keys = own_keys(&members);
                if keys.is_empty() || part.as_ref().is_some_and(Told::is_sure) {
                    break by_part(planner, part, &rest, last, clashes);
                }
                Step::Key(keys)
            }
        };
        let (Step::Tag(_, told) | Step::Key(told)) = &step;
        let told: IndexSet<usize> = told.iter().map(|(_, variant)| *variant).collect();
        if let Step::Tag(name, _) = &step
            && last == Pick::None
            && picks.is_empty()
            && told.len() == rest.len()
        {
            let values = constants::without(api, &wholes(&members), name.exact());
            if !values.is_empty() {
                last = Pick::Part(name.clone(), values, Box::new(Pick::None));
            }
        }
        rest.retain(|candidate| !told.contains(&candidate.variant));
        members.retain(|member| !told.contains(&member.variant));
        picks.push(step);
    };
    picks
        .into_iter()
        .rev()
        .fold(otherwise, |otherwise, step| match step {
            Step::Tag(name, tags) => Pick::Tag(name, tags, Box::new(otherwise)),
            Step::Key(keys) => Pick::Key(keys, Box::new(otherwise)),
        })
}

fn array(
    api: &Api,
    planner: &mut Planner,
    candidates: &[Candidate],
    clashes: &mut Vec<usize>,
) -> Pick {
    let wholes = candidates.iter().map(|it| match &api[it.schema].kind {
        Kind::Tuple(tuple) => Some((it.variant, vec![Whole::Tuple(tuple)])),
        _ => None,
    });
    match wholes.collect() {
        Some(wholes) => {
            let wholes: Vec<_> = wholes;
            let part = constants::told(api, &planner.kinds, &wholes);
            by_part(planner, part, candidates, Pick::None, clashes)
        }
        None => scored(candidates, clashes),
    }
}

/// The rule of a part that tells the candidates apart. A value without it is tried if several of them don't require it.
fn by_part(
    planner: &mut Planner,
    told: Option<Told>,
    candidates: &[Candidate],
    last: Pick,
    clashes: &mut Vec<usize>,
) -> Pick {
    let Some(told) = told.filter(|told| planner.may_list(told.values.len())) else {
        return scored(candidates, clashes);
    };
    let otherwise = match (told.open, last) {
        (Some(open), _) => Pick::One(open),
        (None, Pick::None) if told.is_often_missing => scored(candidates, clashes),
        (None, last) => last,
    };
    Pick::Part(told.name.into(), told.values, Box::new(otherwise))
}

fn wholes<'a>(members: &[Member<'a>]) -> Vec<(usize, Vec<Whole<'a>>)> {
    let wholes = members.iter().map(|member| {
        let objects = member.objects.iter().map(|it| Whole::Object(it));
        (member.variant, objects.collect())
    });
    wholes.collect()
}

/// A variant and its possible objects.
struct Member<'a> {
    variant: usize,
    objects: Vec<&'a Object>,
}

/// A rule that distinguishes some variants from the others.
enum Step {
    Tag(Raw, Vec<(Raw, usize)>),
    Key(Vec<(Raw, usize)>),
}

/// The possible objects of a schema, including the objects of unions within it; none if it allows another kind
/// of object, or too many.
fn objects<'a>(api: &'a Api, kinds: &Kinds, id: SchemaId) -> Option<Vec<&'a Object>> {
    let mut found = Vec::new();
    let mut level = vec![id];
    let mut seen: IndexSet<SchemaId> = IndexSet::default();
    for _ in 0..=NESTED {
        for id in std::mem::take(&mut level) {
            let (id, _) = api.behind_aliases(id);
            if !seen.insert(id) {
                continue;
            }
            match &api[id].kind {
                Kind::Object(object) => found.push(object),
                Kind::Union(union) => {
                    let branches = union.branches.iter().map(|id| api.behind_aliases(*id).0);
                    level.extend(branches.filter(|id| kinds.takes(*id, Json::Object)));
                }
                _ => return None,
            }
            if found.len() > MOST_OBJECTS || level.len() > MOST_OBJECTS {
                return None;
            }
        }
    }
    level.is_empty().then_some(found)
}

/// The member whose listed values distinguish the most variants.
fn best_tag(api: &Api, members: &[Member]) -> Option<(Raw, Vec<(Raw, usize)>)> {
    let mut by_name: IndexMap<&str, IndexSet<(&str, usize)>> = IndexMap::default();
    for Member { variant, objects } in members {
        for name in objects.first()?.properties.keys() {
            let values = objects.iter().map(|object| values(api, object, name));
            // Every object needs listed values for the member.
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
        let mut values = IndexSet::default();
        tags.iter().all(|(value, _)| values.insert(*value))
    };
    by_name
        .into_iter()
        .filter(|(_, tags)| variants(tags) > 1 && apart(tags))
        // The first of the best: `max_by_key` would return the last.
        .rev()
        .max_by_key(|(_, tags)| variants(tags))
        .map(|(name, tags)| {
            let tags = tags.into_iter();
            let tags = tags.map(|(value, variant)| (value.into(), variant));
            (name.into(), tags.collect())
        })
}

/// The listed strings of a member.
fn values<'a>(api: &'a Api, object: &Object, name: &str) -> Option<Vec<&'a str>> {
    let (target, _) = api.behind_aliases(object.properties.get(name)?.schema);
    match &api[target].kind {
        Kind::StringEnum(values) => Some(values.iter().map(String::as_str).collect()),
        _ => None,
    }
}

/// A required member of each variant that no other variant describes, if it has one.
fn own_keys(members: &[Member]) -> Vec<(Raw, usize)> {
    let mut described: IndexMap<&str, usize> = IndexMap::default();
    for Member { objects, .. } in members {
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
        .filter_map(|Member { variant, objects }| {
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
