//! A response that is read in chunks.

use super::api::CallSpec;
use super::attempt::{Extent, Trouble, unread};
use super::call::{Receive, failed};
use super::error::{Error, ErrorKind, Failure};
use super::execute::{Answer, Limits, Rest, sleep, stopped};
use super::future::within;
use super::media;
use super::reply::{RawResponse, Reply};
use super::wire::{DecodeError, Reading};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, StatusCode};
use std::fmt;
use std::marker::PhantomData;

/// A successful response, whose body is read in chunks. Dropping it ends the response. `E` is the type of the
/// operation's error bodies.
pub struct Incoming<E> {
    body: Reader,
    error: PhantomData<fn() -> E>,
}

/// An [`Incoming`] without the type of its errors.
pub(crate) struct Reader {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) attempts: u32,
    pub(crate) rest: Option<Rest>,
    pub(crate) spec: CallSpec,
}

impl Reader {
    pub(crate) fn new(answer: &mut Answer) -> Self {
        Self {
            status: answer.response.status,
            headers: answer.response.headers.clone(),
            attempts: answer.attempts,
            rest: answer.rest.take(),
            spec: answer.spec.clone(),
        }
    }

    /// The next chunk; `None` at the end, and after an error.
    pub(crate) async fn chunk(&mut self) -> Option<Result<Bytes, Box<Failure>>> {
        let chunk = match self.rest.as_mut() {
            Some(rest) => next(rest).await,
            None => Ok(None),
        };
        if !matches!(chunk, Ok(Some(_))) {
            self.end();
        }
        chunk.map_err(|stop| self.failure(stop)).transpose()
    }

    /// Drops the body, so that other requests can use its connection.
    pub(crate) fn end(&mut self) {
        if let Some(rest) = &mut self.rest {
            rest.body = None;
        }
    }

    /// The limits of the call, for the body of an error, and the server for its text.
    pub(crate) fn limits(&self) -> Option<Limits> {
        self.rest.as_ref().map(Rest::limits)
    }

    fn failure(&self, stop: Stop) -> Box<Failure> {
        let failure = Failure {
            attempts: self.attempts,
            limits: self.limits(),
            ..Failure::new(ErrorKind::Body, &self.spec)
        };
        match stop {
            Stop::Trouble(trouble) => {
                let mut failure = unread(failure, self.head(), trouble);
                if failure.timeout {
                    failure.why = "no more of it came in time; `idle_timeout` and the call's `timeout` are the limits";
                }
                Box::new(failure)
            }
            Stop::Runtime(why) => {
                let mut failure = stopped(None, &self.spec, why);
                failure.processed = true;
                failure.attempts = self.attempts;
                failure
            }
        }
    }

    /// The response without its body.
    pub(crate) fn head(&self) -> RawResponse {
        RawResponse {
            status: self.status,
            headers: self.headers.clone(),
            body: Bytes::new(),
        }
    }
}

enum Stop {
    Trouble(Trouble),
    Runtime(&'static str),
}

async fn next(rest: &mut Rest) -> Result<Option<Bytes>, Stop> {
    let Some(body) = &mut rest.body else {
        return Ok(None);
    };
    let shared = &*rest.parts.client.shared;
    let left = rest.deadline.saturating_sub(shared.clock.monotonic());
    let limit = left.min(rest.parts.settings.idle_timeout);
    let mut limit = sleep(shared, limit).map_err(Stop::Runtime)?;
    match within(&mut limit, &mut body.chunk()).await {
        Some(Ok(chunk)) => Ok(chunk),
        Some(Err(error)) => Err(Stop::Trouble(Trouble::Transport(error))),
        None => Err(Stop::Trouble(Trouble::Timeout)),
    }
}

impl<E: Reply> Incoming<E> {
    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.body.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.body.headers
    }

    /// The length of the body in bytes, if the server sent it.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        let length = self.headers().get(http::header::CONTENT_LENGTH)?;
        length.to_str().ok()?.parse().ok()
    }

    /// Reads the next chunk; `None` at the end.
    ///
    /// # Errors
    /// When the response breaks off, no chunk comes within the [idle
    /// timeout](super::ClientBuilder::idle_timeout), or the time for the call ends. After an error no chunk
    /// follows.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, Error<E>>> {
        Some(self.body.chunk().await?.map_err(failed))
    }

    /// Reads the next chunk and blocks until it is there.
    ///
    /// # Errors
    /// As for [`chunk`](Self::chunk), and in asynchronous code.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub fn chunk_blocking(&mut self) -> Option<Result<Bytes, Error<E>>> {
        Some(self.body.wait()?.map_err(failed))
    }
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl Reader {
    fn wait(&mut self) -> Option<Result<Bytes, Box<Failure>>> {
        let mut rest = self.rest.take()?;
        let read = super::blocking::wait(&self.spec, async move {
            let chunk = next(&mut rest).await;
            (rest, chunk)
        });
        let (rest, chunk) = match read {
            Ok(read) => read,
            Err(failure) => return Some(Err(failure)),
        };
        self.rest = Some(rest);
        if !matches!(chunk, Ok(Some(_))) {
            self.end();
        }
        chunk.map_err(|stop| self.failure(stop)).transpose()
    }
}

impl<E: Reply> Receive for Incoming<E> {
    const EXTENT: Extent = Extent::Head;

    fn receive(answer: &mut Answer, reading: &mut Reading) -> Result<Self, DecodeError> {
        media::check_head(&answer.response.headers, reading)?;
        Ok(Self {
            body: Reader::new(answer),
            error: PhantomData,
        })
    }
}

impl<E> fmt::Debug for Incoming<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.body.headers.keys().map(HeaderName::as_str).collect();
        f.debug_struct("Incoming")
            .field("status", &self.body.status)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}
