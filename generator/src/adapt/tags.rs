//! Read-only members that tell the branches of a union apart: the discriminator, and constants whose values differ
//! between branches. They are sent all the same, as no server can tell branches without them. `readOnly` is a wish, not
//! a rule: such a member "SHOULD NOT be sent" (`OpenAPI` 3.1.1, "Schema Object").

use crate::api::{Api, Constant, Kind, SchemaId, Union, constant};
use crate::map::IndexMap;
use crate::steps::steps;

/// The most members of branches that are looked at: for each schema, and besides. Many unions can have one large branch.
const EACH: usize = 64;
const BESIDES: usize = 100_000;

/// Marks them in the branches of all unions.
pub fn mark(api: &mut Api) {
    let is_any = api.schemas.iter().any(|schema| schema.read_only);
    if !is_any {
        return;
    }
    let mut left = BESIDES + EACH * api.schemas.len();
    let unions = api.schemas.iter().filter_map(|schema| match &schema.kind {
        Kind::Union(union) => Some(tags(api, union, &mut left)),
        _ => None,
    });
    let tags: Vec<(SchemaId, String)> = unions.flatten().collect();
    for (branch, name) in tags {
        if let Kind::Object(object) = &mut api.schemas[branch.0].kind
            && let Some(property) = object.properties.get_mut(&name)
        {
            property.is_tag = true;
        }
    }
}

/// The read-only members of a union's branches that tell them apart.
fn tags(api: &Api, union: &Union, left: &mut usize) -> Vec<(SchemaId, String)> {
    let discriminator = union.discriminator.as_ref().map(|it| it.property.as_str());
    let mut found = Vec::new();
    // Each name with the first of its values, and whether there is another one.
    let mut values: IndexMap<&str, (Constant, bool)> = IndexMap::default();
    for branch in &union.branches {
        let (branch, _) = api.behind_aliases(*branch);
        let Kind::Object(object) = &api[branch].kind else {
            continue;
        };
        steps(object.properties.len());
        *left = left.saturating_sub(object.properties.len());
        if *left == 0 {
            return Vec::new();
        }
        for (name, property) in &object.properties {
            let name = name.as_str();
            let value = constant(api, property);
            let is_read_only = api[property.schema].read_only;
            if is_read_only && (value.is_some() || Some(name) == discriminator) {
                found.push((branch, name));
            }
            if let Some(value) = value {
                let known = values.entry(name);
                known
                    .and_modify(|(first, differs)| *differs |= *first != value)
                    .or_insert((value, false));
            }
        }
    }
    let differs = |name: &str| values.get(name).is_some_and(|(_, differs)| *differs);
    found.retain(|(_, name)| Some(*name) == discriminator || differs(name));
    let owned = found
        .into_iter()
        .map(|(branch, name)| (branch, name.to_owned()));
    owned.collect()
}
