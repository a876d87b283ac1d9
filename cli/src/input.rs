//! The input of a command: the document, the settings, and the files that both name. All commands about a document
//! have these options.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PathBufValueParser, TypedValueParser as _};
use openapi_client_generator::complete;
use openapi_client_generator::config::Config;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::source::Source;

use crate::commands::{say, unprinted};
use crate::messages::Messages;
use crate::read::{self, Disk, Seen, shown};
use crate::remote::{RemoteOptions, Since};

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
    #[arg(long, value_name = "DIR", value_parser = PathBufValueParser::new().try_map(folder))]
    pub allow_dir: Vec<PathBuf>,
    /// Files on servers that the document may refer to.
    #[command(flatten)]
    pub remote: RemoteOptions,
    /// The form of diagnostics, and the warnings that fail the run.
    #[command(flatten)]
    pub messages: Messages,
}

/// A folder that exists: another name is a misspelling.
///
/// # Errors
/// When there is no such folder.
pub fn folder(path: PathBuf) -> Result<PathBuf, &'static str> {
    if path.is_dir() {
        Ok(path)
    } else {
        Err("there is no such folder")
    }
}

/// The remote files that may be fetched, and the folder that keeps them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep<'p> {
    /// Files without a copy are fetched; the copies stand beside the settings, or else beside the document.
    Fetched,
    /// Files without a copy are fetched; the copies stand beside the settings that will be written.
    Beside(&'p Path),
    /// No file is fetched: the copies have to be enough.
    Nothing,
}

/// The input with overlays applied.
pub struct Opened {
    /// The document, if it can be read.
    pub source: Option<Source>,
    /// The settings, if they can be read.
    pub config: Option<Config>,
    /// The diagnostics so far.
    pub diagnostics: Diagnostics,
    /// The files that were requested.
    pub seen: Seen,
    /// The lock file of remote files, and the folder of their copies, even if they don't exist.
    lock: [PathBuf; 2],
    /// The changes of the lock file, one per line, or the reason why remote files can't be kept.
    kept: Result<Vec<String>, String>,
}

impl Input {
    /// Whether the document comes from standard input, which can be read once.
    #[must_use]
    pub fn is_standard(&self) -> bool {
        self.spec.as_os_str() == "-"
    }

    /// The name of the document in messages.
    #[must_use]
    pub fn name(&self) -> String {
        if self.is_standard() {
            "standard input".to_owned()
        } else {
            shown(&self.spec)
        }
    }

    /// A client.toml beside the document or in the current folder, where `--config` names none: it isn't read.
    #[must_use]
    pub fn settings_unread(&self) -> Option<PathBuf> {
        let beside = self.spec.with_file_name("client.toml");
        let mut places = [beside, PathBuf::from("client.toml")].into_iter();
        let is_named = self.config.is_some();
        places.find(|path| !is_named && path.is_file())
    }

    /// Reads the document, the settings, and the files that they name. Remote files are kept beside the settings,
    /// or else beside the document.
    #[must_use]
    pub fn open(&self) -> Opened {
        self.open_with(Keep::Fetched)
    }

    /// Reads the input with another use of the network.
    #[must_use]
    pub fn open_with(&self, keep: Keep<'_>) -> Opened {
        self.open_since(keep, &Since::default())
    }

    /// Reads the input again, without requests for files that were fetched since the program began.
    #[must_use]
    pub fn open_since(&self, keep: Keep<'_>, since: &Since) -> Opened {
        let disk = Disk::new(&self.allow_dir);
        let beside = match (keep, &self.config) {
            (Keep::Beside(path), _) => path,
            (_, Some(config)) => config,
            _ if self.is_standard() => Path::new("openapi.yaml"),
            _ => &self.spec,
        };
        let is_locked = keep == Keep::Nothing;
        let remote = self.remote.open(&disk, beside, is_locked, since);
        let mut diagnostics = Diagnostics::default();
        let source = if self.is_standard() {
            read::standard_input(&mut diagnostics)
        } else {
            read::first(&remote, &self.spec, &mut diagnostics)
        };
        // Without a document, most errors of the settings can't be found.
        let mut config = source.as_ref().and_then(|_| match &self.config {
            Some(path) => read::config_on(&disk, path, &mut diagnostics),
            None => Some(Config::default()),
        });
        let source = source.map(|source| {
            let default = Config::default();
            let config = config.as_ref().unwrap_or(&default);
            complete(source, &remote, &disk, config, &mut diagnostics)
        });
        if let (Some(source), Some(config)) = (&source, &mut config) {
            read::name_files(config, source);
        }
        // After an error, the set of needed files is unknown.
        let kept = if diagnostics.has_errors() {
            Ok(Vec::new())
        } else {
            remote.save()
        };
        let lock = remote.lock();
        let kept_files = remote.seen();
        let mut seen = disk.seen();
        seen.extend(kept_files);
        Opened {
            source,
            config,
            diagnostics,
            seen,
            lock,
            kept,
        }
    }
}

impl Opened {
    /// Refuses to overwrite a file of the input: a file that was read, or that keeps remote files.
    ///
    /// # Errors
    /// When `out` is such a file.
    pub fn protect(&self, out: &Path) -> Result<(), String> {
        let place = read::real(out);
        let is_read = || self.seen.keys().any(|read| read::real(read) == place);
        let keeps = || {
            self.lock
                .iter()
                .any(|kept| place.starts_with(read::real(kept)))
        };
        if is_read() || keeps() {
            let out = shown(out);
            return Err(format!("`{out}` belongs to the input; give another file"));
        }
        Ok(())
    }

    /// Prints the changes of the lock file.
    ///
    /// # Errors
    /// When remote files can't be kept; the text is the reason.
    pub fn tell_kept(&self) -> Result<(), String> {
        for line in self.kept.as_ref().map_err(String::clone)? {
            say(line);
        }
        Ok(())
    }

    /// Shows the diagnostics.
    ///
    /// # Errors
    /// When the command can't continue: for denied warnings, or remote files that can't be kept; without a reason
    /// if the document has errors.
    pub fn show(&self, messages: &Messages) -> Result<(), Option<String>> {
        let sources: Vec<&Source> = self.source.iter().collect();
        let shown = messages.show(&self.diagnostics, &sources);
        shown.map_err(|error| Some(unprinted(&error)))?;
        if self.diagnostics.has_errors() {
            return Err(None);
        }
        self.tell_kept().map_err(Some)?;
        match messages.denied(&self.diagnostics) {
            Some(denied) => Err(Some(denied)),
            None => Ok(()),
        }
    }
}
