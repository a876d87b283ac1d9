//! How a request leaves and its response arrives: one object-safe trait over the types of `http`.
//!
//! A transport sends one request once. It follows no redirect, repeats nothing and adds no
//! credential: those decisions are the runtime's, and so are the timeouts.

use super::future::{BoxFuture, MaybeSend, MaybeSync};
use bytes::Bytes;
use std::error::Error;
use std::fmt;

mod memory;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
mod reqwest;

#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
pub use self::reqwest::Reqwest;
pub use memory::Memory;

/// Sends requests.
pub trait Transport: MaybeSend + MaybeSync + 'static {
    /// Sends `request` once and gives the head of its response; the body is read from it in chunks.
    ///
    /// Dropping the future ends the attempt.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Body>>, TransportError>>;
}

/// A response's body.
pub trait Body: MaybeSend {
    /// The next chunk; `None` at the end. A body that ends too early is an error.
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

/// A body that is there already.
impl Body for Option<Bytes> {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let chunk = self.take();
        Box::pin(async move { Ok(chunk) })
    }
}

/// Why a request has no answer.
#[derive(Debug)]
pub struct TransportError {
    sent: bool,
    timeout: bool,
    source: Box<dyn Error + Send + Sync>,
}

impl TransportError {
    /// Nothing of the request was written: it is safe to send it again. Say so only when it is
    /// certain.
    pub fn not_sent(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            sent: false,
            timeout: false,
            source: source.into(),
        }
    }

    /// The request may have arrived, whole or in part.
    pub fn lost(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            sent: true,
            timeout: false,
            source: source.into(),
        }
    }

    /// The same, because of a timeout of the transport's own.
    #[must_use]
    pub fn timed_out(mut self) -> Self {
        self.timeout = true;
        self
    }

    /// Whether the request may have arrived.
    #[must_use]
    pub fn may_have_been_sent(&self) -> bool {
        self.sent
    }

    /// Whether it was a timeout of the transport's own, such as that of connecting.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.timeout
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.sent, self.timeout) {
            (false, false) => "no connection could be made",
            (false, true) => "no connection could be made in time",
            (true, false) => "the connection was lost",
            (true, true) => "the connection timed out",
        })
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
