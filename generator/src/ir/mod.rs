//! What will be written: types, operations, names and docs. Enums and ids, no Rust text.
//!
//! Every name here is final and unique in its scope, every union has a decoding plan and every
//! recursive edge is boxed. No text of the document is a `String`: it is of a type of
//! [`text`](crate::text), which knows how to write it. `emit` adds nothing but spelling.

mod example;
mod gap;
mod operation;
mod server;
mod types;

pub use example::*;
pub use gap::*;
pub use operation::*;
pub use server::*;
pub use types::*;

pub use crate::text::{Docs, Feature, Json, Line, Name, PackageName, Raw};

use crate::diagnostic::{Pointer, Reason};
use crate::steps::step;
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Index;

/// A whole crate.
#[derive(Debug, Default)]
pub struct Crate {
    /// What goes into Cargo.toml.
    pub package: Package,
    /// What the document says of the API as a whole.
    pub docs: Docs,
    /// The types, sorted by name.
    pub types: Vec<TypeDef>,
    /// Types of other crates that stand for a string format.
    pub mapped: Vec<Mapped>,
    /// The operations, sorted by path and method.
    pub operations: Vec<Operation>,
    /// The groups of operations, by name.
    pub groups: Vec<Group>,
    /// The requests that the server makes: webhooks first, then callbacks in the order of their operations.
    pub hooks: Vec<Hooks>,
    /// Into which files types and operations go: one module, or several for a large API.
    pub modules: Vec<Module>,
    /// How many steps rustc has to follow from a type to what it holds, when its own limit may be too low.
    pub recursion_limit: Option<usize>,
    /// The lints that it has to allow.
    pub allowed: Vec<Lint>,
    /// Where the API is served.
    pub servers: Servers,
    /// How a caller proves who they are.
    pub schemes: Vec<Scheme>,
    /// The [security](Operation::security) that most operations have; none where the document says nothing
    /// about it.
    pub security: Option<Vec<Vec<Requirement>>>,
    /// Header parameters that are settings of the client.
    pub client_headers: Vec<ClientHeader>,
    /// The parameters of `Client::new`.
    pub new: ClientNew,
    /// Whether a type of the document hides the `Result` of the standard library.
    pub hides_result: bool,
    /// What makes a 2xx an error.
    pub envelope: Option<Envelope>,
    /// The type of each schema, by its place in the document.
    pub places: IndexMap<Raw, Ty>,
    /// The type of each schema that is sent in another form than it is received, by its place.
    pub sent_places: IndexMap<Raw, Ty>,
    /// The examples that contradict their schemas, by their places.
    pub contradicting: Vec<Raw>,
    /// Schemas' own examples that are values of another kind than their type, by their places.
    pub foreign: Vec<Raw>,
    /// Tests that the crate carries.
    pub example_tests: Vec<ExampleTest>,
    /// What has no type of its own, or is left out, by its place.
    pub gaps: BTreeMap<Pointer, Gap>,
    /// The operations that are left out, by place.
    pub skipped: BTreeMap<Pointer, Reason>,
}

impl Crate {
    /// The group that has an operation's method, unless the client has it.
    #[must_use]
    pub fn group_of(&self, operation: &Operation) -> Option<&Group> {
        operation.group_of.map(|group| &self.groups[group])
    }

    /// The name of an operation among all: that of its method, with that of the group.
    #[must_use]
    pub fn full_name(&self, operation: &Operation) -> String {
        match self.group_of(operation) {
            Some(group) => format!("{}.{}", group.method, operation.name),
            None => operation.name.to_string(),
        }
    }

    /// The Cargo features that operations are compiled with.
    #[must_use]
    pub fn features(&self) -> BTreeSet<&Feature> {
        let operations = self.operations.iter();
        operations
            .filter_map(|operation| operation.feature.as_ref())
            .collect()
    }
}

impl Index<TypeId> for Crate {
    type Output = TypeDef;

    fn index(&self, id: TypeId) -> &TypeDef {
        step();
        &self.types[id.0]
    }
}

/// A lint of rustc that names of a document set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lint {
    /// Uses of deprecated items: the crate itself names those that the document deprecates.
    Deprecated,
    /// Names that look like others in another alphabet: `А` of Cyrillic is a value of the document, and `A`
    /// a type parameter.
    LookAlikes,
}

/// Types and operations that stand in files of their own. It is not seen from outside: whatever it
/// holds is exported by the module above it.
#[derive(Debug)]
pub struct Module {
    /// Its name.
    pub name: Name,
    /// The Cargo features of which one has to be on for it to be compiled; none: it always is.
    pub gate: Vec<Feature>,
    /// Its types, sorted by name.
    pub types: Vec<TypeId>,
    /// Its operations, by index, in their order.
    pub operations: Vec<usize>,
}

/// What goes into Cargo.toml.
#[derive(Debug, Default)]
pub struct Package {
    /// The package's name.
    pub name: PackageName,
    /// Its version.
    pub version: Raw,
    /// Its description.
    pub description: Option<Raw>,
    /// Its licence, as an SPDX expression.
    pub license: Option<Raw>,
    /// Where its source lives.
    pub repository: Option<Raw>,
    /// Any other key of `[package]`.
    pub extra: toml::Table,
    /// Further dependencies.
    pub dependencies: toml::Table,
    /// What its hand-written tests and examples use.
    pub dev_dependencies: toml::Table,
}

/// How a caller proves who they are.
#[derive(Debug)]
pub struct Scheme {
    /// Its name in the document.
    pub wire: Raw,
    /// The setter's name on the builder; none where no operation uses it.
    pub setter: Option<Name>,
    /// What is sent.
    pub kind: SchemeKind,
    /// What the document says of it.
    pub docs: Docs,
}

/// What is sent to prove who the caller is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// A key in this header.
    Header(Raw),
    /// A key in this query parameter.
    Query(Raw),
    /// A key in this cookie.
    Cookie(Raw),
    /// An access token as bearer, or a source of such.
    Token(TokenSetters),
    /// A certificate with its key.
    Certificate,
}

/// The setters of a token's source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenSetters {
    /// The setter of any source.
    pub source: Name,
    /// The setter of a client, and the token endpoint that the document has for it.
    pub client_credentials: Option<(Name, Raw)>,
}

/// A header parameter that is a setting of the client.
#[derive(Debug)]
pub struct ClientHeader {
    /// The setter's name.
    pub setter: Name,
    /// The header's name.
    pub wire: Raw,
    /// Its value.
    pub ty: Ty,
    /// The form of the argument.
    pub given: Given,
    /// What is sent when the caller says nothing.
    pub default: Option<Raw>,
    /// What the document says of it.
    pub docs: Docs,
}

/// The parameters of `Client::new`.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct ClientNew {
    /// The address, as the document has none.
    pub address: bool,
    /// The variables of the first server that have no default.
    pub variables: bool,
    /// The credential of this scheme, the only one.
    pub scheme: Option<usize>,
}

/// A 2xx whose JSON object has this member with this value is an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The member.
    pub member: Raw,
    /// Its value.
    pub value: Raw,
}
