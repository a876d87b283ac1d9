//! [`Api`] → [`Crate`]: every decision on what will be written.
//!
//! One file for each kind of thing, and one for each question that is asked of all types at once.

mod boxes;
mod client;
mod docs;
mod example;
mod example_tests;
mod modules;
mod names;
mod naming;
mod object;
mod operation;
mod plan;
mod reply;
mod sizes;
mod ty;
mod union;

use crate::api::{Api, SchemaId};
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::ir::{Crate, Docs, Name, TypeDef, TypeId, TypeKind, Usage};
use indexmap::IndexMap;
use names::Scope;

/// Decides what will be written for `api`.
pub fn lower(api: &Api, config: &Config, diagnostics: &mut Diagnostics) -> Crate {
    let operations = operation::names(api, config);
    let markers: Vec<Name> = operations
        .iter()
        .map(|names| names.marker.clone())
        .collect();
    let naming = naming::naming(api, config, &markers);
    let mut lowerer = Lowerer {
        api,
        config,
        diagnostics,
        usage: crate::api::usage(api),
        types: naming.types,
        scope: naming.scope,
        krate: Crate::default(),
    };
    let contradicting = api.contradicting.iter().map(|at| at.as_str().to_owned());
    lowerer.krate.contradicting = contradicting.collect();
    lowerer.mapped();
    lowerer.declare(&naming.names);
    for (id, ty) in lowerer.types.clone() {
        let kind = lowerer.type_kind(id, ty);
        lowerer.krate.types[ty.0].kind = kind;
    }
    lowerer.variant_constructors();
    lowerer.client();
    lowerer.operations(operations);
    lowerer.example_tests();
    for id in naming.reached {
        lowerer.place(id);
    }
    boxes::close(&mut lowerer.krate, lowerer.diagnostics);
    lowerer.krate.modules = modules::modules(&lowerer.krate);
    sizes::balance(&mut lowerer.krate);
    lowerer.krate
}

struct Lowerer<'a> {
    api: &'a Api,
    config: &'a Config,
    diagnostics: &'a mut Diagnostics,
    /// In which direction each schema travels.
    usage: Vec<Usage>,
    /// The types of schemas that have one of their own.
    types: IndexMap<SchemaId, TypeId>,
    /// The names of types that are taken.
    scope: Scope,
    krate: Crate,
}

impl Lowerer<'_> {
    /// Adds a type for each schema that becomes one; what it is follows when all have an id.
    fn declare(&mut self, names: &[Name]) {
        for ((id, _), name) in self.types.clone().into_iter().zip(names) {
            let schema = &self.api[id];
            let mut docs = docs::docs(&schema.docs);
            if docs.is_empty() {
                docs.paragraph(format!("`{name}`."));
            }
            if let Some(received) = schema.sent_form_of
                && let Some(received) = self.types.get(&received)
            {
                let received = &names[received.0];
                docs.paragraph(format!("This is `{received}` as it is sent."));
            }
            let mut at = vec![schema.at.clone()];
            at.extend(schema.also_at.iter().cloned());
            self.krate.types.push(TypeDef {
                name: name.clone(),
                docs,
                at,
                deprecated: schema.docs.deprecated,
                usage: self.usage[id.0],
                sent_form: schema.sent_form_of.is_some(),
                kind: TypeKind::Headers(Vec::new()),
            });
        }
    }

    /// Adds a type that no schema stands for.
    fn add_type(&mut self, wish: &str, docs: Docs, usage: Usage, kind: TypeKind) -> TypeId {
        let name = self.scope.take_type(wish, naming::RESERVED);
        let id = TypeId(self.krate.types.len());
        self.krate.types.push(TypeDef {
            name,
            docs,
            at: Vec::new(),
            deprecated: false,
            usage,
            sent_form: false,
            kind,
        });
        id
    }

    /// Notes the type of a schema for whoever asks which type a place of the document became.
    fn place(&mut self, id: SchemaId) {
        let ty = self.ty(id);
        let schema = &self.api[id];
        let places = match schema.sent_form_of {
            None => &mut self.krate.places,
            Some(_) => &mut self.krate.sent_places,
        };
        for at in std::iter::once(&schema.at).chain(&schema.also_at) {
            places.insert(at.as_str().to_owned(), ty.clone());
        }
    }
}
