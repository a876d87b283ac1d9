//! What the caller hears of each failure, against a scripted server on loopback.

#![cfg(feature = "reqwest")]

mod support;

use http::Method;
use openapi_client_runtime::runtime::{
    Client, Error, ErrorKind, Memory, OperationSpec, RetryPolicy, TransportError,
};
use std::error::Error as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use support::api::{Message, NotFound};
use support::clock::START;
use support::{Act, ClientExt, Server, TestClock, api, without_address};

fn client(server: &Server, clock: &TestClock) -> Client {
    let builder = api::builder("token").base_url(server.url());
    builder
        .clock(clock.clone())
        .max_body(100_000)
        .build()
        .unwrap()
}

/// The error of `POST /messages` against a server that follows `script`.
async fn post(script: Vec<Act>) -> (Error<NotFound>, Server, TestClock) {
    let server = Server::start(script).await;
    let clock = TestClock::new();
    let error = client(&server, &clock).create("hi").await.unwrap_err();
    (error, server, clock)
}

fn once(status: u16, headers: &[(&str, &str)], body: &str) -> Vec<Act> {
    vec![Act::answer(status, headers, body)]
}

#[tokio::test]
async fn a_success_has_value_status_and_headers() {
    let server = Server::start(once(200, &[("x-a", "b")], r#"{"id": "m"}"#)).await;
    let client = client(&server, &TestClock::new());
    let response = client.create("hi <b>").send_with_response().await.unwrap();
    assert_eq!(response.status, 200);
    assert_eq!(response.headers["x-a"], "b");
    assert_eq!(response.into_inner(), Message { id: "m".to_owned() });

    let requests = server.requests();
    let (head, body) = requests[0].split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /messages HTTP/1.1\r\n"), "{head}");
    for line in [
        "authorization: Bearer token",
        "accept: application/json",
        "content-type: application/json",
        "user-agent: tests/0.1.0",
        "content-length: 8",
    ] {
        assert!(head.lines().any(|known| known == line), "{line} in {head}");
    }
    assert_eq!(body, r#""hi <b>""#);
}

#[tokio::test]
async fn a_call_is_sent_again_until_it_is_answered() {
    let busy = Act::answer(429, &[("retry-after", "7")], "");
    let lost = Act::ResetAfter;
    let done = Act::answer(200, &[], r#"{"id": "m"}"#);
    let server = Server::start(vec![busy.clone(), lost, done.clone()]).await;
    let clock = TestClock::new();
    let message = client(&server, &clock).find("m").await.unwrap();
    assert_eq!(message.id, "m");
    assert_eq!(server.requests().len(), 3);
    assert_eq!(
        clock.slept(),
        [Duration::from_secs(7), Duration::from_millis(500)]
    );

    let server = Server::start(vec![busy, done]).await;
    assert!(client(&server, &clock).create("hi").await.is_ok());
    assert_eq!(server.requests().len(), 2);
    let (first, second) = (&server.requests()[0], &server.requests()[1]);
    assert_eq!(first, second, "the same request each time");
}

#[tokio::test]
async fn what_may_have_been_processed_stays_so() {
    // The key allows a second attempt, and that one is refused as too early.
    let script = vec![Act::ResetAfter, Act::answer(400, &[], "")];
    let server = Server::start(script).await;
    let client = client(&server, &TestClock::new());
    let error = client.create("hi").idempotency_key("k").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    assert!(error.may_have_been_processed());
    assert!(server.requests()[1].contains("idempotency-key: k"));
}

#[tokio::test]
async fn an_attempt_that_was_lost_is_not_forgotten_when_the_next_cannot_connect() {
    let attempts = AtomicUsize::new(0);
    let memory = Memory::new(move |_| match attempts.fetch_add(1, Ordering::Relaxed) {
        0 => Err(TransportError::lost("reset")),
        _ => Err(TransportError::not_sent("refused")),
    });
    let builder = api::builder("token").transport(memory);
    let client = builder.clock(TestClock::new()).build().unwrap();
    let error = client.create("hi").idempotency_key("k").await.unwrap_err();
    assert!(error.is_connect() && error.may_have_been_processed());
    assert_eq!(
        error.to_string(),
        "POST https://api.example.com/messages had no response: no connection could be made; check the base URL and the network (3 attempts); the server may have processed the request, check before retrying"
    );
}

#[tokio::test]
async fn a_host_without_an_address() {
    // RFC 6761 reserves the name: no host has it.
    let builder = api::builder("token").base_url("https://api.invalid");
    let client = builder.clock(TestClock::new()).build().unwrap();
    let error = client.create("hi").await.unwrap_err();
    assert!(error.is_connect() && !error.may_have_been_processed());
    assert_eq!(error.attempts(), 3);
    assert_eq!(
        error.to_string(),
        "POST https://api.invalid/messages was not sent: the name of the host can't be resolved; check the base URL and the network (3 attempts)"
    );
}

#[tokio::test]
async fn refused_and_lost_connections() {
    let (error, ..) = post(vec![Act::Refuse]).await;
    assert!(error.is_connect() && !error.may_have_been_processed() && error.status().is_none());
    assert_eq!(
        without_address(&error),
        "POST /messages was not sent: the connection was refused; check the base URL and the network (3 attempts)"
    );
    // The causes have the details, and don't say the same again.
    let causes = std::iter::successors(error.source(), |&cause| cause.source());
    let causes: Vec<String> = causes.map(ToString::to_string).collect();
    assert!(causes.last().unwrap().contains("os error"), "{causes:?}");
    assert!(
        !causes.iter().any(|cause| error.to_string().contains(cause)),
        "{causes:?}"
    );

    for act in [Act::ResetBefore, Act::ResetAfter] {
        let (error, ..) = post(vec![act]).await;
        assert_eq!(error.kind(), ErrorKind::Lost);
        assert!(error.may_have_been_processed());
        assert_eq!(
            without_address(&error),
            "POST /messages had no response: the connection was lost; the server may have processed the request, check before retrying"
        );
    }
}

#[tokio::test]
async fn timeouts_of_an_attempt_and_of_a_call() {
    let server = Server::start(vec![Act::Stall]).await;
    let clock = TestClock::new();
    let client = client(&server, &clock);
    let error = client
        .create("hi")
        .attempt_timeout(clock.real)
        .await
        .unwrap_err();
    assert!(error.is_timeout() && error.may_have_been_processed());
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.attempts(), 1);

    // The time of a call is that of all its attempts; here with the clock of the system.
    let client = api::builder("token")
        .base_url(server.url())
        .build()
        .unwrap();
    let policy = RetryPolicy::default().max_retries(99);
    let call = client
        .find("m")
        .timeout(Duration::from_millis(300))
        .retry(policy.delays(Duration::ZERO, Duration::ZERO));
    let started = Instant::now();
    let error = call
        .attempt_timeout(Duration::from_millis(80))
        .await
        .unwrap_err();
    assert!(
        error.is_timeout() && (2..=4).contains(&error.attempts()),
        "{error}"
    );
    assert!(started.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn the_deadline_is_kept_and_the_last_answer_returned() {
    let server = Server::start(once(503, &[("retry-after", "40")], "")).await;
    let client = client(&server, &TestClock::new());
    let error = client
        .find("m")
        .timeout(Duration::from_secs(39))
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(error.attempts(), 1);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(40)));
}

#[tokio::test]
async fn html_and_empty_bodies_never_hide_the_status() {
    let html = "<html><body>Bad Gateway</body></html>";
    for (status, body) in [(502, html), (503, ""), (500, "{\"id\":"), (404, html)] {
        let (error, server, _) = post(once(status, &[("x-request-id", "r-1")], body)).await;
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.body().unwrap(), body);
        assert_eq!(error.request_id().as_deref(), Some("r-1"));
        assert_eq!(
            error.api_error(),
            (status != 404).then_some(&NotFound::Other(status))
        );
        assert_eq!(server.requests().len(), 1);
        let text = format!("POST /messages: {}", error.status().unwrap());
        assert!(without_address(&error).starts_with(&text), "{error}");
    }
}

#[tokio::test]
async fn an_error_that_breaks_off_keeps_its_status() {
    let truncated = Act::Answer(b"HTTP/1.1 503 X\r\ncontent-length: 99\r\n\r\n{\"reque".to_vec());
    let (error, ..) = post(vec![truncated]).await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(error.body().unwrap(), "{\"reque");

    let stalled = Act::StallAfter(b"HTTP/1.1 503 X\r\ncontent-length: 99\r\n\r\n{\"reque".to_vec());
    let server = Server::start(vec![stalled]).await;
    let clock = TestClock::new();
    let call = client(&server, &clock)
        .find("m")
        .attempt_timeout(clock.real);
    let error = call.await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.attempts()),
        (503, 3)
    );
    assert_eq!(error.body().unwrap(), "{\"reque");

    // One MiB of it at most.
    let server = Server::start(once(500, &[], &"x".repeat(3 << 20))).await;
    let builder = api::builder("token").base_url(server.url());
    let error = builder.build().unwrap().create("hi").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 500);
    assert_eq!(error.body().unwrap().len(), 1 << 20);
}

