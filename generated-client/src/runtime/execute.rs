//! Sends a call: attempts within their timeouts, one after the other until one is answered or the
//! rules of [`retry`](super::retry) say to stop. Nothing here is generic.

use super::api::{OperationSpec, RawResponse};
use super::authorize::{authorize, renews};
use super::body;
use super::client::{Client, Shared};
use super::error::{ErrorKind, Failure};
use super::future::{BoxFuture, give_way, within};
use super::parts::Parts;
use super::retry::{self, Attempt, Outcome};
use super::secret::Credentials;
use super::target::{Refusal, Target, target};
use super::trace::Span;
use super::transport::{Body, TransportError};
use super::wire::{DecodeError, Reading};
use bytes::{Bytes, BytesMut};
use http::StatusCode;
use std::time::Duration;

/// How much of an error's body is kept.
const MAX_ERROR_BODY: usize = 1 << 20;
/// The chunks that are read before the task yields. Otherwise a body that is always ready would keep timers
/// from running.
const CHUNKS_AT_ONCE: usize = 32;

/// An answer, and what an error will say of the call if it can't be decoded.
pub(crate) struct Answer {
    pub(crate) response: RawResponse,
    pub(crate) spec: &'static OperationSpec,
    pub(crate) attempts: u32,
    pub(crate) limits: Limits,
}

/// The limits for reading a response.
pub(crate) struct Limits {
    client: Client,
    deadline: Duration,
}

impl Limits {
    pub(crate) fn reading(&self) -> Reading {
        let (client, deadline) = (self.client.clone(), self.deadline);
        let max_body = client.shared.max_body;
        let is_late = move || client.shared.clock.monotonic() >= deadline;
        Reading::within(max_body, Box::new(is_late))
    }
}

/// What became of one attempt.
struct Attempted {
    /// The answer, with as much of its body as was read.
    response: Option<RawResponse>,
    /// Why it is not whole.
    trouble: Option<Trouble>,
}

enum Trouble {
    Transport(TransportError),
    Timeout,
    TooLarge,
}

/// What comes of a call.
pub(crate) type Done = Result<Box<Answer>, Box<Failure>>;

impl Answer {
    /// A success that can't be decoded.
    pub(crate) fn undecoded(self, error: DecodeError) -> Box<Failure> {
        let why = if error.is_late() {
            "the time for the call ended while its response was decoded"
        } else if error.is_too_large() {
            "its decoded response takes more memory than `max_body` allows"
        } else {
            ""
        };
        Box::new(Failure {
            attempts: self.attempts,
            processed: true,
            timeout: error.is_late(),
            why,
            json_path: Some(error.path().to_owned()),
            response: Some(self.response),
            source: Some(Box::new(error)),
            ..Failure::new(ErrorKind::Decode, self.spec)
        })
    }
}

/// Sends the call.
pub(crate) fn execute(parts: Box<Parts>) -> BoxFuture<'static, Done> {
    Box::pin(async move {
        let span = Span::new(parts.spec);
        span.wrap(run(parts, &span)).await
    })
}

