//! The members that a union writes where the content of its variant doesn't hold them: a discriminator, and optional
//! members with one value that tell the variant from others.

use crate::api::{Api, Constant, Kind, Object, Property, SchemaId, Union, only_value};
use crate::ir::{Literal, Pick, Raw};
use crate::lower::types::object::literal;
use crate::lower::types::tags;
use crate::map::{IndexMap, IndexSet};

/// The most levels of unions within a branch, and the most objects of one.
const NESTED: usize = 8;
const MOST_OBJECTS: usize = 64;

/// A union whose variants' members are looked for.
pub struct Written<'a> {
    api: &'a Api,
    union: &'a Union,
    /// The rule for an object's variant.
    pick: &'a Pick,
    /// The first tag of a discriminator for each branch.
    named: IndexMap<SchemaId, &'a String>,
}

impl<'a> Written<'a> {
    /// Begins with a union and the rule for the variant of an object.
    pub fn of(api: &'a Api, union: &'a Union, pick: &'a Pick) -> Self {
        let named = union.discriminator.iter().flat_map(|it| &it.tags).rev();
        Self {
            api,
            union,
            pick,
            named: named.map(|(tag, id)| (*id, tag)).collect(),
        }
    }

    /// The members of the variant with this index.
    pub fn tags(&self, index: usize) -> Vec<(Raw, Literal)> {
        let branch = self.union.branches[index];
        if let Some(tag) = self.discriminator(branch) {
            return vec![tag];
        }
        let Some(objects) = objects(self.api, branch) else {
            return Vec::new();
        };
        let mut names = IndexSet::default();
        way(self.pick, index, &mut names);
        let tags = names.into_iter().filter_map(|name| {
            let value = self.optional(name, index, &objects)?;
            Some((name.clone(), value))
        });
        tags.collect()
    }

    /// The discriminator of a branch that doesn't describe it.
    fn discriminator(&self, branch: SchemaId) -> Option<(Raw, Literal)> {
        let property = &self.union.discriminator.as_ref()?.property;
        let tag = *self.named.get(&branch)?;
        match &self.api[self.api.behind_aliases(branch).0].kind {
            Kind::Object(object) if !object.properties.contains_key(property) => {
                Some((property.into(), Literal::String(tag.into())))
            }
            _ => None,
        }
    }

    /// The value of a member that all objects of a branch describe and not all require: its only one, or of several
    /// texts the default, if several branches do without the member. If just one does, a value without it is of that
    /// branch, and the default would only set a member that the caller left alone.
    fn optional(&self, name: &Raw, index: usize, objects: &[&Object]) -> Option<Literal> {
        let properties = objects.iter().map(|it| it.properties.get(name.exact()));
        let properties: Vec<&Property> = properties.collect::<Option<_>>()?;
        if properties.iter().all(|it| it.required) {
            return None;
        }
        let own = match (self.listed(name, index), objects) {
            (Some(tags), _) => tags,
            (None, [object]) => match tags::texts(self.api, object, name.exact()) {
                Some(texts) => texts.collect(),
                None => return self.only(&properties),
            },
            (None, _) => return self.only(&properties),
        };
        let default = || {
            let mut defaults = self.api.aliases(properties.first()?.schema);
            let default = defaults.find_map(|id| self.api[id].default.as_ref())?;
            let default = default.value.as_str()?;
            own.iter().copied().find(|tag| *tag == default)
        };
        let tag = match own[..] {
            [only] => only,
            _ if self.several_lack(name) => default()?,
            _ => return None,
        };
        Some(Literal::String(tag.into()))
    }

