//! A transport without a network, for tests of code that uses a client.

use super::{Body, BoxFuture, Sent, Transport, TransportError};
use crate::runtime::SendBody;
use bytes::{Bytes, BytesMut};
use http::HeaderName;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub(super) type Answer = Result<http::Response<Bytes>, TransportError>;
type Handler = dyn Fn(&RecordedRequest) -> Answer + Send + Sync;

/// A transport that responds with a function and records the requests. Clones share both: build the
/// client with one clone, and read the [requests](Memory::requests) of another.
///
/// ```text
/// let server = Memory::new(|request| {
///     assert_eq!(request.uri().path(), "/messages");
///     Memory::json(200, r#"{"id": "1"}"#)
/// });
/// ```
#[derive(Clone)]
pub struct Memory {
    handler: Arc<Handler>,
    requests: Arc<Mutex<Vec<RecordedRequest>>>,
}

impl Memory {
    /// Creates a transport that responds with `handler`.
    pub fn new(
        handler: impl Fn(&RecordedRequest) -> Result<http::Response<Bytes>, TransportError>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self {
            handler: Arc::new(handler),
            requests: Arc::default(),
        }
    }

    /// Creates a response with a JSON body, for use in the function.
    ///
    /// # Errors
    /// When `status` is not between 100 and 999.
    #[inline]
    pub fn json(status: u16, body: &str) -> Result<http::Response<Bytes>, TransportError> {
        http::Response::builder()
            .status(status)
            .header("content-type", "application/json")
            .body(Bytes::copy_from_slice(body.as_bytes()))
            .map_err(TransportError::not_sent)
    }

    /// The requests so far, in order.
    #[must_use]
    #[inline]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.lock().clone()
    }

    #[inline]
    fn lock(&self) -> MutexGuard<'_, Vec<RecordedRequest>> {
        // The list of requests is complete, even if another thread panicked.
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Memory {
    #[inline]
    fn send(&self, request: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        Box::pin(async move {
            let (head, mut body) = request.into_parts();
            let mut sent = BytesMut::new();
            while let Some(chunk) = body.chunk().await? {
                sent.extend_from_slice(&chunk);
            }
            let request = RecordedRequest(http::Request::from_parts(head, sent.freeze()));
            let answer = (self.handler)(&request);
            self.lock().push(request);
            Ok(answer?.map(|body| Box::new(Some(body)) as Box<dyn Body>))
        })
    }

    #[inline]
    fn send_direct(&self, request: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        self.send(request)
    }
}

impl fmt::Debug for Memory {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Requests hold credentials: their number is enough.
        f.debug_struct("Memory")
            .field("requests", &self.lock().len())
            .finish_non_exhaustive()
    }
}

/// A request that was sent. `Debug` shows its method, its host, and the names of its query
/// parameters and headers, because paths, values and the body can hold secrets.
#[derive(Clone)]
pub struct RecordedRequest(http::Request<Bytes>);

impl RecordedRequest {
    /// The request.
    #[must_use]
    pub fn into_inner(self) -> http::Request<Bytes> {
        self.0
    }
}

impl Deref for RecordedRequest {
    type Target = http::Request<Bytes>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl fmt::Debug for RecordedRequest {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs = self
            .uri()
            .query()
            .into_iter()
            .flat_map(|query| query.split('&'));
        let query: Vec<_> = pairs.filter_map(|pair| pair.split('=').next()).collect();
        let headers: Vec<_> = self.headers().keys().map(HeaderName::as_str).collect();
        f.debug_struct("RecordedRequest")
            .field("method", self.method())
            .field("host", &self.uri().host())
            .field("query", &query)
            .field("headers", &headers)
            .field("body", &format_args!("{} bytes", self.body().len()))
            .finish()
    }
}
