//! The servers of a client: its base URL, and the servers of operations that have their own. They are
//! fixed when the client is built.

use super::api::Api;
use super::build_error::BuildError;
use super::target::{is_private, is_same_origin};
use std::borrow::Cow;
use url::Url;

/// The server of operations that have their own server.
#[derive(Debug)]
pub enum OwnServer {
    /// This path instead of [`Api::path`], on the server of the client, unless the builder sets another.
    Path(&'static str),
    /// Another host.
    Host {
        /// Its URL; empty if it has to be set.
        url: &'static str,
        /// The setter of the builder.
        setter: &'static str,
        /// Whether the document's URL has a secret.
        is_secret: bool,
    },
    /// Another host, whose URL the server of the document says.
    Hosts {
        /// The URL for all servers, or the URL for each, in the order of [`Api::servers`].
        urls: &'static [OwnUrl],
        /// The setter of the builder.
        setter: &'static str,
        /// Whether one of the document's URLs has a secret.
        is_secret: bool,
    },
}

impl OwnServer {
    fn is_secret(&self) -> bool {
        match self {
            Self::Path(_) => false,
            Self::Host { is_secret, .. } | Self::Hosts { is_secret, .. } => *is_secret,
        }
    }

    fn setter(&self) -> Option<&'static str> {
        match self {
            Self::Path(_) => None,
            Self::Host { setter, .. } | Self::Hosts { setter, .. } => Some(setter),
        }
    }
}

/// The URL of an operation's own server.
#[derive(Debug)]
pub struct OwnUrl {
    /// The URL with its variables in braces.
    pub url: &'static str,
    /// The name and the default of each variable. The document's server has its value, if it has a variable of that
    /// name.
    pub variables: &'static [(&'static str, Option<&'static str>)],
}

/// A server without a setter, in the text of an error.
const OWN: &str = "the URL of an operation's own server";

/// A path without a setter, in the text of an error.
const OWN_PATH: &str = "the path of an operation's own server";

