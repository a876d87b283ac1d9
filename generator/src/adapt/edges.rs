//! The edges from responses to schemas. A schema's own example isn't part of a response: it is evidence for
//! each edge that leads to the schema.

use super::values::fits;
use crate::api::{Additional, Api, Kind, Object, Property, SchemaId, Usage};
use serde_json::Value;
use std::cell::OnceCell;

/// An edge from a schema, or a response, to the schema of a value in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Edge<Name = String> {
    /// A member of an object.
    Property(SchemaId, Name),
    /// The items of a list, or the items after a tuple's first ones.
    Items(SchemaId),
    /// A first item of a tuple.
    Place(SchemaId, usize),
    /// The members of an object that the document doesn't name.
    Values(SchemaId),
    /// A form of a response: operation, response and content, by index.
    Answer(usize, usize, usize),
    /// A form of the body of a request from the server: webhook and content, by index.
    Payload(usize, usize),
}

impl Edge<&str> {
    /// The same edge with a name of its own.
    fn owned(self) -> Edge {
        match self {
            Self::Property(id, name) => Edge::Property(id, name.to_owned()),
            Self::Items(id) => Edge::Items(id),
            Self::Place(id, index) => Edge::Place(id, index),
            Self::Values(id) => Edge::Values(id),
            Self::Answer(operation, response, form) => Edge::Answer(operation, response, form),
            Self::Payload(webhook, form) => Edge::Payload(webhook, form),
        }
    }
}

impl Edge {
    /// The schema at the end of the edge.
    pub fn end<'a>(&self, api: &'a mut Api) -> Option<&'a mut SchemaId> {
        match self {
            Self::Property(id, name) => {
                property(api, *id, name).map(|property| &mut property.schema)
            }
            Self::Items(id) => match &mut api.schemas[id.0].kind {
                Kind::Array(item) => Some(item),
                Kind::Tuple(tuple) => described(&mut tuple.additional),
                _ => None,
            },
            Self::Place(id, index) => match &mut api.schemas[id.0].kind {
                Kind::Tuple(tuple) => {
                    let place = tuple.places.get_mut(*index);
                    place.map(|place| &mut place.schema)
                }
                _ => None,
            },
            Self::Values(id) => described(&mut object(api, *id)?.additional),
            Self::Answer(operation, response, form) => {
                let response = &mut api.operations[*operation].responses[*response];
                response.content[*form].schema.as_mut()
            }
            Self::Payload(webhook, form) => api.webhooks[*webhook].content[*form].schema.as_mut(),
        }
    }
}

fn described(additional: &mut Additional) -> Option<&mut SchemaId> {
    match additional {
        Additional::Schema(values) => Some(values),
        Additional::Any | Additional::Closed => None,
    }
}

/// The object of a schema.
pub fn object(api: &mut Api, id: SchemaId) -> Option<&mut Object> {
    match &mut api.schemas[id.0].kind {
        Kind::Object(object) => Some(object),
        _ => None,
    }
}

/// A member of a schema's object.
pub fn property<'a>(api: &'a mut Api, id: SchemaId, name: &str) -> Option<&'a mut Property> {
    object(api, id)?.properties.get_mut(name)
}

/// The edges of all received values, in the order of their ends. They are collected on demand: few documents have an example
/// of another JSON kind than its own schema, or an integer beyond 64 bits or with a fraction.
pub struct Edges<'a> {
    api: &'a Api,
    usage: &'a [Usage],
    found: OnceCell<Vec<(SchemaId, Edge<&'a str>)>>,
}

impl<'a> Edges<'a> {
    pub fn new(api: &'a Api, usage: &'a [Usage]) -> Self {
        let found = OnceCell::new();
        Self { api, usage, found }
    }

    /// The edges that must allow more than the schema, if the schema's own example, of another kind, is right.
    /// A list as an example of a list's items is an example of the whole list, so it shows nothing; and neither
    /// does an item as an example of its list.
    pub fn shown_by(&self, id: SchemaId, example: &Value) -> Vec<Edge> {
        let (target, _) = self.api.behind_aliases(id);
        if let Kind::Array(items) = self.api[target].kind
            && fits(&self.api[self.api.behind_aliases(items).0].kind, example)
        {
            return Vec::new();
        }
        let edges = self.leading_to(id);
        if example.is_array() && edges.iter().any(|edge| matches!(edge, Edge::Items(_))) {
            return Vec::new();
        }
        edges
    }

    /// The edges to a schema.
    pub fn leading_to(&self, id: SchemaId) -> Vec<Edge> {
        let found = self.found.get_or_init(|| find(self.api, self.usage));
        let first = found.partition_point(|(end, _)| *end < id);
        let edges = { found[first..].iter() }.take_while(|(end, _)| *end == id);
        edges.map(|(_, edge)| edge.owned()).collect()
    }
}

/// The most aliases that an edge is followed along: they can form a cycle.
const ALIASES: usize = 32;

fn find<'a>(api: &'a Api, usage: &[Usage]) -> Vec<(SchemaId, Edge<&'a str>)> {
    let mut found = Vec::new();
    each(api, usage, |edge, end| {
        // The edge also leads to the targets of an alias.
        found.extend(api.aliases(end).take(ALIASES).map(|id| (id, edge)));
    });
    found.sort_by_key(|(end, _)| *end);
    found
}

/// The edges that must allow null, as a part of the schema at the end does. A member that may be missing may be null
/// anyway, and so may an item of a tuple.
pub fn disputed(api: &Api, usage: &[Usage]) -> Vec<Edge> {
    let disputes_null = api.disputes_null();
    let mut found = Vec::new();
    each(api, usage, |edge, end| {
        let is_optional = match edge {
            Edge::Property(id, name) => match &api[id].kind {
                Kind::Object(object) => !object.properties[name].required,
                _ => false,
            },
            Edge::Place(..) => true,
            _ => false,
        };
        let is_any = api[api.behind_aliases(end).0].kind.is_any();
        if disputes_null[end.0] && !is_optional && !is_any {
            found.push(edge.owned());
        }
    });
    found
}

/// Calls `add` with each edge to a received value, and its end.
fn each<'a>(api: &'a Api, usage: &[Usage], mut add: impl FnMut(Edge<&'a str>, SchemaId)) {
    for (index, schema) in api.schemas.iter().enumerate() {
        let id = SchemaId(index);
        if !usage[index].received {
            continue;
        }
        match &schema.kind {
            Kind::Array(items) => add(Edge::Items(id), *items),
            Kind::Tuple(tuple) => {
                for (index, place) in tuple.places.iter().enumerate() {
                    add(Edge::Place(id, index), place.schema);
                }
                if let Additional::Schema(rest) = tuple.additional {
                    add(Edge::Items(id), rest);
                }
            }
            Kind::Object(object) => {
                for (name, property) in &object.properties {
                    add(Edge::Property(id, name), property.schema);
                }
                if let Additional::Schema(values) = object.additional {
                    add(Edge::Values(id), values);
                }
            }
            _ => {}
        }
    }
    for (number, operation) in api.operations.iter().enumerate() {
        for (response, described) in operation.responses.iter().enumerate() {
            for (form, content) in described.content.iter().enumerate() {
                if let Some(schema) = content.schema {
                    add(Edge::Answer(number, response, form), schema);
                }
            }
        }
    }
    for (number, webhook) in api.webhooks.iter().enumerate() {
        for (form, content) in webhook.content.iter().enumerate() {
            if let Some(schema) = content.schema {
                add(Edge::Payload(number, form), schema);
            }
        }
    }
}
