//! [`Api`] → [`Crate`]: every decision on what will be written.
//!
//! One file for each kind of thing, and one for each question that is asked of all types at once.

mod answers;
mod boxes;
mod branch;
mod checked;
mod client;
mod docs;
mod example;
mod example_tests;
mod features;
mod gaps;
mod kinds;
mod lengths;
mod letters;
mod modules;
mod names;
mod naming;
mod nesting;
mod object;
mod obstacle;
mod operation;
mod plan;
mod reach;
mod reply;
pub mod reserved;
mod scope;
mod secret;
mod shape;
mod share;
mod sizes;
mod ty;
mod union;
mod values;

use crate::api::{self, Api, SchemaId};
use crate::config::{Config, Features};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::ir::{Crate, Docs, Name, Raw, TypeDef, TypeId, TypeKind, Usage};
use crate::text::{Line, say};
use indexmap::{IndexMap, IndexSet};
use names::{Named, Scope};
use std::collections::BTreeMap;

/// Decides what will be written for `api`.
pub fn lower(api: &Api, config: &Config, diagnostics: &mut Diagnostics) -> Crate {
    let operations = operation::names(api, config);
    let markers: Vec<Name> = operations
        .iter()
        .map(|names| names.marker.clone())
        .collect();
    let usage = crate::api::usage(api);
    let checks = checked::checks(api, config, &usage, diagnostics);
    let naming = naming::naming(api, config, &usage, &checks, &markers);
    let raw = gaps::raw(diagnostics);
    let mut lowerer = Lowerer {
        api,
        config,
        diagnostics,
        usage,
        checks,
        types: naming.types,
        places: Vec::new(),
        scope: naming.scope,
        siblings: naming.siblings,
        planner: plan::Planner::of(api),
        headers: BTreeMap::new(),
        tested: BTreeMap::new(),
        texts: docs::Texts::default(),
        answers: answers::Answers::default(),
        compiles_examples: example::are_compiled(api),
        raw,
        krate: Crate::default(),
    };
    let places = |examples: &IndexSet<Pointer>| -> Vec<Raw> {
        let places = examples.iter().map(|at| at.as_str().into());
        places.collect()
    };
    lowerer.krate.contradicting = places(&api.contradicting);
    lowerer.krate.foreign = places(&api.foreign);
    lowerer.mapped();
    lowerer.declare(naming.names);
    lowerer.unchecked_patterns();
    let places = lowerer.types.clone().into_iter();
    // Where several places share a type, each of them says the same.
    let mut done = IndexSet::new();
    for (id, ty) in places.filter(|(_, ty)| done.insert(*ty)) {
        let kind = lowerer.type_kind(id, ty);
        lowerer.krate.types[ty.0].kind = kind;
    }
    lowerer.variant_constructors();
    lowerer.client();
    lowerer.operations(operations);
    lowerer.example_tests();
    lowerer.idle_names();
    lowerer.cut_texts();
    for id in naming.reached {
        lowerer.place(id);
    }
    boxes::close(&mut lowerer.krate, lowerer.diagnostics);
    secret::close(&mut lowerer.krate);
    if config.client.features == Features::Tags {
        features::features(&mut lowerer.krate);
    }
    lowerer.krate.modules = modules::modules(&lowerer.krate);
    sizes::balance(&mut lowerer.krate);
    lowerer.krate.recursion_limit = nesting::recursion_limit(&lowerer.krate);
    lowerer.krate
}

struct Lowerer<'a> {
    api: &'a Api,
    config: &'a Config,
    diagnostics: &'a mut Diagnostics,
    /// In which direction each schema travels.
    usage: Vec<Usage>,
    /// The schemas that are checked where their values are made.
    checks: checked::Checks,
    /// The types of schemas that have one of their own.
    types: IndexMap<SchemaId, TypeId>,
    /// The schemas that become each of them.
    places: Vec<Vec<SchemaId>>,
    /// The names of types that are taken.
    scope: Scope,
    /// What tells the branches of unions apart.
    siblings: branch::Siblings,
    /// What the plans of unions are made from.
    planner: plan::Planner,
    /// Where any JSON value is taken because of what was reported.
    raw: BTreeMap<Pointer, Code>,
    /// The types for the headers of responses, by place: a shared response has one.
    headers: BTreeMap<Pointer, TypeId>,
    /// How many bodies with each example were tested with it.
    tested: BTreeMap<Pointer, usize>,
    /// The texts of the document as docs.
    texts: docs::Texts,
    /// The examples of answers that were looked at.
    answers: answers::Answers,
    /// Whether the examples of the document are compiled as tests of the docs.
    compiles_examples: bool,
    krate: Crate,
}

