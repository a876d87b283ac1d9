//! Facts about the API, before any decision. They never change, and their queries report nothing.

use crate::api::{self, Api, SchemaId};
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::ir::{self, Line, Mapped, Name, TypeId, Usage};
use crate::lower::examples::calls;
use crate::lower::names::branch;
use crate::lower::names::operations::{self, GroupNames, OperationNames};
use crate::lower::names::schemas::{self, Naming, Stems};
use crate::lower::names::{Named, Scope, same_ids};
use crate::lower::operations::form_styles;
use crate::lower::operations::headers::{self, OfClient};
use crate::lower::operations::outcomes;
use crate::lower::operations::webhooks::{self, WebhookNames};
use crate::lower::types::checked::{self, Checks};
use crate::lower::types::choice::{self, Choices};
use crate::lower::types::secret::Secrets;
use crate::lower::types::ty;
use crate::map::{IndexMap, IndexSet};

/// The facts that later phases ask for.
pub struct Facts<'a> {
    /// The document's meaning.
    pub api: &'a Api,
    /// The settings.
    pub config: &'a Config,
    /// The direction of each schema.
    pub usage: Vec<Usage>,
    /// The schemas whose values are validated on construction.
    pub checks: Checks,
    /// The names of all operations, in the order of the API.
    pub operations: Vec<OperationNames>,
    /// The names of their groups.
    pub groups: Vec<GroupNames>,
    /// The names of all requests of the server, in the order of the API.
    pub webhooks: Vec<WebhookNames>,
    /// Whether each schema allows `null`: the branches of a union are searched once.
    pub nullable: Vec<bool>,
    /// Whether a form can write the values of each schema as pairs of names and texts, if their style is given.
    pub flat: Vec<bool>,
    /// The types of schemas that have one of their own.
    pub types: IndexMap<SchemaId, TypeId>,
    /// The names of these types.
    pub names: Vec<Named>,
    /// The schemas of each of these types; at least one.
    pub places: Vec<Vec<SchemaId>>,
    /// The types for exactly one of several members.
    pub choices: Choices,
    /// Every schema of the API, in the order of the walk.
    pub reached: Vec<SchemaId>,
    /// The members and kinds that distinguish branches of unions.
    pub siblings: branch::Siblings,
    /// The types of other crates in client.toml.
    pub mapped: Vec<Mapped>,
    /// The schemas whose values are never printed.
    pub secrets: Secrets,
    /// The header parameters that are settings of the client.
    pub client_headers: Vec<OfClient<'a>>,
    /// The bodies that only errors have.
    pub error_bodies: IndexSet<SchemaId>,
    /// Whether the examples of the document are compiled as tests of the docs.
    pub compiles_examples: bool,
}

/// The facts, and the taken names of types.
pub fn facts<'a>(
    api: &'a Api,
    config: &'a Config,
    diagnostics: &mut Diagnostics,
) -> (Facts<'a>, Scope) {
    let operations::Naming { operations, groups } = operations::naming(api, config);
    let webhooks = webhooks::names(api, &operations);
    let stems = Stems {
        operations: operations.iter().map(|names| &names.marker).collect(),
        webhooks: webhooks.iter().map(|names| names.stem.as_str()).collect(),
    };
    let usage = api::usage(api);
    let checks = checked::checks(api, config, &usage, diagnostics);
    let Naming {
        types,
        names,
        mut scope,
        reached,
        siblings,
    } = schemas::naming(api, config, &usage, &checks, &stems);
    let mut places = vec![Vec::new(); names.len()];
    for (id, ty) in &types {
        places[ty.0].push(*id);
    }
    let has_choice = |id: &SchemaId| choice::has_choice(api, &usage, &checks, &types, *id);
    let firsts = places.iter().map(|places| places.first().copied());
    let owners = firsts
        .enumerate()
        .filter_map(|(ty, first)| Some((TypeId(ty), first.filter(has_choice)?)));
    let choices = choice::choices(api, config, &names, &mut scope, owners);
    let secrets = Secrets::of(api, &types);
    let facts = Facts {
        api,
        config,
        usage,
        checks,
        operations,
        groups,
        webhooks,
        nullable: api.nullable(),
        flat: form_styles::flat(api),
        types,
        names,
        places,
        choices,
        reached,
        siblings,
        mapped: ty::mapped(api, config, diagnostics),
        secrets,
        client_headers: headers::of_client(api, config),
        error_bodies: outcomes::error_bodies(api),
        compiles_examples: calls::are_compiled(api),
    };
    same_ids::report(&facts, diagnostics);
    (facts, scope)
}

impl Facts<'_> {
    /// Whether values of a schema are validated on construction.
    pub fn is_checked(&self, id: SchemaId) -> bool {
        self.checks.contains_key(&self.api.behind_aliases(id).0)
    }

    /// The name of a schema's type, if it has a type of its own.
    pub fn name_of(&self, id: SchemaId) -> Option<&Name> {
        let ty = self.types.get(&self.api.behind_aliases(id).0)?;
        Some(&self.names[ty.0].name)
    }

    /// Whether a schema allows `null`.
    pub fn is_nullable(&self, id: SchemaId) -> bool {
        self.nullable[id.0]
    }

    /// The path to an operation's method, from the client.
    pub fn method(&self, names: &OperationNames) -> Line {
        let group = names.group.map(|group| &self.groups[group].method.name);
        ir::from_client(group, &names.method.name)
    }

    /// The direction of a type: the directions of all its schemas.
    pub fn usage_of(&self, ty: TypeId) -> Usage {
        let places = self.places[ty.0].iter().map(|id| self.usage[id.0]);
        places.fold(Usage::default(), |sum, usage| Usage {
            sent: sum.sent || usage.sent,
            received: sum.received || usage.received,
        })
    }
}
