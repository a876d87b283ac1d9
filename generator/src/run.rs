//! The door for programs: text in, a crate and diagnostics out.

use crate::config::{self, Config};
use crate::diagnostic::Diagnostics;
use crate::source::{self, Source};
use crate::{Output, generate};

/// A text, and the name that diagnostics show for it.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Such as `openapi.yaml`.
    pub name: &'a str,
    /// All of it.
    pub text: &'a str,
}

/// The result of a run.
#[derive(Debug)]
pub struct Generated {
    /// The crate. There is none when an error was reported.
    pub output: Option<Output>,
    /// All that was reported. Warnings leave a crate to be written.
    pub diagnostics: Diagnostics,
    source: Option<Source>,
}

impl Generated {
    /// The diagnostics as text, each with its place and an excerpt, in the order of the document. Empty when
    /// there are none.
    #[must_use]
    pub fn messages(&self) -> String {
        let sources: Vec<&Source> = self.source.iter().collect();
        self.diagnostics.render(&sources)
    }
}

/// Generates a crate from a document, which is JSON or YAML.
#[must_use]
pub fn run(document: File<'_>, config: &Config) -> Generated {
    let mut diagnostics = Diagnostics::default();
    let source = source::text(document.name, document.text.to_owned(), &mut diagnostics);
    let output = source
        .as_ref()
        .and_then(|source| generate(source, config, &mut diagnostics));
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
    /// The messages, when it is no TOML, or has a key or value that is unknown.
    pub fn from_toml(file: File<'_>) -> Result<Self, String> {
        let mut diagnostics = Diagnostics::default();
        let config = config::text(file.name, file.text, &mut diagnostics);
        config.ok_or_else(|| diagnostics.render(&[]))
    }
}
