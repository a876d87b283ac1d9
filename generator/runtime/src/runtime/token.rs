//! Access tokens that a source fetches: the trait of sources, and the cache of a source's tokens. One call at
//! a time fetches a token for all clones of a client. A token is renewed before it expires, and dropped when
//! a server refuses it.

use super::attempt::{Trouble, collect};
use super::client::Shared;
use super::clock::Clock;
use super::future::{BoxFuture, MaybeSend, MaybeSync};
use super::reply::RawResponse;
use super::secret::Secret;
use super::send_body::SendBody;
use super::target::{bearer, is_private, sensitive};
pub use super::token_error::TokenError;
use super::transport::Transport;
use bytes::{Bytes, BytesMut};
use http::header::USER_AGENT;
use http::{HeaderValue, Request};
use std::borrow::Cow;
use std::fmt;
use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;
use url::Url;

/// The time before its end at which a token is renewed, unless it lives for less than four times as long.
const EARLY: Duration = Duration::from_secs(30);

/// The largest size of a token response, in bytes.
const MAX_ANSWER: usize = 1 << 20;

/// A source of access tokens, such as [`ClientCredentials`](super::ClientCredentials) or one of your own.
pub trait TokenSource: MaybeSend + MaybeSync + 'static {
    /// Fetches a token. Called before a request is sent when no token is there or the last one is about to
    /// expire, and once when a server responds with 401. One call at a time fetches; the others that need the
    /// token wait for it.
    ///
    /// `sender` sends requests with the transport of the client; a source doesn't have to use it.
    fn token<'a>(
        &'a self,
        sender: TokenSender<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, TokenError>>;

    /// The URL of the token endpoint. Errors show it without its query, for whoever looks for a wrong one. One that
    /// begins with `/` or `.` is relative to the client's base URL. Defaults to none.
    fn endpoint(&self) -> Option<&str> {
        None
    }
}

/// Sends the requests of a token source.
#[derive(Clone, Copy)]
pub struct TokenSender<'a> {
    pub(super) sending: &'a Sending,
}

/// The parts of a client that send the requests of token sources. They don't hold the client, so that a source can
/// keep a request whose call was dropped.
#[derive(Clone)]
pub(super) struct Sending {
    transport: Arc<dyn Transport>,
    pub(super) clock: Arc<dyn Clock>,
    plain_http: bool,
    pub(super) attempt_timeout: Duration,
    pub(super) user_agent: Option<HeaderValue>,
    /// The base URL, without a slash at its end, and whether it has secrets.
    base: (Url, bool),
}

impl Sending {
    fn of(shared: &Shared) -> Self {
        Self {
            transport: Arc::clone(&shared.transport),
            clock: Arc::clone(&shared.clock),
            plain_http: shared.plain_http,
            attempt_timeout: shared.settings.attempt_timeout,
            user_agent: shared.headers.get(USER_AGENT).cloned(),
            base: shared.servers.token_base(),
        }
    }

    /// The URL of a token endpoint, which can be relative to the base URL. A text that begins otherwise may lack its
    /// scheme, and means another host.
    pub(super) fn url<'a>(&self, url: &'a str) -> Cow<'a, str> {
        let relative = Some(url).filter(|url| url.starts_with(['/', '.']));
        let joined = relative.and_then(|url| self.base.0.join(url).ok());
        joined.map_or(url.into(), |url| String::from(url).into())
    }

    /// The URL of a source's endpoint in the text of an error; none if it may have a secret of the base URL.
    fn endpoint<'a>(&self, source: &'a dyn TokenSource) -> Option<Cow<'a, str>> {
        let url = self.url(source.endpoint()?);
        let is_moved = matches!(url, Cow::Owned(_));
        (!is_moved || !self.base.1).then_some(url)
    }

    /// The server of a source's request in the text of an error, for a source that doesn't tell its endpoint; none if it
    /// may have a secret of the base URL.
    fn host(&self, url: &Url) -> Option<String> {
        let (base, is_secret) = &self.base;
        let may_tell = !is_secret || base.origin() != url.origin();
        may_tell.then(|| url.origin().ascii_serialization())
    }
}

