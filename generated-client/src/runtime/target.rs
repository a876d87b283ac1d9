//! The URL of a request and its credentials: the trusted origins, and the rule that secrets go to trusted origins
//! only, over TLS or within the machine. Secrets are credentials, sensitive header values, and the parameters and
//! bodies that the document calls secret. The rule applies to the finished request, whoever set its parts.

use super::api::{CallSpec, OperationSpec, Requirement, Scheme, SecurityScheme};
use super::authorize::{Need, need};
use super::client::Shared;
use super::headers::header_value;
use super::missing::{Awaited, Missing, header_of, required_headers, setters};
use super::pairs::Pairs;
use super::parts::Parts;
use super::path::path;
use super::problem::Problem;
use super::secret::{Credential, Credentials, Secret};
use super::server::OwnServer;
use http::header::{ACCEPT, CONTENT_LENGTH};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use std::borrow::Cow;
use std::net::IpAddr;
use url::Url;

/// Whether two URLs have the same origin: scheme, host and port. `Url::origin` would allocate for each call.
pub(crate) fn is_same_origin(one: &Url, other: &Url) -> bool {
    one.scheme() == other.scheme()
        && one.host() == other.host()
        && one.port_or_known_default() == other.port_or_known_default()
}

/// Whether a host, in the form of a URL, is this machine.
pub(crate) fn is_loopback(host: Option<&str>) -> bool {
    let host = host.unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse();
    host == "localhost" || address.is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Whether nobody on the way can read a request: it has TLS or stays within the machine.
pub(crate) fn is_private(url: &Url) -> bool {
    url.scheme() == "https" || is_loopback(url.host_str())
}

/// A credential in the form of the request.
pub(crate) enum Key {
    Header(HeaderName, HeaderValue),
    Query(&'static str, Secret),
}

/// The header's value for a bearer token.
pub(crate) fn bearer(token: &Secret) -> String {
    format!("Bearer {}", token.expose())
}

/// A header's value that nothing prints; `None` if a header can't hold the text.
pub(crate) fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = header_value(text)?;
    value.set_sensitive(true);
    Some(value)
}

impl Key {
    /// `None` if the credential is empty, not of the scheme's kind, or can't be sent in its place: a text with
    /// characters that a header or cookie can't hold, a user's name with a colon.
    pub(crate) fn new(scheme: Scheme, credential: &Credential) -> Option<Self> {
        let text = match (scheme, credential) {
            // An unset variable of the environment often becomes an empty token.
            (_, Credential::Token(token)) if token.expose().is_empty() => return None,
            (Scheme::Query(name), Credential::Token(token)) => {
                return Some(Key::Query(name, token.clone()));
            }
            (Scheme::Bearer, Credential::Token(token)) => bearer(token),
            (Scheme::Header(_) | Scheme::Http(_), Credential::Token(token)) => {
                token.expose().to_owned()
            }
        };
        let name = HeaderName::from_bytes(scheme.header()?.as_bytes()).ok()?;
        Some(Key::Header(name, sensitive(&text)?))
    }
}

/// The head of a request. It holds credentials, so it has no `Debug`.
pub(crate) struct Target {
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    /// Whether a value of the call can be a secret, which the message of the server can repeat.
    pub(crate) is_secret: bool,
    /// Whether the request holds a secret and has no TLS, so that no proxy may read it.
    pub(crate) direct: bool,
    /// The token that the request lacks.
    pub(crate) need: Option<Need>,
    /// The setters of the builder for the request's credentials.
    pub(crate) setters: Vec<&'static str>,
    /// The sensitive headers of the last attempt that hooks set.
    pub(crate) hooked: Vec<HeaderValue>,
    /// The credentials that hooks have to set.
    pub(crate) awaited: Option<Awaited>,
}

/// The reason for a missing target.
pub(crate) enum Refusal {
    /// A parameter can't be sent.
    Problem(Problem),
    /// A credential is missing.
    Missing(Missing),
    /// A credential must not be sent to this server.
    Credentials(&'static str),
}

/// Builds the URL and the headers.
pub(crate) fn target(parts: &Parts) -> Result<Target, Refusal> {
    let (shared, spec) = (&*parts.client.shared, &parts.spec);
    let mut headers = headers(parts)?;
    // Hooks may still set them.
    if shared.hooks.is_empty() {
        required_headers(spec, &headers)?;
    }
    let mut pairs = Pairs::of(parts);
    let is_given = |kind: Scheme| pairs.is_given(kind, &headers);
    let is_named = |name: &&'static str| pairs.is_named(name, &headers);
    let is_secret = parts.secret || spec.secrets.iter().any(is_named);
    let (keys, awaited) = keys(shared, spec, &is_given)?;
    let need = need(&keys, &headers);
    let setters = setters(shared, &keys);
    if is_secret {
        hide(parts, &mut headers);
    }
    for key in keys {
        pairs.add(key, &mut headers);
    }
    let (server, path) = place(parts)?;
    let uri = uri(server, &path, &pairs.query)?;

    let credentials = Credentials::of(shared.api);
    credentials.mark(&mut headers);
    let has_secret = is_secret
        || need.is_some()
        || shared.servers.has_secret(server)
        || headers.values().any(HeaderValue::is_sensitive)
        || uri.query().is_some_and(|query| credentials.in_query(query))
        || pairs.is_secret_cookie(credentials);
    if has_secret {
        may_have_secrets(shared, server)?;
    }
    // RFC 9110, section 8.6: a method whose bodies have a meaning sends the length of an empty body.
    if parts.body.length() == Some(0)
        && matches!(spec.method, Method::POST | Method::PUT | Method::PATCH)
    {
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    Ok(Target {
        uri,
        headers,
        is_secret,
        direct: has_secret && server.scheme() != "https",
        need,
        setters,
        hooked: Vec::new(),
        awaited,
    })
}

/// The server and the path of a request.
fn place(parts: &Parts) -> Result<(&Url, Cow<'_, str>), Refusal> {
    let server = match &parts.server {
        Some(server) => server,
        None => server(&parts.client.shared, &parts.spec)?,
    };
    let value = |name: &str| {
        let (_, value) = parts.path.iter().find(|(known, _)| *known == name)?;
        Some(value.as_str())
    };
    match path(&parts.spec.path, &value) {
        Ok(path) => Ok((server, path.into())),
        Err(names) => Err(Refusal::Problem(Problem::path(&names))),
    }
}

/// The headers without credentials: those of the client, replaced by those of the call.
fn headers(parts: &Parts) -> Result<HeaderMap, Refusal> {
    let (shared, spec) = (&*parts.client.shared, &parts.spec);
    let mut headers = shared.headers.clone();
    if !spec.accept.is_empty() {
        let refused = || Refusal::Problem(Problem::new("header `accept`", "it is not ASCII"));
        headers.insert(ACCEPT, header_value(spec.accept).ok_or_else(refused)?);
    }
    let is_taken = |name: &HeaderName| {
        let mut known = spec.client_headers.iter();
        spec.is_any() || known.any(|known| name.as_str().eq_ignore_ascii_case(known))
    };
    let of_the_client = shared.parameters.iter().map(|(name, value)| (name, value));
    let of_the_client = of_the_client.filter(|(name, _)| is_taken(name));
    for (name, value) in of_the_client.chain(&parts.headers) {
        headers.insert(name, value.clone());
    }
    Ok(headers)
}

/// Marks the values of the parameters, of which any can be the secret, so that nothing prints them.
fn hide(parts: &Parts, headers: &mut HeaderMap) {
    let of_the_client = parts.client.shared.parameters.iter().map(|(name, _)| name);
    for name in of_the_client.chain(parts.headers.keys()) {
        if let Some(value) = headers.get_mut(name) {
            value.set_sensitive(true);
        }
    }
}

/// The credentials of the first alternative that can be met, and the credentials of it that hooks must set; none
/// if the operation doesn't need a credential. If the document has no security, all credentials that are set, one for
/// each place.
fn keys<'a>(
    shared: &'a Shared,
    spec: &CallSpec,
    is_given: &dyn Fn(Scheme) -> bool,
) -> Result<(Vec<&'a Key>, Option<Awaited>), Refusal> {
    // RFC 9110, section 9.3.8: a server sends a TRACE request back, for anybody on the way to read.
    if spec.method == Method::TRACE {
        return Ok((Vec::new(), None));
    }
    let all = || Ok((all_keys(shared), None));
    let Some(security) = spec.security.or(shared.api.security) else {
        return all();
    };
    let is_given = |index| {
        let scheme: Option<&SecurityScheme> = shared.api.schemes.get(index);
        scheme.is_some_and(|scheme| is_given(scheme.kind))
    };
    let is_set = |index: usize| key(shared, index).is_some() || is_given(index);
    let is_needed = !spec.is_any() && !security.iter().any(|set| set.is_empty());
    let may_hook = is_needed && !shared.hooks.is_empty();
    let may_follow =
        |index| may_present(shared, index) || may_hook && header_of(shared, index).is_some();
    let met = |set: &[Requirement], assumed: bool| {
        let mut needed = set.iter().map(|needed| needed.scheme);
        needed.all(|index| is_set(index) || assumed && may_follow(index))
    };
    let named = security.iter().filter(|set| !set.is_empty());
    let is_own = |index| shared.keys.iter().any(|(known, _)| *known == index) || is_given(index);
    let own = |set: &&&[Requirement]| set.iter().all(|needed| is_own(needed.scheme));
    // Credentials that the caller set for the schemes themselves come before those of other schemes in the same place, and
    // all of them before credentials that hooks or the transport may have.
    let first = |assumed| named.clone().find(|set| met(set, assumed));
    let chosen = named.clone().find(own).or_else(|| first(false));
    match chosen.or_else(|| first(true)) {
        Some(set) => {
            let mut keys: Vec<&Key> = Vec::with_capacity(set.len());
            for key in set.iter().filter_map(|needed| key(shared, needed.scheme)) {
                // Two schemes of one place share a credential.
                if !keys.iter().any(|known| std::ptr::eq(*known, key)) {
                    keys.push(key);
                }
            }
            let awaited = may_hook.then(|| Awaited::of(shared, security, set, &is_set));
            Ok((keys, awaited.flatten()))
        }
        // The alternatives of the API are only a guess for a request that the document doesn't have.
        None if spec.is_any() => all(),
        None if named.count() == security.len() && !security.is_empty() => {
            let missing = Missing::new(shared.api, security, &is_set);
            Err(Refusal::Missing(missing))
        }
        None => Ok((Vec::new(), None)),
    }
}

/// The credentials that are set. Of those for the header `Authorization`, only the first by [rank](Scheme::rank); of the
/// others in one place, the request takes the first.
fn all_keys(shared: &Shared) -> Vec<&Key> {
    let rank = |index: usize| Some((shared.api.schemes.get(index)?.kind.rank()?, index));
    let ranks = shared.keys.iter().filter_map(|(index, _)| rank(*index));
    let first = ranks.min();
    let keys = shared.keys.iter();
    let keys = keys.filter(|(index, _)| rank(*index).is_none_or(|rank| Some(rank) == first));
    keys.map(|(_, key)| key).collect()
}

/// No scheme is a certificate.
fn may_present(_: &Shared, _: usize) -> bool {
    false
}

/// The credential of a scheme, or of another scheme with the same place.
fn key(shared: &Shared, index: usize) -> Option<&Key> {
    let kind = shared.api.schemes.get(index)?.kind;
    let of = |index: usize| Some(shared.api.schemes.get(index)?.kind);
    let own = shared.keys.iter().find(|(known, _)| *known == index);
    let own = own.or_else(|| {
        let mut others = shared.keys.iter();
        others.find(|(known, _)| of(*known) == Some(kind))
    });
    own.map(|(_, key)| key)
}

/// The operation's own server, or the client's.
fn server<'a>(shared: &'a Shared, spec: &OperationSpec) -> Result<&'a Url, Refusal> {
    let Some(place) = spec.server else {
        return Ok(&shared.servers.base);
    };
    if let Some(Some(url)) = shared.servers.own.get(place) {
        return Ok(url);
    }
    let setter = match shared.api.own_servers.get(place) {
        Some(OwnServer::Host { setter, .. } | OwnServer::Hosts { setter, .. }) => setter,
        _ => "base_url",
    };
    Err(Refusal::Problem(Problem::new(
        format!("server of the operation, which `ClientBuilder::{setter}` sets"),
        "it has no default",
    )))
}

