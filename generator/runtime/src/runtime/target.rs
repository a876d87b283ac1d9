//! Where a request goes, and which credentials go with it: the URL, the origins that are trusted,
//! and the rule that a credential leaves only for those, and only over TLS or within the machine.

use super::api::{OperationSpec, Scheme};
use super::client::Shared;
use super::parts::{Parts, Problem, header, header_value};
use super::secret::{Credential, Secret};
use super::style::strict;
use super::wire::Base64;
use http::header::{ACCEPT, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use url::{Host, Url};

/// Scheme, host and port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin(url::Origin);

impl Origin {
    pub(crate) fn of(url: &Url) -> Self {
        Self(url.origin())
    }
}

/// Whether the URL stays within the machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// A credential as it is sent.
pub(crate) enum Key {
    Header(HeaderName, HeaderValue),
    Query(&'static str, Secret),
    Cookie(&'static str, Secret),
}

impl Key {
    /// `None` when the credential is empty, not of the scheme's kind, or can't stand in a header.
    pub(crate) fn new(scheme: Scheme, credential: &Credential) -> Option<Self> {
        let text = match (scheme, credential) {
            // What an unset variable of the environment gives.
            (_, Credential::Token(token)) if token.expose().is_empty() => return None,
            (Scheme::Query(name), Credential::Token(token)) => {
                return Some(Key::Query(name, token.clone()));
            }
            (Scheme::Cookie(name), Credential::Token(token)) => {
                return Some(Key::Cookie(name, token.clone()));
            }
            (Scheme::Bearer, Credential::Token(token)) => format!("Bearer {}", token.expose()),
            (Scheme::Header(_), Credential::Token(token)) => token.expose().to_owned(),
            (Scheme::Basic, Credential::Basic { user, password }) => {
                let pair = format!("{user}:{}", password.expose());
                format!("Basic {}", Base64::from(pair.into_bytes()))
            }
            _ => return None,
        };
        let name = HeaderName::from_bytes(scheme.header()?.as_bytes()).ok()?;
        let mut value = header_value(&text)?;
        value.set_sensitive(true);
        Some(Key::Header(name, value))
    }
}

/// What stands in the head of a request. It holds credentials, so it has no `Debug`.
pub(crate) struct Target {
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
}

/// Why there is none.
pub(crate) enum Refusal {
    /// A parameter can't be sent.
    Problem(Problem),
    /// A credential is missing or must not be sent there.
    Credentials(&'static str),
}

/// Puts together URL and headers.
pub(crate) fn target(parts: &Parts) -> Result<Target, Refusal> {
    let (shared, spec) = (&*parts.client.shared, parts.spec);
    let mut headers = shared.headers.clone();
    if !spec.accept.is_empty() {
        let (name, value) = header(ACCEPT.as_str(), spec.accept).map_err(Refusal::Problem)?;
        headers.insert(name, value);
    }
    for (name, value) in &shared.parameters {
        if spec
            .client_headers
            .iter()
            .any(|known| name.as_str().eq_ignore_ascii_case(known))
        {
            headers.insert(name, value.clone());
        }
    }
    for (name, value) in &parts.headers {
        headers.insert(name, value.clone());
    }
    let mut query: Vec<_> = parts.query.iter().map(|(_, text)| text.clone()).collect();
    let mut cookies: Vec<_> = parts.cookies.iter().map(|(_, text)| text.clone()).collect();

    // A credential that the caller set as a header is one all the same.
    for name in shared
        .api
        .schemes
        .iter()
        .filter_map(|scheme| scheme.header())
    {
        if let Some(value) = headers.get_mut(name) {
            value.set_sensitive(true);
        }
    }
    let mut secret = headers.values().any(HeaderValue::is_sensitive);
    for key in keys(shared, spec, &headers)? {
        secret = true;
        match key {
            Key::Header(name, value) => {
                // What the caller set for this call or for all of them comes first.
                headers.entry(name).or_insert_with(|| value.clone());
            }
            Key::Query(name, token) => query.push(pair(name, token)),
            Key::Cookie(name, token) => cookies.push(pair(name, token)),
        }
    }
    let server = server(shared, spec)?;
    if secret {
        may_have_credentials(shared, &server)?;
    }
    if !cookies.is_empty()
        && let Ok(mut value) = HeaderValue::from_str(&cookies.join("; "))
    {
        value.set_sensitive(true);
        headers.insert(COOKIE, value);
    }
    let uri = uri(&server, &path(spec, &parts.path)?, &query)?;
    Ok(Target { uri, headers })
}

fn pair(name: &str, token: &Secret) -> String {
    format!("{}={}", strict(name), strict(token.expose()))
}

/// The credentials of the first alternative that can be met; none when the operation can do
/// without.
fn keys<'a>(
    shared: &'a Shared,
    spec: &OperationSpec,
    headers: &HeaderMap,
) -> Result<Vec<&'a Key>, Refusal> {
    let key = |index: usize| shared.keys.iter().find(|(known, _)| *known == index);
    let in_header = |index: usize| {
        let scheme = shared.api.schemes.get(index)?;
        scheme.header().filter(|name| headers.contains_key(*name))
    };
    let met = |set: &[usize]| {
        set.iter()
            .all(|&i| key(i).is_some() || in_header(i).is_some())
    };
    let security = spec.security.unwrap_or(shared.api.security);
    let named = security.iter().filter(|set| !set.is_empty());
    match named.clone().find(|set| met(set)) {
        Some(set) => Ok(set
            .iter()
            .filter_map(|&index| Some(&key(index)?.1))
            .collect()),
        None if named.count() == security.len() && !security.is_empty() => Err(
            Refusal::Credentials("it needs a credential that the client doesn't have"),
        ),
        None => Ok(Vec::new()),
    }
}

/// The operation's own server, or the client's.
fn server(shared: &Shared, spec: &OperationSpec) -> Result<Url, Refusal> {
    match spec.server {
        None => Ok(shared.base.clone()),
        Some(server) => shared.base.join(server).map_err(|_| {
            Refusal::Problem(Problem::new("the operation's server", "it is not a URL"))
        }),
    }
}

fn may_have_credentials(shared: &Shared, server: &Url) -> Result<(), Refusal> {
    if !shared.allowed.contains(&Origin::of(server)) {
        Err(Refusal::Credentials(
            "its server has another origin than the base URL, and credentials are not sent there: \
             see `ClientBuilder::allow_origin`",
        ))
    } else if server.scheme() != "https" && !is_loopback(server) {
        Err(Refusal::Credentials(
            "credentials are not sent without TLS except to a loopback address",
        ))
    } else {
        Ok(())
    }
}

/// The template with its parameters.
fn path(spec: &OperationSpec, values: &[(&'static str, String)]) -> Result<String, Refusal> {
    let mut path = String::with_capacity(spec.path.len() + 32);
    let mut rest = spec.path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let value = values.iter().find(|(known, _)| *known == name);
        let value = value.ok_or_else(|| Refusal::Problem(Problem::path(name)))?;
        path.push_str(before);
        path.push_str(&value.1);
        rest = after;
    }
    path.push_str(rest);
    Ok(path)
}

fn uri(server: &Url, path: &str, query: &[String]) -> Result<Uri, Refusal> {
    let mut text = server.as_str().trim_end_matches('/').to_owned();
    if !path.starts_with('/') {
        text.push('/');
    }
    text.push_str(path);
    if !query.is_empty() {
        text.push(if path.contains('?') { '&' } else { '?' });
        text.push_str(&query.join("&"));
    }
    text.parse().map_err(|_| {
        Refusal::Problem(Problem::new(
            "the URL",
            "it is too long or has characters that no URL has",
        ))
    })
}
