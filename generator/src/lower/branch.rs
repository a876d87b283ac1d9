//! What tells a branch of a union from its siblings.

use super::naming::is_map;
use crate::api::{Api, Constant, Kind, Owner, SchemaId, constant};

/// What an inline branch says itself: its title, or the value of a constant.
pub fn own_word(api: &Api, id: SchemaId) -> Option<&str> {
    let title = api[id].docs.short_title();
    title.or_else(|| {
        let Kind::Object(object) = &api[id].kind else {
            return None;
        };
        object
            .properties
            .values()
            .find_map(|property| match constant(api, property)? {
                Constant::String(value) => Some(value),
                Constant::Integer(_) | Constant::Bool(_) => None,
            })
    })
}

/// What kind of value a branch is. One of several objects is told by the member that it requires, as
/// serde writes an enum, if just one; nothing tells a union.
pub fn kind_word(api: &Api, branch: SchemaId) -> Option<&str> {
    let kind = word(api, branch)?;
    let objects = || siblings(api, branch).filter(|id| word(api, *id) == Some("object"));
    if kind != "object" || objects().count() <= 1 {
        return Some(kind);
    }
    let key = required_member(api, branch)?;
    let same = objects().filter(|id| required_member(api, *id) == Some(key));
    (same.count() <= 1).then_some(key)
}

/// The same, if no other branch that is written in the union is of this kind.
pub fn only(api: &Api, branch: SchemaId) -> Option<&str> {
    let kind = word(api, branch);
    // What an object is called, no other is.
    let is_only = kind == Some("object")
        || siblings(api, branch)
            .filter(|id| word(api, *id) == kind)
            .count()
            <= 1;
    kind_word(api, branch).filter(|_| is_only)
}

/// The one member that an object requires.
fn required_member(api: &Api, id: SchemaId) -> Option<&str> {
    let Kind::Object(object) = &api[api.behind_aliases(id).0].kind else {
        return None;
    };
    let mut required = object
        .properties
        .iter()
        .filter(|(_, member)| member.required);
    match (required.next(), required.next()) {
        (Some((name, _)), None) => Some(name),
        _ => None,
    }
}

/// The branches that are written in the union in which this one is; those have no names of their own.
fn siblings(api: &Api, branch: SchemaId) -> impl Iterator<Item = SchemaId> {
    let branches = match api[branch].owner {
        Owner::Variant(parent, _) => match &api[parent].kind {
            Kind::Union(union) => &union.branches[..],
            _ => &[],
        },
        _ => &[],
    };
    let inline = |id: &SchemaId| matches!(api[*id].owner, Owner::Variant(..));
    branches.iter().copied().filter(inline)
}

fn word(api: &Api, id: SchemaId) -> Option<&'static str> {
    Some(match &api[api.behind_aliases(id).0].kind {
        Kind::Boolean | Kind::BooleanConstant(_) => "boolean",
        Kind::Integer(_) | Kind::IntegerEnum(_) => "integer",
        Kind::Number => "number",
        Kind::String(_) => "string",
        Kind::StringEnum(_) | Kind::OpenEnum(_) => "keyword",
        Kind::Array(_) => "list",
        Kind::Object(object) if is_map(object) => "map",
        Kind::Object(_) => "object",
        Kind::Any => "any",
        Kind::Union(_) | Kind::Alias(_) | Kind::Loose(_) => return None,
    })
}
