//! client.toml: the settings of a run that the document doesn't hold.
//!
//! [`text`] reads client.toml key by key, and reports all faults at once, each at its place: no key and no
//! value reaches the output unchecked.

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
pub use read::{right_part, text};

use crate::diagnostic::{Allow, Allowed, Excerpt, Place};
use crate::map::IndexMap;

/// The whole of client.toml. Every key is optional.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Config {
    /// Whether responses must match their schemas, even if the document's own examples contradict them.
    pub strict: bool,
    /// Whether lints are reported, too: advice for the maintainer of the document.
    pub lints: bool,
    /// The files of overlays that are applied to the document, in this order, with their places in client.toml.
    pub overlays: IndexMap<String, Excerpt>,
    /// The severity of a report about an action of an overlay that selects nothing.
    pub unmatched: Unmatched,
    /// `[allow]`: the warnings that aren't reported.
    pub allow: Allow,
    /// `[package]`: the Cargo package of the generated crate.
    pub package: Package,
    /// `[types]`: the Rust type of a `format`, such as `uuid = "string"`.
    pub types: IndexMap<String, MappedType>,
    /// `[names]`: the Rust name of the thing at a pointer,
    /// such as `"#/components/schemas/Msg" = "Message"`.
    pub names: IndexMap<String, String>,
    /// `[constraints]`: the schemas that become newtypes with checks, such as
    /// `"#/components/schemas/Email" = "Email"`; under `*`, whether all scalars that are only sent do.
    pub constraints: IndexMap<String, Override>,
    /// `[idempotency]`: the header of an operation's idempotency key, by the operation's place; under `*`, the
    /// header for all operations whose method isn't idempotent.
    pub idempotency: IndexMap<String, IdempotencyHeader>,
    /// The places of the keys of `names` in client.toml.
    pub name_places: IndexMap<String, Excerpt>,
    /// The places of the keys of `types` in client.toml.
    pub type_places: IndexMap<String, Excerpt>,
    /// The places of the names of `client.headers` in client.toml.
    pub header_places: IndexMap<String, Excerpt>,
    /// The places of the keys of `constraints` in client.toml.
    pub constraint_places: IndexMap<String, Excerpt>,
    /// `[operations]`: facts about an operation that the document lacks, by the operation's pointer.
    pub operations: IndexMap<String, OperationConfig>,
    /// `[client]`: settings of the client as a whole.
    pub client: ClientConfig,
    /// `[tests]`: the tests of the generated crate.
    pub tests: TestsConfig,
    /// `[errors]`: a mark of errors beside the status.
    pub errors: ErrorsConfig,
    /// `[dependencies]`: copied into the generated Cargo.toml.
    pub dependencies: toml::Table,
    /// `[dev-dependencies]`: copied into the generated Cargo.toml.
    pub dev_dependencies: toml::Table,
}

impl Config {
    /// Replaces keys that are places of the document by `now`'s places for them.
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

    /// Replaces the names of files in `[allow]` by `now`'s names for them: the names of the document's files
    /// don't depend on the path of client.toml.
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

    /// Whether the generated crate depends on this package, whose name it can't have itself then.
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

/// The severity of a report about an action of an overlay that selects nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Unmatched {
    /// `"error"`: an error.
    #[default]
    Error,
    /// `"warn"`: a warning.
    Warn,
}

/// `[package]`
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Package {
    /// The crate's name; by default derived from the document's title.
    pub name: Option<String>,
    /// The crate's version.
    pub version: Option<String>,
    /// The crate's description; by default the document's own.
    pub description: Option<String>,
    /// The crate's licence, as an SPDX expression.
    pub license: Option<String>,
    /// The address of the crate's source.
    pub repository: Option<String>,
    /// Any other key of Cargo's `[package]`, copied as it is.
    pub extra: toml::Table,
}

/// A header for the idempotency key, and the place of its setting.
#[derive(Debug, Clone, PartialEq)]
pub struct IdempotencyHeader {
    /// The header's name.
    pub header: String,
    /// The place in client.toml.
    pub place: Excerpt,
}

/// The choice of a newtype for a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Override {
    /// `true`: the name comes from the schema's place.
    Derived,
    /// This name.
    Named(String),
}

impl Override {
    /// The chosen name.
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
    /// The package of the type.
    pub dependency: String,
    /// The version requirement for the package.
    pub version: String,
    /// Features of the package to switch on.
    pub features: Vec<String>,
}

/// An entry of `[operations]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationConfig {
    /// The place in client.toml.
    pub place: Excerpt,
    /// The pages of its list, if there is a setting, with its place.
    pub pages: Option<(PagesWish, Excerpt)>,
    /// The place of a setting that makes the body optional although its schema has required members.
    pub optional_body: Option<Excerpt>,
}

/// `[client]`
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientConfig {
    /// Header parameters that are set once for the client instead of with each call; the default
    /// of their schema is sent. Without this setting, the ones that nearly all operations have.
    pub headers: Option<Vec<String>>,
    /// The parts that Cargo features switch.
    pub features: Features,
    /// The owner of the methods for operations.
    pub groups: Groups,
    /// The path parameters whose values are several segments, by name, with their places in client.toml.
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

/// The owner of the methods for operations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Groups {
    /// `"none"`: the client.
    #[default]
    None,
    /// `"tags"`: a group for each first tag, or for each group of the document's names for other generators.
    Tags,
}

/// `[tests]`
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TestsConfig {
    /// A test for each example of a body: the example is read as its type, and written unchanged.
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
    /// The member of the body.
    pub member: String,
    /// The value that makes the body an error.
    pub value: String,
}
