//! The data of events, from the schemas of their fields: text, or JSON of a schema; of several schemas a union, whose
//! branches the names of the events tell apart.

use super::{Branch, Data, Event, Met, key};
use crate::api::{EventNames, Kind, Media, Owner, SchemaId, StringFormat, Union};
use crate::diagnostic::{Code, Pointer};
use crate::map::{IndexMap, IndexSet};
use crate::openapi::view::{Keywords, RefOr, Schema};
use crate::resolve::Resolver;
use crate::resolve::reference::TEXT;

/// The data of the event that ends a stream (`generator/runtime/src/runtime/streams/mod.rs`).
const END: &str = "[DONE]";

/// A JSON value in the data of events, and their names.
struct Value<'a> {
    schema: Met<'a>,
    names: IndexSet<&'a str>,
    /// Whether it is the data of events with other names, too.
    is_of_others: bool,
}

/// The events with text as their data.
struct Text<'a> {
    names: IndexSet<&'a str>,
    /// Whether events with other names have it, too.
    is_of_others: bool,
}

impl<'a> Text<'a> {
    /// The events of these branches; `None` if there are none.
    fn of(event: &Event<'a>, branches: &[Branch]) -> Option<Self> {
        let names = || branches.iter().map(|branch| event.names(*branch));
        (!branches.is_empty()).then(|| Self {
            names: names().flatten().flatten().copied().collect(),
            is_of_others: names().any(|names| names.is_none()),
        })
    }

    /// Whether none of the names is that of a value, too.
    fn has_names_beside(&self, values: &[Value]) -> bool {
        let mut values = values.iter();
        values.all(|value| value.names.is_disjoint(&self.names))
    }

    /// Whether the data of an event with another name can be text, or a value.
    fn is_left_to_value(&self, values: &[Value]) -> bool {
        self.is_of_others && values.iter().any(|value| value.is_of_others)
    }

    fn add_to(self, events: &mut EventNames, schema: SchemaId) {
        let names = self.names.into_iter();
        let names = names.map(|name| (name.to_owned(), schema));
        events.listed.extend(names);
        events.others.extend(self.is_of_others.then_some(schema));
        events.text = Some(schema);
    }
}

