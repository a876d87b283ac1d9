//! Variants that the value of a member or an item tells apart: a boolean, a whole number, a text or null. One variant may
//! have other values there.

use crate::api::{Api, Kind, Object, SchemaId, Tuple};
use crate::ir::Only;
use crate::lower::types::kinds::{Json, Kinds};
use crate::map::IndexMap;
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
    /// The variant with other values.
    pub open: Option<usize>,
}

impl Whole<'_> {
    fn names(self) -> Vec<String> {
        match self {
            Self::Object(object) => object.properties.keys().cloned().collect(),
            Self::Tuple(tuple) => (0..tuple.places.len()).map(|it| it.to_string()).collect(),
        }
    }

    fn part(self, name: &str) -> Option<SchemaId> {
        match self {
            Self::Object(object) => Some(object.properties.get(name)?.schema),
            Self::Tuple(tuple) => Some(tuple.places.get(name.parse::<usize>().ok()?)?.schema),
        }
    }
}

/// The first part that tells all variants apart; each variant has several possible values with parts. A value without
/// the part is of any variant.
pub fn told(api: &Api, kinds: &Kinds, variants: &[(usize, Vec<Whole<'_>>)]) -> Option<Told> {
    let (_, first) = variants.first()?;
    let names = first.first()?.names();
    names
        .into_iter()
        .find_map(|name| told_by(api, kinds, variants, name))
}

fn told_by(
    api: &Api,
    kinds: &Kinds,
    variants: &[(usize, Vec<Whole<'_>>)],
    name: String,
) -> Option<Told> {
    let mut values: IndexMap<Only, usize> = IndexMap::default();
    let mut open: Option<(usize, Vec<SchemaId>)> = None;
    for (variant, wholes) in variants {
        steps(wholes.len());
        let parts = wholes.iter().map(|whole| whole.part(&name));
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
            Only::Null => return nullable || api[target].kind.is_any(),
            Only::Bool(_) => Json::Boolean,
            Only::Integer(_) => Json::Integer,
            Only::Text(_) => Json::String,
        };
        kinds.takes(target, kind)
    };
    let others = open.iter().flat_map(|(_, schemas)| schemas);
    let is_apart = { others }.all(|other| values.keys().all(|value| !is_taken(value, *other)));
    (is_apart && !values.is_empty()).then(|| Told {
        name,
        values: values.into_iter().collect(),
        open: open.map(|(variant, _)| variant),
    })
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
