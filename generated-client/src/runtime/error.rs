//! The error of a call: its kind, whether the server may have processed the request, and the response if
//! one arrived.
//!
//! `Display` is one line with the method, the server's URL, the path's template, the status and an instruction.
//! Neither `Display` nor `Debug` shows a header, a body or a parameter; methods return them.

use super::api::CallSpec;
use super::body::request_id;
use super::execute::Limits;
use super::reply::{RawResponse, Reply};
use super::said::Said;
use super::wire::DecodeError;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::any::Any;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// The kind of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A parameter is invalid, or a hook refuses the request; nothing was sent in this attempt.
    Request,
    /// A credential is missing, or the request holds a secret that must not go to that server; nothing was
    /// sent in this attempt.
    Credentials,
    /// No connection could be made; nothing was sent in this attempt.
    Connect,
    /// No response came in time.
    Timeout,
    /// The connection broke before the response came, or what came is not HTTP.
    Lost,
    /// The body of the request can't be read to its end: its file, reader or stream failed. A part of it
    /// may have been sent.
    Upload,
    /// The server responded with an error: a status other than 2xx, or the API's own form of an error.
    Api,
    /// The request succeeded, but the body of the response can't be read to its end.
    Body,
    /// The request succeeded, but the body of the response doesn't match the document.
    Decode,
    /// A blocking call was made in asynchronous code, or its runtime is gone.
    Blocking,
    /// The call was polled outside of an asynchronous runtime, or in a runtime without timers or I/O. If
    /// the runtime was missing from the start, nothing was sent; otherwise see
    /// [`Error::may_have_been_processed`].
    Runtime,
}

/// The error of a call. `E` is the type of the operation's error bodies; `Error` without a type holds the
/// error of any operation:
///
/// ```text
/// async fn both(client: &Client) -> Result<(), Error> {
///     client.list_bills().await?;
///     client.list_invoices().await?;
///     Ok(())
/// }
/// ```
///
/// `Display` has the server's own message, if the body has one; [`source`](StdError::source) is the body.
/// Both are one line of limited length, and leave out credentials that the server repeats. For a request that wasn't
/// sent, `Display` has the reason, and `source` is the cause of that reason.
pub struct Error<E = AnyBody> {
    inner: Box<Inner<E>>,
}

/// The decoded body of an error, of any operation's type.
pub struct AnyBody(Box<dyn Any + Send + Sync>);

impl AnyBody {
    /// The body, if it is an `E`.
    #[must_use]
    pub fn downcast_ref<E: 'static>(&self) -> Option<&E> {
        self.0.downcast_ref()
    }

    /// The body by value.
    ///
    /// # Errors
    /// The same value, if the body is not an `E`.
    pub fn downcast<E: 'static>(self) -> Result<E, Self> {
        self.0.downcast().map(|body| *body).map_err(Self)
    }
}

impl fmt::Debug for AnyBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnyBody(…)")
    }
}

/// The error of one operation as the error of any operation. [`AnyBody`](AnyBody::downcast_ref) keeps its
/// body.
impl<E: Reply + Send + Sync> From<Error<E>> for Error {
    fn from(error: Error<E>) -> Self {
        let Inner { failure, api } = *error.inner;
        let api = api.map(|body| AnyBody(Box::new(body)));
        Self::new(failure, api)
    }
}

impl Error {
    /// The decoded body of the error, if it is an `E`.
    #[must_use]
    pub fn downcast_ref<E: 'static>(&self) -> Option<&E> {
        self.api_error()?.downcast_ref()
    }
}

struct Inner<E> {
    failure: Box<Failure>,
    api: Option<E>,
}