impl<'a> Resolver<'a, '_> {
    /// Whether the data is always the word that ends a stream, which the client takes for the end.
    fn is_end(&mut self, data: RefOr<'a, Schema<'a>>, at: &Pointer) -> bool {
        let found = self.follow_or_say_why(data, at, TEXT);
        found.is_ok_and(|(schema, ..)| matches!(schema.keywords().values, [only] if only == END))
    }

    /// The data of an event: JSON if one of its schemas describes JSON.
    pub(super) fn data_of(&mut self, event: &Event<'a>, at: &Pointer, owner: Owner) -> Data {
        let mut values: IndexMap<String, Value<'a>> = IndexMap::default();
        let (mut texts, mut typed) = (Vec::new(), IndexSet::default());
        // The walk found them from the last to the first.
        for ((schema, place), branch) in event.data.iter().rev() {
            match self.value(*schema, place) {
                Some(schema) => {
                    let value = values.entry(key(&schema)).or_insert(Value {
                        schema,
                        names: IndexSet::default(),
                        is_of_others: false,
                    });
                    typed.insert(*branch);
                    let names = event.names(*branch);
                    value.is_of_others |= names.is_none();
                    value.names.extend(names.into_iter().flatten());
                }
                None if *branch == 0 || self.is_end(*schema, place) => {}
                None => texts.push(*branch),
            }
        }
        texts.retain(|branch| !typed.contains(branch));
        let text = Text::of(event, &texts);
        let values: Vec<Value> = values.into_values().collect();
        let is_named = text
            .as_ref()
            .is_none_or(|text| text.has_names_beside(&values));
        let values = told_apart(values);
        match (&values[..], text) {
            ([], _) => Data::Text,
            ([only], None) => {
                let (schema, place) = only.schema.clone();
                Data::Json(self.schema(schema, place, owner))
            }
            // The value can't decide: a text may look like JSON.
            (values, Some(text)) if !is_named || text.is_left_to_value(values) => {
                self.diagnostics.report(Code::EventData, at, &[]);
                Data::Text
            }
            (values, text) => Data::Json(self.data_union(values, text, at, owner)),
        }
    }

    /// The union of several values, or of some and text.
    fn data_union(
        &mut self,
        values: &[Value<'a>],
        text: Option<Text<'a>>,
        at: &Pointer,
        owner: Owner,
    ) -> SchemaId {
        let union = self.reserve(at.child("data"), owner);
        let branches = values.iter().enumerate().map(|(index, value)| {
            let (schema, place) = value.schema.clone();
            let owner = match value.names.first() {
                Some(name) if value.names.len() == 1 => Owner::Branch(union, (*name).to_owned()),
                _ => Owner::Variant(union, index),
            };
            self.schema(schema, place, owner)
        });
        let mut branches: Vec<SchemaId> = branches.collect();
        let mut events = events(values, &branches);
        if let Some(text) = text {
            let owner = Owner::Variant(union, branches.len());
            let schema = self.reserve(at.child("text"), owner);
            self.api.schemas[schema.0].kind = Kind::String(StringFormat::Plain);
            branches.push(schema);
            text.add_to(&mut events, schema);
        }
        self.api.schemas[union.0].kind = Kind::Union(Union {
            events: (!events.listed.is_empty()).then_some(events),
            branches,
            discriminator: None,
        });
        union
    }

    /// The schema of the JSON value in `data`, with its place; `None` for text. Some documents describe the
    /// value instead of the text.
    pub(super) fn value(
        &mut self,
        data: RefOr<'a, Schema<'a>>,
        at: &Pointer,
    ) -> Option<(RefOr<'a, Schema<'a>>, Pointer)> {
        let (schema, end, _) = self.follow_or_say_why(data, at, TEXT).ok()?;
        let mut said = Said::default();
        self.walk((RefOr::Item(schema), end), |_, (keywords, at, branch)| {
            if branch == 0 {
                said.add(&keywords, at);
            }
        })?;
        let is_json = said.media_type.map(|name| Media::of(name) == Media::Json);
        if let Some(content) = said.content {
            return is_json.unwrap_or(true).then_some(content);
        }
        if is_json == Some(true) {
            // JSON without a schema is text for the caller.
            return None;
        }
        let is_value = said.ty.map_or(said.is_composed, |ty| ty != "string");
        is_value.then(|| (data, at.clone()))
    }
}

/// The values with the names that only one of them has. A name of several leaves the choice to the value.
fn told_apart(mut values: Vec<Value>) -> Vec<Value> {
    let mut counts: IndexMap<&str, usize> = IndexMap::default();
    for name in values.iter().flat_map(|value| &value.names) {
        *counts.entry(name).or_default() += 1;
    }
    for value in &mut values {
        let count = value.names.len();
        value.names.retain(|name| counts[*name] == 1);
        value.is_of_others |= value.names.len() < count;
    }
    values
}

/// The keywords of a schema of data and of its parts that tell the kind of the data.
#[derive(Default)]
struct Said<'a> {
    ty: Option<&'a str>,
    media_type: Option<&'a str>,
    /// `contentSchema`, with its place.
    content: Option<Met<'a>>,
    /// Whether they describe members, branches or several parts.
    is_composed: bool,
}

impl<'a> Said<'a> {
    fn add(&mut self, keywords: &Keywords<'a>, at: &Pointer) {
        self.ty = self.ty.or(keywords.ty);
        self.media_type = self.media_type.or(keywords.format.media_type);
        if let Some(content) = keywords.content {
            self.content
                .get_or_insert_with(|| (content, at.child("contentSchema")));
        }
        self.is_composed |= keywords.all_of.len() > 1
            || !keywords.one_of.is_empty()
            || !keywords.any_of.is_empty()
            || !keywords.properties.is_empty();
    }
}

/// The names that tell the values apart.
fn events(values: &[Value], branches: &[SchemaId]) -> EventNames {
    let all = || values.iter().zip(branches.iter().copied());
    let listed = all().flat_map(|(value, branch)| {
        let names = value.names.iter();
        names.map(move |name| ((*name).to_owned(), branch))
    });
    let others = all().filter(|(value, _)| value.is_of_others);
    EventNames {
        listed: listed.collect(),
        others: others.map(|(_, branch)| branch).collect(),
        text: None,
    }
}