    /// The tags of a discriminator that lead to a variant, if a member is one. Names that may be received beside them
    /// are none to write.
    fn listed(&self, name: &Raw, index: usize) -> Option<Vec<&'a str>> {
        let discriminator = self.union.discriminator.as_ref()?;
        let Pick::Tag(member, tags, _) = self.pick else {
            return None;
        };
        let branch = self.union.branches[index];
        let is_name = |tag: &str| {
            let mut names = discriminator.names.iter();
            names.any(|(name, of)| *of == branch && name == tag)
        };
        let own = tags.iter().filter(|(_, variant)| *variant == index);
        let own = own.map(|(tag, _)| tag.exact());
        (member == name).then(|| own.filter(|tag| !is_name(tag)).collect())
    }

    /// The only value of several members, if it is the same. Null isn't added where it is missing: it says no more.
    fn only(&self, properties: &[&Property]) -> Option<Literal> {
        let mut values = properties.iter().map(|it| only_value(self.api, it.schema));
        let first = values.next()?.filter(|value| *value != Constant::Null)?;
        values
            .all(|value| value.as_ref() == Some(&first))
            .then(|| literal(&first))
    }

    /// Whether several branches do without a member.
    fn several_lack(&self, name: &Raw) -> bool {
        let lacks = |branch: &&SchemaId| match &self.api[self.api.behind_aliases(**branch).0].kind {
            Kind::Object(object) => {
                let tag = object.properties.get(name.exact());
                tag.is_none_or(|tag| !tag.required)
            }
            _ => false,
        };
        self.union.branches.iter().filter(lacks).count() > 1
    }
}

/// Adds the members that a rule asks on the way to a variant. Recursive: the planner makes at most eight levels of
/// groups.
fn way<'p>(mut pick: &'p Pick, index: usize, names: &mut IndexSet<&'p Raw>) {
    loop {
        pick = match pick {
            Pick::Tag(name, tags, otherwise) => {
                names.insert(name);
                if tags.iter().any(|(_, variant)| *variant == index) {
                    return;
                }
                otherwise
            }
            Pick::Part(name, values, otherwise) => {
                names.insert(name);
                if values.iter().any(|(_, variant)| *variant == index) {
                    return;
                }
                otherwise
            }
            Pick::Group(name, _, picks) => {
                let [then, otherwise] = &**picks;
                names.insert(name);
                if leads(then, index) {
                    way(then, index, names);
                }
                otherwise
            }
            Pick::Key(keys, otherwise) if keys.iter().all(|(_, variant)| *variant != index) => {
                otherwise
            }
            _ => return,
        };
    }
}

/// Whether a rule can lead to a variant.
pub fn leads(pick: &Pick, index: usize) -> bool {
    let is_it = |variant: &usize| *variant == index;
    match pick {
        Pick::None => false,
        Pick::One(variant) => is_it(variant),
        Pick::Scored(variants) | Pick::Described(variants) => variants.iter().any(is_it),
        Pick::Tag(_, tags, otherwise) => {
            tags.iter().any(|(_, it)| is_it(it)) || leads(otherwise, index)
        }
        Pick::Key(keys, otherwise) | Pick::Value(keys, otherwise) => {
            keys.iter().any(|(_, it)| is_it(it)) || leads(otherwise, index)
        }
        Pick::Part(_, values, otherwise) => {
            values.iter().any(|(_, it)| is_it(it)) || leads(otherwise, index)
        }
        Pick::Group(_, _, picks) => picks.iter().any(|pick| leads(pick, index)),
    }
}

/// The objects of a branch, those of unions within it included; none if it takes anything else.
fn objects(api: &Api, branch: SchemaId) -> Option<Vec<&Object>> {
    let mut found = Vec::new();
    let mut level = vec![branch];
    for _ in 0..NESTED {
        for id in std::mem::take(&mut level) {
            match &api[api.behind_aliases(id).0].kind {
                Kind::Object(object) => found.push(object),
                Kind::Union(union) => level.extend(&union.branches),
                _ => return None,
            }
            if found.len() + level.len() > MOST_OBJECTS {
                return None;
            }
        }
    }
    level
        .is_empty()
        .then_some(found)
        .filter(|it| !it.is_empty())
}
