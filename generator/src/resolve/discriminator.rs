//! Discriminators, once every branch is known: the values of the member that select each branch, and branches
//! in which the member always has that value.
//!
//! `OpenAPI` 3.0.3, "Discriminator Object": the values of a branch are its keys of `mapping`, else the values
//! that its own member lists (`values`), else its shared schema's name. Beside a mapping, the name stays a value that
//! may be received (3.1.1). Keys that the branch's member doesn't allow may be received, too: a discriminator doesn't
//! change the values that a schema allows (3.1.1), so the member's own value is sent. The branch for other values
//! (3.2, `defaultMapping`) takes any value. A branch with one value has it as a constant wherever it is used, as the member
//! should be required (3.1.1).

pub(super) mod values;

use self::values::{Lists, Values};
use crate::api::{Api, Docs, Kind, Owner, Property, Schema, SchemaId, Union};
use crate::diagnostic::{Code, Diagnostics};
use crate::map::{IndexMap, IndexSet};
use crate::null::Null;

/// Completes the tags of every discriminator, and makes the member a constant in each branch with a single tag.
pub fn settle(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut constants: IndexMap<(SchemaId, String), IndexSet<String>> = IndexMap::default();
    let mut open = IndexSet::default();
    for index in 0..api.schemas.len() {
        let Kind::Union(union) = &api.schemas[index].kind else {
            continue;
        };
        let Some(discriminator) = &union.discriminator else {
            continue;
        };
        let property = discriminator.property.clone();
        if let Some(member) = values::without_text(api, union, &property) {
            diagnostics.report(Code::DiscriminatorText, &api[member].at, &[&property]);
            if let Kind::Union(union) = &mut api.schemas[index].kind {
                union.discriminator = None;
            }
            continue;
        }
        let Tags {
            own: tags,
            several,
            denied,
        } = tags(api, union);
        open.extend(several.into_iter().map(|branch| (branch, property.clone())));
        let names = names(api, union, &tags, denied);
        for (tag, branch) in &tags {
            let (target, _) = api.behind_aliases(*branch);
            let values = constants.entry((target, property.clone())).or_default();
            values.insert(tag.clone());
        }
        let mut tagged: IndexSet<SchemaId> = tags.iter().map(|(_, tagged)| *tagged).collect();
        let default = default(api, union).map_err(|why| {
            let place = api[SchemaId(index)].at.child("discriminator");
            let place = place.child("defaultMapping");
            diagnostics.report(Code::DefaultMapping, &place, &[&why, &property]);
        });
        let default = default.ok().flatten();
        if let Some(branch) = default {
            open.insert((api.behind_aliases(branch).0, property.clone()));
            tagged.insert(branch);
        }
        let untagged = union.branches.iter().filter(|id| !tagged.contains(*id));
        for branch in untagged.filter(|id| may_have_members(api, **id)) {
            diagnostics.report(Code::BranchWithoutTag, &api[*branch].at, &[&property]);
        }
        if let Kind::Union(Union {
            discriminator: Some(discriminator),
            ..
        }) = &mut api.schemas[index].kind
        {
            discriminator.tags = tags;
            discriminator.names = names;
            discriminator.default = default;
        }
    }
    constants.retain(|member, _| !open.contains(member));
    for ((branch, property), values) in constants {
        if let (Some(value), 1) = (values.first(), values.len()) {
            fix(api, branch, &property, value);
        }
    }
}

/// Whether a value of a schema can be an object. A text or a list needs no tag to be told from one.
fn may_have_members(api: &Api, id: SchemaId) -> bool {
    let kind = &api[api.behind_aliases(id).0].kind;
    kind.is_any() || matches!(kind, Kind::Object(_) | Kind::Union(_))
}

/// The branch for other values, if the document has it.
///
/// # Errors
/// When the schema is no branch, or requires its member and allows only one value there: without the member, the value is
/// of this branch.
fn default(api: &Api, union: &Union) -> Result<Option<SchemaId>, String> {
    let Some(discriminator) = &union.discriminator else {
        return Ok(None);
    };
    let Some(default) = discriminator.default else {
        return Ok(None);
    };
    let (target, _) = api.behind_aliases(default);
    let mut branches = union.branches.iter();
    let Some(branch) = branches.find(|branch| api.behind_aliases(**branch).0 == target) else {
        return Err("the schema is no branch of the union".to_owned());
    };
    match constant(api, target, &discriminator.property) {
        Some((true, only)) => Err(format!("the schema allows `{only}` alone")),
        _ => Ok(Some(*branch)),
    }
}

/// The values of a union's discriminator.
#[derive(Default)]
struct Tags {
    /// The values that select each branch.
    own: Vec<(String, SchemaId)>,
    /// The branches that have other values as well.
    several: Vec<SchemaId>,
    /// The keys of `mapping` that their branch doesn't allow.
    denied: Vec<(String, SchemaId)>,
}