async fn run(mut parts: Box<Parts>, span: &Span) -> Done {
    let spec = parts.spec;
    let prepared = match parts.problem.take() {
        Some(problem) => Err(Refusal::Problem(problem)),
        None => target(&parts),
    };
    let mut target = prepared.map_err(|refusal| refused(spec, refusal))?;
    let (shared, settings) = (&*parts.client.shared, &parts.settings);
    let deadline = shared
        .clock
        .monotonic()
        .saturating_add(settings.total_timeout);
    let repeatable = retry::is_repeatable(&spec.method, &target.headers);
    let (mut attempts, mut processed, mut failure) = (0, false, None);
    loop {
        let left = || deadline.saturating_sub(shared.clock.monotonic());
        let limit = sleep(shared, settings.attempt_timeout.min(left()));
        let mut limit = limit.map_err(|why| stopped(failure.take(), spec, why))?;
        if let Err(mut failed) = authorize(shared, spec, &mut target, &mut limit).await {
            (failed.processed, failed.attempts) = (processed, attempts);
            return Err(failed);
        }
        attempts += 1;
        span.attempt(attempts);
        let request = request(spec, &target, &parts.body);
        let attempted = attempt(shared, request, target.direct, limit).await;
        if let Some(response) = &attempted.response {
            span.status(response.status);
        }
        let now = shared.clock.now();
        let limits = || Limits {
            client: parts.client.clone(),
            deadline,
        };
        let mut failed = match judge(shared, spec, attempted, now) {
            Ok(response) => {
                return Ok(Box::new(Answer {
                    response,
                    spec,
                    attempts,
                    limits: limits(),
                }));
            }
            Err(failed) => failed,
        };
        // An earlier attempt that may have been processed stays so.
        processed |= failed.processed;
        failed.processed = processed;
        failed.attempts = attempts;
        if renews(&mut target, &failed) {
            failure = Some(failed);
            continue;
        }
        let attempt = Attempt {
            retries: attempts - 1,
            repeatable,
            now,
            left: left(),
            random: shared.clock.random(),
        };
        let delay =
            outcome(&failed).and_then(|outcome| retry::decide(&settings.retry, attempt, outcome));
        let Some(delay) = delay else {
            failed.limits = Some(limits());
            return Err(failed);
        };
        match sleep(shared, delay) {
            Ok(sleep) => sleep.await,
            Err(why) => return Err(stopped(Some(failed), spec, why)),
        }
        failure = Some(failed);
    }
}

/// A sleep, or the missing part of the runtime that polls the call.
fn sleep(shared: &Shared, duration: Duration) -> Result<BoxFuture<'static, ()>, &'static str> {
    shared.clock.ready()?;
    Ok(shared.clock.sleep(duration))
}

/// The runtime that polls the call can't continue it. The failure keeps the result of the `last` attempt.
fn stopped(
    last: Option<Box<Failure>>,
    spec: &'static OperationSpec,
    why: &'static str,
) -> Box<Failure> {
    let mut failure = last.unwrap_or_else(|| Box::new(Failure::new(ErrorKind::Runtime, spec)));
    failure.kind = ErrorKind::Runtime;
    failure.timeout = false;
    failure.why = why;
    failure
}

fn refused(spec: &'static OperationSpec, refusal: Refusal) -> Failure {
    match refusal {
        Refusal::Problem(problem) => Failure {
            source: Some(Box::new(problem)),
            ..Failure::new(ErrorKind::Request, spec)
        },
        Refusal::Missing(missing) => Failure {
            source: Some(Box::new(missing)),
            ..Failure::new(ErrorKind::Credentials, spec)
        },
        Refusal::Credentials(why) => Failure {
            why,
            ..Failure::new(ErrorKind::Credentials, spec)
        },
    }
}

fn request(spec: &OperationSpec, target: &Target, body: &Bytes) -> http::Request<Bytes> {
    let mut request = http::Request::new(body.clone());
    *request.method_mut() = spec.method.clone();
    *request.uri_mut() = target.uri.clone();
    *request.headers_mut() = target.headers.clone();
    request
}

/// Sends once and reads the response, all within `limit`, which holds for any transport.
async fn attempt(
    shared: &Shared,
    request: http::Request<Bytes>,
    direct: bool,
    mut limit: BoxFuture<'static, ()>,
) -> Attempted {
    let sending = if direct {
        shared.transport.send_direct(request)
    } else {
        shared.transport.send(request)
    };
    let (mut head, mut body) = match within(&mut limit, sending).await {
        Some(Ok(response)) => response.into_parts(),
        failed => {
            let trouble = match failed {
                Some(Err(error)) => Trouble::Transport(error),
                _ => Trouble::Timeout,
            };
            return Attempted {
                response: None,
                trouble: Some(trouble),
            };
        }
    };
    Credentials::of(shared.api).mark(&mut head.headers);
    let max = if head.status.is_success() {
        shared.max_body
    } else {
        shared.max_body.min(MAX_ERROR_BODY)
    };
    let mut read = BytesMut::new();
    let trouble = read_body(&mut *body, &mut read, max, &mut limit).await;
    let response = RawResponse {
        status: head.status,
        headers: head.headers,
        body: read.freeze(),
    };
    Attempted {
        response: Some(response),
        trouble,
    }
}

