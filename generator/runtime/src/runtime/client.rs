//! The client and its builder, to which generated code adds methods: for operations, servers, credentials, parameters.

use super::api::{Api, CallSpec, Spec};
use super::build_error::{BuildError, unsendable, usable_url};
use super::call::Call;
use super::clock::Clock;
use super::headers::header;
use super::hook::Hook;
use super::parameter;
use super::parts::Parts;
use super::problem::Problem;
use super::request::{self, AnyRequest};
use super::retry::RetryPolicy;
use super::secret::Credential;
#[cfg(feature = "identity")]
use super::secret::Identity;
#[cfg(feature = "server-variables")]
use super::secret::Secret;
use super::server::{Choice, Secrets, Servers};
use super::target::Key;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
use super::transport::Tls;
use super::transport::Transport;
use super::wire::View;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// A client of the API. Cheap to clone: clones share connections and settings.
///
/// A connection ends with the Tokio runtime of the call that made it. Code with several runtimes, such as tests, needs a
/// client for each.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) api: &'static Api,
    pub(crate) servers: Servers,
    pub(crate) plain_http: bool,
    pub(crate) headers: HeaderMap,
    pub(crate) parameters: Vec<(HeaderName, HeaderValue)>,
    pub(crate) keys: Vec<(usize, Key)>,
    pub(crate) settings: Settings,
    pub(crate) hooks: Vec<Box<dyn Hook>>,
    /// Whether the caller set the transport. It may then present a certificate that the client doesn't know.
    #[cfg(feature = "identity")]
    pub(crate) own_transport: bool,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
}

/// The settings of a client that a call can override.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) attempt_timeout: Duration,
    pub(crate) total_timeout: Duration,
    pub(crate) idle_timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) max_body: usize,
    pub(crate) strict: bool,
}

impl Client {
    /// Begins a call.
    #[doc(hidden)]
    #[must_use]
    pub fn start(&self, spec: Spec) -> Parts {
        Parts::new(self.clone(), CallSpec::of(spec))
    }

    /// Begins a call of a path that the document doesn't have, with the servers, credentials, limits and retries
    /// of the client. The path is added to the base URL; a URL is used unchanged if it leads to one of the
    /// client's servers. See [`AnyRequest`] for an example.
    #[inline]
    pub fn request(&self, method: Method, path: &str) -> Call<AnyRequest> {
        request::call(self.clone(), method, path)
    }

    /// The base URL to which paths are added, with its secrets.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.shared.servers.base.as_str()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api", &self.shared.api.name)
            .field("base_url", &self.shared.servers.shown())
            .field("settings", &self.shared.settings)
            .finish_non_exhaustive()
    }
}

/// Builds a [`Client`]. [`build`](Self::build) returns an error for the first invalid setting.
#[must_use = "does nothing until built"]
pub struct ClientBuilder {
    api: &'static Api,
    servers: Choice,
    allowed: Vec<String>,
    plain_http: bool,
    headers: HeaderMap,
    parameters: Vec<(HeaderName, HeaderValue)>,
    credentials: Vec<(usize, Credential)>,
    settings: Settings,
    hooks: Vec<Box<dyn Hook>>,
    connect_timeout: Duration,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    problem: Option<BuildError>,
}

impl ClientBuilder {
    /// Creates a builder for an API.
    #[doc(hidden)]
    pub fn for_api(api: &'static Api) -> Self {
        let builder = Self {
            api,
            servers: Choice {
                base: api.servers.first().copied().unwrap_or_default().to_owned(),
                ..Choice::default()
            },
            allowed: Vec::new(),
            plain_http: false,
            headers: HeaderMap::new(),
            parameters: Vec::new(),
            credentials: Vec::new(),
            settings: Settings {
                attempt_timeout: Duration::from_secs(60),
                total_timeout: Duration::from_secs(120),
                idle_timeout: Duration::from_secs(120),
                retry: RetryPolicy::default(),
                max_body: 64 << 20,
                strict: false,
            },
            hooks: Vec::new(),
            connect_timeout: Duration::from_secs(10),
            transport: None,
            clock: None,
            problem: None,
        };
        builder.user_agent(format!("{}/{}", api.name, api.version))
    }

