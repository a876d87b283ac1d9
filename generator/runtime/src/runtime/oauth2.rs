//! OAuth 2.0 (RFC 6749) over the client's own transport: the client credentials of section 4.4, and the
//! refresh token of section 6. The secrets go to the token endpoint only: a redirect is an error.

use super::future::{BoxFuture, MaybeSend, MaybeSync};
use super::parameter::{pair, strict};
use super::said;
use super::secret::Secret;
use super::target::sensitive;
use super::token::{AccessToken, TokenError, TokenSender, TokenSource};
use super::wire::{Base64, shown};
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderValue, Method, Request};
use serde_json::Value;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// The client as the token endpoint knows it.
#[derive(Clone)]
struct Application {
    id: String,
    secret: Option<Secret>,
    in_body: bool,
}

/// The request for a token: the endpoint, the client, and the parameters.
#[derive(Clone)]
struct Asking {
    url: String,
    application: Option<Application>,
    parameters: Vec<(String, Secret)>,
}

/// Fetches tokens with the credentials of a client (RFC 6749, section 4.4).
#[derive(Clone)]
pub struct ClientCredentials(Asking);

impl ClientCredentials {
    /// Creates a source from the token endpoint's URL and the client's id and secret, which are sent as
    /// `Authorization: Basic`. A URL that begins with `/` or `.` is relative to the base URL of the client, which has no
    /// slash at its end here (RFC 3986, section 5): `/token` replaces its whole path, `./token` the last segment.
    #[inline]
    pub fn new(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
    ) -> Self {
        let application = Application {
            id: client_id.into(),
            secret: Some(client_secret.into()),
            in_body: false,
        };
        let mut asking = Asking::of(token_url.into(), "client_credentials");
        asking.application = Some(application);
        Self(asking)
    }

    /// Requests a scope. Can be called more than once; without a scope the server decides.
    #[must_use]
    #[inline]
    pub fn scope(mut self, scope: &str) -> Self {
        self.0.scope(scope);
        self
    }

    /// Adds a parameter of the token request, such as `audience`.
    #[must_use]
    #[inline]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.0.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends id and secret in the body, for servers that don't read the header.
    #[must_use]
    #[inline]
    pub fn in_body(mut self) -> Self {
        self.0.in_body();
        self
    }
}

impl TokenSource for ClientCredentials {
    #[inline]
    fn token<'a>(
        &'a self,
        sender: TokenSender<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(async move { Ok(self.0.ask(sender, None).await?.token) })
    }

    #[inline]
    fn endpoint(&self) -> Option<&str> {
        Some(&self.0.url)
    }
}

/// Fetches tokens with a refresh token (RFC 6749, section 6). If the server replaces the refresh token, the
/// new one is used from then on. A request that the server may have processed isn't repeated, and the next call goes on
/// with the request of a call that was dropped: a server can take a second use of a refresh token for theft.
pub struct RefreshToken {
    asking: Asking,
    refresh: Mutex<Secret>,
    replaced: Option<Box<dyn Store>>,
    /// The request of a call that was dropped.
    left: Mutex<Option<Refresh>>,
}

/// A request for a token with a refresh token.
struct Refresh {
    begun: Duration,
    answer: BoxFuture<'static, Result<Given, TokenError>>,
}

/// A refresh that a call waits for. If the call is dropped, the next one goes on with it: the server may have replaced
/// the refresh token, and take a second use of it for theft (RFC 9700, section 4.14.2).
struct Waiting<'a> {
    refresh: Option<Refresh>,
    left: &'a Mutex<Option<Refresh>>,
}

impl Waiting<'_> {
    #[inline]
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Given, TokenError>> {
        let Some(refresh) = &mut self.refresh else {
            return Poll::Pending;
        };
        let answer = ready!(refresh.answer.as_mut().poll(context));
        self.refresh = None;
        Poll::Ready(answer)
    }
}

impl Drop for Waiting<'_> {
    #[inline]
    fn drop(&mut self) {
        *locked(self.left) = self.refresh.take();
    }
}

#[inline]
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes a refresh token that replaces the last one.
trait Store: Fn(&Secret) + MaybeSend + MaybeSync {}
impl<F: Fn(&Secret) + MaybeSend + MaybeSync> Store for F {}

impl RefreshToken {
    /// Creates a source of the token endpoint's URL and a refresh token. A URL that begins with `/` or `.` is relative to
    /// the base URL of the client, as for [`ClientCredentials::new`].
    #[inline]
    pub fn new(token_url: impl Into<String>, refresh_token: impl Into<Secret>) -> Self {
        Self {
            asking: Asking::of(token_url.into(), "refresh_token"),
            refresh: Mutex::new(refresh_token.into()),
            replaced: None,
            left: Mutex::default(),
        }
    }

