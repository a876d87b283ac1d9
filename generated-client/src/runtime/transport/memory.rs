//! A transport without a network, for the tests of whatever uses a client.

use super::{Body, BoxFuture, Transport, TransportError};
use bytes::Bytes;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

type Answer = Result<http::Response<Bytes>, TransportError>;
type Handler = dyn Fn(&http::Request<Bytes>) -> Answer + Send + Sync;

/// Answers each request by a function and remembers it. A clone shares both, so keep one to ask for
/// the [requests](Memory::requests) after the client was built with the other.
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
    requests: Arc<Mutex<Vec<http::Request<Bytes>>>>,
}

impl Memory {
    /// Answers by `handler`.
    pub fn new(
        handler: impl Fn(&http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self {
            handler: Arc::new(handler),
            requests: Arc::default(),
        }
    }

    /// An answer with a JSON body, for use in the function.
    ///
    /// # Errors
    /// When `status` is not between 100 and 999.
    pub fn json(status: u16, body: &str) -> Result<http::Response<Bytes>, TransportError> {
        http::Response::builder()
            .status(status)
            .header("content-type", "application/json")
            .body(Bytes::copy_from_slice(body.as_bytes()))
            .map_err(TransportError::not_sent)
    }

    /// The requests until now, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<http::Request<Bytes>>> {
        // A list of requests is whole whatever panicked beside it.
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Memory {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Body>>, TransportError>> {
        Box::pin(async move {
            let answer = (self.handler)(&request);
            self.lock().push(request);
            Ok(answer?.map(|body| Box::new(Some(body)) as Box<dyn Body>))
        })
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Requests hold credentials: their number is enough.
        f.debug_struct("Memory")
            .field("requests", &self.lock().len())
            .finish_non_exhaustive()
    }
}
