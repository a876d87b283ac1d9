//! The members that a union writes where the content of its variant doesn't hold them: a discriminator, and optional
//! members with one value that tell the variant from others.

use crate::api::{Api, Constant, Kind, Object, Property, SchemaId, Union, only_value};
use crate::ir::{Literal, Pick, Raw};
use crate::lower::types::object::literal;
use crate::lower::types::tags;
use crate::lower::types::ways::{MOST_STEPS, ways};
use crate::map::{IndexMap, IndexSet};
use crate::steps::steps;

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
    /// The names of the discriminator's branches that may be received and aren't written.
    names: IndexSet<(&'a str, SchemaId)>,
    /// The members that the rule asks on the way to each variant.
    ways: Vec<IndexSet<&'a Raw>>,
    /// The texts of the first of these members by their variants, if the rule begins with a tag.
    tags: IndexMap<usize, Vec<&'a str>>,
    /// The number of branches that do without each of these members.
    lacking: IndexMap<&'a Raw, usize>,
}

impl<'a> Written<'a> {
    /// Begins with a union and the rule for the variant of an object.
    pub fn of(api: &'a Api, union: &'a Union, pick: &'a Pick) -> Self {
        let discriminator = union.discriminator.as_ref();
        let named = discriminator.iter().flat_map(|it| &it.tags).rev();
        let received = discriminator.iter().flat_map(|it| &it.names);
        let mut tags: IndexMap<usize, Vec<&str>> = IndexMap::default();
        if let Pick::Tag(_, all, _) = pick {
            for (tag, variant) in all {
                tags.entry(*variant).or_default().push(tag.exact());
            }
        }
        let ways = ways(pick, union.branches.len()).unwrap_or_default();
        let asked: IndexSet<&Raw> = ways.iter().flatten().copied().collect();
        let is_short = asked.len() * union.branches.len() <= MOST_STEPS;
        let lacking = asked.into_iter().filter(|_| is_short);
        Self {
            api,
            union,
            pick,
            named: named.map(|(tag, id)| (*id, tag)).collect(),
            names: received.map(|(name, of)| (name.as_str(), *of)).collect(),
            lacking: lacking
                .map(|name| (name, lacking_branches(api, union, name)))
                .collect(),
            ways,
            tags,
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
        let names = self.ways.get(index).into_iter().flatten();
        let tags = names.filter_map(|name| {
            let value = self.optional(name, index, &objects)?;
            Some(((*name).clone(), value))
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
            _ if self.lacking.get(name).is_some_and(|count| *count > 1) => default()?,
            _ => return None,
        };
        Some(Literal::String(tag.into()))
    }

    /// The tags of a discriminator that lead to a variant, if a member is one. Names that may be received beside them
    /// are none to write.
    fn listed(&self, name: &Raw, index: usize) -> Option<Vec<&'a str>> {
        self.union.discriminator.as_ref()?;
        let Pick::Tag(member, ..) = self.pick else {
            return None;
        };
        let branch = self.union.branches[index];
        let own = self.tags.get(&index).into_iter().flatten().copied();
        let is_name = |tag: &str| self.names.contains(&(tag, branch));
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
}

/// The number of branches that do without a member.
fn lacking_branches(api: &Api, union: &Union, name: &Raw) -> usize {
    let lacks = |branch: &&SchemaId| match &api[api.behind_aliases(**branch).0].kind {
        Kind::Object(object) => {
            let tag = object.properties.get(name.exact());
            tag.is_none_or(|tag| !tag.required)
        }
        _ => false,
    };
    steps(union.branches.len());
    union.branches.iter().filter(lacks).count()
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