    /// Sets the client that the refresh token was issued to.
    #[must_use]
    #[inline]
    pub fn client(mut self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.asking.application = Some(Application {
            id: id.into(),
            secret: Some(secret.into()),
            in_body: false,
        });
        self
    }

    /// Sets the client that the refresh token was issued to, which has no secret.
    #[must_use]
    #[inline]
    pub fn public_client(mut self, id: impl Into<String>) -> Self {
        self.asking.application = Some(Application {
            id: id.into(),
            secret: None,
            in_body: true,
        });
        self
    }

    /// Requests a scope. Can be called more than once; without a scope the token keeps all of its scopes.
    #[must_use]
    #[inline]
    pub fn scope(mut self, scope: &str) -> Self {
        self.asking.scope(scope);
        self
    }

    /// Adds a parameter of the token request.
    #[must_use]
    #[inline]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.asking.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends the client's id and secret in the body, for servers that don't read the header.
    #[must_use]
    #[inline]
    pub fn in_body(mut self) -> Self {
        self.asking.in_body();
        self
    }

    /// Calls `store` with each new refresh token, so that the program can save it.
    #[must_use]
    #[inline]
    pub fn on_replaced(
        mut self,
        store: impl Fn(&Secret) + MaybeSend + MaybeSync + 'static,
    ) -> Self {
        self.replaced = Some(Box::new(store));
        self
    }

    /// Sends a request, which is not bound to a call.
    #[inline]
    fn begin(&self, sender: TokenSender<'_>) -> Refresh {
        let (asking, sending) = (self.asking.clone(), sender.sending.clone());
        let refresh = locked(&self.refresh).clone();
        Refresh {
            begun: sending.clock.monotonic(),
            answer: Box::pin(async move {
                let sender = TokenSender { sending: &sending };
                asking.ask(sender, Some(refresh)).await
            }),
        }
    }

    /// The response to the request of a call that was dropped, or else to a new request. One that is late is left to
    /// itself.
    #[inline]
    async fn refresh(&self, sender: TokenSender<'_>) -> Result<Given, TokenError> {
        let left = locked(&self.left).take();
        let now = sender.sending.clock.monotonic();
        let is_late = left.as_ref().is_some_and(|refresh| {
            now.saturating_sub(refresh.begun) > sender.sending.attempt_timeout
        });
        let mut waiting = Waiting {
            refresh: Some(left.unwrap_or_else(|| self.begin(sender))),
            left: &self.left,
        };
        if is_late {
            let tried = poll_fn(|context| Poll::Ready(waiting.poll(context))).await;
            if let Poll::Ready(answer) = tried {
                return answer;
            }
            waiting.refresh = Some(self.begin(sender));
        }
        poll_fn(|context| waiting.poll(context)).await
    }

    #[inline]
    async fn ask(&self, sender: TokenSender<'_>) -> Result<AccessToken, TokenError> {
        let given = self.refresh(sender).await.map_err(TokenError::once)?;
        if let Some(refresh) = given.refresh {
            let mut kept = locked(&self.refresh);
            if *kept != refresh {
                *kept = refresh.clone();
                drop(kept);
                if let Some(store) = &self.replaced {
                    store(&refresh);
                }
            }
        }
        Ok(given.token)
    }
}

impl TokenSource for RefreshToken {
    #[inline]
    fn token<'a>(
        &'a self,
        sender: TokenSender<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(self.ask(sender))
    }

    #[inline]
    fn endpoint(&self) -> Option<&str> {
        Some(&self.asking.url)
    }
}

impl fmt::Debug for ClientCredentials {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientCredentials(…)")
    }
}

impl fmt::Debug for RefreshToken {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RefreshToken(…)")
    }
}

/// The response of a token endpoint.
struct Given {
    token: AccessToken,
    refresh: Option<Secret>,
}

impl Asking {
    #[inline]
    fn of(url: String, grant: &str) -> Self {
        Self {
            url,
            application: None,
            parameters: vec![("grant_type".to_owned(), grant.into())],
        }
    }

    #[inline]
    fn scope(&mut self, scope: &str) {
        let mut parameters = self.parameters.iter_mut();
        match parameters.find(|(name, _)| name == "scope") {
            Some((_, scopes)) => *scopes = format!("{} {scope}", scopes.expose()).into(),
            None => self.parameters.push(("scope".to_owned(), scope.into())),
        }
    }

    #[inline]
    fn in_body(&mut self) {
        if let Some(application) = &mut self.application {
            application.in_body = true;
        }
    }