impl TokenSender<'_> {
    /// Sends a request once, and reads its response of at most one MiB. Without TLS it goes to a loopback
    /// address only, unless the builder allows [plain HTTP](super::ClientBuilder::allow_plain_http).
    ///
    /// # Errors
    /// When no response arrives. A response with the status of an error is `Ok`.
    pub async fn send(self, request: Request<Bytes>) -> Result<RawResponse, TokenError> {
        let url = Url::parse(&request.uri().to_string());
        let url = url.map_err(|_| TokenError::new("the token URL is not a URL"))?;
        if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() {
            return Err(TokenError::new("the token URL is no URL of http or https"));
        }
        if !self.sending.plain_http && !is_private(&url) {
            return Err(TokenError::new(
                "the token URL has no TLS: use https or a loopback address, or call \
                 `ClientBuilder::allow_plain_http`",
            ));
        }
        let host = self.sending.host(&url);
        let answer = self.answer(&url, request.map(SendBody::from)).await;
        answer.map_err(|error| error.at(host.as_deref()))
    }

    async fn answer(
        self,
        url: &Url,
        request: Request<SendBody>,
    ) -> Result<RawResponse, TokenError> {
        let Sending {
            transport, clock, ..
        } = self.sending;
        let sending = if url.scheme() == "http" {
            transport.send_direct(request)
        } else {
            transport.send(request)
        };
        let (head, mut body) = sending.await?.into_parts();
        let mut read = BytesMut::new();
        clock.ready().map_err(TokenError::new)?;
        let mut limit = clock.sleep(self.sending.attempt_timeout);
        match collect(&mut *body, &mut read, MAX_ANSWER, &mut limit).await {
            None => {}
            Some(Trouble::Transport(error)) => return Err(error.into()),
            Some(Trouble::Timeout) => {
                return Err(TokenError::temporary(
                    "the answer for a token did not end in time",
                ));
            }
            Some(Trouble::TooLarge) => {
                return Err(TokenError::new("the answer for a token is too large"));
            }
        }
        Ok(RawResponse {
            status: head.status,
            headers: head.headers,
            body: read.freeze(),
        })
    }
}

impl fmt::Debug for TokenSender<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenSender")
    }
}

/// An access token and its lifetime.
#[derive(Debug, Clone)]
pub struct AccessToken {
    token: Secret,
    lifetime: Option<Duration>,
}

impl AccessToken {
    /// Creates a token that is valid until a server refuses it.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self {
            token: token.into(),
            lifetime: None,
        }
    }

    /// Sets the time for which the token is valid from now on.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

/// The tokens of a source. Each call that waits for a token drives its fetch, as the call that began it may be kept
/// somewhere without being polled. When that call is dropped, another one begins a new fetch.
pub(crate) struct Tokens {
    source: Arc<dyn TokenSource>,
    state: Mutex<State>,
    waiting: Arc<Waiting>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// The number of fetches that have begun.
    fetches: u64,
    running: Option<Running>,
    /// The fetch that failed last.
    failed: Option<(u64, TokenError)>,
}

/// A fetch that has begun.
struct Running {
    number: u64,
    begun: Duration,
    /// `None` while a call polls it.
    fetch: Option<BoxFuture<'static, Fetched>>,
}

type Fetched = Result<Kept, TokenError>;

/// The token of the header, the time of its renewal, and the number of its fetch.
struct Kept {
    value: HeaderValue,
    renew: Option<Duration>,
    number: u64,
}

impl Tokens {
    pub(crate) fn new(source: Arc<dyn TokenSource>) -> Self {
        Self {
            source,
            state: Mutex::default(),
            waiting: Arc::default(),
        }
    }

    /// The value of the header; a token is fetched if no valid one is there.
    pub(crate) async fn value(&self, shared: &Shared) -> Result<HeaderValue, TokenError> {
        let mut call = Caller {
            tokens: self,
            begun: None,
            awaited: None,
        };
        poll_fn(|context| call.poll(shared, context)).await
    }

    /// The error of a fetch that takes too long.
    pub(crate) fn late(&self, shared: &Shared) -> TokenError {
        let endpoint = Sending::of(shared).endpoint(&*self.source);
        TokenError::temporary("it did not come in time").at(endpoint.as_deref())
    }

    /// Drops a token that a server refused, unless another call has renewed it.
    pub(crate) fn refuse(&self, value: &HeaderValue) {
        let mut state = self.state();
        if state.kept.as_ref().is_some_and(|kept| kept.value == value) {
            state.kept = None;
        }
    }

    fn begin(&self, shared: &Shared, number: u64) -> Running {
        let (source, sending) = (Arc::clone(&self.source), Sending::of(shared));
        let begun = shared.clock.monotonic();
        let fetch = Box::pin(async move {
            let sender = TokenSender { sending: &sending };
            let given = source.token(sender).await;
            let endpoint = sending.endpoint(&*source);
            let endpoint = endpoint.as_deref();
            let given = given.map_err(|error| error.at(endpoint));
            let AccessToken { token, lifetime } = given?;
            let value = sensitive(&bearer(&token)).filter(|_| !token.expose().is_empty());
            let why = "it is empty, or can't stand in a header";
            let value = value.ok_or_else(|| TokenError::new(why).at(endpoint))?;
            let renew = lifetime.map(|lifetime| {
                let early = EARLY.min(lifetime / 4);
                begun.saturating_add(lifetime.saturating_sub(early))
            });
            Ok(Kept {
                value,
                renew,
                number,
            })
        });
        Running {
            number,
            begun,
            fetch: Some(fetch),
        }
    }

