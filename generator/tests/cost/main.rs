//! What a document costs: the work and the output grow as the document does, whatever shape it has, and
//! nothing recurses as deep as a document is large. Work is counted, not timed.
//!
//! A row names a shape and makes the document of it of each size: [`linear`] compares the costs of three
//! sizes, [`survives`] goes through one that is large with a small stack. `SHOW_COSTS=1` prints what they
//! count (`cargo test -p openapi-client-generator --test cost -- --nocapture`).

mod anchors;
mod examples;
mod files;
mod lints;
mod measure;
mod names;
mod newest;
mod overlays;
mod pages;
mod parts;
mod paths;
mod references;
mod responses;
mod schemas;
mod shared;
mod streams;
mod values;
mod version_2;
mod webhooks;

use measure::{
    linear, linear_decisions, linear_files, linear_newest, linear_overlays, made, survives,
};
use serde_json::{Map, Value, json};

/// A document with these paths and components.
fn document(paths: &Value, components: &Value) -> String {
    let info = json!({ "title": "t", "version": "1" });
    json!({ "openapi": "3.0.3", "info": info, "paths": paths, "components": components })
        .to_string()
}

/// A document with these schemas, in their order.
fn schemas(schemas: impl IntoIterator<Item = (String, Value)>) -> String {
    let schemas: Map<String, Value> = schemas.into_iter().collect();
    document(&json!({}), &json!({ "schemas": schemas }))
}

/// A reference to a component.
fn to(section: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{section}/{name}") })
}

/// An object with one member of this name.
fn object(member: &str) -> Value {
    json!({ "type": "object", "properties": { member: { "type": "string" } } })
}