/// A server of the document: its number, and its variables.
pub(crate) type Known = (usize, Vec<(&'static str, String)>);

/// The servers that a caller chose.
#[derive(Default)]
pub(crate) struct Choice {
    /// The base URL.
    pub(crate) base: String,
    /// The server of the document that is the base URL, if it has variables.
    pub(crate) of_document: Option<Known>,
    /// The secrets among these variables.
    pub(crate) secrets: Secrets,
    /// The path on the base URL, in place of [`Api::path`].
    pub(crate) path: Option<String>,
    /// The servers of some operations, by their places in [`Api::own_servers`], with the secrets of their URLs.
    pub(crate) own: Vec<(usize, String, Secrets)>,
}

/// The secrets among the variables of a server.
#[derive(Default)]
pub(crate) struct Secrets {
    /// In the forms of the caller, of a path and of a host.
    forms: Vec<String>,
    /// The name of one without a value.
    empty: Option<&'static str>,
}

impl Secrets {
}

impl Choice {
    /// Sets the server of the operations with this place, in place of an earlier choice.
    pub(crate) fn set_own(&mut self, place: usize, url: String, secrets: Secrets) {
        self.own.retain(|(known, ..)| *known != place);
        self.own.push((place, url, secrets));
    }

    /// The name of a secret without a value.
    pub(crate) fn empty(&self) -> Option<&'static str> {
        let mut own = self.own.iter();
        let of_own = || own.find_map(|(_, _, secrets)| secrets.empty);
        self.secrets.empty.or_else(of_own)
    }

    /// The server of the document that is the base URL, in any form of the same URL, or with listed values of its
    /// variables: its number, and the values that the caller chose.
    fn server(&self, api: &Api, base: &Url) -> Option<Known> {
        if let Some(chosen) = &self.of_document {
            return Some(chosen.clone());
        }
        let mut servers = api.servers.iter();
        let is_base = |known: &&str| Url::parse(known).is_ok_and(|url| is_same_url(&url, base));
        // Of several forms of one URL, the caller means that with its own text.
        let number = servers.position(|known| *known == self.base);
        let number = number.or_else(|| api.servers.iter().position(is_base));
        let known = number.map(|number| (number, Vec::new()));
        known.or_else(|| listed(api, base))
    }

    /// The secrets of the base URL. If a server of the document has one whose place this URL takes, each part of a
    /// URL that the document doesn't have may be one.
    fn secrets(&self, api: &Api, base: &Url, known: Option<&Known>) -> Vec<String> {
        if known.is_some() || !(api.secret_servers || self.moves_secrets(api)) {
            return self.secrets.forms.clone();
        }
        parts(api, base)
    }

    /// Whether a base URL that the document doesn't have takes the place of an operation's server that has a secret. If
    /// the document has no host, every base URL counts as one of its own.
    fn moves_secrets(&self, api: &Api) -> bool {
        let mut own = api.own_servers.iter().enumerate();
        let is_moved =
            |(place, server): (usize, &OwnServer)| server.is_secret() && self.own(place).is_none();
        !api.is_relative && own.any(is_moved)
    }

    /// The URL that the caller set for an operation's server, and its secrets.
    fn own(&self, place: usize) -> Option<(&str, &[String])> {
        let mut own = self.own.iter();
        let (_, url, secrets) = own.find(|(known, ..)| *known == place)?;
        Some((url, &secrets.forms))
    }

    /// The URL that belongs to the base URL; none if a variable has no value.
    fn belonging(&self, known: Option<&Known>, urls: &[OwnUrl]) -> Option<String> {
        let (number, variables) = match known {
            Some((number, variables)) => (Some(*number), &variables[..]),
            None => (None, &[][..]),
        };
        let own = number
            .and_then(|number| urls.get(number))
            .or(urls.first())?;
        let value = |(name, default): &(&str, Option<&'static str>)| {
            let mut variables = variables.iter();
            let said = variables.find(|(known, _)| known == name);
            said.map(|(_, value)| value.as_str()).or(*default)
        };
        let values: Vec<&str> = own.variables.iter().map(value).collect::<Option<_>>()?;
        let secrets = self.secrets.forms.iter();
        let secrets: Vec<&str> = secrets.map(String::as_str).collect();
        Some(server_url(own.url, &values, &secrets))
    }
}

/// The servers of requests.
pub(crate) struct Servers {
    pub(crate) base: Url,
    /// In the order of [`Api::own_servers`]; `None` if the caller has to set a URL first.
    pub(crate) own: Vec<Option<Url>>,
    /// URLs of the origins to which secrets may be sent.
    pub(crate) trusted: Vec<Url>,
    /// The secrets of the base URL.
    pub(crate) secrets: Vec<String>,
    /// The servers of operations whose URL has a secret.
    hidden: Vec<Hidden>,
}

/// The server of an operation whose URL has a secret.
struct Hidden {
    url: Url,
    secrets: Vec<String>,
    /// The setter of the builder, if the caller set the URL.
    setter: Option<&'static str>,
}

impl Servers {
    /// Applies a choice; `parse` takes what a URL is, and refuses URLs to which no path can be added.
    pub(crate) fn new<E>(
        api: &Api,
        choice: &Choice,
        parse: fn(&str, &str) -> Result<Url, E>,
    ) -> Result<Self, E> {
        let mut base = parse("the base URL", &choice.base)?;
        let known = choice.server(api, &base);
        let known = known.as_ref();
        let secrets = choice.secrets(api, &base, known);
        if let Some(path) = choice.path.as_deref().filter(|path| path.contains('{')) {
            parse("the path of `ClientBuilder::server_path`", path)?;
        }
        let path = choice.path.as_deref().map_or(api.path.into(), absolute);
        let root = match root(&base, &path) {
            // The path of an own server begins at the root of a host that the document has.
            _ if known.is_some() => Some(String::new()),
            root => root.map(str::to_owned),
        };
        if api.is_relative && root.is_none() {
            base = at(&base, &[base.path(), &path]);
        }
        // A base URL that the document doesn't have moves all operations. If the document has no host, every base URL
        // counts as one of its own.
        let keeps_hosts = known.is_some() || api.is_relative;
        let mut own = Vec::with_capacity(api.own_servers.len());
        let mut hidden = Vec::new();
        for (place, server) in api.own_servers.iter().enumerate() {
            let chosen = choice.own(place);
            let url = match (chosen, server) {
                (_, OwnServer::Path(own)) => {
                    let own = chosen.map_or((*own).into(), |(path, _)| absolute(path));
                    if own.contains('{') {
                        parse(OWN_PATH, &own)?;
                    }
                    Some(match &root {
                        Some(root) => at(&base, &[root, &own]),
                        None if api.is_relative => at(&base, &[without(base.path(), &path), &own]),
                        None if chosen.is_some() => at(&base, &["", &own]),
                        None => base.clone(),
                    })
                }
                (Some((url, _)), _) => {
                    let setter = server.setter();
                    let what = setter.map(|it| format!("the URL of `ClientBuilder::{it}`"));
                    Some(parse(what.as_deref().unwrap_or(OWN), url)?)
                }
                (None, _) if !keeps_hosts => Some(base.clone()),
                (None, OwnServer::Host { url: "", .. }) => None,
                (None, OwnServer::Host { url, .. }) => Some(parse(OWN, url)?),
                (None, OwnServer::Hosts { urls, .. }) => {
                    let url = choice.belonging(known, urls);
                    url.map(|url| parse(OWN, &url)).transpose()?
                }
            };
            if let Some(url) = url.as_ref().filter(|_| server.is_secret()) {
                hidden.push(Hidden {
                    url: url.clone(),
                    secrets: match chosen {
                        Some((_, [])) => parts(api, url),
                        Some((_, known)) => known.to_vec(),
                        None => secrets.clone(),
                    },
                    setter: chosen.and_then(|_| server.setter()),
                });
            }
            own.push(url);
        }
        hidden.retain(|own| !own.secrets.is_empty());
        let mut trusted = vec![base.clone()];
        trusted.extend(own.iter().flatten().cloned());
        Ok(Self {
            base,
            own,
            trusted,
            secrets,
            hidden,
        })
    }

    /// Fails if a credential of the client, or a secret of a URL, would leave the machine without TLS.
    pub(crate) fn check_tls(&self, has_keys: bool) -> Result<(), BuildError> {
        let has_secret = has_keys || !self.secrets.is_empty();
        if has_secret && !is_private(&self.base) {
            return Err(BuildError::new(
                "credentials are not sent without TLS: use https or a loopback address, or call \
                 `ClientBuilder::allow_plain_http`",
            ));
        }
        let mut plain = self.hidden.iter().filter(|own| !is_private(&own.url));
        match plain.find_map(|own| own.setter) {
            Some(setter) => Err(BuildError::new(&format!(
                "the URL of `ClientBuilder::{setter}` may hold a secret, which is not sent without TLS: use https or a \
                 loopback address, or call `ClientBuilder::allow_plain_http`"
            ))),
            None => Ok(()),
        }
    }

    /// Whether the URL of a server may have a secret. A path on its host may have the same.
    pub(crate) fn has_secret(&self, url: &Url) -> bool {
        let mut hidden = self.hidden.iter();
        !self.secrets.is_empty() || hidden.any(|own| is_same_origin(&own.url, url))
    }

    /// The secrets of all URLs.
    pub(crate) fn all_secrets(&self) -> Vec<String> {
        let own = self.hidden.iter().flat_map(|own| &own.secrets);
        self.secrets.iter().chain(own).cloned().collect()
    }

    /// The URL of a server for an error; `None` if it may hold a secret that nobody knows.
    pub(crate) fn shown_url<'a>(&'a self, api: &Api, url: &'a Url) -> Option<Cow<'a, str>> {
        if *url == self.base {
            return Some(self.shown());
        }
        if let Some(own) = self.hidden.iter().find(|own| own.url == *url) {
            return Some(shown(url, &own.secrets));
        }
        // A path on the client's server has its secrets, and an unknown URL may have those of any.
        let is_known = self.hidden.is_empty() || self.own.iter().flatten().any(|own| own == url);
        let is_plain = !api.secret_servers && self.secrets.is_empty() && is_known;
        is_plain.then(|| url.as_str().into())
    }

    /// The base URL without its secrets.
    pub(crate) fn shown(&self) -> Cow<'_, str> {
        shown(&self.base, &self.secrets)
    }

    /// Whether secrets may be sent to the origin of a URL.
    pub(crate) fn trust(&self, url: &Url) -> bool {
        let mut trusted = self.trusted.iter();
        trusted.any(|trusted| is_same_origin(trusted, url))
    }
}

