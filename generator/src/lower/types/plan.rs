//! The rules for the variant of a received value: by JSON kind, then by the text of a member, then by another value of a
//! member or an item, then by a required member that the others don't have, and only then by trying each.

use crate::api::{Api, Discriminator, Kind, Object, SchemaId, only_value};
use crate::ir::{Only, Pick, Plan, Raw};
use crate::lower::facts::Facts;
use crate::lower::types::constants::{self, Told, Whole};
use crate::lower::types::keys;
use crate::lower::types::kinds::{Json, Kinds};
use crate::lower::types::scalars;
use crate::lower::types::tags::{self, Tag};
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

/// The most tags one after the other, each for the variants that share a text of the one before.
const MOST_LEVELS: usize = 8;

/// The most members that are compared to tell the variants of all unions apart: for each schema, and besides. Many unions
/// can have one large object.
const COMPARED_EACH: usize = 64;
const COMPARED_BESIDES: usize = 100_000;

/// The shared state of all plans.
pub struct Planner {
    kinds: Kinds,
    /// The members that plans may still compare.
    compared: usize,
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
            compared: COMPARED_BESIDES + COMPARED_EACH * api.schemas.len(),
            left: 100_000 + 8 * api.schemas.len(),
        }
    }

    /// Takes the room to compare this number of members; returns whether there is enough.
    fn may_compare(&mut self, count: usize) -> bool {
        steps(count);
        let rest = self.compared.checked_sub(count);
        self.compared = rest.unwrap_or(self.compared);
        rest.is_some()
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
    let (integers, last_integer) = any(&of(Json::Integer));
    let (booleans, last_boolean) = any(&of(Json::Boolean));
    let (numbers, last_number) = any(&of(Json::Number));
    let (strings, last_string) = any(&of(Json::String));
    let (arrays, last_array) = any(&of(Json::Array));
    let (objects, last_object) = any(&of(Json::Object));
    let tagged = discriminator.and_then(|d| by_discriminator(&objects, d, api, &mut clashes));
    let plan = Plan {
        null: Pick::None,
        boolean: scalars::other(api, &booleans, last_boolean, |count| {
            planner.may_list(count)
        }),
        integer: scalars::integer(api, &integers, last_integer, |count| {
            planner.may_list(count)
        }),
        number: scalars::other(api, &numbers, last_number, |count| planner.may_list(count)),
        string: string(api, planner, &strings, last_string, &mut clashes),
        array: match &arrays[..] {
            [] => last_array,
            [only] => Pick::One(only.variant),
            several => array(api, planner, several, &mut clashes),
        },
        object: tagged.unwrap_or_else(|| object(api, planner, &objects, last_object, &mut clashes)),
        event: Pick::None,
        event_text: None,
    };
    let mut seen = IndexSet::default();
    clashes.retain(|variant| seen.insert(*variant));
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
    last: Pick,
    clashes: &mut Vec<usize>,
) -> Pick {
    match candidates {
        [] => return last,
        [only] => return Pick::One(only.variant),
        _ => {}
    }
    let members = candidates.iter().map(|candidate| {
        let objects = objects(api, &planner.kinds, candidate.schema)?;
        let variant = candidate.variant;
        Some(Member { variant, objects })
    });
    let members: Option<Vec<Member>> = members.collect();
    match members {
        Some(members) => of_members(api, planner, members, (last, &[]), clashes),
        None => scored(candidates, clashes),
    }
}

/// The choice among objects, which have some of the members that tell them apart, `told`. Recursive: each level has
/// told by one member more, and there are at most [`MOST_LEVELS`].
fn of_members(
    api: &Api,
    planner: &mut Planner,
    mut members: Vec<Member>,
    (last, told): (Pick, &[&str]),
    clashes: &mut Vec<usize>,
) -> Pick {
    let mut picks: Vec<Step> = Vec::new();
    // The variants of the tags among them.
    let mut gone: Vec<Member> = Vec::new();
    let otherwise = loop {
        match &members[..] {
            [] => break last,
            // A value with a new tag is rather none of the variants than the one without the tag.
            [only] if picks.iter().any(Step::is_tag) => {
                break match tags::own(api, only, &gone) {
                    Some((name, texts)) => Pick::Tag(name, texts, Box::new(last)),
                    None => Pick::Scored(vec![only.variant]),
                };
            }
            [only] => break Pick::One(only.variant),
            _ => {}
        }
        let objects = members.iter().flat_map(|member| &member.objects);
        let count = objects.map(|object| object.properties.len()).sum();
        let is_deep = picks.len() >= MOST_STEPS || told.len() == MOST_LEVELS;
        if is_deep || !planner.may_compare(count) {
            break tried(&variants(&members), clashes);
        }
        if let Some(tag) = tags::best(api, &members, told) {
            if tag.is_contradicted || !planner.may_list(tag.told.len()) {
                break tried(&variants(&members), clashes);
            }
            if tag.is_whole {
                let last = Some(last).filter(|last| *last != Pick::None || !picks.is_empty());
                break by_tag(api, planner, (members, tag), (last, told), clashes);
            }
            let told: IndexSet<usize> = tag.told.iter().map(|(_, variant)| *variant).collect();
            gone.extend(members.extract_if(.., |member| told.contains(&member.variant)));
            picks.push(Step::Tag(tag.name.into(), tag.told));
            continue;
        }
        let part = constants::told(api, &planner.kinds, &wholes(&members));
        let keys = keys::own(&members);
        if keys.is_empty() || part.as_ref().is_some_and(Told::is_sure) {
            break by_part(planner, part, &variants(&members), last, clashes);
        }
        // A member that only one of them requires says less than a constant.
        if constants::differ(api, &wholes(&members)) {
            break tried(&variants(&members), clashes);
        }
        let nulls = keys::nulls(api, &members, &keys);
        let told: IndexSet<usize> = keys.iter().map(|(_, variant)| *variant).collect();
        members.retain(|member| !told.contains(&member.variant));
        picks.push(Step::Key(keys));
        let nulls = nulls.into_iter();
        picks.extend(nulls.map(|(name, variant)| Step::Null(name, variant)));
    };
    picks
        .into_iter()
        .rev()
        .fold(otherwise, |otherwise, step| match step {
            Step::Tag(name, tags) => Pick::Tag(name, tags, Box::new(otherwise)),
            Step::Key(keys) => Pick::Key(keys, Box::new(otherwise)),
            Step::Null(name, variant) => {
                Pick::Part(name, vec![(Only::Null, variant)], Box::new(otherwise))
            }
        })
}

