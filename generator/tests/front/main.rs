//! The stages before the API: reading and checking documents, diagnostics, configuration.

mod allow;
mod bundled;
mod cargo;
mod changes;
mod config;
mod digits;
mod document;
mod explain;
mod formats;
mod hostile;
mod locate;
mod manifest;
mod modules;
mod named_json;
mod names;
mod newest;
mod openapi;
mod overlays;
mod parts;
mod remote;
mod robust;
mod source;
mod surface;
mod two_kinds;
mod unused;
mod upgrade;

use openapi_client_generator::config::Config;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::source::{Source, text};
use openapi_client_generator::{Output, generate};
use serde_json::Value;

/// Reads `document` as the file `api.yaml`.
fn source(document: &str) -> (Option<Source>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let source = text("api.yaml", document.to_owned(), &mut diagnostics);
    (source, diagnostics)
}

/// Generates from `document`.
fn generated(document: &Value) -> Output {
    let (source, mut diagnostics) = source(&document.to_string());
    let mut source = source.expect("it is a document");
    generate(&mut source, &Config::default(), &mut diagnostics).expect("it is generated")
}

/// What there is to say of `document` after reading it.
fn said(document: &str) -> String {
    let (source, diagnostics) = source(document);
    let sources: Vec<&Source> = source.iter().collect();
    diagnostics.render(&sources)
}

/// What there is to say of `document` after reading and folding it.
fn said_of_reading(document: &str) -> String {
    let (source, mut diagnostics) = source(document);
    let Some(mut source) = source else {
        return diagnostics.render(&[]);
    };
    openapi_client_generator::openapi::read(&mut source, &mut diagnostics);
    diagnostics.render(&[&source])
}
