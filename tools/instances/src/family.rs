//! Schemas that inherit: those that refer to another in their `allOf`, below one with a discriminator.

use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Value};

/// The components of a document by place, and their relations.
pub struct Families<'a> {
    /// The derived schemas of each, at any depth.
    derived: IndexMap<String, IndexSet<String>>,
    /// The bases with a discriminator of each, itself included.
    tags: IndexMap<String, Vec<Tag<'a>>>,
}

/// A discriminator.
#[derive(Clone, Copy)]
pub struct Tag<'a> {
    /// The member.
    pub member: &'a str,
    mapping: Option<&'a Map<String, Value>>,
}

impl<'a> Tag<'a> {
    /// The discriminator of a schema. One with a default says nothing of a value that it doesn't know.
    pub fn of(schema: &'a Map<String, Value>) -> Option<Self> {
        let discriminator = schema.get("discriminator")?;
        let member = match discriminator {
            Value::String(member) => member,
            _ => discriminator.get("propertyName")?.as_str()?,
        };
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        discriminator
            .get("defaultMapping")
            .is_none()
            .then_some(Self { member, mapping })
    }

    /// The values for the schema at a place: those of the mapping, or else its name.
    pub fn values(&self, place: &str) -> Vec<String> {
        let name = place.rsplit('/').next().unwrap_or_default();
        let is_it = |target: &&Value| {
            let target = target.as_str().unwrap_or_default();
            target == place || target == name
        };
        let mapping = self.mapping.into_iter().flatten();
        let mapped = mapping.filter(|(_, target)| is_it(target));
        let mapped: Vec<_> = mapped.map(|(value, _)| value.clone()).collect();
        if mapped.is_empty() {
            vec![name.replace("~1", "/").replace("~0", "~")]
        } else {
            mapped
        }
    }

    /// Whether the mapping has schemas, and not the one at a place.
    fn leaves_out(&self, place: &str) -> bool {
        let mapping = self.mapping.filter(|mapping| !mapping.is_empty());
        let name = place.rsplit('/').next().unwrap_or_default();
        mapping.is_some_and(|mapping| {
            let mut targets = mapping.values().filter_map(Value::as_str);
            !targets.any(|target| target == place || target == name)
        })
    }
}

impl<'a> Families<'a> {
    /// The families of a document.
    pub fn new(root: &'a Value) -> Self {
        let mut parents: IndexMap<String, Vec<&str>> = IndexMap::new();
        let mut own: IndexMap<String, (Tag<'a>, bool)> = IndexMap::new();
        for (prefix, schemas) in [
            ("#/components/schemas/", &root["components"]["schemas"]),
            ("#/definitions/", &root["definitions"]),
        ] {
            for (name, schema) in schemas.as_object().into_iter().flatten() {
                let place = format!("{prefix}{}", name.replace('~', "~0").replace('/', "~1"));
                let parts = schema.get("allOf").and_then(Value::as_array);
                let parts = parts.into_iter().flatten();
                let refs = parts.filter_map(|part| part.get("$ref")?.as_str());
                parents.insert(place.clone(), refs.collect());
                if let Some(tag) = schema.as_object().and_then(Tag::of) {
                    let is_union = schema.get("oneOf").is_some() || schema.get("anyOf").is_some();
                    own.insert(place, (tag, is_union));
                }
            }
        }
        // The tags of a plain union are those of its branches.
        let inherited: IndexSet<_> = parents.values().flatten().copied().collect();
        own.retain(|place, (_, is_union)| !*is_union || inherited.contains(place.as_str()));
        let mut families = Self {
            derived: IndexMap::new(),
            tags: IndexMap::new(),
        };
        for place in parents.keys() {
            let mut seen = IndexSet::from([place.as_str()]);
            let mut next = 0;
            while let Some(&at) = seen.get_index(next) {
                seen.extend(parents.get(at).into_iter().flatten());
                next += 1;
            }
            let tags: Vec<_> = seen
                .iter()
                .filter_map(|base| Some(own.get(*base)?.0))
                .collect();
            if tags.is_empty() {
                continue;
            }
            for base in seen {
                families
                    .derived
                    .entry(base.to_owned())
                    .or_default()
                    .insert(place.clone());
            }
            families.tags.insert(place.clone(), tags);
        }
        families
    }

    /// Whether values of the schema at a place can be those of a derived one.
    pub fn has(&self, place: &str) -> bool {
        self.tags.contains_key(place)
    }

    /// The schemas of a family with their tags: the one at `place`, unless no value names it, and the derived.
    pub fn members(&self, place: &str) -> Vec<(&str, &[Tag<'a>])> {
        let derived = self.derived.get(place).into_iter().flatten();
        let tags = |place: &str| self.tags.get(place).map_or(&[][..], Vec::as_slice);
        let all: Vec<_> = derived.map(|place| (place.as_str(), tags(place))).collect();
        let is_named = |(at, tags): &&(&str, &[Tag<'a>])| {
            *at != place || !tags.iter().any(|tag| tag.leaves_out(at))
        };
        let named: Vec<_> = all.iter().filter(is_named).copied().collect();
        if named.is_empty() { all } else { named }
    }

    /// Whether one schema is derived from another.
    pub fn is_derived(&self, place: &str, base: &str) -> bool {
        self.derived
            .get(base)
            .is_some_and(|derived| derived.contains(place))
    }
}
