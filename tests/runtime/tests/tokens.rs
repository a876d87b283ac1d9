//! Sources of access tokens: when they are asked, by how many calls at once, and the requests for a token.

mod support;

#[path = "tokens/endpoint.rs"]
mod endpoint;
#[path = "tokens/refresh.rs"]
mod refresh;
#[path = "tokens/shared.rs"]
mod shared;

use http::Method;
use openapi_client_runtime::runtime::{
    AccessToken, BoxFuture, Client, ClientBuilder, ClientCredentials, Clock, Credential, ErrorKind,
    Memory, OperationSpec, RefreshToken, RetryPolicy, TokenError, TokenSender, TokenSource,
};
use std::future::{Future, IntoFuture, pending};
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;
use support::api::API;
use support::{Act, ClientExt, Server, TestClock, all, api};

static GET: OperationSpec = api::spec(Method::GET, "/x");
static POST: OperationSpec = api::spec(Method::POST, "/x");

/// A source that counts: its tokens are `t1`, `t2` and so on.
#[derive(Clone, Default)]
struct Counting {
    fetches: Arc<AtomicUsize>,
    lifetime: Option<Duration>,
    /// The fetches that yield to other tasks first, those that never end, and those that fail.
    slow: bool,
    stuck: usize,
    failing: usize,
}

impl Counting {
    fn fetches(&self) -> usize {
        self.fetches.load(Ordering::Relaxed)
    }
}

impl TokenSource for Counting {
    fn token<'a>(&'a self, _: TokenSender<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(async move {
            let fetch = self.fetches.fetch_add(1, Ordering::Relaxed) + 1;
            if self.slow {
                tokio::task::yield_now().await;
            }
            if fetch <= self.stuck {
                pending::<()>().await;
            }
            if fetch <= self.failing {
                return Err(TokenError::new("the vault is closed"));
            }
            let token = AccessToken::new(format!("t{fetch}"));
            Ok(match self.lifetime {
                Some(lifetime) => token.expires_in(lifetime),
                None => token,
            })
        })
    }
}