#[tokio::test]
async fn a_described_error_is_decoded() {
    let body = r#"{"id": "gone", "request_id": "r-2"}"#;
    let (error, ..) = post(once(404, &[], body)).await;
    assert_eq!(
        without_address(&error),
        "POST /messages: 404 Not Found [request r-2]"
    );
    assert_eq!(error.request_id().as_deref(), Some("r-2"));
    assert!(!error.may_have_been_processed());
    let described = NotFound::Described(Message {
        id: "gone".to_owned(),
    });
    assert_eq!(error.into_api_error(), Some(described));
}

#[tokio::test]
async fn too_many_requests() {
    let reset = |seconds: i64| START.saturating_add_signed(seconds).to_string();
    let seconds = Duration::from_secs;
    let backoff = vec![Duration::from_millis(250), Duration::from_millis(500)];
    for (header, value, slept, attempts, retry_after) in [
        // The clock moves while it sleeps: the second wait is for what is left.
        (
            "retry-after",
            "4".to_owned(),
            vec![seconds(4), seconds(4)],
            3,
            Some(seconds(4)),
        ),
        (
            "x-ratelimit-reset",
            reset(9),
            vec![seconds(9), Duration::from_millis(500)],
            3,
            None,
        ),
        ("x-ratelimit-reset", reset(-9), backoff.clone(), 3, None),
        ("x-other", "1".to_owned(), backoff, 3, None),
        (
            "retry-after",
            "600".to_owned(),
            vec![],
            1,
            Some(seconds(600)),
        ),
    ] {
        let (error, server, clock) = post(once(429, &[(header, &value)], "")).await;
        let label = format!("{header}: {value}");
        assert_eq!(clock.slept(), slept, "{label}");
        assert_eq!(server.requests().len(), attempts, "{label}");
        assert_eq!(error.retry_after(), retry_after, "{label}");
        assert!(
            error.is_rate_limit() && !error.may_have_been_processed(),
            "{label}"
        );
    }
    let (error, ..) = post(once(429, &[("retry-after", "600")], "")).await;
    assert_eq!(
        without_address(&error),
        "POST /messages: 429 Too Many Requests; wait 600 s"
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let other = Server::start(once(200, &[], r#"{"id": "stolen"}"#)).await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}/elsewhere", other.url());
        let (error, ..) = post(once(status, &[("location", &location)], "")).await;
        assert_eq!(error.status().unwrap(), status);
        assert!(
            error.to_string().contains("redirects are not followed"),
            "{error}"
        );
    }
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn a_success_that_cannot_be_read_says_so_and_keeps_the_body() {
    let large = "x".repeat(100_001);
    let (error, ..) = post(once(200, &[], &large)).await;
    assert_eq!(error.kind(), ErrorKind::Body);
    assert_eq!(error.body().unwrap().len(), 100_000);
    assert_eq!(
        without_address(&error),
        "POST /messages succeeded with 200 OK, but the response is larger than `max_body`; don't send it again"
    );

    let truncated = Act::Answer(b"HTTP/1.1 201 X\r\ncontent-length: 99\r\n\r\n{\"id\":".to_vec());
    let (error, ..) = post(vec![truncated]).await;
    assert_eq!(error.kind(), ErrorKind::Body);
    assert_eq!(error.body().unwrap(), "{\"id\":");
    assert!(error.is_decode() && error.may_have_been_processed() && error.source().is_some());
    assert_eq!(
        without_address(&error),
        "POST /messages succeeded with 201 Created, but the response broke off; don't send it again"
    );

    for body in [r#"{"id": []}"#, "<html>", "", r#"{"id": "m""#] {
        let (error, ..) = post(once(200, &[], body)).await;
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert_eq!(error.body().unwrap(), body);
        assert!(error.may_have_been_processed() && error.json_path().is_some());
        assert!(
            error.to_string().contains("succeeded with 200 OK"),
            "{error}"
        );
        assert!(
            error.to_string().ends_with("don't send it again"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn the_envelope_of_an_error_is_none_of_a_success() {
    let body = r#"{"request_id": "r-3", "errors": [{}], "type": "error.list"}"#;
    let (error, ..) = post(once(200, &[], body)).await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.request_id().as_deref(), Some("r-3"));
    assert_eq!(error.api_error(), Some(&NotFound::Other(200)));
    assert!(error.may_have_been_processed());

    let server = Server::start(once(200, &[], r#"{"type": "message", "id": "m"}"#)).await;
    assert!(
        client(&server, &TestClock::new())
            .create("hi")
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn nothing_is_retried_when_the_policy_says_so() {
    let server = Server::start(once(503, &[], "")).await;
    let client = client(&server, &TestClock::new());
    let call = client.find("m").retry(RetryPolicy::none());
    assert_eq!(call.await.unwrap_err().attempts(), 1);
    let call = client
        .find("m")
        .retry(RetryPolicy::default().max_retries(4));
    assert_eq!(call.await.unwrap_err().attempts(), 5);
}

#[tokio::test]
async fn a_head_has_no_body() {
    static HEAD: OperationSpec = api::spec(Method::HEAD, "/x");
    let head = Act::Answer(b"HTTP/1.1 404 X\r\ncontent-length: 99\r\n\r\n".to_vec());
    let server = Server::start(vec![head]).await;
    let error = client(&server, &TestClock::new())
        .call(&HEAD)
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 404);
}

#[tokio::test]
async fn tls_that_fails_is_no_connection() {
    let server = Server::start(vec![Act::ResetBefore]).await;
    let url = server.url().replace("http:", "https:");
    let builder = api::builder("token").base_url(url).clock(TestClock::new());
    let error = builder.build().unwrap().create("hi").await.unwrap_err();
    assert!(
        error.is_connect() && !error.may_have_been_processed(),
        "{error}"
    );
    assert_eq!((error.attempts(), server.connections()), (3, 3));
}

#[tokio::test]
async fn a_connection_that_the_server_closed_is_not_used_again() {
    let kept = b"HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{\"id\": \"m\"}";
    let server = Server::start(vec![Act::Answer(kept.to_vec())]).await;
    let client = client(&server, &TestClock::new());
    for _ in 0..3 {
        client.create("hi").await.unwrap();
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!((server.requests().len(), server.connections()), (3, 3));
}

/// What is compressed is bounded by what it becomes: these are 200,000 bytes.
#[cfg(feature = "gzip")]
#[tokio::test]
async fn a_compressed_body_is_bounded_too() {
    let gzip = |body: &[u8]| {
        let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-encoding: gzip\r\n";
        let head = format!("{head}content-length: {}\r\n\r\n", body.len());
        vec![Act::Answer([head.as_bytes(), body].concat())]
    };
    let bomb = include_bytes!("support/200000.gz");
    let (error, server, _) = post(gzip(bomb)).await;
    assert_eq!(error.kind(), ErrorKind::Body);
    assert_eq!(error.body().unwrap().len(), 100_000);
    assert!(server.requests()[0].contains("accept-encoding: gzip"));
}

#[test]
fn an_error_is_one_pointer() {
    fn is_safe<T: Send + Sync + 'static>() {}
    assert_eq!(size_of::<Error<NotFound>>(), size_of::<usize>());
    is_safe::<Error<NotFound>>();
    is_safe::<Client>();
}

#[tokio::test]
async fn a_response_may_have_a_hundred_headers() {
    let answer = |count: usize| {
        let names: Vec<String> = (0..count).map(|index| format!("x-{index}")).collect();
        let headers: Vec<_> = names.iter().map(|name| (name.as_str(), "a")).collect();
        vec![Act::answer(200, &headers, r#"{"id": "m"}"#)]
    };
    for count in [90, 97] {
        let server = Server::start(answer(count)).await;
        let call = client(&server, &TestClock::new()).create("hi");
        let response = call.send_with_response().await.unwrap();
        assert_eq!(response.headers["x-89"], "a", "{count}");
    }
    let (error, ..) = post(answer(101)).await;
    assert_eq!(error.kind(), ErrorKind::Lost);
    // The innermost of the sources has the reason.
    let mut last = error.source().unwrap();
    while let Some(source) = last.source() {
        last = source;
    }
    assert_eq!(last.to_string(), "message head is too large");
}
