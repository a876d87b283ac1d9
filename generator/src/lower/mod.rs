//! [`Api`] → [`Crate`]: every decision on what will be written.
//!
//! In phases, each of which takes what those before it give: facts, types, operations, layout.

mod answers;
mod boxes;
mod branch;
mod checked;
mod choice;
mod client;
mod docs;
mod example;
mod example_tests;
mod facts;
mod features;
mod gaps;
mod given;
mod kinds;
mod layout;
mod lengths;
mod letters;
mod modules;
mod names;
mod naming;
mod nesting;
mod object;
mod operation;
mod plan;
mod reach;
mod rename_reason;
mod reply;
pub mod reserved;
mod scope;
mod secret;
mod shape;
mod share;
mod sink;
mod sizes;
mod ty;
mod types;
mod union;
mod values;

use crate::api::Api;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::ir::{Crate, Raw, Ty, TypeDef};
use facts::Facts;
use indexmap::{IndexMap, IndexSet};
use sink::Sink;

/// Decides what will be written for `api`.
pub fn lower(api: &Api, config: &Config, diagnostics: &mut Diagnostics) -> Crate {
    let (facts, scope) = facts::facts(api, config, diagnostics);
    let mut sink = Sink::new(diagnostics);
    let mut types = types::types(&facts, scope, &mut sink);
    let client = client::client(&facts, &mut sink);
    let (operations, skipped) = operation::operations(&facts, &mut types, &mut sink);
    let Sink { diagnostics, texts } = sink;
    let example_tests = example_tests::example_tests(&facts, &operations, diagnostics);
    let cuts = ty::cuts(&facts, diagnostics);
    checked::unchecked_patterns(&facts, diagnostics);
    docs::cut_texts(api, &texts, diagnostics);
    idle_names(&facts, &types.made, diagnostics);
    let hides_result = types.made.iter().any(|def| def.name.as_str() == "Result");
    let [places, sent_places] = places(&facts);
    let krate = Crate {
        package: client.package,
        docs: client.docs,
        types: types.made,
        security: operation::usual_security(&operations),
        operations,
        servers: client.servers,
        schemes: client.schemes,
        client_headers: client.headers,
        new: client.new,
        hides_result,
        envelope: client.envelope,
        places,
        sent_places,
        contradicting: raw_places(&api.contradicting),
        foreign: raw_places(&api.foreign),
        example_tests,
        gaps: gaps::gaps(&facts, &cuts),
        skipped,
        mapped: facts.mapped,
        modules: Vec::new(),
        recursion_limit: None,
    };
    layout::lay_out(krate, config, diagnostics)
}

fn raw_places(places: &IndexSet<Pointer>) -> Vec<Raw> {
    places.iter().map(|at| at.as_str().into()).collect()
}

/// The type of each schema of the API by its place, for whoever asks which type a place of the document
/// became: of those that are received, and of those that are sent in another form.
fn places(facts: &Facts) -> [IndexMap<Raw, Ty>; 2] {
    let mut places = [IndexMap::new(), IndexMap::new()];
    for id in &facts.reached {
        let schema = &facts.api[*id];
        let ty = facts.ty(*id);
        for at in std::iter::once(&schema.at).chain(&schema.also_at) {
            let form = usize::from(schema.sent_form_of.is_some());
            places[form].insert(at.as_str().into(), ty.clone());
        }
    }
    places
}

/// Says which names of client.toml are given to nothing.
fn idle_names(facts: &Facts, types: &[TypeDef], diagnostics: &mut Diagnostics) {
    let Facts { api, config, .. } = facts;
    if config.names.is_empty() {
        return;
    }
    let operations = api.operations.iter().map(|operation| &operation.at);
    let types = types.iter().flat_map(|def| &def.at);
    let named: IndexSet<&str> = operations
        .chain(&api.named)
        .chain(types)
        .map(Pointer::as_str)
        .collect();
    for (place, excerpt) in &config.name_places {
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
        diagnostics.report_excerpt(code, excerpt.clone(), &[why]);
    }
}
