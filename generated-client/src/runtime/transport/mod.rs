//! The transport of requests and responses: one object-safe trait over the types of `http`.
//!
//! A transport sends one request once. It follows no redirect, repeats nothing and adds no credential:
//! the runtime does that, and measures the timeouts. The transport chooses the route to the server,
//! except for a request with a secret and without TLS.

use super::error::ErrorKind;
use super::future::{BoxFuture, MaybeSend, MaybeSync};
use super::send_body::SendBody;
use bytes::Bytes;
use std::error::Error;
use std::fmt;

#[cfg(all(feature = "fetch", target_arch = "wasm32", target_os = "unknown"))]
mod fetch;
mod memory;
#[cfg(feature = "mock")]
mod mock;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
mod reqwest;

#[cfg(all(feature = "fetch", target_arch = "wasm32", target_os = "unknown"))]
pub use self::fetch::Fetch;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
pub use self::reqwest::Reqwest;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
pub(crate) use self::reqwest::Tls;
pub use memory::{Memory, RecordedRequest};
#[cfg(feature = "mock")]
pub(crate) use mock::Called;
#[cfg(feature = "mock")]
pub use mock::{Mock, MockOperation};

/// The result of a request: the head of the response, with a body that is read in chunks.
pub type Sent = Result<http::Response<Box<dyn Body>>, TransportError>;

/// Sends requests.
pub trait Transport: MaybeSend + MaybeSync + 'static {
    /// Sends `request` once and returns the head of its response; its body is read in chunks. The body of
    /// the request is sent [as bytes](SendBody::as_bytes) or in chunks, with its
    /// [length](SendBody::length) if that is known.
    ///
    /// Dropping the future ends the attempt.
    fn send(&self, request: http::Request<SendBody>) -> BoxFuture<'_, Sent>;

    /// Sends `request` to its server without a proxy. The runtime calls this for a request that holds a
    /// secret and has no TLS, because a proxy could read it.
    ///
    /// The default implementation returns an error, because a transport may use a proxy. A transport that
    /// never uses a proxy forwards to [`send`](Self::send); a transport that wraps another forwards to
    /// the `send_direct` of the inner one.
    fn send_direct(&self, request: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        drop(request);
        Box::pin(std::future::ready(Err(TransportError::no_direct_way())))
    }
}

/// A body that is read in chunks, of a response or of a [request](SendBody).
pub trait Body: MaybeSend {
    /// Reads the next chunk; `None` at the end. A body that ends too early is an error.
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

/// A body in memory.
impl Body for Option<Bytes> {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let chunk = self.take();
        Box::pin(async move { Ok(chunk) })
    }
}

/// The error of a request without a response.
#[derive(Debug)]
pub struct TransportError {
    why: Why,
    timeout: bool,
    source: Option<Box<dyn Error + Send + Sync>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    NotSent(&'static str),
    Lost,
    Malformed(&'static str),
    NoDirectWay,
    NoRuntime(&'static str),
    RuntimeLost(&'static str),
    Unreadable,
}

impl TransportError {
    /// The error of a request of which nothing was written, so that it is safe to send it again. Use it
    /// only if that is certain.
    pub fn not_sent(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::unconnected("", source)
    }

    /// The same, where `why` says what happened: "the connection was refused".
    pub fn unconnected(why: &'static str, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Why::NotSent(why), Some(source.into()))
    }

    /// The error of a request that may have arrived, in whole or in part.
    pub fn lost(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Why::Lost, Some(source.into()))
    }

    /// The error of a request that was not sent, because a proxy could read it: see
    /// [`Transport::send_direct`].
    #[must_use]
    pub fn no_direct_way() -> Self {
        Self::new(Why::NoDirectWay, None)
    }

    /// The error of a request that was not sent, because the asynchronous runtime lacks a part: `missing`
    /// names it and has an instruction.
    #[must_use]
    pub fn no_runtime(missing: &'static str) -> Self {
        Self::new(Why::NoRuntime(missing), None)
    }

    /// The error of a request that may have arrived, and whose transport was polled later in a runtime
    /// that lacks a part: `missing` names it and has an instruction.
    #[must_use]
    pub fn runtime_lost(missing: &'static str) -> Self {
        Self::new(Why::RuntimeLost(missing), None)
    }

    /// The error of a request whose body can't be read to its end; `source` is the reason. A part of the
    /// body may have been sent.
    pub fn unreadable(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Why::Unreadable, Some(source.into()))
    }

    fn new(why: Why, source: Option<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            why,
            timeout: false,
            source,
        }
    }

    /// The error of a request whose response can't be understood as HTTP: `why` says so, without the response.
    pub fn malformed(why: &'static str, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Why::Malformed(why), Some(source.into()))
    }

    /// Marks the error as a timeout of the transport.
    #[must_use]
    pub fn timed_out(mut self) -> Self {
        self.timeout = true;
        self
    }

    /// Whether the request may have arrived.
    #[must_use]
    pub fn may_have_been_sent(&self) -> bool {
        !matches!(
            self.why,
            Why::NotSent(_) | Why::NoDirectWay | Why::NoRuntime(_)
        )
    }

    /// Whether the error is a timeout of the transport, such as the timeout of connecting.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.timeout
    }

    /// The error behind this one, whose text the error of a call has already.
    pub(crate) fn into_source(self) -> Option<Box<dyn Error + Send + Sync>> {
        self.source
    }

    /// The kind of the call's error, and the text of its reason.
    pub(crate) fn kind(&self) -> (ErrorKind, &'static str) {
        match self.why {
            Why::NotSent(why) => (ErrorKind::Connect, unconnected(why, self.timeout)),
            Why::Lost if self.timeout => {
                (ErrorKind::Timeout, "the transport has a limit of its own")
            }
            Why::Lost => (ErrorKind::Lost, ""),
            Why::Malformed(why) => (ErrorKind::Lost, why),
            Why::Unreadable => (ErrorKind::Upload, ""),
            Why::NoDirectWay => (
                ErrorKind::Credentials,
                "it holds a secret and has no TLS, and the transport may use a proxy: use https, \
                 or implement `Transport::send_direct`",
            ),
            Why::NoRuntime(missing) | Why::RuntimeLost(missing) => (ErrorKind::Runtime, missing),
        }
    }
}

/// Why no connection could be made.
fn unconnected(why: &'static str, timeout: bool) -> &'static str {
    match why {
        "" if timeout => "no connection could be made in time",
        "" => "no connection could be made",
        why => why,
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.why, self.timeout) {
            (Why::NotSent(why), timeout) => unconnected(why, timeout),
            (Why::Lost, false) => "the connection was lost",
            (Why::Lost, true) => "the connection timed out",
            (Why::Unreadable, _) => "the body of the request can't be read to its end",
            (Why::NoDirectWay, _) => "the transport can't promise a way without a proxy",
            (Why::NoRuntime(why) | Why::RuntimeLost(why) | Why::Malformed(why), _) => why,
        })
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
