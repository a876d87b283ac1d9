//! The checked document → advice for its maintainer, which changes nothing in the generated code. One walk along the
//! tables of the specification comes by each object and each value that is data; a file holds one lint. `check`
//! makes them, and `generate` if client.toml says `lints = true`: whoever generates from the document of somebody else
//! can't follow them.

mod alike;
mod examples;
mod paths;
mod secrets;
mod success;
mod times;
mod unused;
mod walk;

use crate::diagnostic::Diagnostics;
use crate::openapi::Document;
use crate::openapi::spec::{HEADER, Kind, MEDIA_TYPE, OPERATION, PARAMETER, SCHEMA};
use crate::openapi::view::Read;
use examples::Examples;
pub use unused::{Unused, unused};
use walk::Met;

/// Reports advice for the maintainer of the document, of which these components are `unused`.
pub fn lint(document: &Document, unused: Unused, diagnostics: &mut Diagnostics) {
    paths::clashing(document.root(), diagnostics);
    unused.report(diagnostics);
    let mut examples = Examples::of(document);
    walk::walk(&document.tree, &mut |met, place| match met {
        Met::Object(kind, value) if is(kind, &OPERATION) => {
            success::missing(Read::read(value), place, diagnostics);
        }
        Met::Object(kind, value) if is(kind, &SCHEMA) => {
            let schema = Read::read(value);
            alike::values(schema, place, diagnostics);
            times::members(schema, place, diagnostics);
            examples.of_schema(value, place, diagnostics);
        }
        Met::Object(kind, value) if [&PARAMETER, &HEADER].iter().any(|it| is(kind, it)) => {
            examples.of_value(value, place, diagnostics);
        }
        Met::Object(kind, value) if is(kind, &MEDIA_TYPE) => {
            examples.of_content(value, place, diagnostics);
        }
        Met::Object(..) => {}
        Met::Data(value, name) => secrets::shown(value, name, place, diagnostics),
    });
}

fn is(kind: &Kind, other: &Kind) -> bool {
    std::ptr::eq(kind, other)
}
