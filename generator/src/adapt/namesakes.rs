//! Inline schemas that repeat the shared schema whose name they would take: the body of `CreateThing` beside a shared
//! `CreateThingRequest`. Such a schema becomes a reference to that one, as the author could have written it. So there
//! is one type, and no second one with a number.
//!
//! The two allow the same values at each level, and the inline one has no text that the other lacks. A schema with a
//! name of its own, or a part of it with one, stays.

use crate::api::{Api, Docs, Kind, Outline, Owner, Schema, SchemaId, Text, children, constant};
use crate::config::Config;
use crate::map::IndexMap;
use crate::null::Null;

/// The most letters of a name that is compared: the names of parts are read again for each part.
const LONGEST: usize = 200;

/// The most aliases of a part that are followed: behind more, two parts are not the same.
const LONGEST_CHAIN: usize = 16;

/// Makes references of these schemas.
pub fn refer(api: &mut Api, config: &Config) {
    let mut shared: IndexMap<String, SchemaId> = IndexMap::default();
    for (name, id) in &api.components {
        if name.len() <= LONGEST && has_parts(api, *id) {
            // Of two names with the same letters, the first in the alphabet.
            shared.entry(letters(name)).or_insert(*id);
        }
    }
    let all = (0..api.schemas.len()).map(SchemaId);
    let repeats = all.filter(|id| !matches!(api[*id].owner, Owner::Component(_)));
    let repeats = repeats.filter(|id| has_parts(api, *id) && !is_constant(api, *id));
    let repeats = repeats.filter_map(|id| {
        let shared = *shared.get(&name(api, id)?)?;
        let mut same = Same::of(api, config);
        same.type_of(id, shared).then_some((id, shared))
    });
    for (id, shared) in repeats.collect::<Vec<_>>() {
        let schema = &mut api.schemas[id.0];
        schema.kind = Kind::Alias(shared);
        schema.limits.clear();
        schema.docs.constraints = None;
        schema.annotations.clear();
    }
}

/// Whether a schema has parts or values that make a type of it.
fn has_parts(api: &Api, id: SchemaId) -> bool {
    match &api[id].kind {
        Kind::Object(object) => !object.properties.is_empty(),
        kind => matches!(
            kind,
            Kind::StringEnum(_) | Kind::IntegerEnum(_) | Kind::Union(_) | Kind::Tuple(_)
        ),
    }
}

/// Whether a schema is that of a constant member, which is no field.
fn is_constant(api: &Api, id: SchemaId) -> bool {
    let Owner::Property(parent, name) = &api[id].owner else {
        return false;
    };
    let Kind::Object(object) = &api[*parent].kind else {
        return false;
    };
    let property = object.properties.get(name);
    property.is_some_and(|property| constant(api, property).is_some())
}

/// The letters and digits of the name that a schema has by its place.
fn name(api: &Api, mut id: SchemaId) -> Option<String> {
    let mut words: Vec<&str> = Vec::new();
    let mut length = 0;
    loop {
        let of_operation = |operation: crate::api::OperationId| {
            let operation = &api.operations[operation.0];
            operation.rust_name.as_deref().or(operation.id.as_deref())
        };
        let (word, rest) = match &api[id].owner {
            Owner::Property(parent, name) => (&**name, Some(*parent)),
            Owner::Items(parent) => ("item", Some(*parent)),
            Owner::Values(parent) => ("value", Some(*parent)),
            Owner::Component(name) => (&**name, None),
            Owner::Request(operation) => {
                words.push("request");
                (of_operation(*operation)?, None)
            }
            Owner::Response(operation, status) if status.is_success() => {
                words.push("response");
                (of_operation(*operation)?, None)
            }
            _ => return None,
        };
        words.push(word);
        length += word.len();
        if length > LONGEST {
            return None;
        }
        match rest {
            Some(parent) => id = parent,
            None => break,
        }
    }
    Some(words.into_iter().rev().map(letters).collect())
}

fn letters(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The comparison of an inline schema with a shared one.
struct Same<'a> {
    api: &'a Api,
    config: &'a Config,
    /// The parts of the inline schema that were compared, with their counterparts.
    seen: IndexMap<SchemaId, SchemaId>,
    /// The pairs that are still to be compared.
    waiting: Vec<(SchemaId, SchemaId)>,
}

impl<'a> Same<'a> {
    fn of(api: &'a Api, config: &'a Config) -> Self {
        Self {
            api,
            config,
            seen: IndexMap::default(),
            waiting: Vec::new(),
        }
    }

