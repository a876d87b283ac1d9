//! Code of the caller's around each attempt: before the attempt is sent, and when it has ended.

use super::api::CallSpec;
use super::attempt::Success;
use super::client::Shared;
use super::error::{ErrorKind, Failure};
use super::future::{MaybeSend, MaybeSync};
use super::headers::header;
use super::missing::required_headers;
use super::problem::Problem;
use super::secret::Credentials;
use super::send_body::SendBody;
use super::target::{Refusal, Target, may_have_secrets};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Uri};
use std::fmt;
use std::time::Duration;
use url::Url;

/// Code that runs around each attempt of each call: [`ClientBuilder::hook`](super::ClientBuilder::hook) adds it. A
/// closure is a hook that runs before each attempt.
///
/// ```text
/// let builder = builder.hook(|request: &mut HookRequest<'_>| request.set_header("traceparent", &current()));
/// ```
///
/// A hook runs on the task of the call, so it must not block. A blocking call runs on another thread: hooks don't
/// see thread-locals of the caller, and a hook that blocks delays all blocking calls. Requests of token sources
/// have no hooks.
pub trait Hook: MaybeSend + MaybeSync + 'static {
    /// Called before each attempt, the first and each retry, and for a request that is only built. The headers
    /// that it sets hold for this attempt alone. It may set a credential that the operation needs.
    fn before(&self, request: &mut HookRequest<'_>) {
        let _ = request;
    }

    /// Called after each attempt that was sent, unless its call was dropped.
    fn after(&self, response: &HookResponse<'_>) {
        let _ = response;
    }
}

impl<F: Fn(&mut HookRequest<'_>) + MaybeSend + MaybeSync + 'static> Hook for F {
    fn before(&self, request: &mut HookRequest<'_>) {
        self(request);
    }
}

/// A request that is about to be sent. `Debug` shows the method, the path's template, and the names of its
/// headers.
pub struct HookRequest<'a> {
    spec: &'a CallSpec,
    attempt: u32,
    request: &'a mut Request<SendBody>,
    problem: Option<Problem>,
    has_changed: bool,
}

impl HookRequest<'_> {
    /// The name of the operation's method; `request` for a path that the document doesn't have.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.spec.name
    }

    /// The path without its values: `/messages/{id}`.
    #[must_use]
    pub fn template(&self) -> &str {
        &self.spec.path
    }

    /// The number of the attempt, from one.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.request.method()
    }

    /// The URL, which can hold a key.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        self.request.uri()
    }

    /// The headers. Those that hold a credential are marked as sensitive.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// The body, for a signature or a checksum.
    #[must_use]
    pub fn body(&self) -> &SendBody {
        self.request.body()
    }

    /// Sets a header. The call fails with an error about the first invalid header, before it is sent. An
    /// `Idempotency-Key` that is set here doesn't allow retries of the call.
    #[inline]
    pub fn set_header(&mut self, name: &str, value: &str) {
        self.has_changed = true;
        match header(name, value) {
            Ok((name, value)) => {
                self.request.headers_mut().insert(name, value);
            }
            Err(problem) => {
                self.problem.get_or_insert(problem);
            }
        }
    }

    /// Keeps the request from being sent; the error of the call shows the reason.
    #[inline]
    pub fn refuse(&mut self, why: &'static str) {
        let problem = Problem::new("request, as a hook says", why);
        self.problem.get_or_insert(problem);
    }
}

impl fmt::Debug for HookRequest<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers = self.headers().keys().map(HeaderName::as_str);
        f.debug_struct("HookRequest")
            .field("operation", &self.operation())
            .field("attempt", &self.attempt)
            .field("method", self.method())
            .field("template", &self.template())
            .field("headers", &headers.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// The end of an attempt. `Debug` shows no value of a header.
pub struct HookResponse<'a> {
    spec: &'a CallSpec,
    attempt: u32,
    duration: Duration,
    status: Option<StatusCode>,
    headers: Option<&'a HeaderMap>,
    error: Option<ErrorKind>,
}

impl HookResponse<'_> {
    /// The name of the operation's method; `request` for a path that the document doesn't have.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.spec.name
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.spec.method
    }

    /// The path without its values: `/messages/{id}`.
    #[must_use]
    pub fn template(&self) -> &str {
        &self.spec.path
    }

    /// The number of the attempt, from one.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The time from sending until the response was read. If the caller reads the body, the time ends at the head.
    #[must_use]
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// The status, if there was a response.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// The headers, if there was a response.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.headers
    }

    /// The kind of the attempt's error. An error of decoding comes later, so it is not included.
    #[must_use]
    pub fn error(&self) -> Option<ErrorKind> {
        self.error
    }
}

impl fmt::Debug for HookResponse<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers = self.headers.into_iter().flat_map(HeaderMap::keys);
        f.debug_struct("HookResponse")
            .field("operation", &self.operation())
            .field("attempt", &self.attempt)
            .field("duration", &self.duration)
            .field("status", &self.status)
            .field("headers", &headers.collect::<Vec<_>>())
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

/// Runs the hooks before an attempt. The rules for secrets hold for a secret that a hook sets, too. Without hooks,
/// the target is as it was checked.
pub(crate) fn before(
    shared: &Shared,
    spec: &CallSpec,
    attempt: u32,
    request: &mut Request<SendBody>,
    target: &mut Target,
) -> Result<(), Refusal> {
    if shared.hooks.is_empty() {
        return Ok(());
    }
    let mut request = HookRequest {
        spec,
        attempt,
        request,
        problem: None,
        has_changed: false,
    };
    for hook in &shared.hooks {
        hook.before(&mut request);
    }
    if let Some(problem) = request.problem {
        return Err(Refusal::Problem(problem));
    }
    let (request, has_changed) = (request.request, request.has_changed);
    target.hooked.clear();
    if let Some(awaited) = target.awaited.take() {
        target.awaited = Some(awaited.refusal(request.headers())?);
    }
    required_headers(spec, request.headers())?;
    if !has_changed {
        return Ok(());
    }
    Credentials::of(shared.api).mark(request.headers_mut());
    for name in spec.secrets {
        if let Some(value) = request.headers_mut().get_mut(*name) {
            value.set_sensitive(true);
            target.is_secret = true;
        }
    }
    let sensitive = request.headers().values();
    let sensitive = sensitive.filter(|value| value.is_sensitive());
    target.hooked.extend(sensitive.cloned());
    if request.headers().values().any(HeaderValue::is_sensitive)
        && let Ok(url) = Url::parse(&request.uri().to_string())
    {
        may_have_secrets(shared, &url)?;
        target.direct |= url.scheme() != "https";
    }
    Ok(())
}

/// Runs the hooks after an attempt.
pub(crate) fn after(
    shared: &Shared,
    spec: &CallSpec,
    attempt: u32,
    duration: Duration,
    judged: &Result<Success, Box<Failure>>,
) {
    let response = match judged {
        Ok((response, _)) => Some(response),
        Err(failed) => failed.response.as_ref(),
    };
    let response = HookResponse {
        spec,
        attempt,
        duration,
        status: response.map(|response| response.status),
        headers: response.map(|response| &response.headers),
        error: judged.as_ref().err().map(|failed| failed.kind),
    };
    for hook in &shared.hooks {
        hook.after(&response);
    }
}
