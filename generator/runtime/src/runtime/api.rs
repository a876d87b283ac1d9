//! The constants of an API and of its operations that generated code declares.

use super::call::Receive;
use super::reply::Reply;
#[cfg(feature = "secret-errors")]
use super::secret_members::SecretMembers;
use super::server::OwnServer;
#[cfg(feature = "server-variables")]
use super::server_url::ListedServer;
use http::{Method, StatusCode};
use std::borrow::Cow;
use std::mem::{forget, replace};
use std::ops::Deref;
use std::sync::Arc;

/// The settings that all operations of an API share.
#[derive(Debug)]
pub struct Api {
    /// The name of the generated package, for the `User-Agent`.
    pub name: &'static str,
    /// The version of the generated package.
    pub version: &'static str,
    /// The servers' base URLs. The first is the default; it is empty if the caller has to set a variable.
    pub servers: &'static [&'static str],
    /// Servers whose variables have listed values, where it matters whether a base URL is one of the document's.
    #[cfg(feature = "server-variables")]
    pub listed: &'static [ListedServer],
    /// The path of the default server, without a slash at its end.
    pub path: &'static str,
    /// Whether the document's server is that path alone, and the base URL tells the host.
    pub is_relative: bool,
    /// Whether a server's URL has a secret.
    pub secret_servers: bool,
    /// Whether a secret of a server's URL, or of an operation's own, is a part of the host.
    pub secret_hosts: bool,
    /// The servers of operations that have their own server.
    pub own_servers: &'static [OwnServer],
    /// The security schemes, which operations name by their place here.
    pub schemes: &'static [SecurityScheme],
    /// The [security](OperationSpec::security) of operations without their own. `None` if the document has no
    /// security: each credential that is set is sent.
    pub security: Option<&'static [&'static [Requirement]]>,
    /// The form of an error that arrives with a status of success.
    pub envelope: Option<Envelope>,
    /// The members of errors' bodies that are secrets.
    #[cfg(feature = "secret-errors")]
    pub secret_members: SecretMembers,
}

/// The form of an error with any status: a JSON object whose member `member` is the string `value`.
#[derive(Debug)]
pub struct Envelope {
    /// The member's name.
    pub member: &'static str,
    /// The value that makes it an error.
    pub value: &'static str,
}

/// A security scheme of the document.
#[derive(Debug)]
pub struct SecurityScheme {
    /// Its name in the document.
    pub name: &'static str,
    /// The method of the builder that sets its credential.
    pub setter: &'static str,
    /// The place of its credential.
    pub kind: Scheme,
}

/// A credential that an operation needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement {
    /// The scheme, by its place in [`Api::schemes`].
    pub scheme: usize,
    /// The scopes or roles that the credential must have.
    pub scopes: &'static [&'static str],
}