fn tags(api: &Api, union: &Union) -> Tags {
    let mut found = Tags::default();
    let Some(discriminator) = &union.discriminator else {
        return found;
    };
    let Tags {
        own: tags,
        several,
        denied,
    } = &mut found;
    // The keys of `mapping` by their target; an alias counts as its target.
    let mut mapped: IndexMap<SchemaId, Vec<&String>> = IndexMap::default();
    for (tag, id) in &discriminator.tags {
        mapped
            .entry(api.behind_aliases(*id).0)
            .or_default()
            .push(tag);
    }
    // A key that its branch denies is free for the branch that lists it.
    let mut allowed = Lists::of(api, &discriminator.property);
    let mut keys: Vec<&String> = Vec::new();
    let mut allowing: IndexSet<SchemaId> = IndexSet::default();
    for (tag, id) in &discriminator.tags {
        let (target, _) = api.behind_aliases(*id);
        if allowed.allows(target, tag) {
            keys.push(tag);
            allowing.insert(target);
        }
    }
    let keys = keys.into_iter();
    let mut listed = Values::of(api, union, &discriminator.property, keys);
    for branch in &union.branches {
        let (target, _) = api.behind_aliases(*branch);
        let name = shared_name(api, *branch);
        if let Some(mapped) = mapped.get(&target) {
            let own = if allowing.contains(&target) {
                Vec::new()
            } else {
                listed.instead(target, mapped)
            };
            let mapped = mapped.iter().map(|tag| ((*tag).clone(), *branch));
            if own.is_empty() {
                tags.extend(mapped);
            } else {
                several.extend((own.len() > 1).then_some(target));
                tags.extend(own.into_iter().map(|tag| (tag.to_owned(), *branch)));
                denied.extend(mapped);
            }
        } else if let Some(tag) = &api[target].tag {
            tags.push((tag.clone(), *branch));
        } else if let Some(own) = listed.own(target, name) {
            several.extend(own.is_open.then_some(target));
            tags.extend(own.values.into_iter().map(|tag| (tag.to_owned(), *branch)));
        } else if let Some(name) = name {
            tags.push((name.to_owned(), *branch));
        }
    }
    found
}

/// The further values that may be received: keys of `mapping` that the branch doesn't allow, and the names of branches that
/// have other tags, unless a tag or the member's own values exclude them.
fn names(
    api: &Api,
    union: &Union,
    tags: &[(String, SchemaId)],
    denied: Vec<(String, SchemaId)>,
) -> Vec<(String, SchemaId)> {
    let Some(discriminator) = &union.discriminator else {
        return Vec::new();
    };
    let mut taken: IndexSet<&str> = tags.iter().map(|(tag, _)| tag.as_str()).collect();
    let tagged: IndexSet<SchemaId> = tags.iter().map(|(_, branch)| *branch).collect();
    let mut names = denied;
    names.retain(|(key, _)| !taken.contains(key.as_str()));
    let keys: Vec<String> = names.iter().map(|(key, _)| key.clone()).collect();
    taken.extend(keys.iter().map(String::as_str));
    let mut allowed = Lists::of(api, &discriminator.property);
    for branch in tagged {
        let (target, _) = api.behind_aliases(branch);
        let name = shared_name(api, branch);
        let name = name.filter(|name| allowed.allows(target, name));
        if let Some(name) = name.filter(|name| taken.insert(name)) {
            names.push((name.to_owned(), branch));
        }
    }
    names
}

/// The name of the shared schema that is the branch, or a part of it.
fn shared_name(api: &Api, branch: SchemaId) -> Option<&str> {
    let mut branch = branch;
    loop {
        match &api[branch].owner {
            Owner::Component(name) | Owner::Branch(_, name) => return Some(name),
            Owner::Base(parent) => branch = *parent,
            _ => return None,
        }
    }
}

/// The only value of a branch's own member, if there is one, and whether the member is required.
fn constant<'a>(api: &'a Api, branch: SchemaId, property: &str) -> Option<(bool, &'a str)> {
    let Kind::Object(object) = &api[branch].kind else {
        return None;
    };
    let member = object.properties.get(property)?;
    match &api[api.behind_aliases(member.schema).0].kind {
        Kind::StringEnum(values) => match &values[..] {
            [only] => Some((member.required, only)),
            _ => None,
        },
        _ => None,
    }
}

/// Makes `value` the only value of `property` in `branch`.
fn fix(api: &mut Api, branch: SchemaId, property: &str, value: &str) {
    let Kind::Object(object) = &api[branch].kind else {
        return;
    };
    let Some(member) = object.properties.get(property) else {
        return;
    };
    let (target, _) = api.behind_aliases(member.schema);
    if !matches!(
        api[target].kind,
        Kind::String(_) | Kind::StringEnum(_) | Kind::OpenEnum(_) | Kind::Any | Kind::Unknown(_)
    ) {
        return;
    }
    let constant = Schema {
        docs: Docs::default(),
        null: Null::Unsaid,
        rust_name: None,
        tag: None,
        kind: Kind::StringEnum(vec![value.to_owned()]),
        owner: Owner::Property(branch, property.to_owned()),
        ..api[member.schema].clone()
    };
    let schema = SchemaId(api.schemas.len());
    let (rust_name, hint) = (member.rust_name.clone(), member.hint.clone());
    api.schemas.push(constant);
    if let Kind::Object(object) = &mut api.schemas[branch.0].kind {
        object.properties.insert(
            property.to_owned(),
            Property {
                rust_name,
                hint,
                schema,
                required: true,
                is_tag: false,
            },
        );
    }
}
