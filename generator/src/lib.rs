//! Reads an `OpenAPI` document and writes a Rust client crate.
//!
//! [`run`] takes the text of a document and returns the files of the crate, without disk, threads and network;
//! [`run_files`] takes a document in several files:
//!
//! ```
//! use openapi_client_generator::{Config, File, run};
//!
//! let text = "
//! openapi: 3.0.3
//! info: {title: Pets, version: '1'}
//! paths:
//!   /pets/{id}:
//!     get:
//!       operationId: getPet
//!       parameters: [{name: id, in: path, required: true, schema: {type: string}}]
//!       responses: {'204': {description: It exists.}}
//! ";
//! let generated = run(File { name: "pets.yaml", text }, &Config::default());
//! assert_eq!(generated.messages(), "");
//! let output = generated.output.expect("no error was reported");
//! assert!(output.files["src/operations.rs"].contains("pub fn get_pet"));
//! ```
//!
//! # In `build.rs`
//!
//! The modules of a client refer to each other as `crate::…`, so a client is a package of its own: its
//! Cargo.toml is the emitted one with this crate below `[build-dependencies]`. Cargo looks for `src/lib.rs`
//! before it runs `build.rs`: commit `src/`, or begin with an empty file.
//! ```no_run
//! //! Writes the client that openapi.yaml describes to `src/`.
//!
//! use openapi_client_generator::{Config, File, run_files};
//! use std::{error::Error, fs, path::Path};
//!
//! fn main() -> Result<(), Box<dyn Error>> {
//!     let options = fs::read_to_string("client.toml")?;
//!     println!("cargo::rerun-if-changed=client.toml");
//!     let config = Config::from_toml(File { name: "client.toml", text: &options })?;
//!     // The files that openapi.yaml refers to are found below its folder.
//!     let files = |name: &str| {
//!         println!("cargo::rerun-if-changed={name}");
//!         fs::read(name)
//!     };
//!     let generated = run_files(&files, "openapi.yaml", &config);
//!     for line in generated.messages().lines() {
//!         println!("cargo::warning={line}");
//!     }
//!     let output = generated.output.ok_or("openapi.yaml has errors")?;
//!     for (path, text) in output.files.iter().filter(|(path, _)| path.starts_with("src/")) {
//!         // An unchanged file keeps its time, so cargo doesn't compile it again.
//!         if fs::read_to_string(path).is_ok_and(|old| old == *text) {
//!             continue;
//!         }
//!         fs::create_dir_all(Path::new(path).parent().ok_or("no folder")?)?;
//!         fs::write(path, text)?;
//!     }
//!     Ok(())
//! }
//! ```
//!
//! The command `openapi-client-generator` does the same, with options, colours, and a check that a committed
//! client is up to date.
//!
//! # Stability
//!
//! The documented items are the public interface. The hidden ones are public only for the command and the
//! tests.

mod alike;
pub mod config;
pub mod diagnostic;

#[doc(hidden)]
pub mod adapt;
#[doc(hidden)]
pub mod api;
#[doc(hidden)]
pub mod emit;
#[doc(hidden)]
pub mod format;
#[doc(hidden)]
pub mod init;
#[doc(hidden)]
pub mod ir;
#[doc(hidden)]
pub mod lint;
#[doc(hidden)]
pub mod lower;
mod map;
mod null;
mod number;
#[doc(hidden)]
pub mod openapi;
#[doc(hidden)]
pub mod overlay;
mod patterns;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod resolve;
mod run;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod steps;
#[doc(hidden)]
pub mod surface;
#[doc(hidden)]
pub mod text;

pub use config::Config;
pub use diagnostic::Diagnostics;
pub use report::changes;
pub use run::{File, Generated, run, run_files};
#[doc(hidden)]
pub use run::{complete, read, read_with};
pub use source::files::{Files, Memory, Unread};

use std::collections::BTreeMap;

/// The generated files, and the decisions behind them.
#[derive(Debug)]
pub struct Output {
    /// The texts of the files by path: relative to the crate, with `/` between its parts.
    pub files: BTreeMap<String, String>,
    /// The decisions behind the files.
    #[doc(hidden)]
    pub ir: ir::Crate,
    /// The parts of the runtime that the files use.
    #[doc(hidden)]
    pub parts: surface::Parts,
}

impl Output {
    /// Returns the type of each place of the document, as JSON. Each call makes it anew: the map of a large
    /// document is large itself.
    #[must_use]
    pub fn map(&self) -> serde_json::Value {
        report::map(&self.ir)
    }

    /// Compares the crate with an earlier one, given by the texts of its files: the changes for programs that use it.
    #[must_use]
    pub fn changes(&self, earlier: &changes::Texts<'_>) -> changes::Changes {
        let files = self.files.iter();
        let files = files.map(|(path, text)| (path.as_str(), text.as_str()));
        changes::Changes::between(earlier, &files.collect())
    }
}

/// The pipeline: makes a crate from a document that was read. Returns `None` if an error was reported. The
/// source keeps its texts, for diagnostics, and loses its tree.
#[doc(hidden)]
pub fn generate(
    source: &mut source::Source,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Output> {
    let ir = decide(source, config, diagnostics)?;
    spell(ir, diagnostics)
}

/// The first half of [`generate`], which reports everything about the document: the decisions, before they are
/// spelled.
#[doc(hidden)]
pub fn decide(
    source: &mut source::Source,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<ir::Crate> {
    decide_by(lower::lower, source, config, diagnostics)
}

/// The same with lints and without a layout, for the maintainer of a document, who generates nothing.
#[doc(hidden)]
pub fn check(
    source: &mut source::Source,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<ir::Crate> {
    let config = Config {
        lints: true,
        ..config.clone()
    };
    decide_by(lower::check, source, &config, diagnostics)
}

/// The last of the stages that report anything.
type Lower = fn(&api::Api, &Config, &mut Diagnostics) -> ir::Crate;

fn decide_by(
    lower: Lower,
    source: &mut source::Source,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<ir::Crate> {
    diagnostics.watch(&config.allow, source);
    let ir = stages(lower, source, config, diagnostics);
    diagnostics.tell_once();
    diagnostics.allow(&config.allow, config.lints, source);
    ir
}

fn stages(
    lower: Lower,
    source: &mut source::Source,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<ir::Crate> {
    // A reference to a file that can't be read is any JSON value, so that all faults are shown at once.
    // So are those of the document after a fault of client.toml.
    if diagnostics.has_errors_of_document() && source.reported.is_empty() {
        return None;
    }
    // Each model is dropped as soon as the next one is made: the model of a large document takes 100 MB.
    let (api, config) = {
        let unused = config.lints.then(|| lint::unused(source));
        let document = openapi::read(source, diagnostics)?;
        if let Some(unused) = unused {
            lint::lint(&document, unused, config, diagnostics);
        }
        let config = document.settings(config);
        let api = resolve::resolve(&document, &config.names, diagnostics);
        (api, config)
    };
    let ir = {
        let api = adapt::adapt(api, &config, diagnostics);
        lower(&api, &config, diagnostics)
    };
    (!diagnostics.has_errors()).then_some(ir)
}

/// The second half of [`generate`].
#[doc(hidden)]
pub fn spell(ir: ir::Crate, diagnostics: &mut Diagnostics) -> Option<Output> {
    let emitted = emit::emit(&ir);
    let (mut files, parts) = format::format(emitted, diagnostics)?;
    emit::complete(&ir, parts, &mut files);
    Some(Output { files, ir, parts })
}
