//! The crate to write: types, operations, names and docs. Enums and ids, no Rust text.
//!
//! Every name here is final and unique in its scope, every union has a decoding plan and every recursive edge
//! is boxed. Texts of the document have types of [`text`](crate::text), which write them safely, never
//! `String`. `emit` adds nothing but spelling.

mod body;
mod example;
mod gap;
mod given;
mod operation;
mod params;
mod plan;
mod server;
mod types;

pub use body::*;
pub use example::*;
pub use gap::*;
pub use given::*;
pub use operation::*;
pub use params::*;
pub use plan::*;
pub use server::*;
pub use types::*;

pub use crate::text::{Docs, Feature, Json, Line, Name, PackageName, Raw};

use crate::diagnostic::{Pointer, Reason};
use crate::map::IndexMap;
use crate::steps::step;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Index;

/// A whole crate.
#[derive(Debug, Default)]
pub struct Crate {
    /// The contents of Cargo.toml.
    pub package: Package,
    /// The docs of the API as a whole.
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
    pub webhooks: Vec<Webhooks>,
    /// The files of types and operations: one module, or several for a large API.
    pub modules: Vec<Module>,
    /// The depth of types within types that rustc must follow, if its default limit may be too low.
    pub recursion_limit: Option<usize>,
    /// The lints that the crate allows.
    pub allowed: Vec<Lint>,
    /// The servers of the API.
    pub servers: Servers,
    /// The security schemes.
    pub schemes: Vec<Scheme>,
    /// The [security](Operation::security) of most operations; none if the document doesn't describe any.
    pub security: Option<Vec<Vec<Requirement>>>,
    /// Header parameters that are settings of the client.
    pub client_headers: Vec<ClientHeader>,
    /// The parameters of `Client::new`.
    pub new: ClientNew,
    /// Whether a type of the document hides the `Result` of the standard library.
    pub hides_result: bool,
    /// The mark of an error with a status of 2xx.
    pub envelope: Option<Envelope>,
    /// The members of errors' bodies that are secrets, in the order of their bytes.
    pub secret_members: Vec<Raw>,
    /// The type of each schema, by its place in the document.
    pub places: IndexMap<Raw, Ty>,
    /// The type of each schema whose sent form differs from its received form, by its place.
    pub sent_places: IndexMap<Raw, Ty>,
    /// The examples that contradict their schemas, by their places.
    pub contradicting: Vec<Raw>,
    /// Schemas' own examples of another JSON kind than their type, by their places.
    pub foreign: Vec<Raw>,
    /// The program in the README and in the crate's docs; none if no operation has an example.
    pub program: Option<Program>,
    /// Tests that the crate carries.
    pub example_tests: Vec<ExampleTest>,
    /// The places without a type of their own, or left out, with their reasons.
    pub gaps: BTreeMap<Pointer, Gap>,
    /// The skipped operations, by place.
    pub skipped: BTreeMap<Pointer, Reason>,
}

impl Crate {
    /// Whether the body of an error has a secret.
    #[must_use]
    pub fn has_secret_errors(&self) -> bool {
        let mut operations = self.operations.iter();
        !self.secret_members.is_empty()
            || operations.any(|operation| !operation.secret_errors.is_empty())
    }

    /// Whether `Client::new` takes the credential of a scheme.
    #[must_use]
    pub fn is_credential_of_new(&self, scheme: &Scheme) -> bool {
        self.new.takes(&self.schemes, scheme)
    }

    /// The group of an operation's method; none if the client itself has the method.
    #[must_use]
    pub fn group_of(&self, operation: &Operation) -> Option<&Group> {
        operation.group_of.map(|group| &self.groups[group])
    }

    /// The unique name of an operation: the names of its group and its method.
    #[must_use]
    pub fn full_name(&self, operation: &Operation) -> String {
        match self.group_of(operation) {
            Some(group) => format!("{}.{}", group.method, operation.name),
            None => operation.name.to_string(),
        }
    }

    /// The setting of the client for a header; names of headers are case-insensitive.
    #[must_use]
    pub fn client_header(&self, name: &Raw) -> Option<&ClientHeader> {
        let is_it = |header: &&ClientHeader| {
            let wire = header.wire.exact();
            wire.eq_ignore_ascii_case(name.exact())
        };
        self.client_headers.iter().find(is_it)
    }

