//! client.toml: the settings of a run that the document doesn't hold.
//!
//! [`text`] reads it key by key, so that all faults are reported at once, each at its place: no key and no value
//! reaches the output unchecked.

mod allow;
mod dependencies;
mod names;
mod operations;
mod package;
mod pages;
mod read;
mod rules;
mod sections;

pub use pages::{NextPage, Pages, PagesWish, way};
pub use read::text;

use crate::diagnostic::{Allow, Allowed, Excerpt, Place};
use indexmap::IndexMap;

/// The whole of client.toml. Every key may be left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Config {
    /// Whether what is received has to be what its schema says, even where the document's own
    /// examples show otherwise.
    pub strict: bool,
    /// Whether lints are reported, too: advice for the maintainer of the document.
    pub lints: bool,
    /// The files of overlays that are applied to the document, in this order, and where they are named.
    pub overlays: IndexMap<String, Excerpt>,
    /// How an action of an overlay that selects nothing is reported.
    pub unmatched: Unmatched,
    /// `[allow]`: the warnings that aren't reported.
    pub allow: Allow,
    /// `[package]`: the generated crate's own.
    pub package: Package,
    /// `[types]`: the Rust type of a `format`, such as `uuid = "string"`.
    pub types: IndexMap<String, MappedType>,
    /// `[names]`: the Rust name of the thing at a pointer,
    /// such as `"#/components/schemas/Msg" = "Message"`.
    pub names: IndexMap<String, String>,
    /// `[constraints]`: which schemas are checked where their values are made, such as
    /// `"#/components/schemas/Email" = "Email"`; under `*`, whether all scalars are that are only sent.
    pub constraints: IndexMap<String, Override>,
    /// `[idempotency]`: the header that has the idempotency key of an operation, by its place; under `*`, that of
    /// all operations whose method isn't idempotent.
    pub idempotency: IndexMap<String, IdempotencyHeader>,
    /// Where the keys of `names` stand.
    pub name_places: IndexMap<String, Excerpt>,
    /// Where the keys of `types` stand.
    pub type_places: IndexMap<String, Excerpt>,
    /// Where the names of `client.headers` stand.
    pub header_places: IndexMap<String, Excerpt>,
    /// Where the keys of `constraints` stand.
    pub constraint_places: IndexMap<String, Excerpt>,
    /// `[operations]`: what the document doesn't say of an operation, by its pointer.
    pub operations: IndexMap<String, OperationConfig>,
    /// `[client]`: settings of the client as a whole.
    pub client: ClientConfig,
    /// `[tests]`: which tests the generated crate carries.
    pub tests: TestsConfig,
    /// `[errors]`: how errors are told from successes.
    pub errors: ErrorsConfig,
    /// `[dependencies]`: copied into the generated Cargo.toml.
    pub dependencies: toml::Table,
    /// `[dev-dependencies]`: copied into the generated Cargo.toml.
    pub dev_dependencies: toml::Table,
}

impl Config {
    /// Gives keys that are places of the document the places that `now` has for them.
    pub(crate) fn rename_places(&mut self, now: impl Fn(&str) -> Option<String>) {
        fn rename<T>(table: &mut IndexMap<String, T>, now: impl Fn(&str) -> Option<String>) {
            let entries = std::mem::take(table).into_iter();
            table.extend(entries.map(|(key, value)| (now(&key).unwrap_or(key), value)));
        }
        rename(&mut self.names, &now);
        rename(&mut self.name_places, &now);
        rename(&mut self.constraints, &now);
        rename(&mut self.constraint_places, &now);
        rename(&mut self.idempotency, &now);
        rename(&mut self.operations, &now);
    }

    /// Gives the files that `[allow]` names the names that `now` has for them: those of the document's files, however
    /// the path of client.toml is written.
    #[doc(hidden)]
    pub fn rename_files(&mut self, now: impl Fn(&str) -> Option<String>) {
        for allowed in self.allow.values_mut() {
            if let Allowed::At(places) = allowed {
                let entries = std::mem::take(places).into_iter();
                places.extend(entries.map(|(place, entry)| {
                    let file = place.file.map(|file| now(&file).unwrap_or(file));
                    (Place { file, ..place }, entry)
                }));
            }
        }
    }