/// A URL without its secrets: with one, neither the path nor a host that may hold it is shown.
fn shown<'a>(url: &'a Url, secrets: &[String]) -> Cow<'a, str> {
    if secrets.is_empty() {
        return url.as_str().into();
    }
    let host = url.host_str().unwrap_or_default();
    let is_in_host = |secret: &String| !secret.is_ascii() || host.contains(secret.as_str());
    if secrets.iter().any(is_in_host) {
        format!("{}://…", url.scheme()).into()
    } else {
        format!("{}/…", url.origin().ascii_serialization()).into()
    }
}

/// The parts of a URL that may be a secret: the segments of its path, and the labels of its host if the document has a
/// secret there. An address has no room for one.
fn parts(api: &Api, url: &Url) -> Vec<String> {
    let labels = url.domain().filter(|_| api.secret_hosts);
    let labels = labels.into_iter().flat_map(|host| host.split('.'));
    let parts = labels.chain(url.path().split('/'));
    parts
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The path of a URL without the path of the document's server at its end; `None` if it doesn't end with
/// that path.
fn root<'a>(base: &'a Url, path: &str) -> Option<&'a str> {
    base.path().trim_end_matches('/').strip_suffix(path)
}

/// A path with a slash before it, and none at its end.
fn absolute(path: &str) -> Cow<'_, str> {
    match path.trim_matches('/') {
        "" => "".into(),
        path => format!("/{path}").into(),
    }
}

/// A path without `end`.
fn without<'a>(path: &'a str, end: &str) -> &'a str {
    path.strip_suffix(end).unwrap_or(path)
}

/// A URL with a path of two parts.
fn at(url: &Url, parts: &[&str; 2]) -> Url {
    let mut url = url.clone();
    let [root, path] = parts;
    url.set_path(&format!("{}{path}", root.trim_end_matches('/')));
    url
}

/// Whether two URLs lead to the same place (RFC 3986, section 6.2). `Url` has brought the host, the port and the
/// segments into their usual form.
pub(super) fn is_same_url(one: &Url, other: &Url) -> bool {
    let [path, other_path] = [one, other].map(|url| url.path().trim_end_matches('/'));
    is_same_origin(one, other) && path == other_path
}

/// No server has variables with listed values.
fn listed(_: &Api, _: &Url) -> Option<Known> {
    None
}

/// A URL without variables.
fn server_url(url: &str, _: &[&str], _: &[&str]) -> String {
    url.to_owned()
}
