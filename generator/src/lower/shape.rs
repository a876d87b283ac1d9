//! Which schemas are the same wherever they stand: equal in all that they say, at each level.
//!
//! Shapes are numbered from the leaves up: two schemas have one number when they have the same keywords
//! and texts, travel in the same direction, and their parts have the same numbers. A component is the
//! same only as itself, and so is what has a name of its own.

use crate::api::{Additional, Api, Docs, Kind, Owner, Schema, SchemaId, Usage, children};
use crate::config::Config;
use crate::diagnostic::Pointer;
use indexmap::IndexSet;

/// The shape of a schema; equal ones are the same.
pub type Shape = usize;

/// The shapes found so far.
pub struct Shapes<'a> {
    api: &'a Api,
    config: &'a Config,
    usage: &'a [Usage],
    /// What has been numbered, as text: its index is its shape.
    known: IndexSet<String>,
    /// The shape of each schema that was looked at as a part.
    numbers: Vec<Option<Shape>>,
    /// How many levels are below each schema.
    heights: Vec<usize>,
}

impl<'a> Shapes<'a> {
    /// No shapes yet.
    pub fn new(api: &'a Api, config: &'a Config, usage: &'a [Usage]) -> Self {
        Self {
            api,
            config,
            usage,
            known: IndexSet::new(),
            numbers: vec![None; api.schemas.len()],
            heights: vec![0; api.schemas.len()],
        }
    }

    /// The shape of the type that a schema becomes: without what a member or parameter says for
    /// itself, such as that it may be null.
    pub fn of_type(&mut self, id: SchemaId) -> Shape {
        let mut schema = self.normal(id);
        let is_shown = matches!(
            schema.owner,
            Owner::Property(..) | Owner::Parameter(..) | Owner::Variant(..)
        );
        if is_shown {
            schema.docs = Docs {
                constraints: schema.docs.constraints,
                ..Docs::default()
            };
        }
        schema.docs.deprecated = false;
        schema.nullable = false;
        schema.read_only = false;
        schema.write_only = false;
        schema.default = None;
        self.number(id, schema)
    }

    /// How many levels are below a schema that has a shape.
    pub fn height(&self, id: SchemaId) -> usize {
        self.heights[id.0]
    }

    /// The shape of a part.
    fn of_part(&mut self, id: SchemaId) -> Shape {
        if let Some(shape) = self.numbers[id.0] {
            return shape;
        }
        // A number that no text gets. A reference can lead into itself, and is met again on the way.
        let itself = usize::MAX - id.0;
        self.numbers[id.0] = Some(itself);
        if has_own_name(self.api, self.config, id) {
            return itself;
        }
        let schema = self.normal(id);
        let shape = self.number(id, schema);
        self.numbers[id.0] = Some(shape);
        shape
    }

    fn number(&mut self, id: SchemaId, schema: Schema) -> Shape {
        let schema = Schema {
            owner: Owner::Shared(String::new()),
            ..schema
        };
        let text = format!("{:?} {schema:?}", self.usage[id.0]);
        self.known.insert_full(text).0
    }

    /// A schema without its places, with the shapes of its parts in their stead.
    fn normal(&mut self, id: SchemaId) -> Schema {
        let parts = children(self.api, id);
        for part in &parts {
            self.of_part(*part);
            self.heights[id.0] = self.heights[id.0].max(self.heights[part.0] + 1);
        }
        let mut schema = self.api[id].clone();
        schema.at = Pointer::root();
        schema.also_at = Vec::new();
        schema.example = None;
        schema.sent_form_of = None;
        let part = |id: &mut SchemaId| *id = SchemaId(self.numbers[id.0].unwrap_or_default());
        match &mut schema.kind {
            Kind::Alias(target) | Kind::Loose(target) | Kind::Array(target) => part(target),
            Kind::Object(object) => {
                for property in object.properties.values_mut() {
                    part(&mut property.schema);
                }
                if let Additional::Schema(values) = &mut object.additional {
                    part(values);
                }
                if let Some(alternatives) = &mut object.alternatives {
                    alternatives.at = Pointer::root();
                }
            }
            Kind::Union(union) => {
                union.branches.iter_mut().for_each(part);
                if let Some(discriminator) = &mut union.discriminator {
                    for (_, branch) in &mut discriminator.tags {
                        *branch = SchemaId(self.numbers[branch.0].unwrap_or_default());
                    }
                }
            }
            _ => {}
        }
        schema
    }
}

/// Whether a schema has a name that doesn't come from where it stands, or gives one to its part.
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

/// Whether a schema is a component, or all that one consists of.
fn is_component(api: &Api, id: SchemaId) -> bool {
    match &api[id].owner {
        Owner::Component(_) => true,
        Owner::Target(parent) | Owner::SentForm(parent) => is_component(api, *parent),
        _ => false,
    }
}
