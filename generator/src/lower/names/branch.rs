//! The words that distinguish a branch of a union from its siblings.

use crate::api::{Api, Constant, Kind, Owner, SchemaId, constant};
use crate::lower::names::schemas::is_map;
use crate::map::IndexMap;
use std::borrow::Borrow;
use std::cell::RefCell;
use std::hash::Hash;
use std::rc::Rc;

/// The word of an inline branch itself: its title, or the value of a constant.
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
                Constant::Integer(_) | Constant::Number(_) | Constant::Bool(_) | Constant::Null => {
                    None
                }
            })
    })
}

/// Counts of the inline branches of each union, which have no names of their own. The branches of a union are
/// counted once.
#[derive(Default)]
pub struct Siblings {
    of: RefCell<IndexMap<SchemaId, Rc<Counts>>>,
}

/// The number of branches of each kind, of objects with a single required member, of each such member, and of objects
/// with each member.
#[derive(Default)]
struct Counts {
    kinds: IndexMap<&'static str, usize>,
    keys: IndexMap<String, usize>,
    members: IndexMap<String, usize>,
}

impl Siblings {
    /// The word for the JSON kind of a branch. One of several objects takes the word of its single required
    /// member, as serde writes an enum, or else of the first member that no other has, a required one if possible. A
    /// union has no word.
    pub fn kind_word<'a>(&self, api: &'a Api, branch: SchemaId) -> Option<&'a str> {
        let kind = word(api, branch)?;
        let counts = self.counts(api, branch);
        if kind != "object" || is_single(&counts.kinds, "object") {
            return Some(kind);
        }
        let key = required_member(api, branch).filter(|key| is_single(&counts.keys, key));
        key.or_else(|| {
            let own = members(api, branch);
            let own = own.filter(|(name, _)| is_single(&counts.members, name));
            let first = own.min_by_key(|(_, is_required)| !is_required);
            first.map(|(name, _)| name)
        })
    }

    /// The same, if the kind is unique among the inline branches of the union.
    pub fn only<'a>(&self, api: &'a Api, branch: SchemaId) -> Option<&'a str> {
        let kind = word(api, branch)?;
        // An object's word is unique already.
        let is_only = kind == "object" || is_single(&self.counts(api, branch).kinds, kind);
        self.kind_word(api, branch).filter(|_| is_only)
    }

    fn counts(&self, api: &Api, branch: SchemaId) -> Rc<Counts> {
        let Owner::Variant(parent, _) = api[branch].owner else {
            return Rc::default();
        };
        let mut known = self.of.borrow_mut();
        let counts = known
            .entry(parent)
            .or_insert_with(|| Rc::new(count(api, parent)));
        Rc::clone(counts)
    }
}

fn count(api: &Api, union: SchemaId) -> Counts {
    let mut counts = Counts::default();
    let Kind::Union(union) = &api[union].kind else {
        return counts;
    };
    let branches = union.branches.iter().copied();
    for id in branches.filter(|id| matches!(api[*id].owner, Owner::Variant(..))) {
        let Some(kind) = word(api, id) else { continue };
        *counts.kinds.entry(kind).or_default() += 1;
        if let Some(key) = required_member(api, id) {
            *counts.keys.entry(key.to_owned()).or_default() += 1;
        }
        for (name, _) in members(api, id) {
            *counts.members.entry(name.to_owned()).or_default() += 1;
        }
    }
    counts
}

fn is_single<K: Borrow<str> + Hash + Eq>(counts: &IndexMap<K, usize>, word: &str) -> bool {
    counts.get(word).is_none_or(|count| *count <= 1)
}

/// The single required member of an object.
fn required_member(api: &Api, id: SchemaId) -> Option<&str> {
    let mut required = members(api, id).filter(|(_, is_required)| *is_required);
    match (required.next(), required.next()) {
        (Some((name, _)), None) => Some(name),
        _ => None,
    }
}

/// The members of an object, and whether they are required.
fn members(api: &Api, id: SchemaId) -> impl Iterator<Item = (&str, bool)> {
    let object = match &api[api.behind_aliases(id).0].kind {
        Kind::Object(object) => Some(object),
        _ => None,
    };
    let members = object.into_iter().flat_map(|object| &object.properties);
    members.map(|(name, member)| (name.as_str(), member.required))
}

fn word(api: &Api, id: SchemaId) -> Option<&'static str> {
    Some(match &api[api.behind_aliases(id).0].kind {
        Kind::Boolean | Kind::BooleanConstant(_) => "boolean",
        Kind::Integer(_) | Kind::IntegerEnum(_) => "integer",
        Kind::Number | Kind::Decimal | Kind::NumberConstant(_) => "number",
        Kind::String(_) => "string",
        Kind::StringEnum(_) | Kind::OpenEnum(_) => "keyword",
        Kind::Array(_) | Kind::Tuple(_) => "list",
        Kind::Object(object) if is_map(object) => "map",
        Kind::Object(_) => "object",
        Kind::Any | Kind::Unknown(_) => "any",
        Kind::Union(_) | Kind::Alias(_) | Kind::Loose(_) => return None,
    })
}
