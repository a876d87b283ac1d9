//! The tags of schemas whose names bundling changed. Where a discriminator has no mapping, the name of a schema is its tag, and
//! a schema from another file keeps the name that it has there: by an entry of `mapping`.

use crate::alike;
use crate::diagnostic::Pointer;
use crate::openapi::spec::DISCRIMINATOR_VALUE;
use crate::steps::step;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The schemas that are searched for the one value of a branch's member, and the references from one name to the next.
const MAX_PARTS: usize = 64;

/// The members of all families together, beside a multiple of the schemas: resolving has no more.
const MAX_MEMBERS: usize = 10_000;
const FOR_EACH: usize = 8;

/// Adds the entries of `mapping` that schemas with changed names need. `discriminators` has their places in the tree and
/// the names of their members, `renamed` the names before by the names in `holder`.
pub fn keep(
    tree: &mut Value,
    holder: &Pointer,
    discriminators: &[(Pointer, &str)],
    renamed: &BTreeMap<String, String>,
) {
    let Some(Value::Object(schemas)) = holder.of(tree).filter(|_| !renamed.is_empty()) else {
        return;
    };
    let mut tags = Tags {
        holder,
        schemas,
        renamed,
        derived: None,
        members_left: MAX_MEMBERS + FOR_EACH * schemas.len(),
    };
    let entries = discriminators.iter().map(|(at, property)| {
        let found = tags.entries(tree, at, property);
        (at.child("mapping"), found.unwrap_or_default())
    });
    let entries: Vec<(Pointer, Vec<Entry>)> = entries.collect();
    for (place, added) in entries.into_iter().filter(|(_, added)| !added.is_empty()) {
        let Some(Value::Object(discriminator)) = place.parent().of_mut(tree) else {
            continue;
        };
        let mapping = discriminator.entry("mapping");
        let mapping = mapping.or_insert_with(|| Value::Object(Map::new()));
        let added = added.into_iter();
        let added = added.map(|(tag, name)| (tag, holder.child(&name).reference().into()));
        if let Value::Object(mapping) = mapping {
            mapping.extend(added);
        }
    }
}

/// The source of a schema's tag.
enum Tag<'t> {
    /// The schema says it.
    Own(&'t str),
    /// The values that its member lists.
    Listed,
    /// Its name, or the value like it in a list that schemas share.
    Named(&'t str),
}

/// A tag, and the name of its schema in the tree.
type Entry = (String, String);

struct Tags<'t> {
    holder: &'t Pointer,
    schemas: &'t Map<String, Value>,
    renamed: &'t BTreeMap<String, String>,
    /// The schemas whose `allOf` refers to a schema, by its name.
    derived: Option<BTreeMap<String, Vec<&'t str>>>,
    members_left: usize,
}

