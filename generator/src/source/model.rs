//! Documents that a program holds as a model of the crate `openapiv3`: a server that describes itself, or the
//! `build.rs` of a user of another generator.

use openapiv3::OpenAPI;

use super::Source;
use crate::diagnostic::{Code, Diagnostics, Pointer};

impl Source {
    /// The source of a model. Diagnostics show it as JSON, under this name.
    pub fn of_model(name: &str, document: &OpenAPI, diagnostics: &mut Diagnostics) -> Option<Self> {
        match serde_json::to_string_pretty(document) {
            Ok(text) => super::text(name, text, diagnostics),
            Err(error) => {
                let args = ["document", name, &error.to_string()];
                diagnostics.report(Code::NotReadable, &Pointer::root(), &args);
                None
            }
        }
    }
}
