//! The servers of an API, and of single operations.

use super::Text;
use crate::diagnostic::Pointer;

/// A server of the API.
#[derive(Debug, Clone)]
pub struct Server {
    /// The place in the document.
    pub at: Pointer,
    /// Its URL with the variables in braces.
    pub template: String,
    /// Its URL in the words of the document.
    pub written: String,
    /// Its URL with the defaults of its variables; none if a variable is required.
    pub url: Option<String>,
    /// The variables, one for each placeholder.
    pub variables: Vec<ServerVariable>,
    /// Whether its URL is relative to the place where the document was found (`OpenAPI` 3.0.3, "Server
    /// Object").
    pub is_relative: bool,
    /// The document's description.
    pub description: Option<Text>,
    /// `x-rust-name`, or else its `name`.
    pub rust_name: Option<String>,
}

impl Server {
    /// The default server of clients: the first one with an absolute URL, else the first.
    #[must_use]
    pub fn default_of(servers: &[Self]) -> Option<&Self> {
        let absolute = servers.iter().find(|server| !server.is_relative);
        absolute.or(servers.first())
    }

    /// The URL without its scheme.
    #[must_use]
    pub fn address(&self) -> &str {
        without_scheme(&self.template)
    }

    /// Whether a variable of the URL is a secret.
    #[must_use]
    pub fn has_secret(&self) -> bool {
        self.variables.iter().any(|variable| variable.is_secret)
    }

    /// Whether such a variable is a part of the host.
    #[must_use]
    pub fn has_secret_host(&self) -> bool {
        let mut secrets = self.variables.iter().filter(|variable| variable.is_secret);
        secrets.any(|variable| matches!(variable.room, Room::Host | Room::Address))
    }

    /// Its URL with the variables in braces, and a mark in the braces of those that may begin or hold a path: the
    /// runtime can't tell them from a part of the host. The marks are those of RFC 6570 with the same meanings.
    #[must_use]
    pub fn marked(&self) -> String {
        let mut marked = String::new();
        let mut rest = self.template.as_str();
        for variable in &self.variables {
            let (before, after) = rest.split_once('{').unwrap_or((rest, ""));
            marked.push_str(before);
            marked.push_str(match variable.room {
                Room::Path => "{/",
                Room::Address => "{+",
                Room::Host | Room::Elsewhere => "{",
            });
            rest = after;
        }
        marked + rest
    }

    /// The path of the URL with its defaults, from the root of its host; empty if a variable has none.
    #[must_use]
    pub fn path(&self) -> &str {
        let url = self.url.as_ref().unwrap_or(&self.template);
        let address = without_scheme(url);
        let path = match address.split_once('/') {
            Some((host, _)) => &address[host.len()..],
            None => "",
        };
        if path.contains('{') { "" } else { path }
    }
}

fn without_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, address)| address)
}

/// The place of a variable in a server's URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// A part of the host.
    Host,
    /// The host, and what stands around it: a scheme, a port, the beginning of the path.
    Address,
    /// Behind the host: its value is empty or begins the path.
    Path,
    /// Elsewhere.
    Elsewhere,
}

/// A variable of a server's URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// The allowed values; empty for any.
    pub values: Vec<String>,
    /// Its default; none if it is required.
    pub default: Option<String>,
    /// Whether it is a credential.
    pub is_secret: bool,
    /// Its place.
    pub room: Room,
    /// The document's description.
    pub description: Option<Text>,
}

/// The server of operations with one of their own.
#[derive(Debug, Clone)]
pub enum Place {
    /// Another path on the client's server; its server if that has variables.
    Path(String, Option<Box<Server>>),
    /// Another host: one for all servers of the document, or one for each.
    Host(Vec<Server>),
}

impl Place {
    /// The servers that callers can replace.
    #[must_use]
    pub fn servers(&self) -> &[Server] {
        match self {
            Self::Path(_, server) => server
                .as_deref()
                .map(std::slice::from_ref)
                .unwrap_or_default(),
            Self::Host(servers) => servers,
        }
    }
}
