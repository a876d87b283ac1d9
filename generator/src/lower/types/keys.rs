//! Members that tell variants apart by being there: only one variant describes and requires each.

use crate::api::{Api, Object};
use crate::ir::Raw;
use crate::lower::types::plan::Member;
use crate::map::{IndexMap, IndexSet};

/// The most keys that are looked for as null: each is a step of the choice.
const MOST_NULLS: usize = 16;

/// A required member of each variant that no other variant describes, if it has one.
pub fn own(members: &[Member]) -> Vec<(Raw, usize)> {
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

/// The keys that must be null. Null says nothing of another key: many servers send it for a member that isn't there.
pub fn nulls(api: &Api, members: &[Member], keys: &[(Raw, usize)]) -> Vec<(Raw, usize)> {
    let is_null = |object: &&Object, name: &Raw| {
        let property = object.properties.get(name.exact());
        property.is_some_and(|it| api[api.behind_aliases(it.schema).0].is_null())
    };
    // The keys have the order of their members.
    let mut members = members.iter();
    let nulls = keys.iter().filter(move |(name, variant)| {
        let member = members.find(|member| member.variant == *variant);
        member.is_some_and(|member| member.objects.iter().all(|object| is_null(object, name)))
    });
    nulls.take(MOST_NULLS).cloned().collect()
}