    /// Whether a shared schema is the type of an inline one. What belongs to the place, such as `null` and a member's
    /// text, stays there.
    fn type_of(&mut self, inline: SchemaId, shared: SchemaId) -> bool {
        let (own, other) = (&self.api[inline], &self.api[shared]);
        let is_shown = matches!(own.owner, Owner::Property(..));
        let is_within = flags(other)
            .zip(flags(own))
            .all(|(other, own)| own || !other);
        let is_same = is_within
            && (is_shown || has_texts(&own.docs, &[&other.docs]))
            && (other.default.is_none() || own.default == other.default)
            && own.limits == other.limits
            && own.may_be_fraction == other.may_be_fraction
            && own.docs.constraints == other.docs.constraints
            && self.are_alike(inline, shared);
        self.seen.insert(inline, shared);
        while let Some((own, other)) = self.waiting.pop().filter(|_| is_same) {
            if !self.is_same(own, other) {
                return false;
            }
        }
        is_same
    }

    /// Whether two parts are the same, up to their own parts.
    fn is_same(&mut self, inline: SchemaId, shared: SchemaId) -> bool {
        if inline == shared {
            return true;
        }
        if let Some(known) = self.seen.get(&inline) {
            return *known == shared;
        }
        self.seen.insert(inline, shared);
        let (own, other) = (Chain::of(self.api, inline), Chain::of(self.api, shared));
        let texts: Vec<&Docs> = other.schemas.iter().map(|schema| &schema.docs).collect();
        let mut own_docs = own.schemas.iter().map(|schema| &schema.docs);
        let is_null_alike =
            self.api.takes_null_away(own.end) == self.api.takes_null_away(other.end);
        own.flags() == other.flags()
            && is_null_alike
            && own.default() == other.default()
            && (own.end == other.end || own.limits().eq(other.limits()))
            && own_docs.all(|docs| has_texts(docs, &texts))
            && (own.end == other.end || self.are_alike(own.end, other.end))
    }

    /// Whether two schemas have the same keywords; notes their parts.
    fn are_alike(&mut self, inline: SchemaId, shared: SchemaId) -> bool {
        let (own, other) = (&self.api[inline], &self.api[shared]);
        let at = own.at.as_str();
        let is_named = own.rust_name.is_some()
            || matches!(own.owner, Owner::Component(_))
            || self.config.names.contains_key(at)
            || self.config.constraints.contains_key(at);
        if is_named || own.annotations != other.annotations || own.content != other.content {
            return false;
        }
        // A schema without a type may allow other values than its counterpart, and the target of an alias that ends a
        // chain was not compared.
        let is_open = matches!(own.kind, Kind::Unknown(_) | Kind::Alias(_));
        if is_open || Outline::of(self.api, inline) != Outline::of(self.api, shared) {
            return false;
        }
        let parts = children(self.api, inline).into_iter();
        self.waiting.extend(parts.zip(children(self.api, shared)));
        true
    }
}

/// Whether the texts of an inline schema are among others.
fn has_texts(own: &Docs, others: &[&Docs]) -> bool {
    let is_among = |text: fn(&Docs) -> &Option<Text>| {
        text(own).is_none() || others.iter().any(|other| text(other) == text(own))
    };
    is_among(|docs| &docs.title)
        && is_among(|docs| &docs.description)
        && is_among(|docs| &docs.link)
}

fn flags(schema: &Schema) -> std::array::IntoIter<bool, 5> {
    let Schema {
        null,
        read_only,
        write_only,
        password,
        ..
    } = *schema;
    [
        null.is_allowed(),
        read_only,
        write_only,
        password,
        schema.docs.deprecated,
    ]
    .into_iter()
}

/// A schema with the targets of its aliases: all their keywords apply.
struct Chain<'a> {
    schemas: Vec<&'a Schema>,
    end: SchemaId,
}

impl<'a> Chain<'a> {
    fn of(api: &'a Api, id: SchemaId) -> Self {
        let ids: Vec<SchemaId> = api.aliases(id).take(LONGEST_CHAIN).collect();
        Self {
            end: ids.last().copied().unwrap_or(id),
            schemas: ids.into_iter().map(|id| &api[id]).collect(),
        }
    }

    fn flags(&self) -> [bool; 5] {
        let mut all = [false; 5];
        let null = self.schemas.iter().map(|schema| schema.null);
        all[0] = null.fold(Null::Unsaid, Null::before).is_allowed();
        for schema in &self.schemas {
            for (all, own) in all.iter_mut().zip(flags(schema)).skip(1) {
                *all |= own;
            }
        }
        all
    }

    fn default(&self) -> Option<&crate::api::DefaultValue> {
        self.schemas
            .iter()
            .find_map(|schema| schema.default.as_ref())
    }

    /// The limits, and those without a keyword of their own.
    fn limits(&self) -> impl Iterator<Item = (&[crate::api::Limit], Option<&Text>)> {
        let limits = self.schemas.iter();
        let limits = limits.map(|schema| (&*schema.limits, schema.docs.constraints.as_ref()));
        limits.filter(|(limits, words)| !limits.is_empty() || words.is_some())
    }
}
