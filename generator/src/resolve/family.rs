//! Inherited discriminators: a shared schema with a `discriminator` and no branches is the union of the schemas
//! that `allOf` derives from it, and of itself if it isn't abstract (`OpenAPI` 3.0.3, "Discriminator Object":
//! Pet, Cat and Dog).

use super::Resolver;
use super::budget::TooMuch;
use super::reading::Unread;
use crate::api::{Kind, Owner, SchemaId, Union};
use crate::diagnostic::{Code, Pointer};
use crate::map::{IndexMap, IndexSet};
use crate::openapi::view::{Keywords, RefOr, Root, Schema, Shared};
use crate::steps::step;
use std::borrow::Cow;

/// The members of each family, sorted, by the name of its base; none if a family is too large.
pub type Families = IndexMap<String, Option<IndexSet<String>>>;

/// The members of all families that are allowed for each shared schema: a schema with several bases is a member
/// of several families.
const FOR_EACH: usize = 8;

/// The members that any document may have.
const ALWAYS: usize = 10_000;

/// Finds all families of a document.
pub fn families(root: Root<'_>) -> Families {
    let schemas = root.schemas();
    let mut derived: IndexMap<String, IndexSet<&str>> = IndexMap::default();
    let mut names: Vec<&str> = schemas.names().collect();
    names.sort_unstable();
    let schema = |name: &str| schemas.get(name)?.into_item();
    for name in &names {
        let Some(schema) = schema(name) else { continue };
        let parts = schema.keywords().all_of;
        let references = parts.iter().filter_map(|part| match part {
            RefOr::Reference(reference) => Some(reference),
            RefOr::Item(_) => None,
        });
        for base in references.filter_map(shared_name) {
            derived.entry(base).or_default().insert(name);
        }
    }
    let mut families = Families::default();
    let mut left = ALWAYS + FOR_EACH * names.len();
    for name in names {
        let Some(schema) = schema(name) else { continue };
        let keywords = schema.keywords();
        let Some(discriminator) = keywords.discriminator else {
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
        let mut members: Vec<String> = if discriminator.mapping().is_empty() {
            let own = is_concrete(&keywords, name).then(|| name.to_owned());
            let descendants = descendants(&derived, name, left);
            own.into_iter().chain(descendants).collect()
        } else {
            mapped.collect()
        };
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

/// All schemas derived from a schema, directly or not; at most `most` and one more.
fn descendants(derived: &IndexMap<String, IndexSet<&str>>, name: &str, most: usize) -> Vec<String> {
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
    found.into_iter().map(str::to_owned).collect()
}

/// Whether a value can have the type of the schema itself: unless the discriminator lists its values without
/// this schema's name.
fn is_concrete(keywords: &Keywords<'_>, name: &str) -> bool {
    let tag = keywords.discriminator.and_then(|discriminator| {
        let member = keywords.properties.get(discriminator.property())?;
        Some(member.into_item()?.keywords().values)
    });
    tag.is_none_or(|values| values.is_empty() || values.iter().any(|value| value == name))
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
        let discriminator = keywords.discriminator?;
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
        let discriminator = self.discriminator(discriminator, &at.child("discriminator"), moved);
        Some(Kind::Union(Union {
            branches: branches.iter().map(|(branch, _)| *branch).collect(),
            discriminator: Some(discriminator),
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

    /// Whether a schema belongs to the family of the schema at `base`: then it isn't another name for it.
    pub(super) fn is_derived(&self, id: SchemaId, base: &Pointer) -> bool {
        let Owner::Component(name) = &self.api[id].owner else {
            return false;
        };
        let family = base.component(Schema::SECTION);
        let members = family.and_then(|family| self.families.get(&*family)?.as_ref());
        members.is_some_and(|members| members.contains(name))
    }
}
