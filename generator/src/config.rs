//! client.toml: what to generate from a document, beyond what the document says itself.

use std::path::Path;

use indexmap::IndexMap;
use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostics};

/// The whole of client.toml. Every key may be left out.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// `[package]`: the generated crate's own.
    pub package: Package,
    /// `[types]`: what a `format` is in Rust, such as `uuid = "string"`.
    pub types: IndexMap<String, MappedType>,
    /// `[names]`: the Rust name of what a pointer leads to,
    /// such as `"#/components/schemas/Msg" = "Message"`.
    pub names: IndexMap<String, String>,
    /// `[client]`: settings of the client as a whole.
    pub client: ClientConfig,
    /// `[errors]`: how errors are told from successes.
    pub errors: ErrorsConfig,
    /// `[dependencies]`: copied into the generated Cargo.toml.
    pub dependencies: toml::Table,
    /// `[dev-dependencies]`: copied into the generated Cargo.toml.
    pub dev_dependencies: toml::Table,
}

/// `[package]`
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Package {
    /// The crate's name; derived from the document's title when it is left out.
    pub name: Option<String>,
    /// The crate's version.
    pub version: Option<String>,
    /// The crate's description; the document's own when it is left out.
    pub description: Option<String>,
    /// The crate's licence, as an SPDX expression.
    pub license: Option<String>,
    /// Where the crate's source lives.
    pub repository: Option<String>,
    /// Any other key of Cargo's `[package]`, copied as it is.
    #[serde(flatten)]
    pub extra: toml::Table,
}

/// What a `format` becomes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum MappedType {
    /// `"string"` or `"default"`.
    Builtin(BuiltinType),
    /// A type of another crate.
    Path(PathType),
}

/// A mapping by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BuiltinType {
    /// A plain string, whatever the format says.
    String,
    /// What the format gives without a mapping.
    Default,
}

/// `{ type = "uuid::Uuid", dependency = "uuid", version = "1", features = ["serde"] }`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathType {
    /// The path of the type, as `use` would name it.
    #[serde(rename = "type")]
    pub path: String,
    /// The package that has it.
    pub dependency: String,
    /// The version requirement for the package.
    pub version: String,
    /// Features of the package to switch on.
    #[serde(default)]
    pub features: Vec<String>,
}

/// `[client]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClientConfig {
    /// Header parameters that are set once for the client instead of with each call; the default
    /// of their schema is sent.
    pub headers: Vec<String>,
}

/// `[errors]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ErrorsConfig {
    /// What tells an error's body from any other, whatever the status.
    pub envelope: Option<Envelope>,
}

/// `{ member = "type", value = "error.list" }`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The member of the body that is looked at.
    pub member: String,
    /// The value that makes the body an error.
    pub value: String,
}

/// Reads client.toml from the disk.
pub fn file(path: &Path, diagnostics: &mut Diagnostics) -> Option<Config> {
    let content = crate::load::read(path, diagnostics)?;
    text(&path.display().to_string(), &content, diagnostics)
}

/// Reads the text of a client.toml.
pub fn text(name: &str, text: &str, diagnostics: &mut Diagnostics) -> Option<Config> {
    match toml::from_str(text) {
        Ok(config) => Some(config),
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            diagnostics.report_in(Code::BadConfig, name, text, &span, &[error.message()]);
            None
        }
    }
}
