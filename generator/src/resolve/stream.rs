//! The items of a stream. `itemSchema` (`OpenAPI` 3.2, "Sequential Media Types") describes a line or a record
//! itself, but an event of `text/event-stream` as an object of its fields, whose `data` is the value.

mod data;

use super::Resolver;
use super::encoding::Direction;
use super::reference::{PART_IGNORED, TEXT};
use crate::api::{Media, Owner, SchemaId};
use crate::diagnostic::{Code, Pointer};
use crate::map::{IndexMap, IndexSet};
use crate::openapi::view::{Additional, Keywords, MediaType, RefOr, Schema};
use crate::steps::step;

/// The fields of an event besides its data (WHATWG HTML, "Server-sent events").
const FIELDS: [&str; 3] = ["event", "id", "retry"];

/// A schema and its place.
type Met<'a> = (RefOr<'a, Schema<'a>>, Pointer);

/// The branch of a union, by its number in a walk; the first is the schema outside of unions.
type Branch = usize;

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

/// The begin of a reference to a shared schema, which a discriminator may leave out.
const SHARED: &str = "#/components/schemas/";

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
    /// The schemas of `data`, with their branches.
    data: Vec<(Met<'a>, Branch)>,
    /// The names that each branch lists.
    names: IndexMap<Branch, IndexSet<&'a str>>,
    /// The names that discriminators map to branches.
    mapped: Vec<(&'a str, &'a str)>,
    /// The branch around each branch.
    around: Vec<Branch>,
    /// Whether the schemas have another field of an event than `data`.
    is_framed: bool,
    /// Whether the schemas have other members than an event.
    is_other: bool,
}

impl<'a> Event<'a> {
    /// Whether `error` is among the names.
    fn names_error(&self) -> bool {
        self.names.values().any(|names| names.contains("error"))
    }

    /// The names of the events with this branch; `None` if it is for events of any name.
    fn names(&self, mut branch: Branch) -> Option<&IndexSet<&'a str>> {
        // The names outside of unions are those of all branches.
        while branch != 0 {
            if let Some(names) = self.names.get(&branch) {
                return Some(names);
            }
            branch = self.around[branch];
        }
        None
    }
}

