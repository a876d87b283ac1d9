//! The items of a stream. `itemSchema` (`OpenAPI` 3.2, "Sequential Media Types") describes a line or a record
//! itself, but an event of `text/event-stream` as an object of its fields, whose `data` is the value.

use super::Resolver;
use super::encoding::Direction;
use super::reference::{PART_IGNORED, TEXT};
use crate::api::{Kind, Media, Owner, SchemaId, Union};
use crate::diagnostic::{Code, Pointer};
use crate::map::{IndexMap, IndexSet};
use crate::openapi::view::{MediaType, RefOr, Schema, View};
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

/// The fields in the schemas of an event.
#[derive(Default)]
struct Event<'a> {
    /// The schemas of `data`.
    data: Vec<Met<'a>>,
    /// Whether the schemas have other members than an event.
    is_other: bool,
}

impl<'a> Resolver<'a, '_> {
    /// The schema of content, and whether it describes an item of a stream.
    pub(super) fn content_schema(
        &mut self,
        (media_type, direction): (&str, Direction),
        media: MediaType<'a>,
        at: &Pointer,
        owner: Owner,
    ) -> (Option<SchemaId>, bool) {
        let kind = Media::of(media_type);
        let place = at.child("itemSchema");
        match media.item_schema() {
            Some(item) if kind == Media::Lines || direction.has_places(media_type) => {
                (Some(self.schema(item, place, owner)), true)
            }
            Some(item) if kind == Media::Events => match self.data(item, &place, &owner) {
                Data::Whole => (Some(self.schema(item, place, owner)), true),
                Data::Text => (None, true),
                Data::Json(id) => (Some(id), true),
            },
            item => {
                if item.is_some() {
                    let words = ["itemSchema", &format!("content of `{media_type}`")];
                    let code = Code::NotSupportedKeyword;
                    self.diagnostics.report(code, &place, &words);
                }
                let schema = media.schema();
                let schema = schema.map(|schema| self.schema(schema, at.child("schema"), owner));
                (schema, false)
            }
        }
    }

    /// The data of events with this schema. A schema that many operations refer to is examined once, with or
    /// without words beside the references.
    fn data(&mut self, item: RefOr<'a, Schema<'a>>, at: &Pointer, owner: &Owner) -> Data {
        let mut around = IndexSet::default();
        let mut next = (item, at.clone());
        let data = loop {
            let Ok((schema, end, shared)) = self.follow_or_say_why(next.0, &next.1, TEXT) else {
                break Data::Text;
            };
            if let Some(data) = self.events.get(&end) {
                break *data;
            }
            if !around.insert(end.clone()) {
                break Data::Whole;
            }
            match only_part(schema, &end) {
                Some(part) => next = part,
                None => break self.data_at(schema, &end, shared, owner),
            }
        };
        self.events
            .extend(around.into_iter().map(|end| (end, data)));
        data
    }

    fn data_at(
        &mut self,
        schema: Schema<'a>,
        at: &Pointer,
        shared: Option<&str>,
        owner: &Owner,
    ) -> Data {
        let owner = shared.map_or_else(
            || owner.clone(),
            |name| Owner::Shared(format!("{name} data")),
        );
        let event = self.event(schema, at);
        if event.is_other || event.data.is_empty() {
            Data::Whole
        } else {
            self.data_of(event.data, at, owner)
        }
    }

    /// Walks the parts and branches of an event's schema.
    fn event(&mut self, schema: Schema<'a>, at: &Pointer) -> Event<'a> {
        let mut event = Event::default();
        let mut seen = IndexSet::default();
        let mut waiting = vec![(RefOr::Item(schema), at.clone(), false)];
        while let Some((schema, at, is_branch)) = waiting.pop() {
            step();
            if self.budget.take(1).is_err() {
                event.is_other = true;
                break;
            }
            let found = self.follow_or_say_why(schema, &at, PART_IGNORED);
            let Ok((schema, at, _)) = found else {
                continue;
            };
            if !seen.insert(at.clone()) {
                continue;
            }
            let keywords = schema.keywords();
            for (name, property) in keywords.properties.iter() {
                if name == "data" {
                    let place = at.child("properties").child(name);
                    event.data.push((property, place, is_branch));
                } else if !FIELDS.contains(&name) {
                    event.is_other = true;
                }
            }
            let parts = keywords.all_of;
            let all = parts.iter().enumerate();
            waiting.extend(all.map(|(index, part)| (part, parts.place(&at, index), is_branch)));
            for branches in [keywords.one_of, keywords.any_of] {
                let at = at.child(branches.keyword());
                let branches = branches.iter();
                waiting.extend(branches.map(|(index, branch)| (branch, at.index(index), true)));
            }
        }
        event
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
                None => has_text |= is_branch,
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
