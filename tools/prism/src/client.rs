//! The client of a document, with the document's descriptions of its operations.

use openapi_client_generator::api::{self, Api};
use openapi_client_generator::config::Config;
use openapi_client_generator::diagnostic::{Code, Diagnostics};
use openapi_client_generator::ir::{Operation, RequestBody};
use openapi_client_generator::{self as generator, Output, adapt, openapi, resolve};
use openapi_client_generator_cli::read;
use std::collections::BTreeSet;
use std::path::Path;

/// A generated client.
pub struct Client {
    /// The document, widened by its examples.
    pub api: Api,
    /// The crate.
    pub output: Output,
    /// Members that the document requires and doesn't describe.
    pub undescribed: BTreeSet<String>,
}

impl Client {
    /// The description of an operation; of several forms, the one with its body.
    pub fn described(&self, operation: &Operation) -> Option<&api::Operation> {
        let mut all = self.api.operations.iter().filter(|described| {
            described.method == operation.method && described.path == operation.path.exact()
        });
        let first = all.clone().next();
        all.find(|described| has_body(described, &operation.body))
            .or(first)
    }
}

/// Whether an operation of the document is the form with this body.
fn has_body(described: &api::Operation, body: &RequestBody) -> bool {
    let content = described
        .body
        .as_ref()
        .and_then(|body| body.content.first());
    let media_type = content.map(|content| content.media_type.as_str());
    match body {
        RequestBody::None => content.is_none(),
        RequestBody::Members(_) => media_type == Some("application/json"),
        RequestBody::Parts { .. } => media_type.is_some_and(|name| name.starts_with("multipart/")),
        RequestBody::Value {
            media_type: sent, ..
        } => media_type == Some(sent.exact()),
    }
}

/// Generates the client of a document.
pub fn generate(document: &Path, package: &str) -> Result<Client, String> {
    let mut diagnostics = Diagnostics::default();
    let mut config = Config::default();
    config.package.name = Some(package.to_owned());
    let mut source = read::document(document, &[], &mut diagnostics);
    let client = source.as_mut().and_then(|source| {
        let root = source.root.clone();
        let output = generator::generate(source, &config, &mut diagnostics)?;
        let unknown = diagnostics.iter();
        let unknown = unknown.filter(|it| it.code == Code::RequiredUnknown);
        let unknown = unknown.filter_map(|it| it.message.split('`').nth(1).map(str::to_owned));
        let undescribed = unknown.collect();
        // Read again, in the form for the generator.
        source.root = root;
        let mut repeated = Diagnostics::default();
        let read = openapi::read(source, &mut repeated)?;
        let api = resolve::resolve(&read, &config.names, &mut repeated);
        let api = adapt::adapt(api, &config, &mut repeated);
        Some(Client {
            api,
            output,
            undescribed,
        })
    });
    client.ok_or_else(|| {
        let sources: Vec<_> = source.iter().collect();
        diagnostics.render(&sources)
    })
}