/// The rule of a tag that each variant has. Without a `last` choice, a value without the tag is of the variant that has
/// null there, or nothing; several such variants are tried.
fn by_tag(
    api: &Api,
    planner: &mut Planner,
    (members, tag): (Vec<Member>, Tag),
    (last, told): (Option<Pick>, &[&str]),
    clashes: &mut Vec<usize>,
) -> Pick {
    let name = || Raw::from(tag.name);
    let mut otherwise = last.unwrap_or_else(|| {
        let wholes = wholes(&members);
        let values = constants::without(api, &wholes, tag.name);
        let optional = constants::optional(&wholes, tag.name);
        if !values.is_empty() {
            Pick::Part(name(), values, Box::new(Pick::None))
        } else if optional.len() < 2 {
            Pick::None
        } else {
            let picks = [Pick::Scored(optional), Pick::None];
            Pick::Group(name(), Vec::new(), Box::new(picks))
        }
    });
    let told: Vec<&str> = told.iter().copied().chain([tag.name]).collect();
    let members = members.into_iter().map(|it| (it.variant, it));
    let mut members: IndexMap<usize, Member> = members.collect();
    for (texts, variants) in tag.groups.into_iter().rev() {
        let group = variants.iter().filter_map(|it| members.swap_remove(it));
        let (group, inner) = (group.collect(), (Pick::None, &told[..]));
        let then = of_members(api, planner, group, inner, clashes);
        otherwise = Pick::Group(name(), texts, Box::new([then, otherwise]));
    }
    if tag.told.is_empty() {
        otherwise
    } else {
        Pick::Tag(name(), tag.told, Box::new(otherwise))
    }
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
            let places = wholes.iter().flat_map(|(_, wholes)| wholes);
            let count = places.map(|whole| whole.len()).sum();
            if !planner.may_compare(count) {
                return scored(candidates, clashes);
            }
            let part = constants::told(api, &planner.kinds, &wholes);
            let variants: Vec<usize> = candidates.iter().map(|it| it.variant).collect();
            by_part(planner, part, &variants, Pick::None, clashes)
        }
        None => scored(candidates, clashes),
    }
}

/// The rule of a part that tells the candidates apart. A value without it is tried if several of them don't require it.
fn by_part(
    planner: &mut Planner,
    told: Option<Told>,
    variants: &[usize],
    last: Pick,
    clashes: &mut Vec<usize>,
) -> Pick {
    let Some(told) = told.filter(|told| planner.may_list(told.values.len())) else {
        return tried(variants, clashes);
    };
    let otherwise = match (told.open, last) {
        (Some(open), _) => Pick::One(open),
        (None, Pick::None) if told.is_often_missing => tried(variants, clashes),
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
pub struct Member<'a> {
    /// The variant's index.
    pub variant: usize,
    /// Its objects; at least one.
    pub objects: Vec<&'a Object>,
}

/// A rule that distinguishes some variants from the others.
enum Step {
    Tag(Raw, Vec<(Raw, usize)>),
    Key(Vec<(Raw, usize)>),
    /// A key that is there although it is null.
    Null(Raw, usize),
}

impl Step {
    fn is_tag(&self) -> bool {
        matches!(self, Self::Tag(..))
    }
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

fn scored(candidates: &[Candidate], clashes: &mut Vec<usize>) -> Pick {
    let variants: Vec<usize> = candidates.iter().map(|it| it.variant).collect();
    tried(&variants, clashes)
}

fn tried(variants: &[usize], clashes: &mut Vec<usize>) -> Pick {
    clashes.extend(variants);
    Pick::Scored(variants.to_vec())
}

fn variants(members: &[Member]) -> Vec<usize> {
    members.iter().map(|member| member.variant).collect()
}
