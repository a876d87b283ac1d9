//! A call that is ready to be sent. Only the conversion of the response into a value is generic.

use super::api::Operation;
use super::attempt::Extent;
use super::error::{Error, Failure};
use super::execute::{Answer, Done, build, execute};
use super::future::BoxFuture;
use super::incoming::Incoming;
use super::parts::Parts;
use super::problem::Problem;
use super::reply::{RawResponse, Reply};
use super::retry::RetryPolicy;
use super::send_body::SendBody;
use super::trace;
use super::wire::{DecodeError, Mismatches, Reading};
use http::{HeaderMap, HeaderName, StatusCode};
use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// A call of operation `O`. Await it or [send](Call::send) it.
#[must_use = "does nothing until awaited or sent"]
pub struct Call<O> {
    parts: Box<Parts>,
    operation: PhantomData<fn() -> O>,
}

/// A successful response with its value. `Debug` shows the names of its headers and never their values, and
/// leaves out a value that is a secret.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The value.
    pub value: T,
    mismatches: Mismatches,
    is_secret: bool,
}

impl<T> Response<T> {
    /// The places where the body differs from the document and was accepted anyway: a number in place of a
    /// text, a missing member that may be null, a text that is not a date, an optional member whose value is of another
    /// kind and was dropped. A [strict](super::ClientBuilder::strict) client refuses such a response.
    pub fn mismatches(&self) -> &Mismatches {
        &self.mismatches
    }

    /// The value.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.keys().map(HeaderName::as_str).collect();
        let value: &dyn fmt::Debug = if self.is_secret {
            &format_args!("…")
        } else {
            &self.value
        };
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &headers)
            .field("value", value)
            .field("mismatches", &self.mismatches)
            .finish()
    }
}

impl<O> Call<O> {
    /// Creates a call from its parts.
    #[doc(hidden)]
    pub fn new(parts: Parts) -> Self {
        Self {
            parts: Box::new(parts),
            operation: PhantomData,
        }
    }

    pub(crate) fn into_parts(self) -> Box<Parts> {
        self.parts
    }

    /// The parts, for the setters of optional parameters.
    #[doc(hidden)]
    pub fn parts_mut(&mut self) -> &mut Parts {
        &mut self.parts
    }

    /// Limits the duration of the call, all attempts included.
    pub fn timeout(mut self, total: Duration) -> Self {
        self.parts.timeout = Some(total);
        self
    }

    /// Limits the duration of one attempt, the body of its response included.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.parts.settings.attempt_timeout = timeout;
        self
    }

    /// Limits the time between two chunks of a response that is read in chunks.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.parts.settings.idle_timeout = timeout;
        self
    }

    /// Adds a header that the document doesn't describe, or replaces the value of a header of the request.
    pub fn extra_header(mut self, name: &str, value: &str) -> Self {
        self.parts.put_header(name, value);
        self
    }

    /// Adds a query parameter that the document doesn't describe.
    pub fn extra_query(mut self, name: &str, value: &str) -> Self {
        self.parts.add_query(name, value);
        self
    }

    /// Sets the rules for retries.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.parts.settings.retry = policy;
        self
    }

    /// Limits the size of the response's body, in bytes; of a stream, that of each item. The decoded values may
    /// take eight times as much memory.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.parts.settings.max_body = bytes;
        self
    }

    /// Whether a response with a value of another kind than described is an error, as for
    /// [`ClientBuilder::strict`](super::ClientBuilder::strict).
    pub fn strict(mut self, strict: bool) -> Self {
        self.parts.settings.strict = strict;
        self
    }

    /// Sends an idempotency key, in the operation's own header for it or in `Idempotency-Key`. The server
    /// processes requests with the same key once, so the call is retried like a call with an idempotent method.
    pub fn idempotency_key(mut self, key: &str) -> Self {
        if key.is_empty() {
            self.parts
                .refuse(Problem::new("idempotency key", "it is empty"));
        }
        let header = self.parts.spec.key_header();
        self.extra_header(header, key)
    }
}

impl<O: Operation> Call<O> {
    /// Sends the call and returns the value of its response.
    ///
    /// # Errors
    /// When no successful response arrives, or it can't be decoded.
    pub fn send(self) -> Sending<O::Output, O::Error> {
        Sending::new(self.parts)
    }

    /// Sends the call and returns the value with the status and headers of its response.
    ///
    /// # Errors
    /// When no successful response arrives, or it can't be decoded.
    pub fn send_with_response(self) -> Sending<Response<O::Output>, O::Error> {
        Sending::new(self.parts)
    }

    /// Sends the call and returns its response once the head is there. The caller reads the body in chunks,
    /// without a limit of its size. It is still compressed if the response has a `Content-Encoding` header.
    ///
    /// # Errors
    /// When no successful response arrives, or its media type is that of a page instead of the described bytes or text.
    pub fn open(self) -> Sending<Incoming<O::Error>, O::Error> {
        Sending::new(self.parts)
    }

    /// Sends the call and returns its response with the bytes of its body, not decoded.
    ///
    /// # Errors
    /// When no successful response arrives, or its body is larger than `max_body`.
    pub fn send_raw(self) -> Sending<RawResponse, O::Error> {
        Sending::new(self.parts)
    }