impl Lowerer<'_> {
    /// Adds each type that schemas become; what it is follows when all have an id.
    fn declare(&mut self, names: Vec<Named>) {
        let mut places = vec![Vec::new(); names.len()];
        for (id, ty) in &self.types {
            places[ty.0].push(*id);
        }
        self.places.clone_from(&places);
        let plain: Vec<Name> = names.iter().map(|named| named.name.clone()).collect();
        for (Named { name, why }, places) in names.into_iter().zip(places) {
            let (texts, neutral) = share::docs(self.api, &places);
            let mut docs = self.type_docs(&places, &texts, neutral);
            if docs.is_empty() {
                docs.paragraph(say("`{}`.", &[&name]));
            }
            let received = places.first().and_then(|id| self.api[*id].sent_form_of);
            if let Some(received) = received.and_then(|received| self.types.get(&received)) {
                let received = &plain[received.0];
                docs.paragraph(say("The form of `{}` that is sent.", &[received]));
            }
            obstacle::tell(&mut docs, why);
            let mut at = Vec::new();
            let mut usage = Usage::default();
            let sent_form = received.is_some();
            for id in places {
                at.push(self.api[id].at.clone());
                at.extend(self.api[id].also_at.iter().cloned());
                usage.sent |= self.usage[id.0].sent;
                usage.received |= self.usage[id.0].received;
            }
            self.krate.types.push(TypeDef {
                name: name.clone(),
                docs,
                at,
                deprecated: texts.deprecated,
                usage,
                sent_form,
                hidden: Vec::new(),
                kind: TypeKind::Headers(Vec::new()),
            });
        }
    }

    /// The docs of a type that these places become.
    fn type_docs(&self, places: &[SchemaId], texts: &api::Docs, neutral: Option<Line>) -> Docs {
        let mut docs = Docs::default();
        if let Some(neutral) = neutral {
            docs.paragraph(neutral);
        }
        let checked = places.first().filter(|id| self.is_checked(**id));
        let Some(first) = checked.map(|id| &self.api[*id]) else {
            return self.texts.docs_after(docs, texts);
        };
        let texts = api::Docs {
            constraints: first.docs.constraints.clone(),
            ..texts.clone()
        };
        docs = self.texts.docs_after(docs, &texts);
        let sentences = [
            Some("Validated on construction."),
            checked::has_pattern(first).then_some("The pattern is not checked."),
            places
                .iter()
                .any(|id| self.usage[id.0].received)
                .then_some("Values received from the server are not validated."),
        ];
        let sentences: Vec<Line> = sentences.into_iter().flatten().map(Line::from).collect();
        docs.paragraph(Line::join(&sentences, " "));
        docs
    }

    /// Adds a type that no schema stands for.
    fn add_type(&mut self, wish: &str, mut docs: Docs, usage: Usage, kind: TypeKind) -> TypeId {
        let Named { name, why } = self.scope.take_type(wish, None);
        obstacle::tell(&mut docs, why);
        let id = TypeId(self.krate.types.len());
        self.krate.types.push(TypeDef {
            name,
            docs,
            at: Vec::new(),
            deprecated: false,
            usage,
            sent_form: false,
            hidden: Vec::new(),
            kind,
        });
        id
    }

    /// Says which names of client.toml are given to nothing.
    fn idle_names(&mut self) {
        if self.config.names.is_empty() {
            return;
        }
        let api = self.api;
        let operations = api.operations.iter().map(|operation| &operation.at);
        let types = self.krate.types.iter().flat_map(|def| &def.at);
        let named: IndexSet<&str> = operations
            .chain(&api.named)
            .chain(types)
            .map(Pointer::as_str)
            .collect();
        for (place, excerpt) in &self.config.name_places {
            if named.contains(place.as_str()) {
                continue;
            }
            let is_schema = api.schemas.iter().any(|schema| schema.at.as_str() == place);
            let why = if is_schema {
                "what stands at this place has no type of its own, or is not used"
            } else {
                "there is no such place, or what stands there has no name"
            };
            let code = Code::NotNamed;
            self.diagnostics
                .report_excerpt(code, excerpt.clone(), &[why]);
        }
    }

    /// Notes the type of a schema for whoever asks which type a place of the document became.
    fn place(&mut self, id: SchemaId) {
        let ty = self.ty(id);
        self.schema_gap(id, &ty);
        let schema = &self.api[id];
        let places = match schema.sent_form_of {
            None => &mut self.krate.places,
            Some(_) => &mut self.krate.sent_places,
        };
        for at in std::iter::once(&schema.at).chain(&schema.also_at) {
            places.insert(at.as_str().into(), ty.clone());
        }
    }
}