/// A server that takes these tokens, and no others.
fn memory(taken: &'static [&'static str]) -> Memory {
    Memory::new(move |request| {
        let header = request.headers().get("authorization");
        let given = header.and_then(|header| header.to_str().ok()?.strip_prefix("Bearer "));
        if given.is_some_and(|given| taken.contains(&given)) {
            Memory::json(200, r#"{"id": "m"}"#)
        } else {
            Memory::json(401, r#"{"id": "no"}"#)
        }
    })
}

const ANY: &[&str] = &["t1", "t2", "t3", "t4", "t5"];

fn builder(source: impl TokenSource) -> ClientBuilder {
    ClientBuilder::for_api(&API).credential(0, Credential::Source(Arc::new(source), "token_source"))
}

fn client(source: &Counting, memory: &Memory) -> (Client, TestClock) {
    let clock = TestClock::new();
    let builder = builder(source.clone()).transport(memory.clone());
    let client = builder.clock(clock.clone()).build().unwrap();
    (client, clock)
}

fn sent(memory: &Memory) -> Vec<String> {
    let requests = memory.requests();
    let token = |request: &http::Request<bytes::Bytes>| {
        let value = &request.headers()["authorization"];
        assert!(value.is_sensitive());
        value.to_str().unwrap().to_owned()
    };
    requests.iter().map(|request| token(request)).collect()
}

#[tokio::test]
async fn a_token_is_fetched_once_and_kept() {
    let (source, memory) = (Counting::default(), memory(ANY));
    let (client, _) = client(&source, &memory);
    for _ in 0..3 {
        client.call(&GET).await.unwrap();
    }
    assert_eq!(sent(&memory), ["Bearer t1"; 3]);
    assert_eq!(source.fetches(), 1);
    // A call without a need for a token, or with one of its own, doesn't ask for one.
    let open = api::spec(Method::GET, "/x").security(&[]);
    client.call(Box::leak(Box::new(open))).await.unwrap_err();
    let own = client.call(&GET).extra_header("authorization", "Bearer t5");
    own.await.unwrap();
    assert_eq!(source.fetches(), 1);
}

#[tokio::test]
async fn one_call_fetches_for_all_that_wait() {
    let source = Counting {
        slow: true,
        ..Counting::default()
    };
    let memory = memory(ANY);
    let (client, _) = client(&source, &memory);
    let calls = (0..20).map(|_| client.call(&GET).into_future()).collect();
    let done = all(calls).await;
    assert!(done.iter().all(Result::is_ok));
    assert_eq!((source.fetches(), sent(&memory).len()), (1, 20));
}

#[tokio::test]
async fn a_failure_is_that_of_all_that_waited_and_of_no_other() {
    let source = Counting {
        slow: true,
        failing: 1,
        ..Counting::default()
    };
    let memory = memory(ANY);
    let (client, _) = client(&source, &memory);
    let calls = (0..5).map(|_| client.call(&POST).into_future()).collect();
    for done in all(calls).await {
        let error = done.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
        let text =
            "POST https://api.example.com/x was not sent: no access token: the vault is closed";
        assert_eq!(error.to_string(), text);
        assert!(std::error::Error::source(&error).is_none());
        assert!(!error.may_have_been_processed());
    }
    assert_eq!((source.fetches(), sent(&memory).len()), (1, 0));
    client.call(&GET).await.unwrap();
    assert_eq!(source.fetches(), 2);
}

#[tokio::test]
async fn a_token_is_renewed_before_it_expires() {
    for (lifetime, waits, fetches) in [
        (100, 2, 1),
        // 30 seconds early.
        (100, 3, 2),
        // A quarter of its life early.
        (40, 1, 1),
        (38, 1, 2),
        (0, 0, 2),
    ] {
        let source = Counting {
            lifetime: Some(Duration::from_secs(lifetime)),
            ..Counting::default()
        };
        let memory = memory(ANY);
        let (client, clock) = client(&source, &memory);
        client.call(&GET).await.unwrap();
        for _ in 0..waits {
            clock.sleep(Duration::from_secs(29)).await;
        }
        client.call(&GET).await.unwrap();
        let row = format!("{lifetime} s, {waits} times 29 s");
        assert_eq!(source.fetches(), fetches, "{row}");
    }
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_by_any_method() {
    for (taken, spec, expected) in [
        (&["t2"][..], &POST, &["Bearer t1", "Bearer t2"][..]),
        (&["t3"], &POST, &["Bearer t1", "Bearer t2"]),
        (&["t1"], &GET, &["Bearer t1"]),
    ] {
        let (source, memory) = (Counting::default(), memory(taken));
        let (client, _) = client(&source, &memory);
        let done = client.call(spec).retry(RetryPolicy::none()).await;
        assert_eq!(sent(&memory), expected);
        assert_eq!(source.fetches(), expected.len());
        match done {
            Ok(_) => assert_ne!(taken, ["t3"]),
            Err(error) => {
                assert_eq!(error.status().unwrap(), 401);
                assert_eq!(error.attempts(), 2);
                let advice = "check the credential of `ClientBuilder::token_source` (2 attempts)";
                assert!(error.to_string().ends_with(advice), "{error}");
                assert!(!error.may_have_been_processed());
            }
        }
    }
    // A token that another call has renewed in the meantime is taken as it is.
    let (source, memory) = (Counting::default(), memory(&["t2"]));
    let (client, _) = client(&source, &memory);
    let calls = (0..4).map(|_| client.call(&POST).into_future()).collect();
    assert!(all(calls).await.iter().all(Result::is_ok));
    assert_eq!(source.fetches(), 2);
    // A plain token has no source that could renew it.
    let plain = api::builder("t9").transport(memory.clone());
    let plain = plain.clock(TestClock::new()).build().unwrap();
    let error = plain.call(&GET).await.unwrap_err();
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_fetch_ends_with_the_time_of_its_call() {
    let source = Counting {
        stuck: 1,
        ..Counting::default()
    };
    let memory = memory(ANY);
    let (client, clock) = client(&source, &memory);
    let call = client.call(&POST).attempt_timeout(clock.real);
    let error = call.retry(RetryPolicy::none()).await;
    let error = error.unwrap_err();
    assert!(error.is_timeout() && !error.may_have_been_processed());
    assert_eq!(error.attempts(), 0);
    assert_eq!(
        error.to_string(),
        "POST https://api.example.com/x was not sent: no access token: it did not come in time; `attempt_timeout` and the call's `timeout`, or the client's `total_timeout`, are the limits"
    );
    client.call(&GET).await.unwrap();
}

/// A server that gives tokens, and one of an API; both on loopback.
async fn servers(answers: &[(u16, &str)]) -> (Server, Server) {
    let answer = |(status, body): &(u16, &str)| Act::answer(*status, &[], body);
    let tokens = Server::start(answers.iter().map(answer).collect()).await;
    let api = Server::start(vec![Act::answer(200, &[], r#"{"id": "m"}"#)]).await;
    (tokens, api)
}

fn against(source: impl TokenSource, api: &Server) -> Client {
    let builder = builder(source).base_url(api.url()).user_agent("tests");
    builder.clock(TestClock::new()).build().unwrap()
}

/// A request as a server saw it, without the lines that differ from run to run.
fn seen(server: &Server, index: usize) -> String {
    let request = server.requests()[index].replace("\r\n", "\n");
    let differs = |line: &&str| line.starts_with("host:") || line.starts_with("accept-encoding:");
    let lines = request.lines().filter(|line| !differs(line));
    lines.collect::<Vec<_>>().join("\n")
}

const TOKEN: &str = r#"{"access_token": "t1", "token_type": "bearer", "expires_in": 3600}"#;

#[tokio::test]
async fn client_credentials_on_the_wire() {
    let (tokens, api) = servers(&[(200, TOKEN)]).await;
    let url = format!("{}/token", tokens.url());
    let source = ClientCredentials::new(&url, "me:1", "s ecret")
        .scope("read")
        .scope("write");
    against(source, &api).call(&GET).await.unwrap();
    assert_eq!(
        seen(&tokens, 0),
        "POST /token HTTP/1.1\nauthorization: Basic bWUlM0ExOnMlMjBlY3JldA==\n\
         content-type: application/x-www-form-urlencoded\naccept: application/json\nuser-agent: tests\ncontent-length: 48\n\n\
         grant_type=client_credentials&scope=read%20write"
    );
    assert!(seen(&api, 0).contains("authorization: Bearer t1"));

    let (tokens, api) = servers(&[(200, TOKEN)]).await;
    let source = ClientCredentials::new(tokens.url(), "me", "s&").in_body();
    let source = source.parameter("audience", "https://a.example");
    against(source, &api).call(&GET).await.unwrap();
    let request = seen(&tokens, 0);
    assert!(!request.contains("authorization:"), "{request}");
    assert!(request.ends_with(
        "grant_type=client_credentials&audience=https%3A%2F%2Fa.example&client_id=me&client_secret=s%26"
    ));
}

#[tokio::test]
async fn a_refresh_token_is_replaced() {
    let first = r#"{"access_token": "t1", "expires_in": "0", "refresh_token": "r2"}"#;
    // An empty token is ignored.
    let second = r#"{"access_token": "t2", "refresh_token": ""}"#;
    let (tokens, api) = servers(&[(200, first), (200, second)]).await;
    let stored: Arc<Mutex<Vec<String>>> = Arc::default();
    let source = RefreshToken::new(tokens.url(), "r1").public_client("app");
    let store = Arc::clone(&stored);
    let source = source.on_replaced(move |token| {
        store.lock().unwrap().push(token.expose().to_owned());
    });
    let client = against(source, &api);
    for _ in 0..3 {
        client.call(&GET).await.unwrap();
    }
    let body = |index| seen(&tokens, index).rsplit('\n').next().unwrap().to_owned();
    assert_eq!(tokens.requests().len(), 2);
    assert_eq!(
        body(0),
        "grant_type=refresh_token&refresh_token=r1&client_id=app"
    );
    assert_eq!(
        body(1),
        "grant_type=refresh_token&refresh_token=r2&client_id=app"
    );
    assert_eq!(*stored.lock().unwrap(), ["r2"]);
}

#[tokio::test]
async fn whatever_a_token_endpoint_answers_the_reason_is_told() {
    const NO_TOKEN: &str = "the answer of the token endpoint has no `access_token`";
    for (status, body, expected) in [
        (
            400,
            r#"{"error": "invalid_client", "error_description": "no such\nclient"}"#,
            "the token endpoint answered 400 Bad Request: invalid_client: no such client",
        ),
        (
            400,
            r#"{"error_description": "secret canary, pin canary-2, api"}"#,
            "the token endpoint answered 400 Bad Request: secret …, pin …, api",
        ),
        (401, "no", "the token endpoint answered 401 Unauthorized"),
        (302, "", "the token endpoint answered 302 Found"),
        (
            200,
            r#"{"error": "bad_refresh_token", "error_description": "canary is expired"}"#,
            "the token endpoint answered 200 OK: bad_refresh_token: … is expired",
        ),
        (200, "{}", NO_TOKEN),
        (200, r#"{"access_token": ""}"#, NO_TOKEN),
        (200, "<html>", NO_TOKEN),
        (
            200,
            r#"{"access_token": "a\nb"}"#,
            "it is empty, or can't stand in a header",
        ),
        (
            200,
            r#"{"access_token": "t", "token_type": "mac"}"#,
            "the token endpoint gives tokens of another type: mac",
        ),
    ] {
        let (tokens, api) = servers(&[(status, body)]).await;
        let url = format!("{}/oauth/token?key=canary", tokens.url());
        let source = ClientCredentials::new(url, "me", "canary");
        let source = source.parameter("pin", "canary-2");
        let source = source.parameter("audience", "api");
        let error = against(source, &api).call(&GET).await.unwrap_err();
        let url = format!("{}/oauth/token", tokens.url());
        let text = "was not sent: no access token from";
        let text = format!("GET {}/x {text} {url}: {expected}", api.url());
        assert_eq!(error.to_string(), text);
        assert!(std::error::Error::source(&error).is_none());
        assert!(!format!("{error:?}").contains("canary"));
        assert_eq!(api.requests().len(), 0);
    }
}

/// A fetch has done nothing yet, so it is tried again for any method, by the rules for all retries.
#[tokio::test]
async fn a_fetch_that_may_succeed_later_is_tried_again() {
    let slow = [("retry-after", "7")];
    let longer = [("retry-after", "500")];
    let later = Act::answer(503, &[], "");
    let good = || Act::answer(200, &[], TOKEN);
    for (name, script, delays) in [
        ("busy", vec![later.clone(), good()], Some(&[250][..])),
        ("lost", vec![Act::ResetAfter, good()], Some(&[250])),
        (
            "asked",
            vec![Act::answer(429, &slow, ""), good()],
            Some(&[7000]),
        ),
        (
            "twice",
            vec![later.clone(), Act::ResetBefore, good()],
            Some(&[250, 500]),
        ),
        ("always", vec![later], None),
        ("refused", vec![Act::answer(400, &[], ""), good()], None),
        (
            "too long",
            vec![Act::answer(429, &longer, ""), good()],
            None,
        ),
    ] {
        let api = Server::start(vec![Act::answer(200, &[], r#"{"id": "m"}"#)]).await;
        let tokens = Server::start(script).await;
        let clock = TestClock::new();
        let builder = builder(ClientCredentials::new(tokens.url(), "me", "s"));
        let builder = builder.base_url(api.url()).clock(clock.clone());
        let done = builder.build().unwrap().call(&POST).await;
        assert_eq!(done.is_ok(), delays.is_some(), "{name}: {done:?}");
        assert_eq!(api.requests().len(), usize::from(done.is_ok()), "{name}");
        if let Some(delays) = delays {
            let slept = clock
                .slept()
                .iter()
                .map(Duration::as_millis)
                .collect::<Vec<_>>();
            assert_eq!(slept, delays, "{name}");
        }
    }

    // An unset variable of the environment often becomes an empty token.
    let empty = builder(Fetching(|| Ok(AccessToken::new("")))).transport(memory(&[""]));
    let client = empty.clock(TestClock::new()).build().unwrap();
    let error = client.call(&POST).await.unwrap_err().to_string();
    assert!(error.contains("no access token: it is empty"), "{error}");

    // A source of the caller's own says so.
    let source = |temporary| {
        let calls = AtomicUsize::new(0);
        Fetching(move || match calls.fetch_add(1, Ordering::Relaxed) {
            0 if temporary => Err(TokenError::temporary("the vault is closed")),
            0 => Err(TokenError::new("the vault is gone")),
            _ => Ok(AccessToken::new("t1")),
        })
    };
    for temporary in [true, false] {
        let builder = builder(source(temporary)).transport(memory(ANY));
        let client = builder.clock(TestClock::new()).build().unwrap();
        assert_eq!(client.call(&POST).await.is_ok(), temporary);
    }
}

struct Fetching<F>(F);

impl<F: Fn() -> Result<AccessToken, TokenError> + Send + Sync + 'static> TokenSource
    for Fetching<F>
{
    fn token<'a>(&'a self, _: TokenSender<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(std::future::ready((self.0)()))
    }
}

#[tokio::test]
async fn a_client_s_secret_goes_to_its_token_endpoint_alone() {
    let api = Server::start(vec![Act::answer(200, &[], "{}")]).await;
    // A redirect leads nowhere.
    let location = format!("{}/stolen", api.url());
    let tokens = Server::start(vec![Act::answer(307, &[("location", &location)], "")]).await;
    let client = against(ClientCredentials::new(tokens.url(), "me", "s"), &api);
    client.call(&GET).await.unwrap_err();
    assert_eq!((tokens.requests().len(), api.requests().len()), (1, 0));
    for (url, allowed, is_sent) in [
        ("http://auth.example/token", false, false),
        ("http://auth.example/token", true, true),
        ("https://auth.example/token", false, true),
        ("ftp://auth.example/token", true, false),
        ("https://u@auth.example/token", true, false),
        ("token", true, false),
    ] {
        let memory = Memory::new(|request| match request.uri().host() {
            Some("auth.example") => Memory::json(200, TOKEN),
            _ => Memory::json(200, r#"{"id": "m"}"#),
        });
        let builder = builder(ClientCredentials::new(url, "me", "s"));
        let builder = if allowed {
            builder.allow_plain_http()
        } else {
            builder
        };
        let builder = builder.transport(memory.clone()).clock(TestClock::new());
        let done = builder.build().unwrap().call(&GET).await;
        assert_eq!(done.is_ok(), is_sent, "{url}");
        assert_eq!(
            memory.requests().len(),
            if is_sent { 2 } else { 0 },
            "{url}"
        );
    }
}