    #[inline]
    async fn ask(
        &self,
        sender: TokenSender<'_>,
        refresh: Option<Secret>,
    ) -> Result<Given, TokenError> {
        let secrets = self.secrets(refresh.as_ref());
        let answer = sender.send(self.request(refresh, sender)?).await?;
        let body = serde_json::from_slice(&answer.body).unwrap_or(Value::Null);
        // Some servers send errors with the status of a success.
        let has_error = body.get("access_token").is_none() && body.get("error").is_some();
        if answer.status.is_success() && !has_error {
            given(&body)
        } else {
            let why = refusal(answer.status, &body, &secrets);
            Err(TokenError::answered(why, &answer))
        }
    }

    /// The secrets of a request that the response may repeat.
    #[inline]
    fn secrets(&self, refresh: Option<&Secret>) -> Vec<String> {
        let given = self.parameters.iter();
        let given = given.filter(|(name, _)| !is_public(name));
        let given = given.map(|(_, value)| value);
        let own = self.application.iter().filter_map(|it| it.secret.as_ref());
        let all = given.chain(own).chain(refresh);
        said::in_all_forms(all.map(|secret| secret.expose().to_owned()).collect())
    }

    #[inline]
    fn request(
        &self,
        refresh: Option<Secret>,
        sender: TokenSender<'_>,
    ) -> Result<Request<Bytes>, TokenError> {
        let mut pairs: Vec<(&str, Secret)> = Vec::new();
        for (name, value) in &self.parameters {
            pairs.push((name, value.clone()));
        }
        pairs.extend(refresh.map(|refresh| ("refresh_token", refresh)));
        let mut request = Request::new(Bytes::new());
        if let Some(Application {
            id,
            secret,
            in_body,
        }) = &self.application
        {
            if *in_body {
                pairs.push(("client_id", id.as_str().into()));
                pairs.extend(secret.clone().map(|secret| ("client_secret", secret)));
            } else if let Some(value) = basic(id, secret.as_ref()) {
                request.headers_mut().insert(AUTHORIZATION, value);
            }
        }
        let pairs = pairs.iter();
        let pairs = pairs.map(|(name, value)| pair(name, value.expose()));
        let body = pairs.collect::<Vec<_>>().join("&");
        let headers = request.headers_mut();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(agent) = &sender.sending.user_agent {
            headers.insert(USER_AGENT, agent.clone());
        }
        *request.method_mut() = Method::POST;
        let uri = sender.sending.url(&self.url).parse();
        *request.uri_mut() = uri.map_err(|_| TokenError::new("the token URL is not a URL"))?;
        *request.body_mut() = body.into();
        Ok(request)
    }
}

/// Whether a parameter of a token request is no secret (RFC 6749, 7521, 8693 and 8707; `audience` of others, too).
#[inline]
fn is_public(name: &str) -> bool {
    const NAMES: [&str; 5] = ["audience", "client_id", "redirect_uri", "resource", "scope"];
    name.ends_with("_type") || NAMES.contains(&name)
}

/// The `Authorization` header of a client: its id and secret are encoded like values of a form (RFC 6749,
/// section 2.3.1).
#[inline]
fn basic(id: &str, secret: Option<&Secret>) -> Option<HeaderValue> {
    let secret = secret.map(Secret::expose).unwrap_or_default();
    let pair = format!("{}:{}", strict(id), strict(secret));
    sensitive(&format!("Basic {}", Base64::from(pair.into_bytes())))
}

/// The token of a response (RFC 6749, section 5.1). Some servers send the lifetime as text.
#[inline]
fn given(answer: &Value) -> Result<Given, TokenError> {
    let text = |name: &str| answer.get(name).and_then(Value::as_str);
    let token = text("access_token").filter(|token| !token.is_empty());
    let token = token
        .ok_or_else(|| TokenError::new("the answer of the token endpoint has no `access_token`"))?;
    let kind = text("token_type").unwrap_or("Bearer");
    if !kind.eq_ignore_ascii_case("bearer") {
        let why = format!(
            "the token endpoint gives tokens of another type: {}",
            shown(kind)
        );
        return Err(TokenError::new(why));
    }
    let seconds = answer.get("expires_in").and_then(|seconds| {
        let text = seconds.as_str().and_then(|text| text.trim().parse().ok());
        seconds.as_f64().or(text)
    });
    let lifetime = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    let token = AccessToken::new(token);
    Ok(Given {
        token: match lifetime {
            Some(lifetime) => token.expires_in(lifetime),
            None => token,
        },
        // An empty refresh token would replace the valid one.
        refresh: text("refresh_token")
            .filter(|token| !token.is_empty())
            .map(Secret::from),
    })
}

/// The error of a response (RFC 6749, section 5.2).
#[inline]
fn refusal(status: http::StatusCode, answer: &Value, secrets: &[String]) -> String {
    let text = |name: &str| answer.get(name).and_then(Value::as_str);
    let mut why = format!("the token endpoint answered {status}");
    for text in ["error", "error_description"].into_iter().filter_map(text) {
        why = format!("{why}: {}", said::line(text, secrets, said::LONGEST));
    }
    why
}
