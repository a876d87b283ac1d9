//! What will be written: types, operations, names and docs. Enums and ids, no Rust text.
//!
//! Every name here is final and unique in its scope, every union has a decoding plan, every
//! recursive edge is boxed, and every text is safe to stand in a doc comment. `emit` adds nothing but
//! spelling.

mod example;
mod gap;
mod operation;
mod types;

pub use example::*;
pub use gap::*;
pub use operation::*;
pub use types::*;

use crate::diagnostic::Pointer;
use crate::steps::step;
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
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
    /// Into which files types and operations go: one module, or several for a large API.
    pub modules: Vec<Module>,
    /// How many steps rustc has to follow from a type to what it holds, when its own limit may be too low.
    pub recursion_limit: Option<usize>,
    /// Where the API is served; the first is the default.
    pub servers: Vec<Server>,
    /// How a caller proves who they are.
    pub schemes: Vec<Scheme>,
    /// The [security](Operation::security) that most operations have.
    pub security: Vec<Vec<usize>>,
    /// Header parameters that are settings of the client.
    pub client_headers: Vec<ClientHeader>,
    /// What makes a 2xx an error.
    pub envelope: Option<Envelope>,
    /// The type of each schema, by its place in the document.
    pub places: IndexMap<String, Ty>,
    /// The type of each schema that is sent in another form than it is received, by its place.
    pub sent_places: IndexMap<String, Ty>,
    /// The examples that contradict their schemas, by their places.
    pub contradicting: Vec<String>,
    /// Schemas' own examples that are values of another kind than their type, by their places.
    pub foreign: Vec<String>,
    /// Tests that the crate carries.
    pub example_tests: Vec<ExampleTest>,
    /// What has no type of its own, or is left out, by its place.
    pub gaps: BTreeMap<Pointer, Gap>,
}

impl Crate {
    /// The Cargo features that operations are compiled with.
    #[must_use]
    pub fn features(&self) -> BTreeSet<&str> {
        let operations = self.operations.iter();
        operations
            .filter_map(|operation| operation.feature.as_deref())
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

/// Types and operations that stand in files of their own. It is not seen from outside: whatever it
/// holds is exported by the module above it.
#[derive(Debug)]
pub struct Module {
    /// Its name.
    pub name: Name,
    /// The Cargo features of which one has to be on for it to be compiled; none: it always is.
    pub gate: Vec<String>,
    /// Its types, sorted by name.
    pub types: Vec<TypeId>,
    /// Its operations, by index, in their order.
    pub operations: Vec<usize>,
}

/// What goes into Cargo.toml.
#[derive(Debug, Default)]
pub struct Package {
    /// The package's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its description.
    pub description: Option<String>,
    /// Its licence, as an SPDX expression.
    pub license: Option<String>,
    /// Where its source lives.
    pub repository: Option<String>,
    /// Any other key of `[package]`.
    pub extra: toml::Table,
    /// Further dependencies.
    pub dependencies: toml::Table,
    /// What its hand-written tests and examples use.
    pub dev_dependencies: toml::Table,
}

impl Package {
    /// The name of the library, as Rust code names it.
    #[must_use]
    pub fn library(&self) -> String {
        self.name.replace('-', "_")
    }
}

/// A Rust identifier, without `r#`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(pub String);

impl Name {
    /// The identifier's text, without `r#`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The lines of a doc comment: Markdown in which nothing of the document is a link, a test or HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs(pub Vec<String>);

impl Docs {
    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: impl Into<String>) {
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
        self.0.push(text.into());
    }

    /// Adds what `other` says, in paragraphs of its own.
    pub fn append(&mut self, mut other: Self) {
        if !self.0.is_empty() && !other.0.is_empty() {
            self.0.push(String::new());
        }
        self.0.append(&mut other.0);
    }

    /// Adds a sentence: behind a last paragraph that is one plain sentence itself, or else as a
    /// paragraph of its own.
    pub fn note(&mut self, text: &str) {
        let is_sentence = |line: &str| line.ends_with('.') && line.starts_with(char::is_alphabetic);
        match &mut self.0[..] {
            [.., before, last] if before.is_empty() && is_sentence(last) => extend(last, text),
            [only] if is_sentence(only) => extend(only, text),
            _ => self.paragraph(text),
        }
    }
}

fn extend(sentence: &mut String, text: &str) {
    sentence.push(' ');
    sentence.push_str(text);
}

/// Where the API is served.
#[derive(Debug)]
pub struct Server {
    /// The variant's name.
    pub name: Name,
    /// Its address.
    pub url: String,
    /// What the document says of it.
    pub docs: Docs,
}

/// How a caller proves who they are.
#[derive(Debug)]
pub struct Scheme {
    /// The setter's name on the builder.
    pub setter: Name,
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
    Header(String),
    /// A key in this query parameter.
    Query(String),
    /// A key in this cookie.
    Cookie(String),
}

/// A header parameter that is a setting of the client.
#[derive(Debug)]
pub struct ClientHeader {
    /// The setter's name.
    pub setter: Name,
    /// The header's name.
    pub wire: String,
    /// Its value.
    pub ty: Ty,
    /// What is sent when the caller says nothing.
    pub default: Option<String>,
    /// What the document says of it.
    pub docs: Docs,
}

/// A 2xx whose JSON object has this member with this value is an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The member.
    pub member: String,
    /// Its value.
    pub value: String,
}
