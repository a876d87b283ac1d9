//! The API as the document means it: no `$ref`, no inheritance, no version, no Rust.
//!
//! Schemas live in one arena and refer to each other by [`SchemaId`], so that recursion is an id
//! like any other. Each place of the document has at most one schema here, however many references
//! lead to it.

mod constant;
mod media;
mod method;
mod operation;
mod outline;
mod part;
mod schema;
mod server;
mod text;
mod usage;
mod webhook;

pub use constant::*;
pub use media::*;
pub use method::*;
pub use operation::*;
pub use outline::*;
pub use part::*;
pub use schema::*;
pub use server::*;
pub use text::*;
pub use usage::*;
pub use webhook::*;

use crate::diagnostic::{Pointer, Reason};
use crate::map::{IndexMap, IndexSet};
pub use crate::null::Null;
use crate::steps::step;
use std::collections::BTreeMap;
use std::ops::Index;

/// A whole document.
#[derive(Debug, Default)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`.
    pub description: Option<Text>,
    /// A link to more, as Markdown: `externalDocs`.
    pub link: Option<Text>,
    /// `servers` of the root, in their order.
    pub servers: Vec<Server>,
    /// The servers of operations with one of their own, each once.
    pub places: IndexMap<String, Place>,
    /// Whether the document describes credentials of operations.
    pub describes_security: bool,
    /// The supported `components.securitySchemes`, by name.
    pub schemes: IndexMap<String, SecurityScheme>,
    /// All schemas.
    pub schemas: Vec<Schema>,
    /// The schemas under `components.schemas`, by name, sorted.
    pub components: IndexMap<String, SchemaId>,
    /// The schemas that were merged into others: they are written only if something else uses them.
    pub merged: IndexSet<SchemaId>,
    /// The described tags, by name.
    pub tags: IndexMap<String, Tag>,
    /// All operations, sorted by path and method.
    pub operations: Vec<Operation>,
    /// The requests that the server makes: webhooks, then callbacks by operation, each sorted by name.
    pub webhooks: Vec<Webhook>,
    /// The other operations of the document, which can't be read, by place.
    pub skipped: BTreeMap<Pointer, Reason>,
    /// The members, parameters and listed values with a name in client.toml.
    pub named: IndexSet<Pointer>,
    /// The other places that a name could be given to; without names in client.toml, none is noted.
    pub unnamed: IndexSet<Pointer>,
    /// The examples that contradict their schemas.
    pub contradicting: IndexSet<Pointer>,
    /// Schemas' own examples of another JSON kind than the schema's type.
    pub foreign: IndexSet<Pointer>,
    /// The operations, webhooks and callbacks whose `operationId` is that of an earlier one.
    pub same_ids: Vec<SameId>,
    /// The bytes of the document.
    pub size: usize,
    /// The operations whose bodies client.toml makes optional.
    pub made_optional: IndexSet<String>,
}

impl Index<SchemaId> for Api {
    type Output = Schema;

    fn index(&self, id: SchemaId) -> &Schema {
        step();
        &self.schemas[id.0]
    }
}

impl Api {
    /// The default server.
    #[must_use]
    pub fn default_server(&self) -> Option<&Server> {
        Server::default_of(&self.servers)
    }

    /// Whether the document has the address of a server.
    #[must_use]
    pub fn has_base(&self) -> bool {
        self.servers.iter().any(|server| !server.is_relative)
    }

    /// A schema, its target if it is an alias, the target of that, and so on.
    pub fn aliases(&self, id: SchemaId) -> impl Iterator<Item = SchemaId> {
        let target = |id: &SchemaId| match self[*id].kind {
            Kind::Alias(target) => Some(target),
            _ => None,
        };
        // Aliases can form a cycle; the number of schemas bounds every other chain.
        std::iter::successors(Some(id), target).take(self.schemas.len() + 1)
    }

