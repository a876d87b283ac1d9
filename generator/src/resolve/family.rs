//! Inherited discriminators: a shared schema with a `discriminator` and no branches is the union of the schemas
//! that `allOf` derives from it, and of itself if it isn't abstract (`OpenAPI` 3.0.3, "Discriminator Object":
//! Pet, Cat and Dog).

use super::Resolver;
use super::budget::TooMuch;
use super::keywords::unwrapped;
use super::reading::Unread;
use crate::alike;
use crate::api::{Kind, Owner, SchemaId, Union};
use crate::diagnostic::{Code, Pointer};
use crate::map::{IndexMap, IndexSet};
use crate::openapi::view::{Branches, Discriminator, Keywords, RefOr, Root, Schema, Shared};
use crate::steps::step;
use serde_json::Value;
use std::borrow::Cow;

/// The members of each family, sorted, by the name of its base; none if a family is too large.
pub type Families = IndexMap<String, Option<IndexSet<String>>>;

/// The members of all families that are allowed for each shared schema: a schema with several bases is a member
/// of several families.
const FOR_EACH: usize = 8;

/// The members that any document may have.
const ALWAYS: usize = 10_000;

/// The most references one after the other that lead to the values of a member.
const ALIASES: usize = 16;

/// The schemas that are derived from a base, by its name.
type Derived<'a> = IndexMap<String, IndexSet<&'a str>>;

/// Finds all families of a document.
pub fn families(root: Root<'_>) -> Families {
    let schemas = root.schemas();
    let mut derived = Derived::default();
    let mut names: Vec<&str> = schemas.names().collect();
    names.sort_unstable();
    let schema = |name: &str| schemas.get(name)?.into_item();
    for name in &names {
        if let Some(schema) = schemas.get(name) {
            derive(schema, name, &mut derived);
        }
    }
    let mut families = Families::default();
    let mut left = ALWAYS + FOR_EACH * names.len();
    for name in names {
        let Some(own) = schema(name) else { continue };
        let keywords = own.keywords();
        let Some((discriminator, _)) = discriminator(&keywords, &Pointer::root()) else {
            continue;
        };
        if keywords.branches().is_some() {
            continue;
        }
        let mapped = discriminator.mapping().iter().map(|(_, target)| target);
        let mapped = mapped.chain(discriminator.default_mapping()).map(|target| {
            let name = shared_name(target);
            name.unwrap_or_else(|| target.to_owned())
        });
        let mut members: Vec<String> = Vec::new();
        let mut descendants = descendants(&derived, name, left);
        if !discriminator.mapping().is_empty() {
            members.extend(mapped);
            leave_out_bases(&derived, &members, &mut descendants);
        } else if is_concrete(&keywords, (discriminator.property(), name), root) {
            members.push(name.to_owned());
        }
        let descendants = descendants
            .into_iter()
            .filter(|name| schema(name).is_some());
        members.extend(descendants.map(str::to_owned));
        members.sort();
        members.dedup();
        members.retain(|member| schemas.get(member).is_some());
        if members.iter().any(|member| member != name) {
            let rest = left.checked_sub(members.len());
            left = rest.unwrap_or(left);
            let members = rest.map(|_| members.into_iter().collect());
            families.insert(name.to_owned(), members);
        }
    }
    families
}

/// The shared schemas that a discriminator tells from others which they may be another name for: members of a family, and
/// branches of a shared union, with the same schema behind them.
pub fn apart(root: Root<'_>, families: &Families) -> IndexSet<String> {
    let schemas = root.schemas();
    let mut apart = IndexSet::default();
    for (base, members) in families {
        let members = members.iter().flatten().map(String::as_str);
        tell_apart(root, members.chain([base.as_str()]), &mut apart);
    }
    for name in schemas.names() {
        let Some(schema) = schemas.get(name).and_then(RefOr::into_item) else {
            continue;
        };
        let mut names = Vec::new();
        if note_branches(&schema.keywords(), &mut names) {
            tell_apart(root, names.iter().map(String::as_str), &mut apart);
        }
    }
    apart
}

/// Notes the references among the branches of a schema and of inline parts; whether there is a discriminator. Recursive:
/// inline schemas are no deeper than the document.
fn note_branches(keywords: &Keywords<'_>, names: &mut Vec<String>) -> bool {
    let branches = keywords.branches().into_iter();
    let branches = branches.flat_map(Branches::iter);
    names.extend(branches.filter_map(|(_, branch)| referred(branch)));
    let parts = keywords.all_of.iter().filter_map(RefOr::into_item);
    parts.fold(keywords.discriminator.is_some(), |has, part| {
        note_branches(&part.keywords(), names) || has
    })
}