    /// Polls a fetch, and puts it back unless it has ended or another one has replaced it.
    fn drive(&self, number: u64, mut fetch: BoxFuture<'static, Fetched>) -> Poll<()> {
        let waker = Waker::from(Arc::clone(&self.waiting));
        match fetch.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(fetched) => {
                self.end(number, Some(fetched));
                Poll::Ready(())
            }
            Poll::Pending => {
                let mut state = self.state();
                let running = state.running.as_mut();
                match running.filter(|running| running.number == number) {
                    Some(running) => running.fetch = Some(fetch),
                    None => drop(state),
                }
                Poll::Pending
            }
        }
    }

    /// Ends a fetch, unless another one has replaced it.
    fn end(&self, number: u64, fetched: Option<Fetched>) {
        let mut state = self.state();
        let ended = state.running.take_if(|running| running.number == number);
        match fetched {
            Some(Ok(kept)) => state.kept = Some(kept),
            Some(Err(error)) => state.failed = Some((number, error)),
            None if ended.is_none() => return,
            None => {}
        }
        drop(state);
        // A source's own code may run here.
        drop(ended);
        self.waiting.wake_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No state is left half changed when a panic unwinds.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call that needs a token.
struct Caller<'a> {
    tokens: &'a Tokens,
    /// The fetch that it began, and the one that it waits for.
    begun: Option<u64>,
    awaited: Option<u64>,
}

impl Caller<'_> {
    fn poll(
        &mut self,
        shared: &Shared,
        context: &mut Context<'_>,
    ) -> Poll<Result<HeaderValue, TokenError>> {
        // Before the fetch is looked at, as another thread may end it.
        let waiting = &self.tokens.waiting;
        waiting.add(context.waker());
        loop {
            let mut state = self.tokens.state();
            let now = shared.clock.monotonic();
            if let Some(done) = self.done(&state, now) {
                return Poll::Ready(done);
            }
            // No call ends a fetch that is late if nobody polls the call that began it.
            let limit = shared.settings.attempt_timeout;
            let late = state
                .running
                .take_if(|running| now.saturating_sub(running.begun) > limit);
            if state.running.is_none() {
                state.fetches += 1;
                self.begun = Some(state.fetches);
                state.running = Some(self.tokens.begin(shared, state.fetches));
                waiting.is_due.store(true, Ordering::Release);
            }
            let running = state.running.as_mut();
            self.awaited = running.as_ref().map(|running| running.number);
            let turn = running.and_then(|running| {
                let may = running.fetch.is_some() && waiting.is_due.swap(false, Ordering::AcqRel);
                Some((running.number, running.fetch.take_if(|_| may)?))
            });
            drop(state);
            drop(late);
            let Some((number, fetch)) = turn else {
                return Poll::Pending;
            };
            if self.tokens.drive(number, fetch).is_pending() {
                return Poll::Pending;
            }
        }
    }

    /// The valid token, or the outcome of the awaited fetch.
    fn done(&self, state: &State, now: Duration) -> Option<Result<HeaderValue, TokenError>> {
        let is_valid = |kept: &&Kept| {
            self.awaited == Some(kept.number) || kept.renew.is_none_or(|renew| now < renew)
        };
        if let Some(kept) = state.kept.as_ref().filter(is_valid) {
            return Some(Ok(kept.value.clone()));
        }
        let (number, error) = state.failed.as_ref()?;
        (self.awaited == Some(*number)).then(|| Err(error.clone()))
    }
}

impl Drop for Caller<'_> {
    fn drop(&mut self) {
        if let Some(number) = self.begun {
            self.tokens.end(number, None);
        }
        // The turn to poll the fetch may have been that of this call.
        self.tokens.waiting.wake_all();
    }
}

/// The calls that a fetch wakes.
#[derive(Default)]
struct Waiting {
    wakers: Mutex<Vec<Waker>>,
    /// Whether the fetch has to be polled.
    is_due: AtomicBool,
}

impl Waiting {
    fn add(&self, waker: &Waker) {
        let mut wakers = self.wakers();
        if !wakers.iter().any(|known| known.will_wake(waker)) {
            wakers.push(waker.clone());
        }
    }

    fn wakers(&self) -> MutexGuard<'_, Vec<Waker>> {
        self.wakers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake_all(&self) {
        let wakers = std::mem::take(&mut *self.wakers());
        wakers.into_iter().for_each(Waker::wake);
    }
}

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        self.is_due.store(true, Ordering::Release);
        self.wake_all();
    }
}