    /// Whether the generated crate depends on the library of this package: it can't be called so itself.
    #[must_use]
    pub fn depends_on(&self, package: &str) -> bool {
        let library = |name: &str| name.replace('-', "_");
        let mapped = self.types.values().filter_map(|ty| match ty {
            MappedType::Path(ty) => Some(&ty.dependency),
            MappedType::Builtin(_) => None,
        });
        let mut all = mapped.chain(self.dependencies.keys());
        all.any(|name| library(name) == library(package))
    }
}

/// How an action of an overlay that selects nothing is reported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Unmatched {
    /// `"error"`: as an error.
    #[default]
    Error,
    /// `"warn"`: as a warning.
    Warn,
}

/// `[package]`
#[derive(Debug, Clone, Default, PartialEq)]
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
    pub extra: toml::Table,
}

/// A header that has an idempotency key, and where its operation is named.
#[derive(Debug, Clone, PartialEq)]
pub struct IdempotencyHeader {
    /// The header's name.
    pub header: String,
    /// The place in client.toml.
    pub place: Excerpt,
}

/// A newtype that is wished for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Override {
    /// `true`: its name comes from where its schema stands.
    Derived,
    /// One of this name.
    Named(String),
}

impl Override {
    /// The name, where one is given.
    #[must_use]
    pub fn name(&self) -> Option<&String> {
        match self {
            Self::Derived => None,
            Self::Named(name) => Some(name),
        }
    }
}

/// The Rust type of a `format`.
#[derive(Debug, Clone, PartialEq)]
pub enum MappedType {
    /// `"string"` or `"default"`.
    Builtin(BuiltinType),
    /// A type of another crate.
    Path(PathType),
}

/// A mapping by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuiltinType {
    /// A plain string.
    String,
    /// The type without a mapping.
    Default,
}

/// `{ type = "uuid::Uuid", dependency = "uuid", version = "1", features = ["serde"] }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathType {
    /// The path of the type, as `use` would name it.
    pub path: String,
    /// The package that has it.
    pub dependency: String,
    /// The version requirement for the package.
    pub version: String,
    /// Features of the package to switch on.
    pub features: Vec<String>,
}

/// An entry of `[operations]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationConfig {
    /// Where it stands.
    pub place: Excerpt,
    /// How the pages of its list are walked, if it is said.
    pub pages: Option<PagesWish>,
    /// Whether the body may be left out although its schema has required members.
    pub optional_body: bool,
}

/// `[client]`
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientConfig {
    /// Header parameters that are set once for the client instead of with each call; the default
    /// of their schema is sent.
    pub headers: Vec<String>,
    /// The parts that Cargo features switch.
    pub features: Features,
    /// What has the methods for operations.
    pub groups: Groups,
    /// The path parameters whose values are several segments, by name, and where the names stand.
    pub segments: IndexMap<String, Excerpt>,
}

/// The parts of the crate that Cargo features switch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Features {
    /// `"none"`: nothing.
    #[default]
    None,
    /// `"tags"`: the operations of each tag, with the types that only they use.
    Tags,
}

/// What has the methods for operations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Groups {
    /// `"none"`: the client.
    #[default]
    None,
    /// `"tags"`: a group for each first tag, or for each group that is meant for other generators.
    Tags,
}

/// `[tests]`
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TestsConfig {
    /// One for each example of a body: it is read as its type, and written as it was.
    pub examples: bool,
}

/// `[errors]`
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorsConfig {
    /// The member that marks the body of an error, with any status.
    pub envelope: Option<Envelope>,
}

/// `{ member = "type", value = "error.list" }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The member of the body that is looked at.
    pub member: String,
    /// The value that makes the body an error.
    pub value: String,
}
