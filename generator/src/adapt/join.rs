//! One schema for the values that several schemas describe, as those of the branches of a body do for a part.
//!
//! Values of one sort are joined: text and text are text, and listed values are listed together. Values of several
//! sorts are a union of these.

use super::copies::Copies;
use super::parts::like;
use super::sorts::{Sort, is_named};
use crate::api::{
    Api, Docs, IntegerFormat, Kind, Limit, Owner, Schema, SchemaId, StringFormat, Text, Union,
};
use crate::map::{IndexMap, IndexSet};
use crate::null::Null;
use crate::resolve::uses::THING;
use crate::resolve::values;

/// The place of a new schema.
pub struct Home {
    /// The thing that contains it.
    pub owner: Owner,
    /// The schema where it stands in the document, if it is a union.
    pub at: SchemaId,
}

/// A schema for the values of all these, of which there is at least one. If the budget for copies is spent, it lists no
/// values.
pub fn join(api: &mut Api, all: &[SchemaId], home: &Home, copies: &mut Copies) -> SchemaId {
    if let [only] = all {
        return *only;
    }
    let place = (home, api.schemas.len());
    let mut values = all.to_vec();
    if by_target(api, all).len() > 1 {
        values = opened(api, all, copies);
    }
    values.retain(|id| !is_null(api, *id));
    if values.is_empty() {
        return all[0];
    }
    let joined = sorted(api, &values).into_iter();
    let joined = joined.map(|(way, group)| one(api, way, &group, home, copies));
    let joined: Vec<SchemaId> = joined.collect();
    let whole = match joined[..] {
        [only] => only,
        _ => union(api, home, joined),
    };
    shown(api, whole, all, place, copies)
}

/// The targets of schemas.
fn by_target(api: &Api, all: &[SchemaId]) -> IndexSet<SchemaId> {
    all.iter().map(|id| api.behind_aliases(*id).0).collect()
}

fn is_null(api: &Api, id: SchemaId) -> bool {
    api[api.behind_aliases(id).0].is_null()
}

/// The schemas, with the branches of a union without a name or discriminator in its place.
fn opened(api: &Api, all: &[SchemaId], copies: &mut Copies) -> Vec<SchemaId> {
    let mut seen = IndexSet::default();
    let mut open: Vec<SchemaId> = all.iter().rev().copied().collect();
    let mut opened = Vec::new();
    while let Some(id) = open.pop() {
        let (target, _) = api.behind_aliases(id);
        match &api[target].kind {
            _ if seen.contains(&target) => {}
            Kind::Union(union)
                if union.discriminator.is_none()
                    && !is_named(api, target)
                    && copies.take(THING * union.branches.len()).is_ok() =>
            {
                seen.insert(target);
                open.extend(union.branches.iter().rev());
            }
            _ => opened.push(id),
        }
    }
    opened
}

/// The way to join values of one sort.
#[derive(Clone, Copy)]
enum Way {
    Text,
    Boolean,
    Integer,
    Number,
    List,
    /// All allow the same values.
    First,
}

/// The schemas by the sorts of their values, in the order of the first of each.
fn sorted(api: &Api, all: &[SchemaId]) -> Vec<(Way, Vec<SchemaId>)> {
    let mut sorts: IndexMap<Sort<'_>, Vec<SchemaId>> = IndexMap::default();
    for id in all {
        sorts.entry(Sort::of(api, *id)).or_default().push(*id);
    }
    let way = |sort: &Sort<'_>| match sort {
        Sort::Text => Way::Text,
        Sort::Boolean => Way::Boolean,
        Sort::Integer => Way::Integer,
        Sort::Number => Way::Number,
        Sort::List(_) => Way::List,
        Sort::Same(_) | Sort::Only(_) => Way::First,
    };
    let sorts = sorts.into_iter();
    sorts.map(|(sort, group)| (way(&sort), group)).collect()
}

