//! Variants that the value of a member or an item tells apart: a boolean, a whole number, a text, null or nothing. Where
//! the others have null there, one variant may have any other values.

use crate::api::{Api, Kind, Object, SchemaId, Tuple};
use crate::ir::Only;
use crate::lower::types::kinds::{Json, Kinds};
use crate::map::{IndexMap, IndexSet};
use crate::steps::steps;

/// The description of values with parts.
#[derive(Clone, Copy)]
pub enum Whole<'a> {
    /// An object, whose parts have their names.
    Object(&'a Object),
    /// A list, whose first items have their numbers.
    Tuple(&'a Tuple),
}

/// A part that tells variants apart.
pub struct Told {
    /// Its name or number.
    pub name: String,
    /// Its values, and the variants that they lead to.
    pub values: Vec<(Only, usize)>,
    /// The variant of other values, where one takes these and the others are null.
    pub open: Option<usize>,
    /// Whether several variants don't require the part, so that it tells nothing of a value without it.
    pub is_often_missing: bool,
}

impl Told {
    /// Whether a value's variant is the listed one for sure, also where the value has a member that only another variant
    /// requires.
    pub fn is_sure(&self) -> bool {
        self.open.is_none() && !self.is_often_missing
    }
}

impl Whole<'_> {
    /// The number of its parts.
    pub fn len(self) -> usize {
        match self {
            Self::Object(object) => object.properties.len(),
            Self::Tuple(tuple) => tuple.places.len(),
        }
    }

    fn names(self) -> Vec<String> {
        match self {
            Self::Object(object) => object.properties.keys().cloned().collect(),
            Self::Tuple(tuple) => (0..tuple.places.len()).map(|it| it.to_string()).collect(),
        }
    }

    /// Whether each value has the part. A list without an item that is looked for is of no variant.
    fn requires(self, name: &str) -> bool {
        match self {
            Self::Object(object) => object.properties.get(name).is_some_and(|it| it.required),
            Self::Tuple(_) => true,
        }
    }

    fn part(self, name: &str) -> Option<SchemaId> {
        match self {
            Self::Object(object) => Some(object.properties.get(name)?.schema),
            Self::Tuple(tuple) => Some(tuple.places.get(name.parse::<usize>().ok()?)?.schema),
        }
    }
}

