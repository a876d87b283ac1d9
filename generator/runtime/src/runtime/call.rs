//! A call that is ready to be sent. Only what turns the answer into a value is generic.

use super::api::{Operation, RawResponse, Reply};
use super::error::{Error, ErrorKind, Failure};
use super::execute::{Answer, execute};
use super::future::BoxFuture;
use super::parts::Parts;
use super::retry::RetryPolicy;
use http::{HeaderMap, StatusCode};
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

/// A call of operation `O`. Await it or [send](Call::send) it.
#[must_use = "does nothing until awaited or sent"]
pub struct Call<O> {
    parts: Box<Parts>,
    operation: PhantomData<fn() -> O>,
}

/// What a success gives beside its value.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The value.
    pub value: T,
}

impl<T> Response<T> {
    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<O> Call<O> {
    /// A call of these parts.
    #[doc(hidden)]
    pub fn new(parts: Parts) -> Self {
        Self {
            parts: Box::new(parts),
            operation: PhantomData,
        }
    }

    /// The parts, for the setters of optional parameters.
    #[doc(hidden)]
    pub fn parts_mut(&mut self) -> &mut Parts {
        &mut self.parts
    }

    /// Limits how long the call may take with all its attempts.
    pub fn timeout(mut self, total: Duration) -> Self {
        self.parts.settings.total_timeout = total;
        self
    }

    /// Limits how long one attempt may take, its answer's body included.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.parts.settings.attempt_timeout = timeout;
        self
    }

    /// Sends a header that the document doesn't describe, or another value of one that is sent
    /// anyway.
    pub fn extra_header(mut self, name: &str, value: &str) -> Self {
        self.parts.put_header(name, value);
        self
    }

    /// Adds to the query what the document doesn't describe.
    pub fn extra_query(mut self, name: &str, value: &str) -> Self {
        self.parts.add_query(name, value);
        self
    }

    /// Sets when the request is sent again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.parts.settings.retry = policy;
        self
    }

    /// Sends an `Idempotency-Key`. The server does the same thing once however often it gets the
    /// request, so the call is retried like one that can be repeated.
    pub fn idempotency_key(self, key: &str) -> Self {
        self.extra_header("idempotency-key", key)
    }
}

impl<O: Operation> Call<O> {
    /// Sends the call and gives the value of its answer.
    ///
    /// # Errors
    /// For anything but a success whose answer can be decoded.
    pub async fn send(self) -> Result<O::Output, Error<O::Error>> {
        self.send_with_response().await.map(Response::into_inner)
    }

    /// Sends the call and gives status and headers beside the value.
    ///
    /// # Errors
    /// For anything but a success whose answer can be decoded.
    pub async fn send_with_response(self) -> Result<Response<O::Output>, Error<O::Error>> {
        finish::<O>(execute(*self.parts).await)
    }

    /// Sends the call and waits for the value of its answer. Inside of asynchronous code it returns
    /// an error, because it would keep other tasks from running.
    ///
    /// # Errors
    /// For anything but a success whose answer can be decoded.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub fn send_blocking(self) -> Result<O::Output, Error<O::Error>> {
        self.send_blocking_with_response().map(Response::into_inner)
    }

    /// The same with status and headers beside the value.
    ///
    /// # Errors
    /// For anything but a success whose answer can be decoded.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub fn send_blocking_with_response(self) -> Result<Response<O::Output>, Error<O::Error>> {
        finish::<O>(super::blocking::execute(*self.parts))
    }
}

impl<O: Operation> IntoFuture for Call<O> {
    type Output = Result<O::Output, Error<O::Error>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<O> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.parts).finish()
    }
}

type Outcome<O> = Result<Response<<O as Operation>::Output>, Error<<O as Operation>::Error>>;

fn finish<O: Operation>(done: Result<Answer, Box<Failure>>) -> Outcome<O> {
    match done {
        Ok(Answer {
            response,
            spec,
            attempts,
        }) => match O::Output::read(&response) {
            Ok(value) => {
                let RawResponse {
                    status, headers, ..
                } = response;
                Ok(Response {
                    status,
                    headers,
                    value,
                })
            }
            Err(error) => {
                let failure = Failure {
                    attempts,
                    ..Failure::new(ErrorKind::Decode, spec)
                };
                Err(Error::new(failure.decode(response, error), None))
            }
        },
        Err(failure) => {
            let api = failure
                .answer()
                .and_then(|answer| O::Error::read(answer).ok());
            Err(Error::new(*failure, api))
        }
    }
}
