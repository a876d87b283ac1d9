//! The ways by which what is received comes to a schema: a schema's own example has none, and is
//! evidence for each that leads there.

use super::values::fits;
use crate::api::{Additional, Api, Kind, Object, Property, SchemaId, Usage};
use indexmap::IndexMap;
use serde_json::Value;
use std::cell::OnceCell;

/// A way from a schema, or an answer, to the schema of a value in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Edge {
    /// A member of an object.
    Property(SchemaId, String),
    /// The items of a list, or those behind the places of a tuple.
    Items(SchemaId),
    /// The value at a place of a tuple.
    Place(SchemaId, usize),
    /// The members of an object that have no name in the document.
    Values(SchemaId),
    /// A form of an answer: operation, response and content, by number.
    Answer(usize, usize, usize),
    /// A form of the body of a request that the server makes: hook and content, by number.
    Payload(usize, usize),
}

impl Edge {
    /// The schema that the edge leads to.
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
            Self::Payload(hook, form) => api.hooks[*hook].content[*form].schema.as_mut(),
        }
    }
}

fn described(additional: &mut Additional) -> Option<&mut SchemaId> {
    match additional {
        Additional::Schema(values) => Some(values),
        Additional::Any | Additional::Closed => None,
    }
}

/// The object that a schema is.
pub fn object(api: &mut Api, id: SchemaId) -> Option<&mut Object> {
    match &mut api.schemas[id.0].kind {
        Kind::Object(object) => Some(object),
        _ => None,
    }
}

/// A member of the object that a schema is.
pub fn property<'a>(api: &'a mut Api, id: SchemaId, name: &str) -> Option<&'a mut Property> {
    object(api, id)?.properties.get_mut(name)
}

/// The edges of all that is received, by where they lead. They are looked for once they are asked for:
/// few documents have an example that contradicts its own schema altogether.
pub struct Edges<'a> {
    api: &'a Api,
    usage: &'a [Usage],
    found: OnceCell<IndexMap<SchemaId, Vec<Edge>>>,
}

impl<'a> Edges<'a> {
    pub fn new(api: &'a Api, usage: &'a [Usage]) -> Self {
        let found = OnceCell::new();
        Self { api, usage, found }
    }

    /// The edges that lead to more than the schema says if its own example, of another kind, is right.
    /// A list is none for the items of one: it is an example of the whole. Neither is, for a list, what
    /// could be an item.
    pub fn shown_by(&self, id: SchemaId, example: &Value) -> Vec<Edge> {
        let (target, _) = self.api.behind_aliases(id);
        if let Kind::Array(items) = self.api[target].kind
            && fits(&self.api[self.api.behind_aliases(items).0].kind, example)
        {
            return Vec::new();
        }
        let found = self.found.get_or_init(|| find(self.api, self.usage));
        let edges = found.get(&id).cloned().unwrap_or_default();
        if example.is_array() && edges.iter().any(|edge| matches!(edge, Edge::Items(_))) {
            return Vec::new();
        }
        edges
    }
}

/// How far an edge is followed along aliases, which can form a circle.
const ALIASES: usize = 32;

fn find(api: &Api, usage: &[Usage]) -> IndexMap<SchemaId, Vec<Edge>> {
    let mut found: IndexMap<SchemaId, Vec<Edge>> = IndexMap::new();
    let mut add = |edge: Edge, end: SchemaId| {
        // To what the end stands for as well.
        for id in api.aliases(end).take(ALIASES) {
            found.entry(id).or_default().push(edge.clone());
        }
    };
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
                    add(Edge::Property(id, name.clone()), property.schema);
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
    for (number, hook) in api.hooks.iter().enumerate() {
        for (form, content) in hook.content.iter().enumerate() {
            if let Some(schema) = content.schema {
                add(Edge::Payload(number, form), schema);
            }
        }
    }
    found
}
