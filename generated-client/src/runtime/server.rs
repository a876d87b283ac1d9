//! The servers of a client: its base URL, and the servers of operations that have their own. They are
//! fixed when the client is built.

use super::api::{Api, OwnServer};
use super::target::is_same_origin;
use url::Url;

/// A server without a setter, in the text of an error.
const OWN: &str = "the URL of an operation's own server";

/// The servers that a caller chose.
#[derive(Default)]
pub(crate) struct Choice {
    /// The base URL.
    pub(crate) base: String,
    /// Whether the base URL is a server of the document.
    pub(crate) is_of_document: bool,
    /// The servers of some operations, by their places in [`Api::own_servers`].
    pub(crate) own: Vec<(usize, String)>,
}

/// The servers of requests.
pub(crate) struct Servers {
    pub(crate) base: Url,
    /// In the order of [`Api::own_servers`]; `None` if the caller has to set a URL first.
    pub(crate) own: Vec<Option<Url>>,
    /// URLs of the origins to which secrets may be sent.
    pub(crate) trusted: Vec<Url>,
}

impl Servers {
    /// Applies a choice; `parse` takes what a URL is, and refuses URLs to which no path can be added.
    pub(crate) fn new<E>(
        api: &Api,
        choice: &Choice,
        parse: fn(&str, &str) -> Result<Url, E>,
    ) -> Result<Self, E> {
        let mut base = parse("the base URL", &choice.base)?;
        let root = root(&base, api.path).map(str::to_owned);
        if api.is_relative && root.is_none() {
            base = at(&base, &[base.path(), api.path]);
        }
        // Whether the document's other hosts are kept: a base URL that the document doesn't have moves
        // all operations. If the document has no host, every base URL counts as one of its own.
        let keeps_hosts = choice.is_of_document || api.is_relative || {
            let mut known = api.servers.iter();
            known.any(|known| *known == choice.base)
        };
        let mut own = Vec::with_capacity(api.own_servers.len());
        for (index, server) in api.own_servers.iter().enumerate() {
            let mut chosen = choice.own.iter().filter(|(place, _)| *place == index);
            own.push(match (chosen.next_back(), server) {
                (Some((_, url)), OwnServer::Host { setter, .. }) => {
                    let what = format!("the URL of `ClientBuilder::{setter}`");
                    Some(parse(&what, url)?)
                }
                (Some((_, url)), _) => Some(parse(OWN, url)?),
                (None, OwnServer::Path(path)) => Some(match &root {
                    Some(root) => at(&base, &[root, path]),
                    None if api.is_relative => at(&base, &[without(base.path(), api.path), path]),
                    None => base.clone(),
                }),
                (None, OwnServer::Host { .. }) if !keeps_hosts => Some(base.clone()),
                (None, OwnServer::Host { url: "", .. }) => None,
                (None, OwnServer::Host { url, .. }) => Some(parse(OWN, url)?),
            });
        }
        let mut trusted = vec![base.clone()];
        trusted.extend(own.iter().flatten().cloned());
        Ok(Self { base, own, trusted })
    }

    /// Whether secrets may be sent to the origin of a URL.
    pub(crate) fn trust(&self, url: &Url) -> bool {
        let mut trusted = self.trusted.iter();
        trusted.any(|trusted| is_same_origin(trusted, url))
    }
}

/// The path of a URL without the path of the document's server at its end; `None` if it doesn't end with
/// that path.
fn root<'a>(base: &'a Url, path: &str) -> Option<&'a str> {
    base.path().trim_end_matches('/').strip_suffix(path)
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
