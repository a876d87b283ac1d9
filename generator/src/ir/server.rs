//! Servers.

use super::{Docs, Name, Raw};

/// The servers of the API.
#[derive(Debug, Default)]
pub struct Servers {
    /// The servers of the document; the first is the default.
    pub all: Vec<Server>,
    /// The types of variables with listed values, of these servers or of the path.
    pub enums: Vec<VariableEnum>,
    /// The path of the default server, without a final slash.
    pub path: Raw,
    /// Servers whose variables have listed values; empty where it doesn't matter which base URLs are the document's.
    pub listed: Vec<Listed>,
    /// Whether the default server is a path, which is added to each base URL.
    pub is_relative: bool,
    /// The docs of the setter of that path; none where the default server has a host, or no other path is there.
    pub path_docs: Option<Docs>,
    /// The paths that callers choose from; none for a single one without variables.
    pub path_choice: Option<ServerType>,
    /// The servers of operations with one of their own.
    pub places: Vec<Place>,
    /// Whether a secret of any of these is a part of the host.
    pub secret_hosts: bool,
}

impl Servers {
    /// The variables that are secrets.
    pub fn secrets(&self) -> impl Iterator<Item = &Variable> {
        let templates = self
            .all
            .iter()
            .filter_map(|server| server.template.as_ref());
        templates.flat_map(Template::secrets)
    }

    /// Whether a URL of the caller may hold a secret: it can take the place of any server, also of an operation's own.
    #[must_use]
    pub fn may_hide(&self) -> bool {
        let is_secret =
            |place: &Place| matches!(place, Place::Host { is_secret, .. } if *is_secret);
        self.secrets().next().is_some() || self.places.iter().any(is_secret)
    }

    /// The operations that a base URL moves.
    #[must_use]
    pub fn base(&self) -> BaseUrl {
        let mut places = self.places.iter();
        if !places.any(|place| matches!(place, Place::Host { .. })) {
            BaseUrl::MovesAll
        } else if self.is_relative {
            BaseUrl::KeepsHosts
        } else {
            BaseUrl::MayKeepHosts
        }
    }

    /// Whether a server, or a path, has variables.
    #[must_use]
    pub fn has_variables(&self) -> bool {
        let choices = self.choices().flat_map(|choice| &choice.all);
        let mut all = self.all.iter().chain(choices);
        all.any(|server| server.template.is_some())
    }

    /// The types of servers that callers choose from, apart from that of the document's.
    pub fn choices(&self) -> impl Iterator<Item = &ServerType> {
        let own = self.places.iter().filter_map(|place| match place {
            Place::Host { choice, .. } => choice.as_ref(),
            Place::Path(_, own) => own.as_ref().map(|own| &own.choice),
        });
        self.path_choice.iter().chain(own)
    }
}

/// The operations that a base URL moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaseUrl {
    /// All of them.
    MovesAll,
    /// All of them, unless it is a server of the document: then those on another host stay.
    MayKeepHosts,
    /// Those without a host of their own, as the document has no other.
    KeepsHosts,
}

/// The type of the servers that callers choose from.
#[derive(Debug)]
pub struct ServerType {
    /// The type's name.
    pub name: Name,
    /// The docs of the type.
    pub docs: Docs,
    /// The variants.
    pub all: Vec<Server>,
}

/// A server whose variables have listed values, or a default that is meant always.
#[derive(Debug)]
pub struct Listed {
    /// Its place among the servers.
    pub number: usize,
    /// The URL with its variables in braces, and the marks of their places.
    pub url: Raw,
    /// The name and the values of each placeholder, in order.
    pub variables: Vec<(Raw, Vec<Raw>)>,
}

/// A server of the document.
#[derive(Debug)]
pub struct Server {
    /// The variant's name.
    pub name: Name,
    /// The URL; none if a variable is required.
    pub url: Option<Raw>,
    /// The document's description.
    pub docs: Docs,
    /// The form with variables, if it has any.
    pub template: Option<Template>,
}

/// A URL with variables.
#[derive(Debug)]
pub struct Template {
    /// The function that makes the server from the variables without a default.
    pub constructor: Name,
    /// The URL with its variables in braces, and the marks of their places.
    pub url: Raw,
    /// The variables.
    pub variables: Vec<Variable>,
    /// The variable of each placeholder, in order.
    pub holes: Vec<usize>,
}

impl Template {
    /// The variables that are secrets.
    pub fn secrets(&self) -> impl Iterator<Item = &Variable> {
        self.variables.iter().filter(|variable| variable.is_secret)
    }
}

/// A variable of a URL.
#[derive(Debug)]
pub struct Variable {
    /// The field's name.
    pub name: Name,
    /// Its name in the URL.
    pub wire: Raw,
    /// The document's description.
    pub docs: Docs,
    /// Its default; none if it is required.
    pub default: Option<Raw>,
    /// Whether it is a secret.
    pub is_secret: bool,
    /// Its type among those with listed values, and the index of its default there; none for any text.
    pub one_of: Option<(usize, usize)>,
}

/// The type of a variable with listed values.
#[derive(Debug)]
pub struct VariableEnum {
    /// The type's name.
    pub name: Name,
    /// The document's description.
    pub docs: Docs,
    /// The variants.
    pub values: Vec<(Name, Raw)>,
}

/// The server of operations with one of their own.
#[derive(Debug)]
pub enum Place {
    /// Another path on the client's server, and its setter if it has variables.
    Path(Raw, Option<OwnPath>),
    /// Another host.
    Host {
        /// The setter's name on the builder.
        setter: Name,
        /// The URL; empty if it is required. Or the URLs that the document's server says: one for all servers, or one
        /// for each.
        url: Result<Raw, Vec<OwnUrl>>,
        /// The type of the URL; none if the document's has no variables.
        choice: Option<ServerType>,
        /// Whether one of the document's URLs has a secret.
        is_secret: bool,
        /// The document's description.
        docs: Docs,
    },
}

/// The setter of an operation's own path.
#[derive(Debug)]
pub struct OwnPath {
    /// Its name on the builder.
    pub setter: Name,
    /// The type of the path.
    pub choice: ServerType,
    /// The docs.
    pub docs: Docs,
}

/// A URL that the document's server says.
#[derive(Debug)]
pub struct OwnUrl {
    /// The URL with its variables in braces, and the marks of their places.
    pub url: Raw,
    /// The name and the default of each placeholder, in order. The name is empty where the default is meant always.
    pub variables: Vec<(Raw, Option<Raw>)>,
}
