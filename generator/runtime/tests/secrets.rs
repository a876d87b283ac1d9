//! A canary stands in for each kind of secret; every kind of error is made to happen, and everything
//! that could be printed is searched for it.

#![cfg(feature = "reqwest")]

mod support;

use http::Method;
use openapi_client_runtime::runtime::wire::View;
use openapi_client_runtime::runtime::{
    Call, ClientBuilder, Credential, Error, ErrorKind, Memory, OperationSpec, RawResponse, Secret,
};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use support::api::{API, NotFound, Op};
use support::{Act, ClientExt, Server, TestClock, api};

const CANARY: &str = "canary-5ec7e7";

static ALL: OperationSpec = OperationSpec {
    name: "operation",
    method: Method::POST,
    path: "/x/{id}",
    accept: "application/json",
    security: Some(&[&[0, 2, 3, 4]]),
    server: None,
    client_headers: &[],
};

fn builder() -> ClientBuilder {
    let token = || Credential::Token(Secret::from(CANARY));
    [0, 2, 3, 4]
        .into_iter()
        .fold(ClientBuilder::for_api(&API), |builder, scheme| {
            builder.credential(scheme, token())
        })
}

/// A call with the canary in each place: credentials, path, query, header, cookie and body.
fn call(client: &openapi_client_runtime::runtime::Client, path: &str) -> Call<Op> {
    let mut parts = client.start(&ALL);
    parts.path("id", View::Str(path));
    parts.header("X-A", View::Str(CANARY));
    parts.cookie("c", View::Str(CANARY));
    parts.json(View::Str(CANARY));
    Call::new(parts)
        .extra_query("q", CANARY)
        .extra_header("X-Api-Key", CANARY)
}

/// Everything that a caller might print of an error.
fn printed(error: &Error<NotFound>) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        write!(text, " {error} {error:?} {error:#?}").unwrap();
        source = error.source();
    }
    text
}

#[tokio::test]
async fn no_error_shows_a_secret() {
    // The server repeats the secret wherever it can.
    let echo =
        |status, body: &str| Act::answer(status, &[("x-echo", CANARY), ("location", CANARY)], body);
    let object = format!(r#"{{"id": ["{CANARY}"], "request_id": "{CANARY}"}}"#);
    let envelope = format!(r#"{{"type": "error.list", "message": "{CANARY}"}}"#);
    let truncated =
        format!("HTTP/1.1 200 OK\r\nx-echo: {CANARY}\r\ncontent-length: 999\r\n\r\n\"{CANARY}");
    let broken = format!("HTTP/9.9 {CANARY}\r\n\r\n");
    let long = CANARY.repeat(9000);
    let mut seen = BTreeSet::new();
    for act in [
        Act::Refuse,
        Act::ResetBefore,
        Act::ResetAfter,
        Act::Stall,
        echo(302, ""),
        echo(404, &object),
        echo(429, &object),
        echo(503, CANARY),
        echo(200, &object),
        echo(200, &format!("\"{CANARY}\"")),
        echo(200, &envelope),
        echo(200, &long),
        Act::Answer(truncated.into_bytes()),
        Act::Answer(broken.into_bytes()),
    ] {
        let server = Server::start(vec![act]).await;
        let clock = TestClock::new();
        let client = builder()
            .base_url(server.url())
            .max_body(100_000)
            .clock(clock.clone());
        let client = client.attempt_timeout(clock.real).build().unwrap();
        let error = call(&client, CANARY).await.unwrap_err();
        let text = printed(&error);
        assert!(!text.contains(CANARY), "{text}");
        seen.insert(format!("{:?}", error.kind()));
    }
    let client = builder()
        .transport(Memory::new(|_| Memory::json(200, "")))
        .clock(TestClock::new());
    let client = client.build().unwrap();
    for refused in [
        call(&client, &format!("../{CANARY}")),
        call(&client, "1").extra_header("x-b", &format!("{CANARY}\n")),
        call(&client, "1").extra_query(&"q".repeat(70_000), CANARY),
    ] {
        let text = printed(&refused.await.unwrap_err());
        assert!(!text.contains(CANARY), "{text}");
        seen.insert("Request".to_owned());
    }
    // None of the kinds that a call can end with was left out.
    let kinds = [
        "Api", "Body", "Connect", "Decode", "Lost", "Request", "Timeout",
    ];
    assert_eq!(seen.iter().map(String::as_str).collect::<Vec<_>>(), kinds);
}

#[tokio::test]
async fn a_refused_credential_is_not_shown() {
    let spec = OperationSpec {
        server: Some("https://evil.example"),
        ..api::spec(Method::GET, "/x")
    };
    let client = builder()
        .transport(Memory::new(|_| Memory::json(200, "")))
        .clock(TestClock::new());
    let error = client
        .build()
        .unwrap()
        .call(Box::leak(Box::new(spec)))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(!printed(&error).contains(CANARY));
}

#[tokio::test]
async fn nothing_else_shows_a_secret() {
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let builder = builder().transport(memory.clone()).clock(TestClock::new());
    let builder = builder.default_header("authorization", CANARY);
    let mut text = format!("{builder:?}");
    let client = builder.build().unwrap();
    let call = call(&client, CANARY);
    let secret = Secret::from(CANARY);
    let basic = Credential::Basic {
        user: "u".to_owned(),
        password: secret.clone(),
    };
    let response = RawResponse {
        status: http::StatusCode::OK,
        headers: http::HeaderMap::from_iter([(http::header::SET_COOKIE, CANARY.parse().unwrap())]),
        body: CANARY.into(),
    };
    write!(
        text,
        "{client:?} {call:?} {secret:?} {secret} {basic:?} {response:?}"
    )
    .unwrap();
    call.await.unwrap();
    write!(text, "{memory:?}").unwrap();
    // What is marked as sensitive doesn't show in the headers that a transport may log.
    for name in ["authorization", "x-key", "cookie", "x-api-key"] {
        write!(text, "{:?}", memory.requests()[0].headers()[name]).unwrap();
    }
    assert!(!text.contains(CANARY), "{text}");
    assert_eq!(secret.expose(), CANARY);
}
