//! Reading and decoding as the caller sees them: mismatches, limits and the time (P2, P7, P12). Without
//! a network; the clock follows a script.

mod support;

use bytes::Bytes;
use http::{Method, StatusCode};
use openapi_client_runtime::runtime::transport::{Body, Sent};
use openapi_client_runtime::runtime::{
    BoxFuture, Call, Client, Clock, Envelope, Error, ErrorKind, Memory, Operation, OperationSpec,
    SendBody, Spec, Transport, TransportError,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use support::TestClock;
use support::api::{self, NotFound};

/// Asks for numbers.
struct Numbers;

impl Operation for Numbers {
    const SPEC: Spec = &OperationSpec::new("numbers")
        .at(Method::POST, "/numbers")
        .security(&[]);
    type Output = Vec<i64>;
    type Error = NotFound;
}

/// A clock that goes on by a second whenever it is asked.
#[derive(Clone, Default)]
struct Ticking(Arc<AtomicU64>);

impl Clock for Ticking {
    fn now(&self) -> Duration {
        Duration::from_secs(self.0.fetch_add(1, Ordering::Relaxed))
    }
    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
    fn random(&self) -> f64 {
        0.5
    }
}

fn client(body: impl Into<String>, max_body: usize) -> (Client, Ticking) {
    let body = body.into();
    let clock = Ticking::default();
    let builder = api::builder("token").transport(Memory::new(move |_| Memory::json(200, &body)));
    let client = builder.clock(clock.clone()).max_body(max_body).build();
    (client.unwrap(), clock)
}

fn call(client: &Client) -> Call<Numbers> {
    Call::new(client.start(Numbers::SPEC))
}

fn list(count: usize, item: &str) -> String {
    format!("[{}]", vec![item; count].join(","))
}

#[tokio::test]
async fn a_response_has_its_mismatches() {
    let (client, _) = client("[1,null,3]", 1000);
    let response = call(&client).send_with_response().await.unwrap();
    let mismatches: Vec<_> = response
        .mismatches()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(mismatches, ["$[1]: expected a value, found null; dropped"]);
    assert_eq!(
        (response.status, response.into_inner()),
        (StatusCode::OK, vec![1, 3])
    );
    assert_eq!(call(&client).await.unwrap(), [1, 3]);
}

#[tokio::test]
async fn a_strict_client_refuses_mismatches() {
    let (client, _) = client("[1,\"2\",null]", 1000);
    let response = call(&client).send_with_response().await.unwrap();
    assert_eq!(response.mismatches().count(), 2);
    assert_eq!(response.value, [1, 2]);
    let error = call(&client).strict(true).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.json_path()),
        (ErrorKind::Decode, Some("$[1]"))
    );
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(
        source,
        "$[1]: expected an integer of 64 bits, found a string"
    );

    let memory = Memory::new(|_| Memory::json(200, "[null]"));
    let builder = api::builder("token").transport(memory).strict(true);
    let client = builder.clock(Ticking::default()).build().unwrap();
    assert!(call(&client).await.unwrap_err().is_decode());
    assert!(call(&client).strict(false).await.unwrap().is_empty());
}