/// Reads up to `max` bytes.
async fn read_body(
    body: &mut dyn Body,
    read: &mut BytesMut,
    max: usize,
    limit: &mut BoxFuture<'static, ()>,
) -> Option<Trouble> {
    let mut chunks = 0;
    loop {
        match within(limit, body.chunk()).await {
            Some(Ok(Some(chunk))) => {
                let room = max - read.len();
                read.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if chunk.len() > room {
                    return Some(Trouble::TooLarge);
                }
            }
            Some(Ok(None)) => return None,
            Some(Err(error)) => return Some(Trouble::Transport(error)),
            None => return Some(Trouble::Timeout),
        }
        chunks = (chunks + 1) % CHUNKS_AT_ONCE;
        if chunks == 0 && give_way(limit).await.is_none() {
            return Some(Trouble::Timeout);
        }
    }
}

/// Whether an attempt is a success, and what kind of failure otherwise.
fn judge(
    shared: &Shared,
    spec: &'static OperationSpec,
    attempted: Attempted,
    now: Duration,
) -> Result<RawResponse, Box<Failure>> {
    let failure = |kind| Failure::new(kind, spec);
    Err(Box::new(match (attempted.response, attempted.trouble) {
        // The status of an error is what matters, however much of its body arrived.
        (Some(response), _) if !response.status.is_success() => Failure {
            processed: may_have_been_processed(response.status),
            retry_after: retry::server_delay(response.status, &response.headers, now),
            response: Some(response),
            ..failure(ErrorKind::Api)
        },
        (Some(response), Some(trouble)) => unread(failure(ErrorKind::Body), response, trouble),
        (Some(response), None) if body::is_error(shared.api.envelope.as_ref(), &response) => {
            Failure {
                processed: true,
                response: Some(response),
                ..failure(ErrorKind::Api)
            }
        }
        (Some(response), None) => return Ok(response),
        (None, Some(Trouble::Transport(error))) => {
            let (kind, why) = error.kind();
            Failure {
                processed: error.may_have_been_sent(),
                timeout: error.is_timeout(),
                why,
                source: Some(Box::new(error)),
                ..failure(kind)
            }
        }
        (None, _) => Failure {
            processed: true,
            ..failure(ErrorKind::Timeout)
        },
    }))
}

/// A success of which the body is not whole: it is kept as far as it came.
fn unread(failure: Failure, response: RawResponse, trouble: Trouble) -> Failure {
    let (why, timeout, source) = match trouble {
        Trouble::TooLarge => ("the response is larger than `max_body`", false, None),
        Trouble::Timeout => ("the response did not end in time", true, None),
        Trouble::Transport(error) => ("the response broke off", error.is_timeout(), Some(error)),
    };
    Failure {
        processed: true,
        timeout,
        why,
        response: Some(response),
        source: source.map(|error| Box::new(error) as _),
        ..failure
    }
}

/// A request that the server found fault with was not carried out. Of a 408 that is not certain,
/// and a redirect may be the answer to something done.
fn may_have_been_processed(status: StatusCode) -> bool {
    !status.is_client_error() || status == StatusCode::REQUEST_TIMEOUT
}

/// What the rules of retrying need to know; `None` for what is never sent again.
fn outcome(failure: &Failure) -> Option<Outcome<'_>> {
    match (failure.kind, &failure.response) {
        (ErrorKind::Connect, _) => Some(Outcome::NotSent),
        (ErrorKind::Timeout | ErrorKind::Lost, _) => Some(Outcome::Lost),
        (ErrorKind::Api, Some(response)) if !response.status.is_success() => {
            Some(Outcome::Answered(response.status, &response.headers))
        }
        _ => None,
    }
}
