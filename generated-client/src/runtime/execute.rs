//! Sends a call: attempts within their timeouts, one after the other until the server responds with a success
//! or the rules of [`retry`](super::retry) end the call. Nothing here is generic.

use super::api::{CallSpec, OperationSpec};
use super::attempt::{Attempt, Extent, Success, judge};
use super::authorize::{authorize, refused_token, renews};
use super::client::{Client, Settings, Shared};
use super::error::{ErrorKind, Failure};
use super::future::BoxFuture;
use super::hook;
use super::parts::Parts;
use super::reply::RawResponse;
use super::retry::{self, Outcome};
use super::said::{self, Said};
use super::secret::Credentials;
use super::send_body::SendBody;
use super::target::{Refusal, Target, shown_server, target};
use super::trace::{self, Span};
use super::transport::Body;
use super::wire::{DecodeError, Reading};
use http::StatusCode;
use std::borrow::Cow;
use std::time::Duration;
use url::Url;

/// A response, and the parts of an error if it can't be decoded.
pub struct Answer {
    pub(crate) response: RawResponse,
    /// The body and the call, if only the head was read.
    pub(crate) rest: Option<Rest>,
    pub(crate) spec: CallSpec,
    pub(crate) attempts: u32,
    pub(crate) limits: Limits,
}

/// The body that the caller reads, and its call.
pub(crate) struct Rest {
    /// `None` after the end, or after an error.
    pub(crate) body: Option<Box<dyn Body>>,
    /// The call. Its own body may be used up.
    pub(crate) parts: Box<Parts>,
    pub(crate) deadline: Duration,
}

impl Rest {
    pub(crate) fn limits(&self) -> Limits {
        limits(&self.parts, self.deadline)
    }
}

/// The server of a call, and the limits for reading its response.
#[derive(Clone)]
pub(crate) struct Limits {
    client: Client,
    /// The server of the call, if it isn't that of its operation. In a box, as each item of a stream has limits.
    server: Option<Box<Url>>,
    deadline: Duration,
    max_body: usize,
    strict: bool,
}

impl Limits {
    /// The URL of the call's server in the text of an error.
    pub(crate) fn shown_server(&self, spec: &OperationSpec) -> Option<Cow<'_, str>> {
        shown_server(&self.client.shared, spec, self.server.as_deref())
    }

    pub(crate) fn reading(&self) -> Reading {
        reading(&self.client, self.deadline, self.max_body, self.strict)
    }
}

fn reading(client: &Client, deadline: Duration, max_body: usize, strict: bool) -> Reading {
    let mut reading = Reading::within(max_body);
    // Most streams have no deadline, and each of their items would make this limit.
    if deadline < Duration::MAX {
        let client = client.clone();
        let is_late = move || client.shared.clock.monotonic() >= deadline;
        reading.until(Box::new(is_late));
    }
    if strict {
        reading.refuse_mismatches();
    }
    reading
}

/// The result of a call.
pub(crate) type Done = Result<Box<Answer>, Box<Failure>>;

impl Answer {
    /// The failure of a success that can't be decoded.
    pub(crate) fn undecoded(self, error: DecodeError) -> Box<Failure> {
        Box::new(Failure {
            attempts: self.attempts,
            response: Some(self.response),
            limits: Some(self.limits),
            ..Failure::undecoded(&self.spec, error)
        })
    }
}

impl Failure {
    /// Finds the server's message in the response of an error.
    fn hear(&mut self, shared: &Shared, target: &Target) {
        if let Some(answer) = self.answer() {
            let secrets = secrets(shared, target);
            let is_unauthorized = answer.status == StatusCode::UNAUTHORIZED;
            let is_secret = target.is_secret || self.spec.hides_error(answer.status);
            self.said = Said::of(answer, false, shared.api, &secrets, is_secret);
            if is_unauthorized {
                self.advice = target.advice(shared, &self.spec);
            }
        }
    }
}

/// The secrets of a request.
fn secrets(shared: &Shared, target: &Target) -> Vec<String> {
    let sent = target.headers.values().chain(&target.hooked);
    let sent: Vec<_> = sent.filter(|value| value.is_sensitive()).collect();
    let known = &shared.servers.all_secrets();
    said::secrets(&sent, &target.uri, Credentials::of(shared.api), known)
}

