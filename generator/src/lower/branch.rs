//! What tells a branch of a union from its siblings.

use super::naming::is_map;
use crate::api::{Api, Constant, Kind, Owner, SchemaId, constant};
use indexmap::IndexMap;
use std::collections::BTreeMap;

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

/// What the branches that are written in a union are, counted; those have no names of their own.
#[derive(Default)]
struct Siblings<'a> {
    /// By kind.
    kinds: BTreeMap<&'static str, usize>,
    /// The objects by the one member that they require.
    keys: BTreeMap<&'a str, usize>,
}

/// What tells the branches of each union apart.
pub struct Branches<'a> {
    api: &'a Api,
    siblings: IndexMap<SchemaId, Siblings<'a>>,
}

impl<'a> Branches<'a> {
    /// Counts the branches of each union, once for all of them.
    pub fn new(api: &'a Api) -> Self {
        let mut siblings: IndexMap<SchemaId, Siblings<'a>> = IndexMap::new();
        for (index, schema) in api.schemas.iter().enumerate() {
            let Kind::Union(union) = &schema.kind else {
                continue;
            };
            let own = siblings.entry(SchemaId(index)).or_default();
            let is_inline = |id: &&SchemaId| matches!(api[**id].owner, Owner::Variant(..));
            for id in union.branches.iter().filter(is_inline) {
                let Some(kind) = word(api, *id) else { continue };
                *own.kinds.entry(kind).or_default() += 1;
                let key = required_member(api, *id).filter(|_| kind == "object");
                if let Some(key) = key {
                    *own.keys.entry(key).or_default() += 1;
                }
            }
        }
        Self { api, siblings }
    }

    /// What kind of value a branch is. One of several objects is told by the member that it requires, as
    /// serde writes an enum, if just one; nothing tells a union.
    pub fn kind_word(&self, branch: SchemaId) -> Option<&'a str> {
        let kind = word(self.api, branch)?;
        if kind != "object" || self.of_kind(branch, kind) <= 1 {
            return Some(kind);
        }
        let key = required_member(self.api, branch)?;
        let same = self.siblings(branch)?.keys.get(key);
        same.is_none_or(|same| *same <= 1).then_some(key)
    }

    /// The same, if no other branch that is written in the union is of this kind.
    pub fn only(&self, branch: SchemaId) -> Option<&'a str> {
        let kind = word(self.api, branch)?;
        // What an object is called, no other is.
        let is_only = kind == "object" || self.of_kind(branch, kind) <= 1;
        self.kind_word(branch).filter(|_| is_only)
    }

    /// How many branches of the union in which this one is written are of a kind.
    fn of_kind(&self, branch: SchemaId, kind: &str) -> usize {
        let siblings = self.siblings(branch);
        let count = siblings.and_then(|siblings| siblings.kinds.get(kind));
        count.copied().unwrap_or_default()
    }

    fn siblings(&self, branch: SchemaId) -> Option<&Siblings<'a>> {
        match self.api[branch].owner {
            Owner::Variant(parent, _) => self.siblings.get(&parent),
            _ => None,
        }
    }
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
