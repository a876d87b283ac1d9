//! The constants of an API and of its operations that generated code declares, and the conversion of a
//! response into a value.

use super::call::Receive;
use super::media;
use super::server::OwnServer;
use super::wire::{DecodeError, Reading, Wire};
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use std::borrow::Cow;
use std::fmt;
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
    /// The `Authorization` of this HTTP scheme (RFC 9110, section 11), which the caller writes.
    Http(&'static str),
    /// The header of this name.
    Header(&'static str),
    /// The query parameter of this name.
    Query(&'static str),
}

impl Scheme {
    /// The name of the credential's header; `None` if the credential stands elsewhere.
    pub(crate) fn header(self) -> Option<&'static str> {
        match self {
            Scheme::Bearer | Scheme::Http(_) => Some("authorization"),
            Scheme::Header(name) => Some(name),
            _ => None,
        }
    }
}

/// The settings that all calls of an operation share.
#[derive(Debug)]
pub struct OperationSpec {
    /// The method's name in Rust, for traces.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
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
            path: Cow::Borrowed("/"),
            accept: "application/json",
            redirects: &[],
            answers: &[],
            security: None,
            server: None,
            client_headers: &[],
            required_headers: &[],
            secrets: &[],
            secret_reply: false,
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

    /// The header of a call's idempotency key.
    #[allow(clippy::unused_self, reason = "as with the part")]
    pub(crate) fn key_header(&self) -> &'static str {
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
}

/// The description of a call's operation.
#[derive(Clone)]
pub(crate) enum CallSpec {
    /// An operation of the document.
    Operation(Spec),
    /// A request that the caller describes: see [`Client::request`](super::Client::request).
    Request(Arc<OperationSpec>),
}

impl CallSpec {
    /// The description of an operation.
    pub(crate) fn of(spec: Spec) -> Self {
        Self::Operation(spec)
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

/// A response with its whole body, not decoded.
#[derive(Clone)]
pub struct RawResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body. The body of an error may be cut off.
    pub body: Bytes,
}

impl RawResponse {
    /// The index of the response's media type among the described ones; the first if the response has no
    /// media type.
    ///
    /// # Errors
    /// When the document doesn't describe the response's media type.
    #[doc(hidden)]
    #[inline]
    pub fn form(&self, described: &[&str]) -> Result<usize, DecodeError> {
        media::form(self, described)
    }

    /// Whether a described body is missing. The response is then read as a success without a body.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub fn is_blank(&self, reading: &mut Reading) -> bool {
        let is_blank = self.body.trim_ascii().is_empty();
        if is_blank {
            reading.note("expected a body, found nothing; read as a response without one");
        }
        is_blank
    }

    /// Reads the body of a redirect, which is an outcome whatever its body is: `None` for a body that isn't the
    /// described one.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub fn of_redirect<T: Reply>(&self, reading: &mut Reading) -> Option<T> {
        let read = T::read(self, reading);
        if read.is_err() {
            reading.note(
                "expected the described body of a redirect, found another one; kept as it is",
            );
        }
        read.ok()
    }
}

impl fmt::Debug for RawResponse {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither the headers nor the body: both can hold secrets.
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &self.headers.len())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// A value that can be read from a response: every JSON type, and the types below.
pub trait Reply: Sized + 'static {
    /// Reads the value, within the limits of the reading.
    ///
    /// # Errors
    /// When the body doesn't match the type, or a limit is exceeded.
    fn read(response: &RawResponse, reading: &mut Reading) -> Result<Self, DecodeError>;
}

impl<T: Wire> Reply for T {
    fn read(response: &RawResponse, reading: &mut Reading) -> Result<Self, DecodeError> {
        let text = media::text(response)?;
        if media::has_no_content(response) {
            return reading.json(b"null").map_err(|_| media::no_content());
        }
        let Some(media_type) = media::not_json(response) else {
            return reading.json(&text);
        };
        // Servers often send a wrong media type with a correct body.
        reading.note("expected JSON, found another media type; read as JSON");
        match reading.json(&text) {
            Err(error) if !error.is_json() => Err(media::unexpected(media_type, "JSON")),
            result => result,
        }
    }
}

/// No body is expected; any body is ignored.
impl Reply for () {
    fn read(_: &RawResponse, _: &mut Reading) -> Result<Self, DecodeError> {
        Ok(())
    }
}

/// The whole response.
impl Reply for RawResponse {
    fn read(response: &RawResponse, _: &mut Reading) -> Result<Self, DecodeError> {
        Ok(response.clone())
    }
}

/// The bytes of the body.
impl Reply for Bytes {
    fn read(response: &RawResponse, reading: &mut Reading) -> Result<Self, DecodeError> {
        media::check(response, reading)?;
        if let Some(coding) = media::coding(&response.headers) {
            reading.note(format!(
                "expected plain bytes, found bytes that are compressed with `{coding}`; kept as they are"
            ));
        }
        Ok(response.body.clone())
    }
}

/// The body of a response that is text and not JSON, decoded from UTF-8, UTF-16 or windows-1252, as its
/// `charset` says. Invalid bytes become U+FFFD.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct PlainText(pub String);

impl Reply for PlainText {
    fn read(response: &RawResponse, reading: &mut Reading) -> Result<Self, DecodeError> {
        media::check(response, reading)?;
        let text = media::text(response)?;
        Ok(Self(String::from_utf8_lossy(&text).into_owned()))
    }
}
