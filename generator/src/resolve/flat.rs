//! Unions of all combinations: closed objects that share a constant and differ only in their required members
//! become one object with alternative sets of required members.
//!
//! `{type: user, id}`, `{type: user, email}` and `{type: contact, id}` mean a `user` with an `id` or an
//! `email`, and a `contact` with an `id`; the shorter form gives better types.

use super::values;
use crate::api::{
    Additional, Alternatives, Api, Kind, Object, Owner, Property, Schema, SchemaId, Union,
};
use crate::map::{IndexMap, IndexSet};

/// Merges the branches of every union where possible.
pub fn merge(api: &mut Api) {
    for index in 0..api.schemas.len() {
        let Kind::Union(union) = &api.schemas[index].kind else {
            continue;
        };
        if union.discriminator.is_some() || union.events.is_some() {
            continue;
        }
        if let Some(values::Listed {
            kind,
            annotations,
            password,
        }) = values::of(api, union)
        {
            let schema = &mut api.schemas[index];
            schema.kind = kind;
            schema.annotations = annotations;
            schema.password |= password;
            continue;
        }
        let groups = groups(api, &union.branches);
        if groups.iter().all(|group| group.len() == 1) {
            continue;
        }
        let merged: Vec<Option<Object>> = groups.iter().map(|group| object(api, group)).collect();
        let mut branches = Vec::new();
        for (group, object) in groups.iter().zip(merged) {
            match object {
                Some(object) => {
                    api.merged.extend(group);
                    branches.push(push(api, SchemaId(index), group, object));
                }
                None => branches.extend(group),
            }
        }
        api.schemas[index].kind = match branches[..] {
            [only] => Kind::Alias(only),
            _ => Kind::Union(Union {
                branches,
                discriminator: None,
                events: None,
            }),
        };
    }
}

/// Members with their only values.
type Constants<'a> = Vec<(&'a str, &'a str)>;

/// The constants of a closed object: members that always have the same value.
fn constants(api: &Api, id: SchemaId) -> Option<Constants<'_>> {
    let Kind::Object(object) = &api[api.behind_aliases(id).0].kind else {
        return None;
    };
    if object.additional != Additional::Closed || object.alternatives.is_some() {
        return None;
    }
    let mut constants: Vec<(&str, &str)> = object
        .properties
        .iter()
        .filter(|(_, property)| property.required)
        .filter_map(
            |(name, property)| match &api[api.behind_aliases(property.schema).0].kind {
                Kind::StringEnum(values) if values.len() == 1 => {
                    Some((name.as_str(), values[0].as_str()))
                }
                _ => None,
            },
        )
        .collect();
    constants.sort_unstable();
    (!constants.is_empty()).then_some(constants)
}

/// The branches, grouped by their constants.
fn groups(api: &Api, branches: &[SchemaId]) -> Vec<Vec<SchemaId>> {
    let mut groups: Vec<Vec<SchemaId>> = Vec::new();
    let mut by_constants: IndexMap<Constants<'_>, usize> = IndexMap::default();
    for branch in branches {
        let group = constants(api, *branch).map_or(groups.len(), |key| {
            *by_constants.entry(key).or_insert(groups.len())
        });
        match groups.get_mut(group) {
            Some(group) => group.push(*branch),
            None => groups.push(vec![*branch]),
        }
    }
    groups
}

/// One object for all branches of a group, if there is one with the same values.
fn object(api: &Api, group: &[SchemaId]) -> Option<Object> {
    if group.len() < 2 {
        return None;
    }
    let leaves: Vec<&Object> = group
        .iter()
        .filter_map(|id| match &api[api.behind_aliases(*id).0].kind {
            Kind::Object(object) => Some(object),
            _ => None,
        })
        .collect();
    let mut properties: IndexMap<String, Property> = IndexMap::default();
    for (name, property) in leaves.iter().flat_map(|leaf| &leaf.properties) {
        if let Some(other) = properties.get(name) {
            if !same(api, other.schema, property.schema) {
                return None;
            }
        } else {
            properties.insert(name.clone(), property.clone());
        }
    }
    // A member that all leaves have in the same way stays a plain member.
    let mut having: IndexMap<(&str, bool), usize> = IndexMap::default();
    for (name, property) in leaves.iter().flat_map(|leaf| &leaf.properties) {
        *having.entry((name, property.required)).or_default() += 1;
    }
    let is_common = |name: &str| {
        let all = [true, false].map(|required| having.get(&(name, required)));
        all.into_iter()
            .flatten()
            .any(|count| *count == leaves.len())
    };
    let mut sets: IndexSet<Vec<String>> = IndexSet::default();
    for leaf in &leaves {
        let mut set = Vec::new();
        for (name, property) in leaf.properties.iter().filter(|(name, _)| !is_common(name)) {
            if !property.required {
                return None;
            }
            set.push(name.clone());
        }
        if set.is_empty() || !sets.insert(set) {
            return None;
        }
    }
    for (name, property) in &mut properties {
        property.required &= is_common(name);
    }
    let at = api[group[0]].at.child("oneOf");
    Some(Object {
        properties,
        additional: Additional::Closed,
        alternatives: Some(Alternatives {
            at,
            exclusive: true,
            sets: sets.into_iter().collect(),
        }),
    })
}

/// Whether two schemas allow the same values.
fn same(api: &Api, a: SchemaId, b: SchemaId) -> bool {
    let ((a, a_null), (b, b_null)) = (api.behind_aliases(a), api.behind_aliases(b));
    let is_null_alike = a_null == b_null && api.takes_null_away(a) == api.takes_null_away(b);
    a == b || (is_null_alike && api[a].kind == api[b].kind)
}

fn push(api: &mut Api, union: SchemaId, group: &[SchemaId], object: Object) -> SchemaId {
    let id = SchemaId(api.schemas.len());
    let first = api[group[0]].clone();
    let also_at = group[1..]
        .iter()
        .map(|leaf| api[*leaf].at.clone())
        .collect();
    api.schemas.push(Schema {
        also_at,
        owner: Owner::Variant(union, 0),
        rust_name: None,
        tag: None,
        docs: crate::api::Docs::default(),
        kind: Kind::Object(object),
        ..first
    });
    id
}
