//! The shapes of schemas: schemas with equal shapes have equal keywords, at each level.
//!
//! Shapes are numbered from the leaves up: two schemas have the same number if they have the same keywords,
//! texts and direction, and their parts have the same numbers. A component, and a schema with a name of its
//! own, has a number of its own.

use crate::api::{
    Annotation, Api, DefaultValue, Kind, Limit, Outline, Owner, SchemaId, Text, Usage, children,
};
use crate::config::Config;
use crate::diagnostic::Pointer;
use crate::map::IndexSet;
use std::collections::BTreeMap;

/// The shape of a schema; equal schemas have the same.
pub type Shape = usize;

/// The shapes found so far.
pub struct Shapes<'a> {
    api: &'a Api,
    config: &'a Config,
    usage: &'a [Usage],
    /// The numbered shapes: the index is the shape.
    known: IndexSet<Said<'a>>,
    /// The shape of each schema that is a part of a visited schema.
    numbers: Vec<Option<Shape>>,
    /// The levels below each schema.
    heights: Vec<usize>,
}

/// The keywords of a schema at any place, with the shapes of its parts.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Said<'a> {
    usage: Usage,
    outline: Outline<'a>,
    parts: Vec<Shape>,
    title: Option<&'a Text>,
    description: Option<&'a Text>,
    link: Option<&'a Text>,
    constraints: Option<&'a Text>,
    limits: &'a [Limit],
    /// The flags of its use.
    flags: [bool; 6],
    default: Option<&'a DefaultValue>,
    rust_name: Option<&'a str>,
    annotations: &'a BTreeMap<String, Annotation>,
}

impl<'a> Shapes<'a> {
    /// Creates an empty table.
    pub fn new(api: &'a Api, config: &'a Config, usage: &'a [Usage]) -> Self {
        Self {
            api,
            config,
            usage,
            known: IndexSet::default(),
            numbers: vec![None; api.schemas.len()],
            heights: vec![0; api.schemas.len()],
        }
    }

    /// The shape of a schema's type: without the keywords that belong to a member or parameter, such as its
    /// text and `null`.
    pub fn of_type(&mut self, id: SchemaId) -> Shape {
        let is_shown = matches!(
            self.api[id].owner,
            Owner::Property(..) | Owner::Parameter(..) | Owner::Variant(..)
        );
        let said = self.said(id);
        let text = |text| if is_shown { None } else { text };
        let said = Said {
            title: text(said.title),
            description: text(said.description),
            link: text(said.link),
            flags: [false; 6],
            default: None,
            ..said
        };
        self.known.insert_full(said).0
    }

    /// The levels below a schema with a shape.
    pub fn height(&self, id: SchemaId) -> usize {
        self.heights[id.0]
    }

    /// Gives each part of a schema its shape, after the parts of that part. A part with a name of its own has a
    /// shape of its own.
    fn number_parts(&mut self, id: SchemaId) {
        // Not recursive: the document decides the depth.
        let mut way = vec![(id, children(self.api, id).into_iter())];
        while let Some((owner, waiting)) = way.last_mut() {
            let owner = *owner;
            let Some(part) = waiting.next() else {
                way.pop();
                if let Some((parent, _)) = way.last() {
                    self.raise(*parent, owner);
                    let said = self.said_of_numbered(owner);
                    self.numbers[owner.0] = Some(self.known.insert_full(said).0);
                }
                continue;
            };
            let is_new = self.numbers[part.0].is_none();
            if is_new {
                // A number that no shape has: a reference can lead to a schema on its own path.
                self.numbers[part.0] = Some(usize::MAX - part.0);
            }
            if is_new && !has_own_name(self.api, self.config, part) {
                way.push((part, children(self.api, part).into_iter()));
            } else {
                self.raise(owner, part);
            }
        }
    }

    /// Puts a schema at least one level above its part.
    fn raise(&mut self, id: SchemaId, part: SchemaId) {
        self.heights[id.0] = self.heights[id.0].max(self.heights[part.0] + 1);
    }

    /// The keywords of a schema, after its parts have got their shapes.
    fn said(&mut self, id: SchemaId) -> Said<'a> {
        self.number_parts(id);
        self.said_of_numbered(id)
    }

    /// The keywords of a schema whose parts have their shapes.
    fn said_of_numbered(&self, id: SchemaId) -> Said<'a> {
        let api = self.api;
        let schema = &api[id];
        let parts = children(api, id).into_iter();
        Said {
            usage: self.usage[id.0],
            outline: Outline::of(api, id),
            parts: parts
                .map(|part| self.numbers[part.0].unwrap_or_default())
                .collect(),
            title: schema.docs.title.as_ref(),
            description: schema.docs.description.as_ref(),
            link: schema.docs.link.as_ref(),
            constraints: schema.docs.constraints.as_ref(),
            limits: &schema.limits,
            flags: [
                schema.docs.deprecated,
                schema.null.is_allowed(),
                api.takes_null_away(id),
                schema.read_only,
                schema.write_only,
                schema.password,
            ],
            default: schema.default.as_ref(),
            rust_name: schema.rust_name.as_deref(),
            annotations: &schema.annotations,
        }
    }
}

/// Whether a schema has a name that doesn't come from its place, or gives such a name to its part.
pub fn has_own_name(api: &Api, config: &Config, id: SchemaId) -> bool {
    let schema = &api[id];
    let is_named = |at: &Pointer| config.names.contains_key(at.as_str());
    schema.rust_name.is_some()
        || is_named(&schema.at)
        || config.constraints.contains_key(schema.at.as_str())
        || is_component(api, id)
        || match &schema.kind {
            Kind::Object(object) => object.alternatives.iter().any(|sets| is_named(&sets.at)),
            _ => false,
        }
}

/// Whether a schema is a component, or the only content of one.
fn is_component(api: &Api, id: SchemaId) -> bool {
    let mut id = id;
    loop {
        match &api[id].owner {
            Owner::Component(_) => return true,
            Owner::Target(parent) | Owner::SentForm(parent) => id = *parent,
            _ => return false,
        }
    }
}