    /// The Cargo features of operations.
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

/// A lint of rustc that names of a document can trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lint {
    /// Uses of deprecated items: the crate itself uses items that the document deprecates.
    Deprecated,
    /// Names that look like others in another alphabet: `А` of Cyrillic is a value of the document, and `A`
    /// a type parameter.
    LookAlikes,
}

/// A file of types and operations. It is private: the module above exports all its items.
#[derive(Debug)]
pub struct Module {
    /// Its name.
    pub name: Name,
    /// The Cargo features that compile it, each by itself; none: it is always compiled.
    pub gate: Vec<Feature>,
    /// Its types, sorted by name.
    pub types: Vec<TypeId>,
    /// Its operations, by index, in their order.
    pub operations: Vec<usize>,
}

/// The contents of Cargo.toml.
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
    /// The address of its source.
    pub repository: Option<Raw>,
    /// Any other key of `[package]`.
    pub extra: toml::Table,
    /// Further dependencies.
    pub dependencies: toml::Table,
    /// The dependencies of its hand-written tests and examples.
    pub dev_dependencies: toml::Table,
}

/// A security scheme.
#[derive(Debug)]
pub struct Scheme {
    /// Its name in the document.
    pub wire: Raw,
    /// The setter's name on the builder; none if no operation uses the scheme.
    pub setter: Option<Name>,
    /// The credential.
    pub kind: SchemeKind,
    /// The document's description.
    pub docs: Docs,
}

/// The form of a credential in a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// The `Authorization` of this HTTP scheme, as the caller writes it.
    Http(Raw),
    /// A key in this header.
    Header(Raw),
    /// A key in this query parameter.
    Query(Raw),
    /// A key in this cookie.
    Cookie(Raw),
    /// An access token as bearer, or a source of tokens.
    Token(TokenSetters),
    /// A certificate with its key.
    Certificate,
}

impl SchemeKind {
    /// Whether the credential is one text: a token or a key.
    #[must_use]
    pub fn is_token(&self) -> bool {
        !matches!(self, Self::Basic | Self::Certificate)
    }

    /// Whether both credentials have the same place in requests.
    #[must_use]
    pub fn is_place_of(&self, other: &Self) -> bool {
        let is_bearer = |kind: &Self| matches!(kind, Self::Bearer | Self::Token(_));
        self == other || is_bearer(self) && is_bearer(other)
    }
}

/// The setters of a token's source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenSetters {
    /// The setter of any source.
    pub source: Name,
    /// The setter of a client, if the document has a token endpoint for it.
    pub client_credentials: Option<TokenEndpoint>,
}

/// The token endpoint of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenEndpoint {
    /// The setter.
    pub setter: Name,
    /// The URL, or a path that the client adds to its base URL.
    pub url: Raw,
    /// Whether it is such a path.
    pub is_relative: bool,
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
    /// The value unless the caller sets another one.
    pub default: Option<Raw>,
    /// The document's description.
    pub docs: Docs,
}

/// The parameters of `Client::new`.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct ClientNew {
    /// Whether it takes the address, because the document has none.
    pub address: bool,
    /// Whether it takes the variables of the first server without defaults.
    pub variables: bool,
    /// The schemes whose credentials it takes, each with the name of its argument; none for the usual names of its kind.
    pub credentials: Vec<(usize, Option<Name>)>,
    /// The sets of schemes of which most operations need one, if it takes none of them: its docs name them.
    pub choice: Vec<Vec<usize>>,
    /// The settings of the client that nearly all operations require, each with the argument's name.
    pub headers: Vec<(usize, Name)>,
}

impl ClientNew {
    /// Whether it takes the credential of one of these schemes, or of another one with the same place in requests.
    #[must_use]
    pub fn takes(&self, schemes: &[Scheme], scheme: &Scheme) -> bool {
        let mut taken = self.credentials.iter();
        taken.any(|(taken, _)| schemes[*taken].kind.is_place_of(&scheme.kind))
    }
}

/// A program that calls one operation.
#[derive(Debug, PartialEq, Eq)]
pub struct Program {
    /// The operation: its first example is the call.
    pub operation: usize,
    /// The schemes whose credentials the builder gets, because `Client::new` doesn't take what the operation needs.
    pub credentials: Vec<usize>,
}

/// A 2xx whose JSON object has this member with this value is an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The member.
    pub member: Raw,
    /// Its value.
    pub value: Raw,
}
