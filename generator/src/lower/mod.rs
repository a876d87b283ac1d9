//! [`Api`] → [`Crate`]: every decision about the output.
//!
//! The phases, each with the results of the phases before it: facts, types, operations, layout.

mod coverage;
mod docs;
mod examples;
mod facts;
mod layout;
mod names;
mod operations;
mod sink;
mod types;

use crate::api::Api;
use crate::config::Config;
use crate::diagnostic::{Diagnostics, Pointer};
use crate::ir::{ClientNew, Crate, Raw};
use crate::map::IndexSet;
use examples::{program::program, tests::example_tests};
use operations::{client, form_styles, headers, security};
use sink::Sink;
use types::{checked, ty};

/// Decides on the crate for `api`.
pub fn lower(api: &Api, config: &Config, diagnostics: &mut Diagnostics) -> Crate {
    layout::lay_out(check(api, config, diagnostics), config)
}

/// The decisions that can be reported: all but the layout.
pub fn check(api: &Api, config: &Config, diagnostics: &mut Diagnostics) -> Crate {
    let (facts, scope) = facts::facts(api, config, diagnostics);
    let mut sink = Sink::new(diagnostics);
    let mut types = types::types(&facts, scope, &mut sink);
    let client = client::client(&facts, &mut sink);
    let (webhooks, operations, skipped) = operations::operations(&facts, &mut types, &mut sink);
    let Sink { diagnostics, texts } = sink;
    let example_tests = example_tests(&facts, &operations, diagnostics);
    let reached = ty::reached(&facts, diagnostics);
    checked::unchecked_patterns(&facts, diagnostics);
    headers::unsendable(api, diagnostics);
    form_styles::unstyled(&facts, diagnostics);
    docs::cut_texts(api, &texts, diagnostics);
    names::idle::idle_names(&facts, &types.made, diagnostics);
    names::refused::refused_names(&facts, &types.made, diagnostics);
    let hides_result = types.made.iter().any(|def| def.name.as_str() == "Result");
    let [places, sent_places] = coverage::places(api, &reached);
    let gaps = coverage::gaps(&facts, &reached, diagnostics);
    let usual = security::usual(api, &operations);
    let mut krate = Crate {
        package: client.package,
        docs: client.docs,
        types: types.made,
        program: program(&operations, &client.schemes, &client.new),
        operations,
        groups: client.groups,
        webhooks,
        servers: client.servers,
        schemes: client.schemes,
        client_headers: client.headers,
        new: ClientNew {
            choice: security::choice(usual.as_deref(), &client.new),
            ..client.new
        },
        security: usual,
        hides_result,
        envelope: client.envelope,
        secret_members: Vec::new(),
        places,
        sent_places,
        contradicting: raw_places(&api.contradicting),
        foreign: raw_places(&api.foreign),
        example_tests,
        gaps,
        skipped,
        mapped: facts.mapped,
        modules: Vec::new(),
        recursion_limit: None,
        allowed: Vec::new(),
    };
    layout::close(&mut krate, diagnostics);
    krate
}

fn raw_places(places: &IndexSet<Pointer>) -> Vec<Raw> {
    places.iter().map(|at| at.as_str().into()).collect()
}