/// The place of a credential in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …`.
    #[cfg(feature = "basic")]
    Basic,
    /// The `Authorization` of this HTTP scheme (RFC 9110, section 11), which the caller writes.
    Http(&'static str),
    /// The header of this name.
    Header(&'static str),
    /// The query parameter of this name.
    Query(&'static str),
    /// The cookie of this name.
    #[cfg(feature = "cookies")]
    Cookie(&'static str),
    /// The client's certificate, which the transport presents.
    #[cfg(feature = "identity")]
    Certificate,
}

impl Scheme {
    /// The name of the credential's header; `None` if the credential stands elsewhere.
    pub(crate) fn header(self) -> Option<&'static str> {
        match self {
            Scheme::Bearer | Scheme::Http(_) => Some("authorization"),
            #[cfg(feature = "basic")]
            Scheme::Basic => Scheme::Bearer.header(),
            Scheme::Header(name) => Some(name),
            _ => None,
        }
    }

    /// The place among the credentials of the header `Authorization`, of which a request has one (RFC 9110, section
    /// 11.6.2): the client sends the first that is set. `None` if the credential stands elsewhere.
    pub(crate) fn rank(self) -> Option<u8> {
        let header = self.header()?;
        let rank = match self {
            Scheme::Bearer => 0,
            #[cfg(feature = "basic")]
            Scheme::Basic => 1,
            Scheme::Http(_) => 2,
            _ => 3,
        };
        header.eq_ignore_ascii_case("authorization").then_some(rank)
    }
}

/// The settings that all calls of an operation share.
#[derive(Debug)]
pub struct OperationSpec {
    /// The method's name in Rust, for traces.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The name of a method that `Method` has no constant for; it overrides `method`. Empty for none.
    #[cfg(feature = "methods")]
    pub named_method: &'static str,
    /// The path's template: `/messages/{id}`.
    pub path: Cow<'static, str>,
    /// The `Accept` header; empty for none.
    pub accept: &'static str,
    /// The redirects that are outcomes and not errors: `303`, or `3` for all.
    pub redirects: &'static [u16],
    /// The media types of the bytes or the text of a success; empty if any media type is allowed.
    pub answers: &'static [&'static str],
    /// Alternatives, each a set of credentials that are all required. No alternative: the operation takes no credential.
    /// An empty set: the credential is optional. `None`: the operation has the security of the [API](Api::security).
    pub security: Option<&'static [&'static [Requirement]]>,
    /// The operation's own server, by its place in [`Api::own_servers`].
    pub server: Option<usize>,
    /// The header of the idempotency key; empty for none. Each call without a key creates one.
    #[cfg(feature = "idempotency-keys")]
    pub idempotency_key: &'static str,
    /// The [parameters of the client](super::ClientBuilder::parameter) that the operation takes.
    pub client_headers: &'static [&'static str],
    /// Those of them that the operation requires, and their setters on the builder.
    pub required_headers: &'static [(&'static str, &'static str)],
    /// The headers, query parameters and cookies that are a secret, such as a password. A call that has one of them,
    /// whoever set it, is [secret](super::Parts::secret).
    pub secrets: &'static [&'static str],
    /// Whether the body of a response is a secret itself, or a list or map of secrets. Then neither
    /// the value nor a key in it is printed.
    pub secret_reply: bool,
    /// The statuses of described errors, `4` for all of a class and `0` for the default, and whether the body is a secret
    /// itself, or a list or map of secrets. Then no text of the error shows it. Empty if no body is one.
    #[cfg(feature = "secret-errors")]
    pub secret_errors: &'static [(u16, bool)],
    /// Whether the document describes events named `error`. Without a description, such an event is a failure.
    #[cfg(feature = "streams")]
    pub error_events: bool,
}

/// The description of an operation.
pub type Spec = &'static OperationSpec;

impl OperationSpec {
    /// Describes an operation that responds with JSON, with the security of the API, on the client's
    /// server.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            method: Method::GET,
            #[cfg(feature = "methods")]
            named_method: "",
            path: Cow::Borrowed("/"),
            accept: "application/json",
            redirects: &[],
            answers: &[],
            security: None,
            server: None,
            #[cfg(feature = "idempotency-keys")]
            idempotency_key: "",
            client_headers: &[],
            required_headers: &[],
            secrets: &[],
            secret_reply: false,
            #[cfg(feature = "secret-errors")]
            secret_errors: &[],
            #[cfg(feature = "streams")]
            error_events: false,
        }
    }

    /// Sets the method and the path.
    #[must_use]
    pub const fn at(mut self, method: Method, path: &'static str) -> Self {
        // No destructor can run in a constant function; those of `GET` and `/` have nothing to do.
        forget(replace(&mut self.method, method));
        forget(replace(&mut self.path, Cow::Borrowed(path)));
        self
    }

    /// Sets a [method by name](Self::named_method), and the path.
    #[cfg(feature = "methods")]
    #[must_use]
    pub const fn at_named(mut self, method: &'static str, path: &'static str) -> Self {
        self.named_method = method;
        self.at(Method::GET, path)
    }

    /// Sets the [`Accept` header](Self::accept).
    #[must_use]
    pub const fn accept(mut self, accept: &'static str) -> Self {
        self.accept = accept;
        self
    }

    /// Sets the [redirects](Self::redirects) that are an outcome.
    #[must_use]
    pub const fn redirects(mut self, statuses: &'static [u16]) -> Self {
        self.redirects = statuses;
        self
    }

    /// Sets the [media types](Self::answers) of a success.
    #[must_use]
    pub const fn answers(mut self, media_types: &'static [&'static str]) -> Self {
        self.answers = media_types;
        self
    }

    /// Whether the document describes a status as an outcome, not as an error.
    pub(crate) fn is_outcome(&self, status: StatusCode) -> bool {
        let code = status.as_u16();
        let is_described = |known: &u16| *known == code || *known == code / 100;
        status.is_success() || status.is_redirection() && self.redirects.iter().any(is_described)
    }

    /// Sets the [security](Self::security).
    #[must_use]
    pub const fn security(mut self, security: &'static [&'static [Requirement]]) -> Self {
        self.security = Some(security);
        self
    }

    /// Sets the [server](Self::server).
    #[must_use]
    pub const fn server(mut self, server: usize) -> Self {
        self.server = Some(server);
        self
    }

    /// Sets the header of the [idempotency key](Self::idempotency_key).
    #[cfg(feature = "idempotency-keys")]
    #[must_use]
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_key = header;
        self
    }

    /// Whether no text shows the body of an error with this status. One without a description, or of a success, may have
    /// the body of any error: it is hidden if one of them is a secret.
    #[cfg(feature = "secret-errors")]
    pub(crate) fn hides_error(&self, status: StatusCode) -> bool {
        let rows = self.secret_errors.iter();
        let code = status.as_u16();
        // The most specific description counts (OpenAPI, "Responses Object").
        let row = |key| rows.clone().find(|(known, _)| *known == key);
        let row = row(code).or_else(|| row(code / 100)).or_else(|| row(0));
        match row.filter(|_| !status.is_success()) {
            Some((_, is_secret)) => *is_secret,
            None => rows.clone().any(|(_, is_secret)| *is_secret),
        }
    }

    /// No body of an error is a secret.
    #[cfg(not(feature = "secret-errors"))]
    #[expect(clippy::unused_self, reason = "secrets of errors are a part")]
    pub(crate) fn hides_error(&self, _: StatusCode) -> bool {
        false
    }

    /// The header of a call's idempotency key.
    #[allow(clippy::unused_self, reason = "as with the part")]
    pub(crate) fn key_header(&self) -> &'static str {
        #[cfg(feature = "idempotency-keys")]
        if !self.idempotency_key.is_empty() {
            return self.idempotency_key;
        }
        "idempotency-key"
    }

    /// Sets the [parameters of the client](Self::client_headers) that the operation takes.
    #[must_use]
    pub const fn client_headers(mut self, names: &'static [&'static str]) -> Self {
        self.client_headers = names;
        self
    }

    /// Sets the [required headers](Self::required_headers) and their setters.
    #[must_use]
    pub const fn required_headers(
        mut self,
        headers: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.required_headers = headers;
        self
    }

    /// Sets the [secrets](Self::secrets).
    #[must_use]
    pub const fn secrets(mut self, names: &'static [&'static str]) -> Self {
        self.secrets = names;
        self
    }

    /// Marks the response as [secret](Self::secret_reply).
    #[must_use]
    pub const fn secret_reply(mut self) -> Self {
        self.secret_reply = true;
        self
    }

    /// Tells which errors have a [secret body](Self::secret_errors).
    #[cfg(feature = "secret-errors")]
    #[must_use]
    pub const fn secret_errors(mut self, statuses: &'static [(u16, bool)]) -> Self {
        self.secret_errors = statuses;
        self
    }

    /// Says that there are [described events](Self::error_events) named `error`.
    #[cfg(feature = "streams")]
    #[must_use]
    pub const fn error_events(mut self) -> Self {
        self.error_events = true;
        self
    }
}