    /// Sets the base URL, an absolute URL: the paths of the operations are added to its path. It replaces the
    /// servers of all operations. Those on another host stay there if it is a server of the document, or the document
    /// has none with a host; each such host has a setter of its own. If the document's server is a path without a host,
    /// that path is added to the base URL, unless the URL ends with it.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.servers.base = url.into();
        self.servers.of_document = None;
        self.servers.secrets = Secrets::default();
        self
    }

    /// Sets the base URL to a server of the document, by its number, its variables, and the secrets among these.
    #[doc(hidden)]
    #[cfg(feature = "server-variables")]
    pub fn server_of_document(
        mut self,
        url: String,
        number: usize,
        variables: Vec<(&'static str, String)>,
        secrets: &[(&'static str, Secret)],
    ) -> Self {
        self.servers.base = url;
        self.servers.of_document = Some((number, variables));
        self.servers.secrets = Secrets::of(secrets);
        self
    }

    /// Sets the path that a relative server of the document adds to the base URL.
    #[doc(hidden)]
    pub fn relative_path(mut self, path: impl Into<String>) -> Self {
        self.servers.path = Some(path.into());
        self
    }

    /// Sets the server of operations that have their own server.
    #[doc(hidden)]
    pub fn own_server(mut self, place: usize, url: impl Into<String>) -> Self {
        self.servers.set_own(place, url.into(), Secrets::default());
        self
    }

    /// Sets the server of operations to one that the document describes for them, with its secrets.
    #[doc(hidden)]
    #[cfg(feature = "server-variables")]
    pub fn own_server_of_document(
        mut self,
        place: usize,
        url: String,
        secrets: &[(&'static str, Secret)],
    ) -> Self {
        self.servers.set_own(place, url, Secrets::of(secrets));
        self
    }

    /// Allows secrets to be sent to the origin of `url`. By default the client sends credentials, and parameters
    /// and bodies that the document calls secret, to its own servers only: the base URL, and the servers of
    /// single operations.
    pub fn allow_origin(mut self, url: impl Into<String>) -> Self {
        self.allowed.push(url.into());
        self
    }

    /// Allows secrets to be sent without TLS, for an API in a private network. By default a request with a secret
    /// is sent over https or to a loopback address only, because everybody on the way could read it.
    pub fn allow_plain_http(mut self) -> Self {
        self.plain_http = true;
        self
    }

    /// Sets the credential of a security scheme.
    #[doc(hidden)]
    pub fn credential(mut self, scheme: usize, credential: Credential) -> Self {
        self.credentials.retain(|(known, _)| *known != scheme);
        self.credentials.push((scheme, credential));
        self
    }

    /// Sets a header parameter for every operation that has it.
    #[doc(hidden)]
    pub fn parameter(mut self, name: &'static str, value: View<'_>) -> Self {
        let text = parameter::in_header(false, &value);
        let text = text.map_err(|why| Problem::parameter(name, why));
        match text.and_then(|text| header(name, &text.unwrap_or_default())) {
            Ok((name, value)) => {
                self.parameters.retain(|(known, _)| *known != name);
                self.parameters.push((name, value));
            }
            Err(problem) => self.refuse(&problem),
        }
        self
    }

    /// Adds a header to every request.
    pub fn default_header(mut self, name: &str, value: &str) -> Self {
        match header(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(problem) => self.refuse(&problem),
        }
        self
    }

    /// Sets the `User-Agent`. Defaults to the name and version of the package.
    pub fn user_agent(self, value: impl AsRef<str>) -> Self {
        self.default_header("user-agent", value.as_ref())
    }

    /// Limits the duration of connecting. Defaults to 10 seconds. Has no effect on a
    /// [transport](Self::transport) of your own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Limits the duration of one attempt, the body of its response included. Defaults to 60 seconds. While the
    /// chunks of a request's body are sent, the time counts from the last chunk. If the response is read in
    /// chunks, the limit ends at its head.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.attempt_timeout = timeout;
        self
    }

    /// Limits the duration of a call, all attempts included. Defaults to 120 seconds. Doesn't limit calls with a
    /// body that is sent or received in chunks; [`Call::timeout`](super::Call::timeout) limits those, too.
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.settings.total_timeout = timeout;
        self
    }

    /// Limits the time between two chunks of a response that is read in chunks. Defaults to 120 seconds.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.settings.idle_timeout = timeout;
        self
    }

    /// Sets the rules for retries.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// Limits the size of a response's body, in bytes; of a stream, that of each item. Defaults to 64 MiB. The
    /// decoded values may take eight times as much memory.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.settings.max_body = bytes;
        self
    }

    /// Whether a response with a value of another kind than described is an error. Otherwise the response lists its
    /// [mismatches](super::Response::mismatches). Values that aren't listed, undescribed members, null for a member that
    /// may be missing, and limits such as `maxLength` are none. Defaults to `false`.
    pub fn strict(mut self, strict: bool) -> Self {
        self.settings.strict = strict;
        self
    }

    /// Adds code that runs before and after each attempt of each call, to set headers, sign requests, write logs
    /// or collect metrics. Hooks run in the order in which they are added.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.hooks.push(Box::new(hook));
        self
    }

    /// Sets the transport. Defaults to reqwest; without the feature `reqwest`, set a
    /// [clock](Self::clock) as well.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets the source of time and random numbers.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    /// When a setting is invalid: a base URL that is not a URL, a token with line breaks, a credential with a
    /// base URL without TLS that is not a loopback address.
    pub fn build(mut self) -> Result<Client, BuildError> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        if self.servers.base.is_empty() {
            return Err(BuildError::new(match self.api.servers {
                [] => {
                    "no base URL is set, and the document has none: call `ClientBuilder::base_url`"
                }
                ["", ..] => {
                    "no server is set, and the document's first has a variable without a default: call \
                     `ClientBuilder::server`, or `ClientBuilder::base_url`"
                }
                _ => "the base URL is empty: give `ClientBuilder::base_url` an absolute URL",
            }));
        }
        if let Some(name) = self.servers.empty() {
            return Err(BuildError::new(&format!(
                "the variable `{name}` of the server is a secret, and its value is empty"
            )));
        }
        let mut servers = Servers::new(self.api, &self.servers, usable_url)?;
        let keys = self.keys()?;
        if !self.plain_http {
            servers.check_tls(!keys.is_empty())?;
        }
        for allowed in &self.allowed {
            servers.trusted.push(usable_url(
                "the URL of `ClientBuilder::allow_origin`",
                allowed,
            )?);
        }
        #[cfg(feature = "identity")]
        let own_transport = self.transport.is_some();
        let transport = match self.transport.take() {
            #[cfg(feature = "identity")]
            Some(_) if self.presented().is_some() => {
                return Err(BuildError::new(
                    "a transport of your own presents its own certificate: the one that is set has no effect",
                ));
            }
            Some(transport) => transport,
            None => default_transport(&servers.base, &self)?,
        };
        let clock = match self.clock.take() {
            Some(clock) => clock,
            None => default_clock()?,
        };
        let shared = Shared {
            api: self.api,
            servers,
            plain_http: self.plain_http,
            headers: self.headers,
            parameters: self.parameters,
            keys,
            settings: self.settings,
            hooks: self.hooks,
            #[cfg(feature = "identity")]
            own_transport,
            transport,
            clock,
        };
        Ok(Client {
            shared: Arc::new(shared),
        })
    }

    fn keys(&self) -> Result<Vec<(usize, Key)>, BuildError> {
        let mut keys = Vec::with_capacity(self.credentials.len());
        for (index, credential) in &self.credentials {
            let scheme = self.api.schemes.get(*index);
            let key = scheme.and_then(|scheme| Key::new(scheme.kind, credential));
            let setter = scheme.map_or("credential", |scheme| scheme.setter);
            keys.push((*index, key.ok_or_else(|| unsendable(setter))?));
        }
        Ok(keys)
    }

    /// The certificate that the caller set.
    #[cfg(feature = "identity")]
    fn presented(&self) -> Option<&Identity> {
        let mut set = self.credentials.iter();
        set.find_map(|(_, credential)| match credential {
            Credential::Identity(identity) => Some(identity),
            _ => None,
        })
    }

    fn refuse(&mut self, problem: &Problem) {
        self.problem.get_or_insert(BuildError {
            message: problem.to_string(),
            source: None,
        });
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &self.api.name)
            .field("settings", &self.settings)
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}