/// The first part that tells all variants apart; each variant has several possible values with parts. A part of which
/// each variant lists the values goes before one that is null or anything else.
pub fn told(api: &Api, kinds: &Kinds, variants: &[(usize, Vec<Whole<'_>>)]) -> Option<Told> {
    let (_, first) = variants.first()?;
    let names = first.first()?.names();
    let told = |may_be_open: bool| {
        let mut told = names
            .iter()
            .filter_map(|name| told_by(api, kinds, variants, name));
        told.find(|told| may_be_open || told.open.is_none())
    };
    told(false).or_else(|| told(true))
}

fn told_by(
    api: &Api,
    kinds: &Kinds,
    variants: &[(usize, Vec<Whole<'_>>)],
    name: &str,
) -> Option<Told> {
    let mut values: IndexMap<Only, usize> = IndexMap::default();
    let mut open: Option<(usize, Vec<SchemaId>)> = None;
    for (variant, wholes) in variants {
        steps(wholes.len());
        let parts = wholes.iter().map(|whole| whole.part(name));
        let schemas: Vec<SchemaId> = parts.collect::<Option<_>>()?;
        let listed = schemas.iter().map(|schema| listed(api, *schema));
        let listed: Option<Vec<Vec<Only>>> = listed.collect();
        match listed {
            Some(listed) => {
                for value in listed.into_iter().flatten() {
                    if *values.entry(value).or_insert(*variant) != *variant {
                        return None;
                    }
                }
            }
            None if open.is_none() => open = Some((*variant, schemas)),
            None => return None,
        }
    }
    let is_taken = |value: &Only, schema: SchemaId| {
        let (target, nullable) = api.behind_aliases(schema);
        let kind = match value {
            Only::Null | Only::Absent => return nullable || api[target].kind.is_any(),
            Only::Bool(_) => Json::Boolean,
            Only::Integer(_) => Json::Integer,
            Only::Text(_) => Json::String,
        };
        kinds.takes(target, kind)
    };
    let others = open.iter().flat_map(|(_, schemas)| schemas);
    let is_apart = { others }.all(|other| values.keys().all(|value| !is_taken(value, *other)));
    // Only of null it is sure that another value, even one of another kind than described, isn't meant by it. A member
    // that is missing may be null, too.
    let optional = optional(variants, name);
    let null = values.get(&Only::Null).copied();
    let is_sure =
        open.is_none() || values.len() == 1 && optional.iter().all(|it| Some(*it) == null);
    if !is_apart || !is_sure || values.is_empty() {
        return None;
    }
    let absent = match optional[..] {
        [] => null.filter(|_| open.is_some()),
        [only] => Some(only),
        _ => None,
    };
    values.extend(absent.map(|variant| (Only::Absent, variant)));
    Some(Told {
        name: name.to_owned(),
        values: values.into_iter().collect(),
        open: open.map(|(variant, _)| variant),
        is_often_missing: optional.len() > 1,
    })
}

/// What tells a variant without a text for this member, which tells all others: null, or nothing.
pub fn without(api: &Api, variants: &[(usize, Vec<Whole<'_>>)], name: &str) -> Vec<(Only, usize)> {
    let nullable = variants.iter().filter(|(_, wholes)| {
        let mut parts = wholes.iter().filter_map(|whole| whole.part(name));
        parts.any(|schema| api.behind_aliases(schema).1)
    });
    let nullable: Vec<usize> = nullable.map(|(variant, _)| *variant).collect();
    let optional = optional(variants, name);
    let of = |only: Only, variants: &[usize]| match variants {
        [variant] => Some((only, *variant)),
        _ => None,
    };
    let null = of(Only::Null, &nullable);
    null.into_iter()
        .chain(of(Only::Absent, &optional))
        .collect()
}

/// Whether two variants list values of a part, and none of them both.
pub fn differ(api: &Api, variants: &[(usize, Vec<Whole<'_>>)]) -> bool {
    let mut lists: IndexMap<String, Vec<IndexSet<Only>>> = IndexMap::default();
    for (_, wholes) in variants {
        for name in wholes.first().into_iter().flat_map(|whole| whole.names()) {
            let parts = wholes.iter().map(|whole| listed(api, whole.part(&name)?));
            if let Some(parts) = parts.collect::<Option<Vec<_>>>() {
                let own = parts.into_iter().flatten().collect();
                lists.entry(name).or_default().push(own);
            }
        }
    }
    let is_apart = |lists: &Vec<IndexSet<Only>>| {
        let mut seen: IndexSet<&Only> = IndexSet::default();
        lists.iter().enumerate().any(|(index, own)| {
            let is_new = index > 0 && own.iter().all(|value| !seen.contains(value));
            seen.extend(own);
            is_new
        })
    };
    lists.values().any(is_apart)
}

/// The variants that don't require a part.
pub fn optional(variants: &[(usize, Vec<Whole<'_>>)], name: &str) -> Vec<usize> {
    let optional = variants.iter().filter(|(_, wholes)| {
        let mut wholes = wholes.iter();
        !wholes.all(|whole| whole.requires(name))
    });
    optional.map(|(variant, _)| *variant).collect()
}

/// All values of a schema, if it lists them.
fn listed(api: &Api, schema: SchemaId) -> Option<Vec<Only>> {
    let (target, nullable) = api.behind_aliases(schema);
    let mut values: Vec<Only> = match &api[target].kind {
        Kind::StringEnum(values) => {
            let values = values.iter();
            values.map(|value| Only::Text(value.into())).collect()
        }
        Kind::IntegerEnum(values) => values.iter().copied().map(Only::Integer).collect(),
        Kind::BooleanConstant(value) => vec![Only::Bool(*value)],
        Kind::Any if api[target].is_null() => vec![],
        _ => return None,
    };
    steps(values.len());
    values.extend(nullable.then_some(Only::Null));
    Some(values)
}