/// The parts of an error that are the same for every operation.
pub(crate) struct Failure {
    pub(crate) kind: ErrorKind,
    pub(crate) spec: CallSpec,
    pub(crate) attempts: u32,
    pub(crate) processed: bool,
    pub(crate) timeout: bool,
    pub(crate) why: &'static str,
    pub(crate) response: Option<RawResponse>,
    pub(crate) retry_after: Option<Duration>,
    /// The server's message, if it responded with an error.
    pub(crate) said: Said,
    /// An instruction for a 401.
    pub(crate) advice: Option<String>,
    pub(crate) json_path: Option<String>,
    /// The limits for decoding the response.
    pub(crate) limits: Option<Limits>,
    pub(crate) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Failure {
    pub(crate) fn new(kind: ErrorKind, spec: &CallSpec) -> Self {
        Self {
            kind,
            spec: spec.clone(),
            attempts: 0,
            processed: false,
            timeout: kind == ErrorKind::Timeout,
            why: "",
            response: None,
            retry_after: None,
            said: Said::default(),
            advice: None,
            json_path: None,
            limits: None,
            source: None,
        }
    }

    /// The failure of a success that can't be decoded.
    pub(crate) fn undecoded(spec: &CallSpec, error: DecodeError) -> Self {
        let why = if error.is_late() {
            "the time for the call ended while its response was decoded"
        } else if error.is_too_large() {
            "its decoded response takes more memory than `max_body` allows"
        } else if error.is_nothing() {
            "its body is empty, where the document describes JSON"
        } else {
            ""
        };
        Self {
            processed: true,
            timeout: error.is_late(),
            why,
            json_path: (!error.is_whole()).then(|| error.path().to_owned()),
            source: Some(Box::new(error)),
            ..Self::new(ErrorKind::Decode, spec)
        }
    }

    /// The reason for another attempt.
    #[cfg(feature = "tracing")]
    pub(crate) fn reason(&self) -> String {
        match (self.kind, &self.response) {
            (_, Some(response)) => response.status.to_string(),
            (ErrorKind::Timeout, _) => "no response in time".to_owned(),
            (ErrorKind::Credentials, _) => "no access token".to_owned(),
            (ErrorKind::Connect | ErrorKind::Lost, _) if !self.why.is_empty() => {
                self.why.to_owned()
            }
            _ => "connection lost".to_owned(),
        }
    }

    /// Whether the last attempt ended before the request was sent.
    pub(crate) fn is_unsent(&self) -> bool {
        let is_refused = matches!(self.kind, ErrorKind::Request | ErrorKind::Credentials);
        is_refused || self.kind == ErrorKind::Timeout && self.source.is_some()
    }

    /// Whether the text of the error has that of its source: the reason why nothing was sent.
    fn is_told(&self) -> bool {
        self.is_unsent() && self.why.is_empty()
    }

    /// The response, if it is an error of the API.
    pub(crate) fn answer(&self) -> Option<&RawResponse> {
        self.response
            .as_ref()
            .filter(|_| self.kind == ErrorKind::Api)
    }
}

impl<E> Error<E> {
    pub(crate) fn new(failure: Box<Failure>, api: Option<E>) -> Self {
        let inner = Box::new(Inner { failure, api });
        Self { inner }
    }

    fn failure(&self) -> &Failure {
        &self.inner.failure
    }

    /// The kind of the error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.failure().kind
    }

    /// Whether the request was invalid, or must not be sent to that server.
    #[must_use]
    pub fn is_request(&self) -> bool {
        matches!(self.kind(), ErrorKind::Request | ErrorKind::Credentials)
    }

    /// Whether no connection could be made.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.kind() == ErrorKind::Connect
    }

    /// Whether time ran out: while connecting, waiting for the response, or reading it.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.failure().timeout
    }

    /// Whether the server responded with an error.
    #[must_use]
    pub fn is_api(&self) -> bool {
        self.kind() == ErrorKind::Api
    }

    /// Whether the request succeeded, but its response can't be read or decoded.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.kind(), ErrorKind::Body | ErrorKind::Decode)
    }

    /// Whether the server refused the call because of a rate limit.
    #[must_use]
    pub fn is_rate_limit(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// The decoded body of the error, if it has one that matches the document.
    #[must_use]
    pub fn api_error(&self) -> Option<&E> {
        self.inner.api.as_ref()
    }

    /// The decoded body of the error, if it has one that matches the document, by value.
    #[must_use]
    pub fn into_api_error(self) -> Option<E> {
        self.inner.api
    }

    /// The server's own message: `message`, `title` and `detail`, `error_description` or a similar member
    /// of the body, unchanged. It can repeat parts of the request.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.failure().said.message.as_deref()
    }

    /// The server's own code of the error: `code`, `error.code` or a similar member of the body,
    /// unchanged.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.failure().said.code.as_deref()
    }

    /// The status, if there was a response.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        Some(self.failure().response.as_ref()?.status)
    }

    /// The headers, if there was a response.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        Some(&self.failure().response.as_ref()?.headers)
    }

    /// The bytes of the body, if there was a response: the first MiB of an error's body, or the received
    /// part of a response that broke off. Of a stream, it is the unfinished item: its line, or the data of its event.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        Some(&self.failure().response.as_ref()?.body)
    }

    /// The server's id of the request: the header `x-request-id` or `request-id`, or `request_id` in
    /// the body.
    #[must_use]
    pub fn request_id(&self) -> Option<String> {
        request_id(self.failure().response.as_ref()?)
    }

    /// The delay that the server asked for.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.failure().retry_after
    }

    /// The place in the response where decoding failed.
    #[must_use]
    pub fn json_path(&self) -> Option<&str> {
        self.failure().json_path.as_deref()
    }

    /// The number of attempts.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.failure().attempts
    }

    /// Whether the server may have processed the request or an earlier attempt of it. A request that is
    /// not idempotent can be sent again safely only if this is `false`.
    #[must_use]
    pub fn may_have_been_processed(&self) -> bool {
        self.failure().processed
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure().fmt(f)
    }
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failure = self.failure();
        f.debug_struct("Error")
            .field("kind", &failure.kind)
            .field("message", &format_args!("{failure}"))
            .field("response", &failure.response)
            .field("source", &failure.source)
            .finish_non_exhaustive()
    }
}

impl<E> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let failure = self.failure();
        let body = || failure.said.body.as_ref().map(|body| body as _);
        let source: Option<&(dyn StdError + 'static)> = match failure.source.as_deref() {
            // The text of the error ends with that of this one.
            Some(told) if failure.is_told() => told.source(),
            source => source.map(|source| source as _),
        };
        source.or_else(body)
    }
}
