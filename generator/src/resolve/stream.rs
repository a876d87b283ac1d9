//! The items of a stream. `itemSchema` (`OpenAPI` 3.2, "Sequential Media Types") describes a line or a record
//! itself, but an event of `text/event-stream` as an object of its fields, whose `data` is the value.

use super::Resolver;
use super::encoding::Direction;
use super::reference::{PART_IGNORED, TEXT};
use crate::api::{Kind, Media, Owner, SchemaId, Union};
use crate::diagnostic::{Code, Pointer};
use crate::map::{IndexMap, IndexSet};
use crate::openapi::view::{Keywords, MediaType, RefOr, Schema, View};
use crate::steps::step;

/// The fields of an event besides its data (WHATWG HTML, "Server-sent events").
const FIELDS: [&str; 3] = ["event", "id", "retry"];

/// A schema, its place, and whether it is in a branch of a union.
type Met<'a> = (RefOr<'a, Schema<'a>>, Pointer, bool);

/// The data of events, according to their schema.
#[derive(Clone, Copy)]
pub enum Data {
    /// The schema describes the data itself.
    Whole,
    /// Text.
    Text,
    /// JSON of this schema.
    Json(SchemaId),
}

/// The data of the event that ends a stream (`generator/runtime/src/runtime/streams/mod.rs`).
const END: &str = "[DONE]";

/// The facts about an event that decide how it is read.
#[derive(Clone, Copy)]
pub struct Item {
    data: Data,
    /// Whether an event is named `error`.
    names_error: bool,
}

impl Item {
    fn of(data: Data) -> Self {
        Self {
            data,
            names_error: false,
        }
    }
}

/// The fields in the schemas of an event.
#[derive(Default)]
struct Event<'a> {
    /// The schemas of `data`.
    data: Vec<Met<'a>>,
    /// Whether the schemas have other members than an event.
    is_other: bool,
    /// Whether `error` is among the names.
    names_error: bool,
}