/// Any value in its place would be taken for the server's.
#[tokio::test]
async fn an_integer_that_its_type_cant_hold_fails_with_its_place_and_the_body() {
    for number in ["9223372036854775808", "-9223372036854775809", "1e30"] {
        let body = format!("[1,\n{number}]");
        let (client, _) = client(&*body, 1000);
        let error = call(&client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.json_path().unwrap().to_string(), "$[1]");
        assert_eq!(error.body().unwrap(), body.as_bytes());
        assert!(error.may_have_been_processed());
        assert_eq!(
            error.to_string(),
            "POST https://api.example.com/numbers succeeded with 200 OK, but the response doesn't match the document at $[1]; don't send it again"
        );
        let cause = std::error::Error::source(&error).unwrap().to_string();
        let expected =
            "$[1]: expected an integer of 64 bits, found an integer out of range (line 2, column ";
        assert!(cause.starts_with(expected), "{cause}");
    }
    let (client, _) = client(r#"[1e3,1.0,"12",-0]"#, 1000);
    assert_eq!(call(&client).await.unwrap(), [1000, 1, 12, 0]);
}

#[tokio::test]
async fn a_text_that_isnt_json_says_so_and_where() {
    let succeeded = "POST https://api.example.com/numbers succeeded with 200 OK, but ";
    for (body, fault) in [
        (
            "[1,\n2",
            "the response isn't JSON: EOF while parsing a list at line 2 column 1",
        ),
        (
            "[1,NaN]",
            "the response isn't JSON: expected value at line 1 column 4",
        ),
        (
            "<html>secret",
            "the response isn't JSON: expected value at line 1 column 1",
        ),
        (
            "[1]secret",
            "the response isn't JSON: trailing characters at line 1 column 4",
        ),
        (
            " \n",
            "its body is empty, where the document describes JSON",
        ),
        // JSON of another type.
        ("[{}]", "the response doesn't match the document at $[0]"),
    ] {
        let (client, _) = client(body, 1000);
        let error = call(&client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        let expected = format!("{succeeded}{fault}; don't send it again");
        assert_eq!(error.to_string(), expected);
    }
}

#[tokio::test]
async fn a_call_has_a_limit_of_its_own() {
    let (client, _) = client("[1,2,3]", 2);
    let error = call(&client).await.unwrap_err();
    assert!(
        error.to_string().contains("larger than `max_body`"),
        "{error}"
    );
    assert_eq!(call(&client).max_body(100).await.unwrap().len(), 3);
}

#[tokio::test]
async fn decoding_ends_when_the_time_for_the_call_does() {
    // The clock is asked once for each 4096 values, and four times before that.
    for (count, seconds, is_read) in [(50_000, 10, false), (50_000, 20, true), (3_000, 5, true)] {
        let (client, clock) = client(list(count, "1"), 1 << 20);
        let call = call(&client).timeout(Duration::from_secs(seconds));
        match call.await {
            Ok(numbers) => assert!(is_read && numbers.len() == count, "{count}, {seconds}"),
            Err(error) => {
                assert!(!is_read, "{count}, {seconds}: {error:?}");
                late(&error);
                let asked = clock.0.load(Ordering::Relaxed);
                assert!((seconds..seconds + 5).contains(&asked), "{asked}");
            }
        }
    }
}

/// Gives chunks without an end and without ever waiting, but no bytes.
struct Empty(Instant);

impl Transport for Empty {
    fn send(&self, _: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        let body = Box::new(Empty(Instant::now())) as Box<dyn Body>;
        Box::pin(std::future::ready(Ok(http::Response::new(body))))
    }
}

impl Body for Empty {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        assert!(self.0.elapsed() < Duration::from_secs(10), "still read");
        Box::pin(std::future::ready(Ok(Some(Bytes::new()))))
    }
}

#[tokio::test]
async fn a_body_that_never_waits_ends_when_the_time_for_the_call_does() {
    let clock = TestClock::new();
    let builder = api::builder("token").transport(Empty(Instant::now()));
    let client = builder.clock(clock.clone()).build().unwrap();
    let (call, others) = (call(&client).timeout(clock.real), tokio::spawn(async {}));
    let error = call.await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST https://api.example.com/numbers succeeded with 200 OK, but the response did not end in time; `attempt_timeout` and the call's `timeout`, or the client's `total_timeout`, are the limits; don't send it again"
    );
    assert!(error.is_timeout() && error.may_have_been_processed());
    assert!(others.is_finished(), "it gave way to others");
}

/// A chunk each few milliseconds, without an end.
#[cfg(feature = "reqwest")]
struct Endless;

#[cfg(feature = "reqwest")]
impl Body for Endless {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            Ok(Some(Bytes::from_static(b"chunk")))
        })
    }
}

/// Each chunk gives the attempt more time, and never the call.
#[cfg(feature = "reqwest")]
#[tokio::test]
async fn an_upload_without_an_end_ends_when_the_time_for_the_call_does() {
    let builder = api::builder("token").transport(Memory::new(|_| Memory::json(200, "[]")));
    let client = builder.build().unwrap();
    let mut call = call(&client).timeout(Duration::from_millis(100));
    call.parts_mut()
        .body("text/plain", SendBody::chunks(Endless, None));
    let done = tokio::time::timeout(Duration::from_secs(10), call).await;
    let error = done.expect("an end").unwrap_err();
    assert!(error.is_timeout() && error.may_have_been_processed());
}

fn late(error: &Error<NotFound>) {
    assert!(error.is_timeout() && error.may_have_been_processed());
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 1));
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert_eq!(
        error.to_string(),
        "POST https://api.example.com/numbers succeeded with 200 OK, but the time for the call ended while its response was decoded; don't send it again"
    );
}

#[tokio::test]
async fn too_much_memory_names_the_setting() {
    let (client, _) = client(list(5000, "1"), 10_001);
    let error = call(&client).await.unwrap_err();
    assert!(error.is_decode() && !error.is_timeout() && error.may_have_been_processed());
    assert_eq!(
        error.to_string(),
        "POST https://api.example.com/numbers succeeded with 200 OK, but its decoded response takes more memory than `max_body` allows; don't send it again"
    );
}

/// The envelope of an error and the id of a request are found without building what else is there.
#[tokio::test]
async fn a_member_is_found_beside_anything() {
    assert!(matches!(
        api::API.envelope,
        Some(Envelope { member: "type", .. })
    ));
    let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
    let error = r#""type":"error.list","request_id":"r7""#;
    for (body, is_error, id) in [
        (
            format!(r#"{{"\ud800":1e400,"x":{deep},{error}}}"#),
            true,
            Some("r7"),
        ),
        (format!(r#"{{{error},"type":{deep}}}"#), false, None),
        (format!(r#"{{{error},"request_id":{deep}}}"#), true, None),
        (format!(r#"{{{error},"x":"cut o"#), true, Some("r7")),
        (format!("\u{feff}{{{error}}}"), true, Some("r7")),
    ] {
        let (client, _) = client(body.as_str(), 10_000);
        let error = call(&client).await.unwrap_err();
        assert_eq!(error.is_api(), is_error, "{body}");
        if is_error {
            assert_eq!(error.request_id().as_deref(), id, "{body}");
        }
    }
}