/// Sends the call.
pub(crate) fn execute(mut parts: Box<Parts>, extent: Extent) -> BoxFuture<'static, Done> {
    // On the thread of the caller, whose current span is the parent.
    let span = Span::new(&parts.spec);
    Box::pin(async move {
        let deadline = deadline(&parts, extent);
        let made = span.wrap(attempts(&mut parts, extent, deadline, &span));
        let ((response, rest), attempts, target) = made.await?;
        drop(target);
        Ok(Box::new(Answer {
            response,
            spec: parts.spec.clone(),
            attempts,
            limits: limits(&parts, deadline),
            rest: rest.map(|body| Rest {
                body: Some(body),
                parts,
                deadline,
            }),
        }))
    })
}

fn limits(parts: &Parts, deadline: Duration) -> Limits {
    Limits {
        client: parts.client.clone(),
        server: parts.server.clone().map(Box::new),
        deadline,
        max_body: parts.settings.max_body,
        strict: parts.settings.strict,
    }
}

/// The end of the call. A body in chunks may take any time, so only a limit of the call itself applies to it.
fn deadline(parts: &Parts, extent: Extent) -> Duration {
    let shared = &parts.client.shared;
    let is_whole = extent == Extent::Whole && parts.body.as_bytes().is_some();
    let usual = is_whole.then_some(shared.settings.total_timeout);
    let total = parts.timeout.or(usual).unwrap_or(Duration::MAX);
    shared.clock.monotonic().saturating_add(total)
}

/// The request as the first attempt would send it.
pub(crate) async fn build(mut parts: Box<Parts>) -> Result<http::Request<SendBody>, Box<Failure>> {
    let mut target = prepare(&mut parts)?;
    let (shared, spec) = (&*parts.client.shared, &parts.spec);
    if target.need.is_some() {
        let limit = sleep(shared, parts.settings.attempt_timeout);
        let mut limit = limit.map_err(|why| stopped(None, spec, why))?;
        let authorized = authorize(shared, spec, &mut target, &mut limit).await;
        authorized.map_err(|mut failed| {
            failed.limits = Some(limits(&parts, Duration::MAX));
            failed
        })?;
    }
    let mut request = request(spec, &target, std::mem::take(&mut parts.body));
    hook::before(shared, spec, 1, &mut request, &mut target)
        .map_err(|refusal| Box::new(refused(spec, refusal)))?;
    Ok(request)
}

/// The head of the call's requests.
fn prepare(parts: &mut Parts) -> Result<Target, Box<Failure>> {
    let target = match parts.problem.take() {
        Some(problem) => Err(Refusal::Problem(problem)),
        None => target(parts),
    };
    target.map_err(|refusal| Box::new(refused(&parts.spec, refusal)))
}

/// The response of the successful attempt, the number of attempts, and the head of the request.
async fn attempts(
    parts: &mut Parts,
    extent: Extent,
    deadline: Duration,
    span: &Span,
) -> Result<(Success, u32, Target), Box<Failure>> {
    let mut target = prepare(parts)?;
    let client = parts.client.clone();
    let mut run = Run {
        shared: &client.shared,
        spec: parts.spec.clone(),
        settings: parts.settings.clone(),
        repeatable: retry::is_repeatable(
            &parts.spec.method,
            &target.headers,
            parts.spec.key_header(),
        ),
        extent,
        deadline,
        span,
        attempts: 0,
        fetches: 0,
        processed: false,
    };
    let mut failure: Option<Box<Failure>> = None;
    let mut answer = None;
    loop {
        // The call may end before the request is sent again.
        answer = failure
            .as_ref()
            .and_then(|last| last.response.clone())
            .or(answer);
        let attempted = run.attempt(&mut parts.body, &mut target, failure.take());
        let mut failed = match attempted.await {
            Ok(success) => {
                let attempts = run.attempts;
                return Ok((success, attempts, target));
            }
            Err(failed) => failed,
        };
        // Once an attempt may have been processed, so may the call.
        run.processed |= failed.processed;
        failed.processed = run.processed;
        failed.attempts = run.attempts;
        let is_left = parts.body.is_left();
        let delay = if is_left && renews(&mut target, &failed) {
            Duration::ZERO
        } else if let Some(delay) = run.delay(&failed).filter(|_| is_left) {
            delay
        } else {
            failed.response = failed
                .response
                .take()
                .or(answer.filter(|_| failed.is_unsent()));
            failed.limits = Some(limits(parts, deadline));
            failed.hear(run.shared, &target);
            return Err(failed);
        };
        trace::retry(&run.spec, &failed, delay);
        if !delay.is_zero() {
            match sleep(run.shared, delay) {
                Ok(sleep) => sleep.await,
                Err(why) => return Err(stopped(Some(failed), &run.spec, why)),
            }
        }
        failure = Some(failed);
    }
}