/// The URL of a request's server in the text of an error.
pub(crate) fn shown_server<'a>(
    shared: &'a Shared,
    spec: &OperationSpec,
    chosen: Option<&'a Url>,
) -> Option<Cow<'a, str>> {
    let url = match chosen {
        Some(url) => url,
        None => server(shared, spec).ok()?,
    };
    shared.servers.shown_url(shared.api, url)
}

/// Whether a secret may go to a URL.
pub(crate) fn may_have_secrets(shared: &Shared, server: &Url) -> Result<(), Refusal> {
    if !shared.servers.trust(server) {
        Err(Refusal::Credentials(
            "the request holds a secret and goes to another origin than the client's servers; allow it \
             with `ClientBuilder::allow_origin`",
        ))
    } else if !shared.plain_http && !is_private(server) {
        Err(Refusal::Credentials(
            "the request holds a secret, which is sent only over TLS or to a loopback address; call \
             `ClientBuilder::allow_plain_http` to send it all the same",
        ))
    } else {
        Ok(())
    }
}

fn uri(server: &Url, path: &str, query: &[Cow<'_, str>]) -> Result<Uri, Refusal> {
    let server_text = server.as_str().trim_end_matches('/');
    let length = query.iter().map(|text| text.len() + 1).sum::<usize>();
    let mut text = String::with_capacity(server_text.len() + path.len() + 1 + length);
    text.push_str(server_text);
    if !path.starts_with('/') {
        text.push('/');
    }
    text.push_str(path);
    let mut separator = if path.contains('?') { '&' } else { '?' };
    for parameter in query {
        text.push(separator);
        text.push_str(parameter);
        separator = '&';
    }
    let refused = |why| Refusal::Problem(Problem::new("URL", why));
    // Transports parse the text as a URL and treat dots and backslashes specially. Most paths have neither, so
    // only the others are parsed here.
    let is_special = path.bytes().any(|byte| matches!(byte, b'.' | b'\\' | b'%'));
    let url = is_special.then(|| Url::parse(&text));
    let uri = Uri::try_from(text).map_err(|_| refused("too long, or invalid characters"))?;
    let depth = |path: &str| path.split('/').count();
    match url {
        None => Ok(uri),
        Some(Ok(url)) if is_same_origin(&url, server) && depth(url.path()) == depth(uri.path()) => {
            Ok(uri)
        }
        Some(_) => Err(refused("it leads to another path")),
    }
}
