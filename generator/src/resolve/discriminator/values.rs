//! The values that the branches of a union list for the member of its discriminator. A branch has those that no other
//! branch has; of values that several list, it has the one with its name, in any case and with any marks: `CAT` is the
//! value of `Cat`.

use crate::alike::letters;
use crate::api::{Api, Kind, SchemaId, Union};
use crate::map::{IndexMap, IndexSet};
use crate::steps::{step, steps};

pub struct Values<'a> {
    api: &'a Api,
    property: &'a str,
    /// The number of branches that have a value.
    uses: IndexMap<&'a str, usize>,
    /// The number of branches that have a list.
    lists: IndexMap<SchemaId, usize>,
    /// The values of a list by their names, exactly and without case and marks.
    names: IndexMap<SchemaId, IndexMap<String, &'a str>>,
}

/// The values of one branch.
#[derive(Default)]
pub struct Own<'a> {
    pub values: Vec<&'a str>,
    /// Whether the branch may have other values as well.
    pub is_open: bool,
}

impl<'a> Values<'a> {
    /// Collects the values that the branches list; `keys` are those of the mapping.
    pub fn of(
        api: &'a Api,
        union: &Union,
        property: &'a str,
        keys: impl Iterator<Item = &'a String>,
    ) -> Self {
        let mut values = Self {
            api,
            property,
            uses: IndexMap::default(),
            lists: IndexMap::default(),
            names: IndexMap::default(),
        };
        for key in keys {
            *values.uses.entry(key).or_default() += 1;
        }
        for branch in &union.branches {
            if let Some((list, _)) = values.list(api.behind_aliases(*branch).0) {
                *values.lists.entry(list).or_default() += 1;
            }
        }
        for list in values.lists.keys() {
            if let Kind::StringEnum(listed) = &api[*list].kind {
                steps(listed.len());
                for value in listed {
                    *values.uses.entry(value).or_default() += 1;
                }
            }
        }
        values
    }

    /// The values of a branch with this name, if its member lists values: perhaps none of them is its own.
    pub fn own(&mut self, branch: SchemaId, name: Option<&str>) -> Option<Own<'a>> {
        let (list, values) = self.list(branch)?;
        let mut own = Own::default();
        if let [only] = values {
            own.values.push(only);
            return Some(own);
        }
        if self.lists.get(&list) == Some(&1) {
            let values = values.iter().map(String::as_str);
            let alone = values.filter(|value| self.uses.get(value) == Some(&1));
            own.values.extend(alone);
            own.is_open = !own.values.is_empty();
        }
        if own.values.is_empty() {
            own.values.extend(self.named(list, values, name));
        }
        Some(own)
    }

    /// The values of a branch that stand for the keys of its mapping, if its member allows none of these: those that no
    /// other branch has. Of a list that several branches have, it has those that are written like the keys.
    pub fn instead(&mut self, branch: SchemaId, keys: &[&String]) -> Vec<&'a str> {
        let Some((list, values)) = self.list(branch) else {
            return Vec::new();
        };
        let mut own: Vec<&str> = if self.lists.get(&list) == Some(&1) {
            values.iter().map(String::as_str).collect()
        } else {
            let named = |key: &&String| self.named(list, values, Some(key));
            keys.iter().filter_map(named).collect()
        };
        own.retain(|value| self.uses.get(value) == Some(&1));
        own
    }

    /// The value of a list with a name.
    fn named(
        &mut self,
        list: SchemaId,
        values: &'a [String],
        name: Option<&str>,
    ) -> Option<&'a str> {
        let names = self.names.entry(list).or_insert_with(|| {
            let mut names = IndexMap::default();
            for value in values {
                names.extend(letters(value).map(|letters| (letters, value.as_str())));
            }
            names.extend(values.iter().map(|value| (value.clone(), value.as_str())));
            names
        });
        let exact = names.get(name?);
        exact.or_else(|| names.get(&letters(name?)?)).copied()
    }

    fn list(&self, branch: SchemaId) -> Option<(SchemaId, &'a [String])> {
        list(self.api, branch, self.property)
    }
}

/// The values that the members of branches allow. Each list is made a set once, as a `mapping` can have many keys.
pub struct Lists<'a> {
    api: &'a Api,
    property: &'a str,
    sets: IndexMap<SchemaId, IndexSet<&'a str>>,
}

impl<'a> Lists<'a> {
    /// Of the branches with this member.
    pub fn of(api: &'a Api, property: &'a str) -> Self {
        Self {
            api,
            property,
            sets: IndexMap::default(),
        }
    }

    /// Whether a branch's own member allows a value.
    pub fn allows(&mut self, branch: SchemaId, value: &str) -> bool {
        step();
        let Some((list, values)) = list(self.api, branch, self.property) else {
            return true;
        };
        let set = self.sets.entry(list).or_insert_with(|| {
            steps(values.len());
            values.iter().map(String::as_str).collect()
        });
        set.contains(value)
    }
}

/// The list of values of a branch's member.
pub fn list<'a>(
    api: &'a Api,
    branch: SchemaId,
    property: &str,
) -> Option<(SchemaId, &'a [String])> {
    let (id, _) = api.behind_aliases(member(api, branch, property)?);
    match &api[id].kind {
        Kind::StringEnum(values) => Some((id, values)),
        _ => None,
    }
}

fn member(api: &Api, branch: SchemaId, property: &str) -> Option<SchemaId> {
    match &api[branch].kind {
        Kind::Object(object) => Some(object.properties.get(property)?.schema),
        _ => None,
    }
}

/// The first member of the discriminator's name that is a number or a boolean.
pub fn without_text(api: &Api, union: &Union, property: &str) -> Option<SchemaId> {
    let mut branches = union.branches.iter();
    branches.find_map(|branch| {
        let member = member(api, api.behind_aliases(*branch).0, property)?;
        let kind = &api[api.behind_aliases(member).0].kind;
        let is_other = matches!(
            kind,
            Kind::Boolean
                | Kind::Integer(_)
                | Kind::Number
                | Kind::Decimal
                | Kind::IntegerEnum(_)
                | Kind::BooleanConstant(_)
                | Kind::NumberConstant(_)
        );
        is_other.then_some(member)
    })
}