/// The attempts of a call so far, and the rules for the next one.
struct Run<'a> {
    shared: &'a Shared,
    spec: CallSpec,
    settings: Settings,
    repeatable: bool,
    extent: Extent,
    deadline: Duration,
    span: &'a Span,
    attempts: u32,
    /// The number of failed fetches of a token.
    fetches: u32,
    processed: bool,
}

impl Run<'_> {
    fn left(&self) -> Duration {
        let now = self.shared.clock.monotonic();
        self.deadline.saturating_sub(now)
    }

    /// Sends the request once; `last` is the failure of the previous attempt.
    async fn attempt(
        &mut self,
        body: &mut SendBody,
        target: &mut Target,
        last: Option<Box<Failure>>,
    ) -> Result<Success, Box<Failure>> {
        let (shared, spec) = (self.shared, &self.spec);
        let each = self.settings.attempt_timeout.min(self.left());
        let mut limit = sleep(shared, each).map_err(|why| stopped(last, spec, why))?;
        if let Err(failed) = authorize(shared, spec, target, &mut limit).await {
            self.fetches += 1;
            return Err(failed);
        }
        let Some(body) = body.attempt() else {
            return Err(Box::new(Failure::new(ErrorKind::Upload, spec)));
        };
        let mut request = request(spec, target, body);
        #[cfg(feature = "mock")]
        request
            .extensions_mut()
            .insert(super::transport::Called::of(spec));
        let number = self.attempts + 1;
        let hooked = hook::before(shared, spec, number, &mut request, target);
        hooked.map_err(|refusal| Box::new(refused(spec, refusal)))?;
        self.attempts = number;
        self.span.attempt(number);
        let begun = shared.clock.monotonic();
        let attempt = Attempt {
            shared,
            spec,
            max_body: self.settings.max_body,
            request,
            direct: target.direct,
            extent: self.extent,
            limit,
            each,
            deadline: self.deadline,
        };
        let attempted = attempt.make().await;
        if let Some(response) = &attempted.response {
            self.span.status(response.status);
        }
        let judged = judge(shared, spec, attempted, shared.clock.now());
        let duration = shared.clock.monotonic().saturating_sub(begun);
        hook::after(shared, spec, number, duration, &judged);
        judged
    }

    /// The delay before the next attempt; `None` after the last one.
    fn delay(&self, failed: &Failure) -> Option<Duration> {
        // The request was not sent: the fetch of its token can be repeated, even if the request isn't idempotent.
        let (outcome, repeatable) = match refused_token(failed) {
            Some(fetch) => fetch,
            None => (outcome(failed)?, self.repeatable),
        };
        let attempt = retry::Attempt {
            retries: (self.attempts + self.fetches).saturating_sub(1),
            repeatable,
            now: self.shared.clock.now(),
            left: self.left(),
            random: self.shared.clock.random(),
        };
        retry::decide(&self.settings.retry, attempt, outcome)
    }
}

/// A sleep; an error if the runtime that polls the call lacks a part.
pub(crate) fn sleep(
    shared: &Shared,
    duration: Duration,
) -> Result<BoxFuture<'static, ()>, &'static str> {
    shared.clock.ready()?;
    Ok(shared.clock.sleep(duration))
}

/// The failure of a call whose runtime can't continue it. It keeps the result of the `last` attempt.
pub(crate) fn stopped(
    last: Option<Box<Failure>>,
    spec: &CallSpec,
    why: &'static str,
) -> Box<Failure> {
    let mut failure = last.unwrap_or_else(|| Box::new(Failure::new(ErrorKind::Runtime, spec)));
    failure.kind = ErrorKind::Runtime;
    failure.timeout = false;
    failure.why = why;
    failure
}

fn refused(spec: &CallSpec, refusal: Refusal) -> Failure {
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

fn request(spec: &OperationSpec, target: &Target, body: SendBody) -> http::Request<SendBody> {
    let mut request = http::Request::new(body);
    *request.method_mut() = spec.method.clone();
    *request.uri_mut() = target.uri.clone();
    *request.headers_mut() = target.headers.clone();
    request
}

/// The outcome of an attempt for the rules for retries; `None` if it must not be sent again.
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