    /// A schema and the schemas that it is another name, or a wider form, of: their docs are for its values, too.
    pub fn meanings(&self, id: SchemaId) -> impl Iterator<Item = SchemaId> {
        let target = |id: &SchemaId| match self[*id].kind {
            Kind::Alias(target) | Kind::Loose(target) => Some(target),
            _ => None,
        };
        std::iter::successors(Some(id), target).take(self.schemas.len() + 1)
    }

    /// Whether no request has a member: it is read-only, and tells no branches of a union apart.
    #[must_use]
    pub fn is_unsent(&self, member: &Property) -> bool {
        self[member.schema].read_only && !member.is_tag
    }

    /// The end of a chain of aliases, and whether the first of its schemas with a rule for `null` allows it.
    #[must_use]
    pub fn behind_aliases(&self, id: SchemaId) -> (SchemaId, bool) {
        let (end, null) = self.aliases(id).fold((id, Null::Unsaid), |(_, null), id| {
            (id, null.before(self[id].null))
        });
        (end, null.is_allowed())
    }

    /// Whether a schema forbids the `null` of its target or of a branch.
    #[must_use]
    pub fn takes_null_away(&self, id: SchemaId) -> bool {
        let all = match &self[id].kind {
            Kind::Alias(target) => std::slice::from_ref(target),
            Kind::Union(union) => &union.branches[..],
            _ => &[],
        };
        self[id].null.is_forbidden() && all.iter().any(|part| self.behind_aliases(*part).1)
    }

    /// Whether each schema allows `null`.
    #[must_use]
    pub fn nullable(&self) -> Vec<bool> {
        let allows = |schema: &Schema| schema.null.is_allowed();
        self.spread(allows, |schema| schema.null.is_forbidden())
    }

    /// Whether a part of each schema allows `null`, and another one forbids it.
    #[must_use]
    pub fn disputes_null(&self) -> Vec<bool> {
        let mentioned = self.all_that(|schema| schema.null.is_mentioned());
        let all = mentioned.into_iter().zip(self.nullable());
        all.map(|(mentioned, allowed)| mentioned && !allowed)
            .collect()
    }

    /// Whether each schema passes a test: itself, by the target of an alias, or by a branch of a union at any depth.
    pub fn all_that(&self, is: impl Fn(&Schema) -> bool) -> Vec<bool> {
        self.spread(is, |_| false)
    }

    /// Whether each schema passes a test. No target and no branch passes it for a schema that is `apart`.
    fn spread(
        &self,
        is: impl Fn(&Schema) -> bool,
        is_apart: impl Fn(&Schema) -> bool,
    ) -> Vec<bool> {
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); self.schemas.len()];
        let all = self.schemas.iter().enumerate();
        for (user, schema) in all.filter(|(_, schema)| !is_apart(schema)) {
            match &schema.kind {
                Kind::Alias(target) => users[target.0].push(user),
                Kind::Union(union) => {
                    let branches = union.branches.iter();
                    branches.for_each(|branch| users[branch.0].push(user));
                }
                _ => {}
            }
        }
        let mut passes: Vec<_> = self.schemas.iter().map(is).collect();
        let all = 0..passes.len();
        let mut found: Vec<_> = all.filter(|index| passes[*index]).collect();
        while let Some(index) = found.pop() {
            for user in &users[index] {
                if !std::mem::replace(&mut passes[*user], true) {
                    found.push(*user);
                }
            }
        }
        passes
    }

    /// The length of a list, if it is fixed. Lists of more than 32 items, such as the bytes of a digest, are
    /// plain lists: nobody writes them item by item.
    #[must_use]
    pub fn fixed_length(&self, id: SchemaId) -> Option<usize> {
        let limits = &self[id].limits;
        let length = limits.iter().find_map(|limit| match limit {
            Limit::MinItems(min @ 1..=32) => Some(*min),
            _ => None,
        })?;
        let is_list = matches!(self[id].kind, Kind::Array(_));
        (is_list && limits.contains(&Limit::MaxItems(length))).then_some(length)
    }

    /// Adds a schema.
    pub fn push(&mut self, schema: Schema) -> SchemaId {
        self.schemas.push(schema);
        SchemaId(self.schemas.len() - 1)
    }
}