/// The description of a call's operation.
#[derive(Clone)]
pub(crate) enum CallSpec {
    /// An operation of the document.
    Operation(Spec),
    /// An operation of the document, changed for this call.
    #[cfg(any(feature = "methods", feature = "pages"))]
    Changed(Arc<OperationSpec>),
    /// A request that the caller describes: see [`Client::request`](super::Client::request).
    Request(Arc<OperationSpec>),
}

impl CallSpec {
    /// The description of an operation.
    pub(crate) fn of(spec: Spec) -> Self {
        // A constant can't hold a method that `Method` has no constant for.
        #[cfg(feature = "methods")]
        if let Ok(method) = Method::from_bytes(spec.named_method.as_bytes()) {
            return Self::Changed(Arc::new(OperationSpec {
                method,
                path: spec.path.clone(),
                ..*spec
            }));
        }
        Self::Operation(spec)
    }

    /// The same operation, with each redirect as an error.
    #[cfg(feature = "pages")]
    pub(crate) fn without_redirects(&self) -> Self {
        Self::Changed(Arc::new(OperationSpec {
            redirects: &[],
            method: self.method.clone(),
            path: self.path.clone(),
            ..**self
        }))
    }

    /// Whether the caller describes the request, not the document.
    pub(crate) fn is_any(&self) -> bool {
        matches!(self, Self::Request(_))
    }
}

impl Deref for CallSpec {
    type Target = OperationSpec;

    fn deref(&self) -> &OperationSpec {
        match self {
            Self::Operation(spec) => spec,
            #[cfg(any(feature = "methods", feature = "pages"))]
            Self::Changed(spec) => spec.as_ref(),
            Self::Request(spec) => spec,
        }
    }
}

/// An operation: the settings that all its calls share, and the types of its responses.
pub trait Operation: 'static {
    /// The settings that all calls share.
    const SPEC: Spec;
    /// The value of a successful response.
    type Output: Receive;
    /// The value of an error's body.
    type Error: Reply;
}