/// The schema for values of one sort: one of the group if it allows all of them, and has a name or is the only one.
fn one(api: &mut Api, way: Way, group: &[SchemaId], home: &Home, copies: &mut Copies) -> SchemaId {
    let targets: Vec<SchemaId> = by_target(api, group).into_iter().collect();
    let place = (home, api.schemas.len());
    if let (Way::First, _) | (_, [_]) = (way, &targets[..]) {
        return shown(api, group[0], group, place, copies);
    }
    let limits = limits(api, &targets);
    let listed = listed(api, &targets, copies);
    let kind = match (&listed, way) {
        (Some(listed), _) => listed.kind.clone(),
        (None, Way::Text) => text(api, &targets),
        (None, Way::Integer) => integer(api, &targets),
        (None, Way::Boolean) => equal(api, &targets).unwrap_or(Kind::Boolean),
        (None, Way::Number) => equal(api, &targets).unwrap_or_else(|| number(api, &targets)),
        (None, Way::List | Way::First) => list(api, &targets, home, copies),
    };
    let is_whole = |id: &SchemaId| {
        let (target, _) = api.behind_aliases(*id);
        (matches!(kind, Kind::Array(_)) || is_named(api, target))
            && are_same(&api[target].kind, &kind)
            && api[target].limits == limits
    };
    let known = group.iter().copied().find(is_whole);
    let whole = known.unwrap_or_else(|| {
        let made = new(api, targets[0], kind, home);
        let schema = &mut api.schemas[made.0];
        if let Some(listed) = listed {
            schema.annotations = listed.annotations;
            schema.password |= listed.password;
        }
        if limits.is_empty() {
            schema.docs.constraints = None;
        }
        schema.limits = limits;
        made
    });
    shown(api, whole, group, place, copies)
}

/// A schema like the first, of another kind and owner; a list is the owner of its items, if they are new.
fn new(api: &mut Api, first: SchemaId, kind: Kind, home: &Home) -> SchemaId {
    let made = like(api, (first, first), kind);
    if let Kind::Array(items) = api[made].kind
        && api[items].owner == home.owner
    {
        api.schemas[items.0].owner = Owner::Items(made);
    }
    let constraints = api[first].docs.constraints.clone();
    let schema = &mut api.schemas[made.0];
    schema.owner = home.owner.clone();
    schema.docs.constraints = constraints;
    made
}

/// Whether kinds allow the same values, if those of one are among those of the other.
fn are_same(one: &Kind, other: &Kind) -> bool {
    match (one, other) {
        (Kind::StringEnum(one), Kind::StringEnum(other))
        | (Kind::OpenEnum(one), Kind::OpenEnum(other)) => one.len() == other.len(),
        (Kind::IntegerEnum(one), Kind::IntegerEnum(other)) => one.len() == other.len(),
        _ => one == other,
    }
}

/// The limits of schemas, if they are the same.
fn limits(api: &Api, targets: &[SchemaId]) -> Vec<Limit> {
    let first = &api[targets[0]].limits;
    let is_same = targets.iter().all(|id| api[*id].limits == *first);
    first.iter().filter(|_| is_same).cloned().collect()
}

/// The kind of schemas, if it is the same.
fn equal(api: &Api, targets: &[SchemaId]) -> Option<Kind> {
    let first = &api[targets[0]].kind;
    let is_same = targets.iter().all(|id| api[*id].kind == *first);
    is_same.then(|| first.clone())
}

/// The enum of all values, if each schema lists some or is plain text, and the budget for copies allows it.
fn listed(api: &Api, targets: &[SchemaId], copies: &mut Copies) -> Option<values::Listed> {
    for target in targets {
        match &api[*target].kind {
            Kind::StringEnum(values) | Kind::OpenEnum(values) => {
                let mut values = values.iter();
                values.try_for_each(|value| copies.take(THING + value.len()))
            }
            Kind::IntegerEnum(values) => copies.take(THING * values.len()),
            _ => Ok(()),
        }
        .ok()?;
    }
    let union = Union {
        branches: targets.to_vec(),
        discriminator: None,
        events: None,
    };
    values::of(api, &union)
}

/// Texts: a format that all have, else any text, which is a secret if some of it is.
fn text(api: &Api, targets: &[SchemaId]) -> Kind {
    let format = |id: &SchemaId| match &api[*id].kind {
        Kind::String(format) => format.clone(),
        _ => StringFormat::Plain,
    };
    let formats: IndexSet<StringFormat> = targets.iter().map(format).collect();
    Kind::String(match formats.first() {
        Some(format) if formats.len() == 1 => format.clone(),
        _ if formats.contains(&StringFormat::Password) => StringFormat::Password,
        _ => StringFormat::Plain,
    })
}

/// Whole numbers: of the widest format.
fn integer(api: &Api, targets: &[SchemaId]) -> Kind {
    let is_small = |id: &SchemaId| match &api[*id].kind {
        Kind::IntegerEnum(values) => values.iter().all(|value| i32::try_from(*value).is_ok()),
        kind => *kind == Kind::Integer(IntegerFormat::Int32),
    };
    Kind::Integer(if targets.iter().all(is_small) {
        IntegerFormat::Int32
    } else {
        IntegerFormat::Int64
    })
}

