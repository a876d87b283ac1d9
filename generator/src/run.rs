//! The entry for programs: text or files in, a crate and diagnostics out.

use crate::config::{self, Config};
use crate::diagnostic::Diagnostics;
use crate::source::files::{Files, Memory};
use crate::source::{self, Source};
use crate::{Output, generate, openapi, overlay};

/// A text with its name.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// The name that diagnostics show, such as `openapi.yaml`.
    pub name: &'a str,
    /// The whole text.
    pub text: &'a str,
}

/// The result of a run.
#[derive(Debug)]
pub struct Generated {
    /// The crate; `None` if an error was reported.
    pub output: Option<Output>,
    /// The errors and warnings. Warnings don't prevent a crate.
    pub diagnostics: Diagnostics,
    source: Option<Source>,
}

impl Generated {
    /// The diagnostics as text, each with its place and an excerpt, in the order of the document; empty without
    /// diagnostics.
    #[must_use]
    pub fn messages(&self) -> String {
        let sources: Vec<&Source> = self.source.iter().collect();
        self.diagnostics.render(&sources)
    }
}

/// Generates a crate from a document in JSON or YAML. References to other files are errors.
#[must_use]
pub fn run(document: File<'_>, config: &Config) -> Generated {
    let mut diagnostics = Diagnostics::default();
    let source = source::text(document.name, document.text.to_owned(), &mut diagnostics);
    let files = Memory::default();
    let source = source.map(|it| complete(it, &files, &files, config, &mut diagnostics));
    finish(source, config, diagnostics)
}

/// Generates a crate from a document in several files of JSON or YAML. `document` is the name of the file that
/// begins with `openapi`; its references lead to the others.
///
/// ```
/// use openapi_client_generator::{Config, Memory, run_files};
///
/// let mut files = Memory::default();
/// files.add("openapi.yaml", "
/// openapi: 3.0.3
/// info: {title: Pets, version: '1'}
/// paths:
///   /pets: {$ref: paths/pets.yaml}
/// ");
/// files.add("paths/pets.yaml", "
/// get:
///   operationId: getPet
///   responses: {'200': {description: A pet., content: {application/json: {schema: {$ref: ../pet.json}}}}}
/// ");
/// files.add("pet.json", r#"{"type": "object", "properties": {"name": {"type": "string"}}}"#);
/// let generated = run_files(&files, "openapi.yaml", &Config::default());
/// assert_eq!(generated.messages(), "");
/// let output = generated.output.expect("no error was reported");
/// assert!(output.files["src/types.rs"].contains("pub struct Pet"));
/// ```
#[must_use]
pub fn run_files(files: &dyn Files, document: &str, config: &Config) -> Generated {
    let mut diagnostics = Diagnostics::default();
    let source = read_with(files, document, config, &mut diagnostics);
    finish(source, config, diagnostics)
}

/// Reads a document and the other files that its references lead to.
#[doc(hidden)]
pub fn read(files: &dyn Files, document: &str, diagnostics: &mut Diagnostics) -> Option<Source> {
    read_with(files, document, &Config::default(), diagnostics)
}

/// The same with the overlays of client.toml: they change the document before its references are followed.
#[doc(hidden)]
pub fn read_with(
    files: &dyn Files,
    document: &str,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Source> {
    let source = source::files::open(files, document, diagnostics)?;
    Some(complete(source, files, files, config, diagnostics))
}

/// Adds the overlays, which can come from other files, and the files of references to a document.
#[doc(hidden)]
pub fn complete(
    mut source: Source,
    files: &dyn Files,
    overlays: &dyn Files,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Source {
    overlay::overlay(&mut source, overlays, config, diagnostics);
    openapi::bundle(source, files, diagnostics)
}

fn finish(mut source: Option<Source>, config: &Config, mut diagnostics: Diagnostics) -> Generated {
    let generate = |source| generate(source, config, &mut diagnostics);
    let output = source.as_mut().and_then(generate);
    Generated {
        output,
        diagnostics,
        source,
    }
}

impl Config {
    /// Reads a configuration in the format of client.toml.
    ///
    /// # Errors
    ///
    /// The messages, when the text is not TOML, or has an unknown key or an invalid value.
    pub fn from_toml(file: File<'_>) -> Result<Self, String> {
        let mut diagnostics = Diagnostics::default();
        let config = config::text(file.name, file.text, &mut diagnostics);
        config.ok_or_else(|| diagnostics.render(&[]))
    }
}