impl<'a> Resolver<'a, '_> {
    /// The schema of content, whether it describes an item of a stream, and whether it names an event `error`.
    pub(super) fn content_schema(
        &mut self,
        (media_type, direction): (&str, Direction),
        media: MediaType<'a>,
        at: &Pointer,
        owner: Owner,
    ) -> (Option<SchemaId>, bool, bool) {
        let kind = Media::of(media_type);
        let place = at.child("itemSchema");
        match media.item_schema() {
            Some(item) if kind == Media::Lines || direction.has_places(media_type) => {
                (Some(self.schema(item, place, owner)), true, false)
            }
            Some(item) if kind == Media::Events => {
                let found = self.events_of(item, &place, &owner);
                let schema = match found.data {
                    Data::Whole => Some(self.schema(item, place, owner)),
                    Data::Text => None,
                    Data::Json(id) => Some(id),
                };
                (schema, true, found.names_error)
            }
            item => {
                if item.is_some() {
                    let words = ["itemSchema", &format!("content of `{media_type}`")];
                    let code = Code::NotSupportedKeyword;
                    self.diagnostics.report(code, &place, &words);
                }
                let schema = media.schema();
                let schema = schema.map(|schema| self.schema(schema, at.child("schema"), owner));
                (schema, false, false)
            }
        }
    }

    /// The events with this schema. A schema that many operations refer to is examined once, with or
    /// without words beside the references.
    fn events_of(&mut self, item: RefOr<'a, Schema<'a>>, at: &Pointer, owner: &Owner) -> Item {
        let mut around = IndexSet::default();
        let mut next = (item, at.clone());
        let found = loop {
            let Ok((schema, end, shared)) = self.follow_or_say_why(next.0, &next.1, TEXT) else {
                break Item::of(Data::Text);
            };
            if let Some(found) = self.events.get(&end) {
                break *found;
            }
            if !around.insert(end.clone()) {
                break Item::of(Data::Whole);
            }
            match only_part(schema, &end) {
                Some(part) => next = part,
                None => break self.events_at(schema, &end, shared, owner),
            }
        };
        self.events
            .extend(around.into_iter().map(|end| (end, found)));
        found
    }

    fn events_at(
        &mut self,
        schema: Schema<'a>,
        at: &Pointer,
        shared: Option<&str>,
        owner: &Owner,
    ) -> Item {
        let owner = shared.map_or_else(
            || owner.clone(),
            |name| Owner::Shared(format!("{name} data")),
        );
        let event = self.event(schema, at);
        let data = if event.is_other || event.data.is_empty() {
            Data::Whole
        } else {
            self.data_of(event.data, at, owner)
        };
        Item {
            data,
            names_error: event.names_error,
        }
    }

    /// The facts about an event from the parts and branches of its schema.
    fn event(&mut self, schema: Schema<'a>, at: &Pointer) -> Event<'a> {
        let mut event = Event::default();
        let is_whole = self.walk((RefOr::Item(schema), at.clone()), |this, met| {
            let (keywords, at, is_branch) = met;
            for (name, property) in keywords.properties.iter() {
                let place = || at.child("properties").child(name);
                if name == "data" {
                    event.data.push((property, place(), is_branch));
                } else if name == "event" {
                    event.names_error |= this.lists_error(property, place());
                } else if !FIELDS.contains(&name) {
                    event.is_other = true;
                }
            }
        });
        event.is_other |= !is_whole;
        event
    }

    /// Whether `error` is a listed value of this schema.
    fn lists_error(&mut self, name: RefOr<'a, Schema<'a>>, at: Pointer) -> bool {
        let mut is_listed = false;
        self.walk((name, at), |_, (keywords, ..)| {
            is_listed |= keywords.values.iter().any(|value| value == "error");
        });
        is_listed
    }

    /// Visits a schema, its parts and its branches, each once, with its place and whether it is within a branch; `false`
    /// if they are too many.
    fn walk(
        &mut self,
        (schema, at): (RefOr<'a, Schema<'a>>, Pointer),
        mut visit: impl FnMut(&mut Self, (Keywords<'a>, &Pointer, bool)),
    ) -> bool {
        let mut seen = IndexSet::default();
        let mut waiting = vec![(schema, at, false)];
        while let Some((schema, at, is_branch)) = waiting.pop() {
            step();
            if self.budget.take(1).is_err() {
                return false;
            }
            let found = self.follow_or_say_why(schema, &at, PART_IGNORED);
            let Ok((schema, at, _)) = found else {
                continue;
            };
            if !seen.insert(at.clone()) {
                continue;
            }
            let keywords = schema.keywords();
            visit(self, (keywords, &at, is_branch));
            let inner = inner(&keywords, &at);
            waiting.extend(
                inner.map(|(part, at, is_of_branch)| (part, at, is_branch || is_of_branch)),
            );
        }
        true
    }

    /// Whether the data is always the word that ends a stream, which the client takes for the end.
    fn is_end(&mut self, data: RefOr<'a, Schema<'a>>, at: &Pointer) -> bool {
        let found = self.follow_or_say_why(data, at, TEXT);
        found.is_ok_and(|(schema, ..)| matches!(schema.keywords().values, [only] if only == END))
    }

    /// The data in these schemas: JSON if one of them describes JSON.
    fn data_of(&mut self, schemas: Vec<Met<'a>>, at: &Pointer, owner: Owner) -> Data {
        let mut values: IndexMap<String, (RefOr<'a, Schema<'a>>, Pointer)> = IndexMap::default();
        let mut has_text = false;
        // The walk found them from the last to the first.
        for (schema, place, is_branch) in schemas.into_iter().rev() {
            match self.value(schema, &place) {
                Some((schema, place)) => {
                    let key = match schema {
                        RefOr::Reference(reference) => reference.to_owned(),
                        RefOr::Item(_) => place.as_str().to_owned(),
                    };
                    values.insert(key, (schema, place));
                }
                None => has_text |= is_branch && !self.is_end(schema, &place),
            }
        }
        if has_text && !values.is_empty() {
            self.diagnostics.report(Code::EventData, at, &[]);
            return Data::Text;
        }
        let mut values = values.into_values();
        match (values.next(), values.len()) {
            (None, _) => Data::Text,
            (Some((schema, place)), 0) => Data::Json(self.schema(schema, place, owner)),
            (Some(first), _) => {
                let union = self.reserve(at.child("data"), owner);
                let all = std::iter::once(first).chain(values).enumerate();
                let branches = all
                    .map(|(index, (schema, place))| {
                        self.schema(schema, place, Owner::Variant(union, index))
                    })
                    .collect();
                self.api.schemas[union.0].kind = Kind::Union(Union {
                    branches,
                    discriminator: None,
                });
                Data::Json(union)
            }
        }
    }

    /// The schema of the JSON value in `data`, with its place; `None` for text. Some documents describe the
    /// value instead of the text.
    fn value(
        &mut self,
        data: RefOr<'a, Schema<'a>>,
        at: &Pointer,
    ) -> Option<(RefOr<'a, Schema<'a>>, Pointer)> {
        let (schema, end, _) = self.follow_or_say_why(data, at, TEXT).ok()?;
        let keywords = schema.keywords();
        let media_type = keywords.format.media_type;
        if let Some(content) = schema.object().part("contentSchema") {
            let is_json = media_type.is_none_or(|name| Media::of(name) == Media::Json);
            return is_json.then(|| (content, end.child("contentSchema")));
        }
        if media_type.is_some_and(|name| Media::of(name) == Media::Json) {
            // JSON without a schema is text for the caller.
            return None;
        }
        let is_composed = !keywords.all_of.is_empty()
            || !keywords.one_of.is_empty()
            || !keywords.any_of.is_empty()
            || !keywords.properties.is_empty();
        let is_value = keywords.ty.map_or(is_composed, |ty| ty != "string");
        is_value.then(|| (data, at.clone()))
    }
}

/// The parts and branches of a schema.
fn inner<'a>(keywords: &Keywords<'a>, at: &Pointer) -> impl Iterator<Item = Met<'a>> {
    let parts = keywords.all_of;
    let all = parts.iter().enumerate();
    let all = all.map(move |(index, part)| (part, parts.place(at, index), false));
    let branches = [keywords.one_of, keywords.any_of].into_iter();
    let branches = branches.flat_map(move |branches| {
        let at = at.child(branches.keyword());
        let branches = branches.iter();
        branches.map(move |(index, branch)| (branch, at.index(index), true))
    });
    all.chain(branches)
}

/// The only part of a schema that doesn't describe the fields of events itself: a reference with words beside
/// it.
fn only_part<'a>(schema: Schema<'a>, at: &Pointer) -> Option<(RefOr<'a, Schema<'a>>, Pointer)> {
    let keywords = schema.keywords();
    let parts = keywords.all_of;
    let is_empty = keywords.properties.iter().next().is_none()
        && keywords.one_of.is_empty()
        && keywords.any_of.is_empty();
    match parts.iter().next() {
        Some(part) if parts.len() == 1 && is_empty => Some((part, parts.place(at, 0))),
        _ => None,
    }
}