/// Numbers: with all of their digits if one has them.
fn number(api: &Api, targets: &[SchemaId]) -> Kind {
    if targets.iter().any(|id| api[*id].kind == Kind::Decimal) {
        Kind::Decimal
    } else {
        Kind::Number
    }
}

/// A list of the items of all lists.
fn list(api: &mut Api, targets: &[SchemaId], home: &Home, copies: &mut Copies) -> Kind {
    let items = targets.iter().filter_map(|id| match api[*id].kind {
        Kind::Array(items) => Some(items),
        _ => None,
    });
    let items: Vec<SchemaId> = items.collect();
    Kind::Array(join(api, &items, home, copies))
}

fn union(api: &mut Api, home: &Home, branches: Vec<SchemaId>) -> SchemaId {
    let kind = Kind::Union(Union {
        branches,
        discriminator: None,
        events: None,
    });
    let made = new(api, home.at, kind, home);
    api.schemas[made.0].docs.constraints = None;
    made
}

/// The schema with the texts and flags of all these: itself if it has them or is new, as those from the given one on are,
/// or another name for it.
fn shown(
    api: &mut Api,
    id: SchemaId,
    all: &[SchemaId],
    (home, first_new): (&Home, usize),
    copies: &mut Copies,
) -> SchemaId {
    let is_new = id.0 >= first_new;
    let schemas: Vec<&Schema> = all.iter().map(|id| &api[*id]).collect();
    let is_nullable = |id: &SchemaId| api.behind_aliases(*id).1 || is_null(api, *id);
    let flags = [
        all.iter().any(is_nullable) || is_nullable(&id),
        schemas.iter().all(|schema| schema.read_only),
        schemas.iter().any(|schema| schema.write_only),
        schemas.iter().any(|schema| schema.password) || api[id].password,
    ];
    let texts = all.iter().filter_map(|id| texts(api, *id, is_new));
    let own = &api[id];
    let docs = Docs {
        constraints: own.docs.constraints.clone(),
        ..docs(&texts.collect::<Vec<_>>(), copies)
    };
    let is_default = |schema: &&Schema| schema.default == schemas[0].default;
    let is_common = schemas.iter().all(is_default);
    let default = schemas[0].default.clone().filter(|_| is_common);
    let example = schemas.iter().find_map(|schema| schema.example.clone());
    let has = [
        is_nullable(&id),
        own.read_only,
        own.write_only,
        own.password,
    ];
    if has == flags && own.docs == docs && own.default == default {
        return id;
    }
    let shown = if is_new {
        id
    } else {
        like(api, (id, id), Kind::Alias(id))
    };
    let schema = &mut api.schemas[shown.0];
    schema.owner = home.owner.clone();
    let [nullable, read_only, write_only, password] = flags;
    schema.null = Null::allowed_if(nullable).before(schema.null);
    schema.read_only = read_only;
    schema.write_only = write_only;
    schema.password = password;
    schema.docs = docs;
    schema.default = default;
    schema.example = example;
    shown
}

/// The texts of a schema, for itself or for a new one in its place: the new one has the texts of its target, too, and an
/// enum has those of a listed value at the value.
fn texts(api: &Api, id: SchemaId, is_new: bool) -> Option<&Docs> {
    let (target, _) = api.behind_aliases(id);
    let is_value = match &api[target].kind {
        Kind::StringEnum(values) => values.len() == 1,
        Kind::IntegerEnum(values) => values.len() == 1,
        _ => false,
    };
    let mut chain = api.aliases(id).map(|id| &api[id].docs);
    chain.find(|docs| !is_new || !is_value && docs.has_text())
}

/// The texts of all these, each once, or one if the budget for copies is spent; a title only if there is no other.
fn docs(all: &[&Docs], copies: &mut Copies) -> Docs {
    let titles: IndexSet<&Text> = all.iter().filter_map(|docs| docs.title.as_ref()).collect();
    let title = titles.first().filter(|_| titles.len() == 1);
    let texts = all.iter().filter_map(|docs| docs.description.as_ref());
    let texts: IndexSet<&Text> = texts.collect();
    let bytes = texts.iter().map(|text| THING + text.len()).sum();
    let description = if texts.len() > 1 && copies.take(bytes).is_ok() {
        let texts: Vec<&str> = texts.iter().map(|text| text.trim_end()).collect();
        Some(Text::from(&*texts.join("\n\n")))
    } else {
        texts.first().map(|text| (*text).clone())
    };
    Docs {
        title: title.map(|title| (*title).clone()),
        description,
        link: all.iter().find_map(|docs| docs.link.clone()),
        deprecated: !all.is_empty() && all.iter().all(|docs| docs.deprecated),
        constraints: None,
    }
}
