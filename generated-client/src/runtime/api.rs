//! What generated code says of an API and of its operations: constants, and how a response becomes
//! a value.

use super::wire::{DecodeError, Reading, Wire};
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use std::fmt;
use std::mem::{forget, replace};

/// What all operations of an API have in common.
#[derive(Debug)]
pub struct Api {
    /// The name of the generated package, for the `User-Agent`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The servers' base URLs; the first is the default.
    pub servers: &'static [&'static str],
    /// The security schemes, which operations name by their place here.
    pub schemes: &'static [Scheme],
    /// The [security](OperationSpec::security) of operations that don't say otherwise.
    pub security: &'static [&'static [usize]],
    /// How an error looks that arrives with a status of success.
    pub envelope: Option<Envelope>,
}

/// A JSON object whose member `member` is the string `value` is an error, whatever the status.
#[derive(Debug)]
pub struct Envelope {
    /// The member's name.
    pub member: &'static str,
    /// The value that makes it an error.
    pub value: &'static str,
}

/// Where a credential goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// The header of this name.
    Header(&'static str),
    /// The query parameter of this name.
    Query(&'static str),
    /// The cookie of this name.
    Cookie(&'static str),
}

impl Scheme {
    /// The header it travels in, if that is a header of its own.
    pub(crate) fn header(self) -> Option<&'static str> {
        match self {
            Scheme::Bearer | Scheme::Basic => Some("authorization"),
            Scheme::Header(name) => Some(name),
            Scheme::Query(_) | Scheme::Cookie(_) => None,
        }
    }
}

/// What is the same for every call of an operation.
#[derive(Debug)]
pub struct OperationSpec {
    /// The method's name in Rust, for traces.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path's template: `/messages/{id}`.
    pub path: &'static str,
    /// The `Accept` header; empty for none.
    pub accept: &'static str,
    /// Alternatives, each a set of [schemes](Api::schemes) that are all needed. No alternative: the
    /// operation needs no credential. An empty set: it can do without. `None`: what the
    /// [API](Api::security) says.
    pub security: Option<&'static [&'static [usize]]>,
    /// A server of the operation's own, absolute or relative to the client's base URL. Credentials
    /// are sent there only when it has the origin of the base URL or one that the caller
    /// [allowed](super::ClientBuilder::allow_origin).
    pub server: Option<&'static str>,
    /// The [parameters of the client](super::ClientBuilder::parameter) that it takes.
    pub client_headers: &'static [&'static str],
    /// Whether a parameter or the body can hold a password: without TLS the request goes through no
    /// proxy, and its headers are not printed.
    pub secret: bool,
}

/// An operation's description, which is there as long as the program runs.
pub type Spec = &'static OperationSpec;

impl OperationSpec {
    /// An operation that answers with JSON, with the security of the API, on the client's server.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            method: Method::GET,
            path: "/",
            accept: "application/json",
            security: None,
            server: None,
            client_headers: &[],
            secret: false,
        }
    }

    /// Sets method and path.
    #[must_use]
    pub const fn at(mut self, method: Method, path: &'static str) -> Self {
        // No destructor can run in a constant function; that of `GET` has nothing to do.
        forget(replace(&mut self.method, method));
        self.path = path;
        self
    }

    /// Sets the [`Accept` header](Self::accept).
    #[must_use]
    pub const fn accept(mut self, accept: &'static str) -> Self {
        self.accept = accept;
        self
    }

    /// Sets the [security](Self::security).
    #[must_use]
    pub const fn security(mut self, security: &'static [&'static [usize]]) -> Self {
        self.security = Some(security);
        self
    }

    /// Sets the [server](Self::server).
    #[must_use]
    pub const fn server(mut self, server: &'static str) -> Self {
        self.server = Some(server);
        self
    }

    /// Sets the [parameters of the client](Self::client_headers) that it takes.
    #[must_use]
    pub const fn client_headers(mut self, names: &'static [&'static str]) -> Self {
        self.client_headers = names;
        self
    }

    /// Says that a parameter or the body can hold a [secret](Self::secret).
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }
}

/// An operation: what is the same for every call, and the types of its answers.
pub trait Operation: 'static {
    /// What is the same for every call.
    const SPEC: Spec;
    /// What a success gives.
    type Output: Reply;
    /// What an error's body gives.
    type Error: Reply;
}

/// A response as it came, with its whole body.
#[derive(Clone)]
pub struct RawResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; of an error it may be the beginning only.
    pub body: Bytes,
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither the headers nor the body: both can hold secrets.
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &self.headers.len())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// A value that is read from a response: every JSON type, and what is listed here.
pub trait Reply: Sized + 'static {
    /// Reads it, within the limits of the reading.
    ///
    /// # Errors
    /// When the body is not what the type describes, or a limit is exceeded.
    fn read(response: &RawResponse, reading: &mut Reading) -> Result<Self, DecodeError>;
}

impl<T: Wire> Reply for T {
    fn read(response: &RawResponse, reading: &mut Reading) -> Result<Self, DecodeError> {
        reading.json(&response.body)
    }
}

/// No body is expected, and any is ignored.
impl Reply for () {
    fn read(_: &RawResponse, _: &mut Reading) -> Result<Self, DecodeError> {
        Ok(())
    }
}

/// The body as it is.
impl Reply for Bytes {
    fn read(response: &RawResponse, _: &mut Reading) -> Result<Self, DecodeError> {
        Ok(response.body.clone())
    }
}

/// The body of a response that is text, not JSON. Bytes that are not UTF-8 are replaced.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct PlainText(pub String);

impl Reply for PlainText {
    fn read(response: &RawResponse, _: &mut Reading) -> Result<Self, DecodeError> {
        Ok(Self(String::from_utf8_lossy(&response.body).into_owned()))
    }
}
