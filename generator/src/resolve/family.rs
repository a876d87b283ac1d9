//! Inherited discriminators: a shared schema with a `discriminator` and no branches stands for the
//! schemas that are derived from it by `allOf`, and for itself where it isn't abstract (`OpenAPI`
//! 3.0.3, "Discriminator Object": Pet, Cat and Dog).

use super::Resolver;
use super::budget::TooMuch;
use super::keywords::Keywords;
use super::reading::Unread;
use super::reference::{Target, component_name};
use crate::api::{Discriminator, Kind, Owner, SchemaId, Union};
use crate::diagnostic::Pointer;
use crate::steps::step;
use indexmap::{IndexMap, IndexSet};
use openapiv3::{OpenAPI, ReferenceOr, Schema};

/// The members of each family, sorted, by the name of the schema that stands for them; none where they are too
/// many.
pub type Families = IndexMap<String, Option<IndexSet<String>>>;

/// How many members all families have for each shared schema: one that is derived from several bases is a
/// member of several families.
const FOR_EACH: usize = 8;

/// How many members there may always be.
const ALWAYS: usize = 10_000;

/// Finds all families of a document.
pub fn families(document: &OpenAPI) -> Families {
    let Some(components) = &document.components else {
        return Families::new();
    };
    let mut derived: IndexMap<String, IndexSet<&str>> = IndexMap::new();
    let mut names: Vec<&String> = components.schemas.keys().collect();
    names.sort();
    let schema = |name: &str| components.schemas.get(name)?.as_item();
    for name in &names {
        let parts = schema(name).map(|schema| Keywords::of(schema).all_of);
        for base in parts.into_iter().flatten().filter_map(shared_name) {
            derived.entry(base).or_default().insert(name);
        }
    }
    let mut families = Families::new();
    let mut left = ALWAYS + FOR_EACH * names.len();
    for name in names {
        let Some(schema) = schema(name) else { continue };
        let keywords = Keywords::of(schema);
        let Some(discriminator) = keywords.discriminator else {
            continue;
        };
        if keywords.branches().is_some() {
            continue;
        }
        let mapped = discriminator.mapping.values().map(|target| {
            let place = Pointer::parse(target).and_then(|at| component_name(&at, Schema::SECTION));
            place.unwrap_or_else(|| target.clone())
        });
        let mut members: Vec<String> = if discriminator.mapping.is_empty() {
            let own = is_concrete(schema, name).then(|| name.clone());
            let descendants = descendants(&derived, name, left);
            own.into_iter().chain(descendants).collect()
        } else {
            mapped.collect()
        };
        members.sort();
        members.dedup();
        members.retain(|member| components.schemas.contains_key(member));
        if members.iter().any(|member| member != name) {
            let rest = left.checked_sub(members.len());
            left = rest.unwrap_or(left);
            let members = rest.map(|_| members.into_iter().collect());
            families.insert(name.clone(), members);
        }
    }
    families
}

/// All that is derived from a schema, directly or not; of more than `most`, one more than that.
fn descendants(derived: &IndexMap<String, IndexSet<&str>>, name: &str, most: usize) -> Vec<String> {
    let mut found: IndexSet<&str> = IndexSet::new();
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

/// Whether a value can be of the schema itself: unless the discriminator lists its values, and this
/// one's name is not among them.
fn is_concrete(schema: &Schema, name: &str) -> bool {
    let keywords = Keywords::of(schema);
    let tag = keywords.discriminator.and_then(|discriminator| {
        let member = keywords.properties?.get(&discriminator.property_name)?;
        Some(Keywords::of(member.as_item()?).values)
    });
    tag.is_none_or(|values| values.is_empty() || values.iter().any(|value| value == name))
}

fn shared_name(part: &ReferenceOr<Schema>) -> Option<String> {
    match part {
        ReferenceOr::Reference { reference } => {
            component_name(&Pointer::parse(reference)?, Schema::SECTION)
        }
        ReferenceOr::Item(_) => None,
    }
}

impl<'a> Resolver<'a, '_> {
    /// The union that a shared schema stands for, if it has a family.
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
            // A base in the middle stands for its own family; here it is meant itself.
            branches.push((if is_parent { self.base(member)? } else { whole }, whole));
        }
        if members.contains(&name) {
            self.base(&name)?;
        }
        let mapping = self.mapping(discriminator, &at.child("discriminator"));
        let mut branch_of: IndexMap<SchemaId, SchemaId> = IndexMap::new();
        for (branch, whole) in &branches {
            branch_of.entry(*whole).or_insert(*branch);
        }
        let moved = |id: SchemaId| branch_of.get(&id).copied().unwrap_or(id);
        let tags = mapping
            .into_iter()
            .map(|(tag, target)| (tag, moved(target)))
            .collect();
        Some(Kind::Union(Union {
            branches: branches.iter().map(|(branch, _)| *branch).collect(),
            discriminator: Some(Discriminator {
                property: discriminator.property_name.clone(),
                tags,
            }),
        }))
    }

    /// The object that a schema with a family describes itself.
    fn base(&mut self, name: &str) -> Option<SchemaId> {
        if let Some(base) = self.bases.get(name) {
            return Some(*base);
        }
        let whole = self.component(name)?;
        let at = self.api[whole].at.clone();
        let schema = self.document.components.as_ref()?.schemas.get(name)?;
        let schema = schema.as_item()?;
        let keywords = Keywords::of(schema);
        let base = self.copy(at.child("discriminator"), Owner::Base(whole));
        self.bases.insert(name.to_owned(), base);
        self.describe(base, &keywords);
        self.api.schemas[base.0].rust_name = None;
        self.note(base, Unread::Base(schema, whole));
        Some(base)
    }

    /// Whether a schema belongs to the family of the one at `base`: then it isn't another name for it.
    pub(super) fn is_derived(&self, id: SchemaId, base: &Pointer) -> bool {
        let Owner::Component(name) = &self.api[id].owner else {
            return false;
        };
        let family = component_name(base, Schema::SECTION);
        let members = family.and_then(|family| self.families.get(&family)?.as_ref());
        members.is_some_and(|members| members.contains(name))
    }
}
