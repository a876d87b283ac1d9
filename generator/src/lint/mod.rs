//! The checked document → advice for its maintainer, without effect on the generated code. One walk along the
//! tables of the specification visits each object and each data value; each lint has a file. `check` runs the
//! lints, and `generate` does if client.toml has `lints = true`: people who generate from somebody else's
//! document can't follow the advice.

mod admits;
mod alike;
mod ambiguous;
mod breaks;
mod examples;
mod expressions;
mod follow;
mod formats;
mod limits;
mod links;
mod paths;
mod patterns;
mod required;
mod scopes;
mod secrets;
mod servers;
mod success;
mod times;
mod unused;
mod values;
mod walk;

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::openapi::Document;
use crate::openapi::spec::{
    CALLBACK, HEADER, Kind, LINK, MEDIA_TYPE, OPERATION, PARAMETER, SCHEMA,
};
use crate::openapi::view::{Operation, Read};
use examples::Examples;
use formats::Formats;
use links::Links;
use scopes::Scopes;
pub use secrets::is_shown_secret;
pub use unused::{Unused, unused};
use walk::{Met, Place};

/// Reports advice for the maintainer of the document, with these `unused` components.
pub fn lint(document: &Document, unused: Unused, config: &Config, diagnostics: &mut Diagnostics) {
    paths::keys(document.root(), diagnostics);
    ambiguous::paths(document, diagnostics);
    unused.report(diagnostics);
    let mut examples = Examples::of(document);
    let mut formats = Formats::of(config);
    let mut links = Links::default();
    let mut scopes = Scopes::of(document);
    scopes.required(document.root().security(), &Place::Root, diagnostics);
    walk::walk(&document.tree, &mut |met, place| match met {
        Met::Object(kind, value) if is(kind, &OPERATION) => {
            let operation: Operation<'_> = Read::read(value);
            success::missing(operation, place, diagnostics);
            links.operation(operation, place, diagnostics);
            scopes.required(operation.security(), place, diagnostics);
        }
        Met::Object(kind, value) if is(kind, &LINK) => {
            links.link(Read::read(value), place, diagnostics);
        }
        Met::Object(kind, value) if is(kind, &CALLBACK) => {
            expressions::open(value, place, diagnostics);
        }
        Met::Object(kind, value) if is(kind, &SCHEMA) => {
            let schema = Read::read(value);
            alike::values(schema, place, diagnostics);
            times::members(schema, place, diagnostics);
            values::of_type(schema, place, diagnostics);
            limits::apart(schema, place, diagnostics);
            patterns::invalid(schema, place, diagnostics);
            formats.misspelled(schema, place, diagnostics);
            examples.of_schema(value, place, diagnostics);
        }
        Met::Object(kind, value) if [&PARAMETER, &HEADER].iter().any(|it| is(kind, it)) => {
            if is(kind, &PARAMETER) {
                required::missing(Read::read(value), place, diagnostics);
            }
            examples.of_value(value, place, diagnostics);
        }
        Met::Object(kind, value) if is(kind, &MEDIA_TYPE) => {
            examples.of_content(value, place, diagnostics);
        }
        Met::Object(..) => {}
        Met::Data(value, name) => secrets::shown(value, name, place, diagnostics),
    });
    links.report(document, diagnostics);
}

fn is(kind: &Kind, other: &Kind) -> bool {
    std::ptr::eq(kind, other)
}