/// Adds those of some schemas that end at the same one.
fn tell_apart<'n>(
    root: Root<'_>,
    names: impl Iterator<Item = &'n str>,
    apart: &mut IndexSet<String>,
) {
    let mut by_end: IndexMap<String, IndexSet<&str>> = IndexMap::default();
    for name in names {
        by_end.entry(end(root, name)).or_default().insert(name);
    }
    let several = by_end.into_values().filter(|names| names.len() > 1);
    apart.extend(several.flatten().map(str::to_owned));
}

/// The last of the schemas that each lead to the next by the only reference among their parts.
fn end(root: Root<'_>, name: &str) -> String {
    let mut name = name.to_owned();
    for _ in 0..ALIASES {
        step();
        let schema = root.schemas().get(&name).and_then(RefOr::into_item);
        let mut bases = Vec::new();
        if let Some(schema) = schema {
            only_bases(schema, &mut bases);
        }
        let [base] = &mut bases[..] else { break };
        let Some(next) = referred(*base).filter(|next| *next != name) else {
            break;
        };
        name = next;
    }
    name
}

/// The references among the parts of a schema, and of inline parts. Recursive: inline schemas are no deeper than the
/// document.
fn only_bases<'a>(schema: Schema<'a>, bases: &mut Vec<RefOr<'a, Schema<'a>>>) {
    for part in schema.keywords().all_of.iter() {
        match part {
            RefOr::Item(part) => only_bases(part, bases),
            RefOr::Reference(_) => bases.push(part),
        }
    }
}

/// The name of the shared schema that a reference leads to.
fn referred(schema: RefOr<'_, Schema<'_>>) -> Option<String> {
    match schema {
        RefOr::Reference(reference) => shared_name(reference),
        RefOr::Item(_) => None,
    }
}

/// All schemas derived from a schema, directly or not; at most `most` and one more.
fn descendants<'a>(derived: &Derived<'a>, name: &str, most: usize) -> IndexSet<&'a str> {
    let mut found: IndexSet<&str> = IndexSet::default();
    let mut waiting: Vec<&str> = derived.get(name).into_iter().flatten().copied().collect();
    while let Some(next) = waiting.pop() {
        step();
        if found.len() > most {
            break;
        }
        if next != name && found.insert(next) {
            waiting.extend(derived.get(next).into_iter().flatten());
        }
    }
    found
}

/// Leaves out the mapped schemas and their bases: who maps what is derived from a base gives the base no value.
fn leave_out_bases(derived: &Derived<'_>, mapped: &[String], members: &mut IndexSet<&str>) {
    let mut bases: IndexMap<&str, Vec<&str>> = IndexMap::default();
    for base in members.iter() {
        for heir in derived.get(*base).into_iter().flatten() {
            bases.entry(heir).or_default().push(base);
        }
    }
    let mut waiting: Vec<&str> = mapped.iter().map(String::as_str).collect();
    let mut seen: IndexSet<&str> = IndexSet::default();
    while let Some(next) = waiting.pop() {
        step();
        if seen.insert(next) {
            waiting.extend(bases.get(next).into_iter().flatten());
        }
    }
    members.retain(|member| !seen.contains(member));
}

/// Notes the bases of a shared schema: the references among the parts of its `allOf`, and of inline parts. Another name
/// for a base leads to it as well. Recursive: inline schemas are no deeper than the document.
fn derive<'a>(schema: RefOr<'a, Schema<'a>>, name: &'a str, derived: &mut Derived<'a>) {
    match schema {
        RefOr::Reference(base) => {
            if let Some(base) = shared_name(base) {
                derived.entry(base).or_default().insert(name);
            }
        }
        RefOr::Item(schema) => {
            for part in schema.keywords().all_of.iter() {
                derive(part, name, derived);
            }
        }
    }
}

/// The discriminator of a schema or of an inline part of it, and its place.
fn discriminator<'a>(
    keywords: &Keywords<'a>,
    at: &Pointer,
) -> Option<(Discriminator<'a>, Pointer)> {
    if let Some(own) = keywords.discriminator {
        return Some((own, at.child("discriminator")));
    }
    let mut parts = keywords.all_of.iter().enumerate();
    parts.find_map(|(index, part)| {
        let part = part.into_item()?.keywords();
        let place = keywords.all_of.place(at, index);
        discriminator(&part, &place).filter(|_| part.branches().is_none())
    })
}

/// The member of a schema or of an inline part of it.
fn member<'a>(keywords: &Keywords<'a>, name: &str) -> Option<RefOr<'a, Schema<'a>>> {
    keywords.properties.get(name).or_else(|| {
        let mut parts = keywords.all_of.iter();
        parts.find_map(|part| member(&part.into_item()?.keywords(), name))
    })
}