impl Tags<'_> {
    fn entries(&mut self, tree: &Value, at: &Pointer, property: &str) -> Option<Vec<Entry>> {
        let discriminator = at.of(tree)?.as_object()?;
        let none = Map::new();
        let mapping = match discriminator.get("mapping") {
            Some(mapping) => mapping.as_object()?,
            None => &none,
        };
        let schema = at.parent();
        let branches = branches(schema.of(tree)?);
        if !branches.is_empty() {
            return Some(self.of_branches(&branches, mapping, property));
        }
        let name = self.named(&schema).filter(|_| mapping.is_empty())?;
        self.of_family(&name, property)
    }

    /// The entries of branches without one, unless their own member tells their tags.
    fn of_branches(
        &self,
        branches: &[&Value],
        mapping: &Map<String, Value>,
        property: &str,
    ) -> Vec<Entry> {
        let targets = mapping.values().filter_map(Value::as_str);
        let mapped: BTreeSet<String> = targets.map(|target| self.end(target)).collect();
        let mut taken: BTreeSet<&str> = mapping.keys().map(String::as_str).collect();
        let mut entries = Vec::new();
        for branch in branches {
            step();
            let name = reference(branch).and_then(|reference| self.leads_to(reference));
            let Some(name) = name.filter(|name| !mapped.contains(name)) else {
                continue;
            };
            let Some(tag) = self.renamed.get(&name) else {
                continue;
            };
            if let Tag::Named(tag) = self.tag(&name, tag, property)
                && taken.insert(tag)
            {
                entries.push((tag.to_owned(), name));
            }
        }
        entries
    }

    /// The entries of all members of a family, as those without one would leave it, if the name of one changed.
    fn of_family(&mut self, name: &str, property: &str) -> Option<Vec<Entry>> {
        let mut members = self.descendants(name)?;
        if self.is_concrete(name, property) {
            members.insert(name.to_owned());
        }
        if !members.iter().any(|name| self.renamed.contains_key(name)) {
            return None;
        }
        let mut taken = BTreeSet::new();
        let mut entries = Vec::new();
        for name in members {
            let own = match self.tag(&name, self.before(&name), property) {
                Tag::Own(tag) | Tag::Named(tag) => tag,
                Tag::Listed => continue,
            };
            let mut tags = [own, name.as_str()].into_iter();
            let tag = tags.find(|tag| taken.insert((*tag).to_owned()));
            entries.extend(tag.map(|tag| (tag.to_owned(), name.clone())));
        }
        Some(entries)
    }

    /// All schemas derived from a schema; none if there are too many.
    fn descendants(&mut self, name: &str) -> Option<BTreeSet<String>> {
        let derived = match self.derived.take() {
            Some(derived) => derived,
            None => self.derivations(),
        };
        let mut found = BTreeSet::new();
        let mut waiting = vec![name];
        while let Some(next) = waiting.pop() {
            step();
            if found.len() > self.members_left {
                break;
            }
            if next == name || found.insert(next.to_owned()) {
                let children = derived.get(next).into_iter().flatten();
                waiting.extend(children.copied().filter(|child| *child != name));
            }
        }
        self.derived = Some(derived);
        self.members_left = self.members_left.checked_sub(found.len())?;
        Some(found)
    }

    /// Whether a value can be of the base itself: unless its member lists the values without its name.
    fn is_concrete(&self, name: &str, property: &str) -> bool {
        let listed = self.listed(name, property);
        listed.is_none_or(|(values, _)| {
            values.is_empty() || find_alike(values, self.before(name)).is_some()
        })
    }

    /// The tag of a schema that had a name before, as resolving would find it.
    fn tag<'n>(&'n self, name: &str, before: &'n str, property: &str) -> Tag<'n> {
        let said = self
            .schemas
            .get(name)
            .and_then(|schema| schema.get(DISCRIMINATOR_VALUE));
        if let Some(said) = said.and_then(Value::as_str) {
            return Tag::Own(said);
        }
        match self.listed(name, property) {
            None => Tag::Named(before),
            Some(([only], _)) => only.as_str().map_or(Tag::Listed, Tag::Own),
            Some((_, false)) => Tag::Listed,
            Some((values, true)) => find_alike(values, before).map_or(Tag::Listed, Tag::Named),
        }
    }

    /// The values that the member of a schema lists, by itself or by a part of it, and whether the list is that of
    /// another schema, too.
    fn listed(&self, name: &str, property: &str) -> Option<(&[Value], bool)> {
        let schema = self.schemas.get(name)?;
        let mut waiting = vec![(schema, false)];
        for _ in 0..MAX_PARTS {
            step();
            let (schema, is_part) = waiting.pop()?;
            let target = self.target(schema)?;
            let is_other = is_part && reference(schema).is_some();
            if let Some(member) = member(target, property)
                && let Some((values, is_shared)) = self.values(member)
            {
                return Some((values, is_other || is_shared));
            }
            let parts = target.get("allOf").and_then(Value::as_array);
            waiting.extend(parts.into_iter().flatten().map(|part| (part, true)));
        }
        None
    }

    /// The values of a schema, and whether a reference leads to them.
    fn values<'v>(&'v self, schema: &'v Value) -> Option<(&'v [Value], bool)> {
        let target = self.target(schema)?;
        let is_shared = reference(schema).is_some();
        let listed = target.get("enum").and_then(Value::as_array);
        let only = || target.get("const").map(std::slice::from_ref);
        let values = listed.map(Vec::as_slice).or_else(only)?;
        Some((values, is_shared))
    }

    /// The name that a schema has in its file.
    fn before<'n>(&'n self, name: &'n str) -> &'n str {
        self.renamed.get(name).map_or(name, String::as_str)
    }

    /// The name of the schema that a value of `mapping` means.
    fn end(&self, target: &str) -> String {
        let mut name = self.leads_to(target).unwrap_or_else(|| target.to_owned());
        for _ in 0..MAX_PARTS {
            let next = self.schemas.get(&name).and_then(reference);
            match next.and_then(|reference| self.leads_to(reference)) {
                Some(next) => name = next,
                None => break,
            }
        }
        name
    }

    /// The schema itself, where a value is a reference to it.
    fn target<'v>(&'v self, value: &'v Value) -> Option<&'v Value> {
        match reference(value) {
            Some(reference) => self.schemas.get(&self.end(reference)),
            None => Some(value),
        }
    }

    fn leads_to(&self, reference: &str) -> Option<String> {
        self.named(&Pointer::parse(reference)?)
    }

    fn named(&self, place: &Pointer) -> Option<String> {
        let is_shared = place != self.holder && place.parent() == *self.holder;
        let name = place.segments().last().filter(|_| is_shared)?;
        Some(name.into_owned())
    }
}

impl<'t> Tags<'t> {
    fn derivations(&self) -> BTreeMap<String, Vec<&'t str>> {
        let mut derived: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (name, schema) in self.schemas {
            let parts = schema.get("allOf").and_then(Value::as_array);
            for base in parts.into_iter().flatten().filter_map(reference) {
                step();
                if let Some(base) = self.leads_to(base) {
                    derived.entry(base).or_default().push(name);
                }
            }
        }
        derived
    }
}

fn branches(schema: &Value) -> Vec<&Value> {
    let lists = ["oneOf", "anyOf"].into_iter();
    let lists = lists.filter_map(|keyword| schema.get(keyword)?.as_array());
    lists.flatten().collect()
}

fn reference(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()
}

fn member<'v>(schema: &'v Value, property: &str) -> Option<&'v Value> {
    schema.get("properties")?.get(property)
}

/// The value that is a name, in any case and with any marks.
fn find_alike<'v>(values: &'v [Value], name: &str) -> Option<&'v str> {
    alike::find(values.iter().filter_map(Value::as_str), name)
}
