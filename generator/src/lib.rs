//! Reads an `OpenAPI` document and writes a Rust client crate.
//!
//! Each stage takes what the one before it gives, reports all that it finds to [`Diagnostics`], and
//! goes on. `ARCHITECTURE.md` says what each one guarantees.

pub mod adapt;
pub mod api;
pub mod config;
pub mod diagnostic;
pub mod emit;
pub mod format;
pub mod ir;
pub mod lower;
pub mod openapi;
pub mod resolve;
pub mod source;
#[doc(hidden)]
pub mod steps;
#[doc(hidden)]
pub mod surface;
pub mod text;

use config::Config;
use diagnostic::Diagnostics;
use std::collections::BTreeMap;

/// What is to be written, and what it was made from.
#[derive(Debug)]
pub struct Output {
    /// The files, by path relative to the crate, with `/` between its parts.
    pub files: BTreeMap<String, String>,
    /// The decisions behind the files.
    pub ir: ir::Crate,
}

impl Output {
    /// Which type each place of the document became. Made only when it is asked for: of a large document
    /// it is large itself.
    #[must_use]
    pub fn map(&self) -> serde_json::Value {
        emit::map(&self.ir)
    }
}

/// Makes a crate from a document that was read; nothing touches the disk. Gives nothing when an error
/// was reported.
pub fn generate(
    source: &source::Source,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Output> {
    // Each model is let go as soon as the next one stands: of a large document they are 100 MB apiece.
    let api = {
        let document = openapi::read(source, diagnostics)?;
        resolve::resolve(&document, &config.names, diagnostics)
    };
    let ir = {
        let api = adapt::adapt(api, config, diagnostics);
        lower::lower(&api, config, diagnostics)
    };
    if diagnostics.has_errors() {
        return None;
    }
    let emitted = emit::emit(&ir);
    let files = format::format(emitted, diagnostics)?;
    Some(Output { files, ir })
}