/// Whether a value can have the type of the schema itself: unless the discriminator lists its values without
/// this schema's name, in any case and with any marks.
fn is_concrete(keywords: &Keywords<'_>, (property, name): (&str, &str), root: Root<'_>) -> bool {
    let member = member(keywords, property);
    let listed = member.and_then(|member| listed(member, root));
    listed.is_none_or(|values| {
        let texts = values.iter().filter_map(Value::as_str);
        values.is_empty() || alike::find(texts, name).is_some()
    })
}

/// The values of a schema, perhaps of the one to which a reference leads.
fn listed<'a>(schema: RefOr<'a, Schema<'a>>, root: Root<'a>) -> Option<&'a [Value]> {
    let mut schema = schema;
    for _ in 0..=ALIASES {
        let keywords = match schema {
            RefOr::Item(schema) => unwrapped(schema),
            RefOr::Reference(reference) => {
                schema = root.schemas().get(&shared_name(reference)?)?;
                continue;
            }
        };
        match keywords.only_part() {
            Some(part) => schema = part,
            None => return Some(keywords.values),
        }
    }
    None
}

/// The name of the shared schema to which a reference leads.
fn shared_name(reference: &str) -> Option<String> {
    let place = Pointer::parse(reference)?;
    place.component(Schema::SECTION).map(Cow::into_owned)
}

impl<'a> Resolver<'a, '_> {
    /// The union of a shared schema's family, if it has one.
    pub(super) fn family(
        &mut self,
        id: SchemaId,
        keywords: &Keywords<'a>,
        at: &Pointer,
    ) -> Option<Kind> {
        let Owner::Component(name) = &self.api[id].owner else {
            return None;
        };
        let (name, members) = self.families.get_key_value(name)?;
        let (name, members) = (name.clone(), members.clone());
        let Some(members) = members else {
            return Some(self.give_up(at, TooMuch::Copies));
        };
        let (discriminator, place) = discriminator(keywords, at)?;
        let mut branches = Vec::new();
        for member in &members {
            let whole = self.component(member)?;
            let is_parent = self.families.contains_key(member);
            // A base in the middle is its own family's union; this branch is the schema itself.
            branches.push((if is_parent { self.base(member)? } else { whole }, whole));
        }
        if members.contains(&name) {
            self.base(&name)?;
        }
        let mut branch_of: IndexMap<SchemaId, SchemaId> = IndexMap::default();
        for (branch, whole) in &branches {
            branch_of.entry(*whole).or_insert(*branch);
        }
        let moved = |id: SchemaId| branch_of.get(&id).copied().unwrap_or(id);
        let discriminator = self.discriminator(id, (discriminator, &place), moved);
        Some(Kind::Union(Union {
            branches: branches.iter().map(|(branch, _)| *branch).collect(),
            discriminator: Some(discriminator),
            events: None,
        }))
    }

    /// The object of a base itself, without its family.
    fn base(&mut self, name: &str) -> Option<SchemaId> {
        if let Some(base) = self.bases.get(name) {
            return Some(*base);
        }
        let whole = self.component(name)?;
        let at = self.api[whole].at.clone();
        let schema = self.document.root().schemas().get(name)?.into_item()?;
        let keywords = schema.keywords();
        let base = self.copy(at.child("discriminator"), Owner::Base(whole));
        self.bases.insert(name.to_owned(), base);
        self.describe(base, &keywords);
        self.api.schemas[base.0].rust_name = None;
        self.note(base, Unread::Base(schema, whole));
        Some(base)
    }

    /// Reports discriminators of a schema, and of inline parts of it, without anything to tell apart.
    pub(super) fn check_discriminators(
        &mut self,
        keywords: &Keywords<'a>,
        kind: &Kind,
        at: &Pointer,
    ) {
        if matches!(kind, Kind::Union(_) | Kind::Unknown(_)) {
            return;
        }
        let parts = keywords.all_of.iter().enumerate();
        let is_idle = |keywords: &Keywords<'_>| {
            keywords.discriminator.is_some() && keywords.branches().is_none()
        };
        let parts = parts.filter_map(|(index, part)| {
            let is_idle = is_idle(&part.into_item()?.keywords());
            is_idle.then(|| keywords.all_of.place(at, index))
        });
        let own = is_idle(keywords).then(|| at.clone());
        for place in parts.chain(own) {
            let at = place.child("discriminator");
            self.diagnostics.report(Code::DiscriminatorIdle, &at, &[]);
        }
    }

    /// Whether a schema has a type of its own although it only is another schema: a discriminator tells the two apart.
    pub(super) fn is_apart(&self, id: SchemaId) -> bool {
        matches!(&self.api[id].owner, Owner::Component(name) if self.apart.contains(name))
    }
}