#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
fn default_transport(base: &Url, set: &ClientBuilder) -> Result<Arc<dyn Transport>, BuildError> {
    let tls = Tls {
        plain: base.scheme() == "http",
        #[cfg(feature = "identity")]
        identity: set.presented().cloned(),
    };
    match super::transport::Reqwest::build(set.connect_timeout, &tls) {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(source) => Err(BuildError {
            message: "reqwest can't be set up".to_owned(),
            source: Some(source),
        }),
    }
}

#[cfg(all(feature = "fetch", target_arch = "wasm32", target_os = "unknown"))]
#[allow(
    clippy::unnecessary_wraps,
    reason = "the default depends on the features"
)]
fn default_transport(_: &Url, _: &ClientBuilder) -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(super::transport::Fetch::new()))
}

#[cfg(not(any(
    all(feature = "reqwest", not(target_arch = "wasm32")),
    all(feature = "fetch", target_arch = "wasm32", target_os = "unknown")
)))]
fn default_transport(_: &Url, _: &ClientBuilder) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::new(
        "no transport: give one, or enable the feature `reqwest`, or `fetch` in a browser",
    ))
}

#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
#[allow(
    clippy::unnecessary_wraps,
    reason = "the default depends on the features"
)]
fn default_clock() -> Result<Arc<dyn Clock>, BuildError> {
    Ok(Arc::new(super::clock::TokioClock::default()))
}

#[cfg(all(feature = "fetch", target_arch = "wasm32", target_os = "unknown"))]
#[allow(
    clippy::unnecessary_wraps,
    reason = "the default depends on the features"
)]
fn default_clock() -> Result<Arc<dyn Clock>, BuildError> {
    Ok(Arc::new(super::clock::BrowserClock::default()))
}

#[cfg(not(any(
    all(feature = "reqwest", not(target_arch = "wasm32")),
    all(feature = "fetch", target_arch = "wasm32", target_os = "unknown")
)))]
fn default_clock() -> Result<Arc<dyn Clock>, BuildError> {
    Err(BuildError::new(
        "no clock: give one, or enable the feature `reqwest`, or `fetch` in a browser",
    ))
}
