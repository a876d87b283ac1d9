//! The members that become the parts of a body: those of an object, or of all objects of a union.

use super::copies::Copies;
use super::join::{Home, join};
use crate::api::{Api, Kind, Object, Owner, Property, SchemaId};
use crate::map::{IndexMap, IndexSet};

/// The members of some objects.
#[derive(Default)]
pub(super) struct Members {
    /// By name. A member is required if each of the objects requires it.
    pub named: IndexMap<String, Property>,
    /// The schema of all other members, if there is one.
    pub others: Option<SchemaId>,
    /// The number of members and of branches of a union that were looked at.
    pub walked: usize,
}

/// The members of an object. Those of a union are the members of all its branches, if these are objects: the caller
/// sends the ones of the branch that is meant. None for anything else.
pub(super) fn members(api: &mut Api, target: SchemaId, copies: &mut Copies) -> Members {
    let mut walked = 0;
    let Some(objects) = objects(api, target, &mut walked) else {
        return Members {
            walked,
            ..Members::default()
        };
    };
    let mut others = None;
    let mut found: IndexMap<&String, Vec<&Property>> = IndexMap::default();
    for object in &objects {
        others = others.or(object.additional.schema());
        for (name, property) in &object.properties {
            found.entry(name).or_default().push(property);
        }
    }
    let count = objects.len();
    let merged = found.into_iter().map(|(name, all)| {
        let required = all.len() == count && all.iter().all(|property| property.required);
        let schemas: Vec<SchemaId> = all.iter().map(|property| property.schema).collect();
        (name.clone(), all[0].clone(), required, schemas)
    });
    let merged: Vec<_> = merged.collect();
    let named = merged.into_iter().map(|(name, first, required, schemas)| {
        // The part is of the body, and of none of its branches alone.
        let home = Home {
            owner: Owner::Property(target, name.clone()),
            at: first.schema,
        };
        let property = Property {
            schema: join(api, &schemas, &home, copies),
            required,
            ..first
        };
        (name, property)
    });
    Members {
        named: named.collect(),
        others,
        walked,
    }
}

/// The object, or the objects of a union and of the unions within it.
fn objects<'a>(api: &'a Api, target: SchemaId, walked: &mut usize) -> Option<Vec<&'a Object>> {
    let mut seen = IndexSet::default();
    let mut open = vec![target];
    let mut objects = Vec::new();
    while let Some(id) = open.pop() {
        *walked += 1;
        let id = api.behind_aliases(id).0;
        match &api[id].kind {
            _ if !seen.insert(id) => {}
            // The names of an object's own members are weighed as those of the parts.
            Kind::Object(object) if id == target => objects.push(object),
            Kind::Object(object) => {
                *walked += object.properties.len();
                objects.push(object);
            }
            Kind::Union(union) => open.extend(union.branches.iter().rev()),
            _ => return None,
        }
    }
    Some(objects)
}