    /// Builds the request and sends nothing: method, URL, headers and body are those of the first attempt. It
    /// waits for a token if the credential is a source of tokens. The URL can hold a key, and printing the
    /// request prints it; headers that hold a credential are marked as sensitive.
    ///
    /// The transport adds `Host`, and `Content-Length` or `Transfer-Encoding` for a body; reqwest adds
    /// `Accept: */*` to a request without an `Accept` header, and `Accept-Encoding` with the feature `gzip`.
    ///
    /// # Errors
    /// When a parameter is invalid, or a credential is missing or must not be sent to that server.
    pub async fn build_request(self) -> Result<http::Request<SendBody>, Error<O::Error>> {
        build(self.parts).await.map_err(failed)
    }

    /// Builds the request as [`build_request`](Self::build_request) does, and blocks until it is there.
    ///
    /// # Errors
    /// As for `build_request`, and in asynchronous code.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub fn build_request_blocking(self) -> Result<http::Request<SendBody>, Error<O::Error>> {
        let spec = self.parts.spec.clone();
        let built = super::blocking::wait(&spec, build(self.parts));
        built.and_then(|built| built).map_err(failed)
    }

    /// Sends the call and blocks until the value of its response is there. In asynchronous code it returns an
    /// error, because it would block other tasks; within Tokio's `spawn_blocking` and `block_in_place` it
    /// blocks.
    ///
    /// # Errors
    /// When no successful response arrives, or it can't be decoded.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub fn send_blocking(self) -> Result<O::Output, Error<O::Error>> {
        finish(super::blocking::execute(self.parts, O::Output::EXTENT))
    }

    /// Sends the call as [`open`](Self::open) does, and blocks until the head of its response is there.
    /// [`Incoming::chunk_blocking`] reads the body.
    ///
    /// # Errors
    /// As for `open`, and in asynchronous code.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub fn open_blocking(self) -> Result<Incoming<O::Error>, Error<O::Error>> {
        finish(super::blocking::execute(self.parts, Extent::Head))
    }

    /// Sends the call as [`send_raw`](Self::send_raw) does, and blocks until its response is there.
    ///
    /// # Errors
    /// As for `send_raw`, and in asynchronous code.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub fn send_raw_blocking(self) -> Result<RawResponse, Error<O::Error>> {
        finish(super::blocking::execute(self.parts, Extent::Whole))
    }

    /// Sends the call and blocks until its response is there: the value with its status and headers.
    ///
    /// # Errors
    /// When no successful response arrives, or it can't be decoded.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub fn send_blocking_with_response(self) -> Result<Response<O::Output>, Error<O::Error>> {
        finish(super::blocking::execute(self.parts, O::Output::EXTENT))
    }
}

impl<O: Operation> IntoFuture for Call<O> {
    type Output = Result<O::Output, Error<O::Error>>;
    type IntoFuture = Sending<O::Output, O::Error>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl<O> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.parts).finish()
    }
}

/// The future of a call. Nothing is sent until it is polled.
#[must_use = "does nothing until awaited"]
pub struct Sending<T, E> {
    done: BoxFuture<'static, Done>,
    reads: PhantomData<fn() -> (T, E)>,
}

impl<T: Receive, E> Sending<T, E> {
    fn new(parts: Box<Parts>) -> Self {
        Self {
            done: execute(parts, T::EXTENT),
            reads: PhantomData,
        }
    }
}

impl<T: Receive, E: Reply> Future for Sending<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.done.as_mut().poll(context) {
            Poll::Ready(done) => Poll::Ready(finish(done)),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<T, E> fmt::Debug for Sending<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sending")
    }
}

/// A value that is made from a successful response: every [`Reply`], which is read from the whole body, and the
/// types that read the body themselves.
pub trait Receive: Sized + 'static {
    /// The part of the response that is read before the value is made.
    #[doc(hidden)]
    const EXTENT: Extent = Extent::Whole;

    /// Makes the value, within the limits of the reading.
    #[doc(hidden)]
    fn receive(answer: &mut Answer, reading: &mut Reading) -> Result<Self, DecodeError>;
}

impl<T: Reply> Receive for T {
    fn receive(answer: &mut Answer, reading: &mut Reading) -> Result<Self, DecodeError> {
        T::read(&answer.response, reading)
    }
}

impl<T: Receive> Receive for Response<T> {
    const EXTENT: Extent = T::EXTENT;

    fn receive(answer: &mut Answer, reading: &mut Reading) -> Result<Self, DecodeError> {
        Ok(Self {
            status: answer.response.status,
            value: T::receive(answer, reading)?,
            headers: std::mem::take(&mut answer.response.headers),
            mismatches: reading.mismatches(),
            is_secret: reading.is_secret(),
        })
    }
}

/// Generic over the types of the bodies and not over the operation: many operations share them, and so this
/// code.
pub(crate) fn finish<T: Receive, E: Reply>(done: Done) -> Result<T, Error<E>> {
    let mut answer = done.map_err(failed)?;
    let mut reading = answer.limits.reading();
    if answer.spec.secret_reply {
        reading.hide();
    }
    // A redirect is an outcome by its status and its headers; its page is for people.
    if !answer.response.status.is_redirection() {
        reading.expect_types(answer.spec.answers);
    }
    let received = T::receive(&mut answer, &mut reading);
    // A mismatch can be that of the response as a whole.
    match received.and_then(|value| reading.accept(value)) {
        Ok(value) => {
            trace::mismatches(&answer.spec, &reading);
            Ok(value)
        }
        Err(error) => Err(failed(answer.undecoded(error))),
    }
}

pub(crate) fn failed<E: Reply>(failure: Box<Failure>) -> Error<E> {
    let api = failure.answer().and_then(|answer| {
        let mut reading = failure.limits.as_ref()?.reading();
        // An error without a body has no described one.
        reading.refuse_nothing();
        E::read(answer, &mut reading).ok()
    });
    Error::new(failure, api)
}
