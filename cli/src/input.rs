//! What a command reads: the document, the settings, and the files that both name. All commands about a document
//! have these options.

use std::path::PathBuf;

use clap::Args;
use openapi_client_generator::config::Config;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::overlay;
use openapi_client_generator::source::Source;

use crate::messages::Messages;
use crate::read::{self, Disk, Seen};

/// The document and its settings.
#[derive(Debug, Clone, Default, Args)]
pub struct Input {
    /// The OpenAPI document, in YAML or JSON, or `-` for standard input. Files that it refers to are read, too, if
    /// they are in its folder (of standard input: the current folder).
    pub spec: PathBuf,
    /// The settings: names, types for formats, overlays, allowed warnings. `init` writes a file to begin with.
    #[arg(long, value_name = "client.toml")]
    pub config: Option<PathBuf>,
    /// A folder with files that the document may refer to besides those in its own folder. Can be repeated.
    #[arg(long, value_name = "DIR")]
    pub allow_dir: Vec<PathBuf>,
    /// How diagnostics are shown, and which warnings fail the run.
    #[command(flatten)]
    pub messages: Messages,
}

/// What was read, with overlays applied.
pub struct Opened {
    /// The document, if it can be read.
    pub source: Option<Source>,
    /// The settings, if they can be read.
    pub config: Option<Config>,
    /// What is to be said of it so far.
    pub diagnostics: Diagnostics,
    /// The files that were asked for.
    pub seen: Seen,
}

impl Input {
    /// Whether the document comes from standard input, which is read once.
    #[must_use]
    pub fn is_standard(&self) -> bool {
        self.spec.as_os_str() == "-"
    }

    /// The document, as messages name it.
    #[must_use]
    pub fn name(&self) -> String {
        if self.is_standard() {
            "standard input".to_owned()
        } else {
            self.spec.display().to_string()
        }
    }

    /// Reads the document, the settings, and the files that they name.
    #[must_use]
    pub fn open(&self) -> Opened {
        let disk = Disk::new(&self.allow_dir);
        let mut diagnostics = Diagnostics::default();
        let mut source = if self.is_standard() {
            read::standard_input(&disk, &mut diagnostics)
        } else {
            read::document_on(&disk, &self.spec, &mut diagnostics)
        };
        // Without a document, settings would only be half of what is wrong.
        let config = source.as_ref().and_then(|_| match &self.config {
            Some(path) => read::config_on(&disk, path, &mut diagnostics),
            None => Some(Config::default()),
        });
        if let (Some(source), Some(config)) = (&mut source, &config) {
            overlay::overlay(source, &disk, config, &mut diagnostics);
        }
        Opened {
            source,
            config,
            diagnostics,
            seen: disk.seen(),
        }
    }
}

impl Opened {
    /// Shows the diagnostics.
    ///
    /// # Errors
    /// When the command can't go on: the denied warnings, or nothing where there are errors.
    pub fn show(&self, messages: &Messages) -> Result<(), Option<String>> {
        let sources: Vec<&Source> = self.source.iter().collect();
        messages.show(&self.diagnostics, &sources);
        if self.diagnostics.has_errors() {
            return Err(None);
        }
        match messages.denied(&self.diagnostics) {
            Some(denied) => Err(Some(denied)),
            None => Ok(()),
        }
    }
}