impl<'a> Resolver<'a, '_> {
    /// The schema of a parameter or header with content of a media type. Several values are text that the caller writes or
    /// reads, and the schema of each tells of what.
    pub(super) fn value_schema(
        &mut self,
        (media_type, media): (&str, MediaType<'a>),
        at: &Pointer,
        owner: Owner,
    ) -> SchemaId {
        let place = at.child("itemSchema");
        let is_of_several = matches!(Media::of(media_type), Media::Lines | Media::Events);
        match (media.schema(), media.item_schema()) {
            (None, Some(item)) if is_of_several => self.schema(item, place, owner),
            (schema, item) => {
                if item.is_some() {
                    self.tell_unread_items(media_type, &place);
                }
                let at = at.child("schema");
                match schema {
                    Some(schema) => self.schema(schema, at, owner),
                    None => self.reserve(at, owner),
                }
            }
        }
    }

    /// Reports an `itemSchema` of content that is one value.
    fn tell_unread_items(&mut self, media_type: &str, at: &Pointer) {
        let words = ["itemSchema", &format!("content of `{media_type}`")];
        self.diagnostics
            .report(Code::NotSupportedKeyword, at, &words);
    }

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
            Some(item) if kind == Media::Events => self.event_schema((item, place), owner),
            item => {
                if item.is_some() {
                    self.tell_unread_items(media_type, &place);
                }
                let schema = media.schema().map(|schema| (schema, at.child("schema")));
                let is_read = kind == Media::Events && direction == Direction::Received;
                let fields = schema.clone().filter(|_| is_read);
                if let Some(item) = fields.and_then(|schema| self.event_fields(schema)) {
                    return self.event_schema(item, owner);
                }
                let schema = schema.map(|(schema, at)| self.schema(schema, at, owner));
                (schema, false, false)
            }
        }
    }

    /// The same of events whose schema this is.
    fn event_schema(
        &mut self,
        (item, at): Met<'a>,
        owner: Owner,
    ) -> (Option<SchemaId>, bool, bool) {
        let found = self.events_of(item, &at, &owner);
        let schema = match found.data {
            Data::Whole => Some(self.schema(item, at, owner)),
            Data::Text => None,
            Data::Json(id) => Some(id),
        };
        (schema, true, found.names_error)
    }

    /// The schema of the events in `schema`, if that has their fields: of the items, where it describes all events as a
    /// list (`OpenAPI` 3.2, "Sequential Media Types"), or of each event. Before `itemSchema`, documents described
    /// events so, and a value with these members alone is hardly in the data of one.
    fn event_fields(&mut self, schema: Met<'a>) -> Option<Met<'a>> {
        let has_no_items = |_, keywords: &Keywords| keywords.items.is_none();
        let (target, end) = self.behind_parts(schema.clone(), has_no_items)?;
        let (item, is_list) = match target.keywords().items {
            Some(Additional::Schema(items)) => ((items, end.child("items")), true),
            _ => (schema, false),
        };
        let (target, end, _) = self.follow_or_say_why(item.0, &item.1, TEXT).ok()?;
        let known = self.event_fields.get(&end).copied();
        let (has_fields, is_text) = known.unwrap_or_else(|| self.fields_of(target, &end));
        self.event_fields.insert(end, (has_fields, is_text));
        if !has_fields || is_text && !is_list {
            return None;
        }
        if !is_text {
            self.diagnostics.report(Code::EventFields, &item.1, &[]);
        }
        Some(item)
    }

    /// Whether a schema has the fields of an event and no other members, and whether its data is described as text, as an
    /// event has it.
    fn fields_of(&mut self, schema: Schema<'a>, at: &Pointer) -> (bool, bool) {
        let event = self.event(schema, at);
        let is_text = event.data.iter().all(|((data, at), _)| {
            let value = self.value(*data, at);
            value.is_none_or(|(_, place)| place != *at)
        });
        // A value in the data can have a member `data` alone.
        let is_event = event.is_framed || is_text;
        (
            !event.is_other && !event.data.is_empty() && is_event,
            is_text,
        )
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
        let names_error = event.names_error();
        let data = if event.is_other || event.data.is_empty() {
            Data::Whole
        } else {
            self.data_of(&event, at, owner)
        };
        Item { data, names_error }
    }

    /// The facts about an event from the parts and branches of its schema.
    fn event(&mut self, schema: Schema<'a>, at: &Pointer) -> Event<'a> {
        let mut event = Event::default();
        let around = self.walk((RefOr::Item(schema), at.clone()), |this, met| {
            let (keywords, at, branch) = met;
            let discriminator = keywords.discriminator.filter(|it| it.property() == "event");
            let mapping = discriminator.iter().flat_map(|it| it.mapping().iter());
            event.mapped.extend(mapping);
            for (name, property) in keywords.properties.iter() {
                let place = || at.child("properties").child(name);
                event.is_framed |= name != "data";
                if name == "data" {
                    event.data.push(((property, place()), branch));
                } else if name == "event" {
                    let listed = this.listed(property, place());
                    note_names(event.names.entry(branch).or_default(), listed);
                } else if !FIELDS.contains(&name) {
                    event.is_other = true;
                }
            }
        });
        event.is_other |= around.is_none();
        let branches = around.unwrap_or_default();
        let mut by_target: IndexMap<&str, IndexSet<&str>> = IndexMap::default();
        for (name, target) in &event.mapped {
            by_target.entry(target).or_default().insert(name);
        }
        for (branch, (around, key)) in branches.into_iter().enumerate() {
            event.around.push(around);
            let targets = [Some(&*key), key.strip_prefix(SHARED)]
                .into_iter()
                .flatten();
            let mapped = targets.filter_map(|target| by_target.get(target)).flatten();
            let mapped: IndexSet<&str> = mapped.copied().collect();
            let names = event.names.entry(branch).or_default();
            if names.is_disjoint(&mapped) {
                // A name that the branch doesn't allow may arrive, too.
                names.extend(mapped);
            } else {
                names.retain(|name| mapped.contains(name));
            }
        }
        event.names.retain(|_, names| !names.is_empty());
        event
    }

    /// The listed texts of a schema.
    fn listed(&mut self, schema: RefOr<'a, Schema<'a>>, at: Pointer) -> IndexSet<&'a str> {
        let mut listed = IndexSet::default();
        self.walk((schema, at), |_, (keywords, ..)| {
            listed.extend(keywords.values.iter().filter_map(|value| value.as_str()));
        });
        listed
    }

    /// Visits a schema, its parts and its branches, with their places and branches. Each branch is visited once, and a
    /// part once in each of them. Returns the branch around each branch, and its [`key`]; `None` if they are too many.
    fn walk(
        &mut self,
        (schema, at): Met<'a>,
        mut visit: impl FnMut(&mut Self, (Keywords<'a>, &Pointer, Branch)),
    ) -> Option<Vec<(Branch, String)>> {
        let mut around = vec![(0, String::new())];
        let mut branches = IndexSet::default();
        let mut seen = IndexSet::default();
        let mut waiting = vec![(schema, at, 0)];
        while let Some((schema, at, branch)) = waiting.pop() {
            step();
            if self.budget.take(1).is_err() {
                return None;
            }
            let found = self.follow_or_say_why(schema, &at, PART_IGNORED);
            let Ok((schema, at, _)) = found else {
                continue;
            };
            if !seen.insert((at.clone(), branch)) {
                continue;
            }
            let keywords = schema.keywords();
            visit(self, (keywords, &at, branch));
            let parts = keywords.all_of;
            let parts = parts.iter().enumerate();
            waiting.extend(parts.map(|(index, part)| {
                let at = keywords.all_of.place(&at, index);
                (part, at, branch)
            }));
            for (schema, at) in branches_of(&keywords, &at) {
                let met = (schema, at);
                let key = key(&met);
                if branches.insert(key.clone()) {
                    waiting.push((met.0, met.1, around.len()));
                    around.push((branch, key));
                }
            }
        }
        Some(around)
    }

    /// A schema, or that in its only part as long as it says nothing by itself, with its place.
    fn behind_parts(
        &mut self,
        mut next: Met<'a>,
        says_nothing: impl Fn(Schema<'a>, &Keywords<'a>) -> bool,
    ) -> Option<(Schema<'a>, Pointer)> {
        let mut around = IndexSet::default();
        loop {
            let (schema, end, _) = self.follow_or_say_why(next.0, &next.1, TEXT).ok()?;
            let part = only_part(schema, &end).filter(|_| says_nothing(schema, &schema.keywords()));
            match part.filter(|_| around.insert(end.clone())) {
                Some(part) => next = part,
                None => return Some((schema, end)),
            }
        }
    }
}

/// The branches of a schema.
fn branches_of<'a>(keywords: &Keywords<'a>, at: &Pointer) -> impl Iterator<Item = Met<'a>> {
    let branches = [keywords.one_of, keywords.any_of].into_iter();
    branches.flat_map(move |branches| {
        let at = at.child(branches.keyword());
        let branches = branches.iter();
        branches.map(move |(index, branch)| (branch, at.index(index)))
    })
}

/// Adds the names that one part of a branch lists: each part must allow a name.
fn note_names<'a>(names: &mut IndexSet<&'a str>, listed: IndexSet<&'a str>) {
    if names.is_empty() {
        *names = listed;
    } else if !listed.is_empty() {
        names.retain(|name| listed.contains(name));
    }
}

/// The text that identifies a schema.
fn key((schema, place): &Met) -> String {
    match schema {
        RefOr::Reference(reference) => (*reference).to_owned(),
        RefOr::Item(_) => place.as_str().to_owned(),
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
