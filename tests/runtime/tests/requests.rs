//! Calls of paths that the document doesn't have, and requests that are made and not sent.

mod support;

use bytes::Bytes;
use http::Method;
use openapi_client_runtime::runtime::wire::View;
use openapi_client_runtime::runtime::{
    Body, Call, Client, ClientBuilder, Credential, Error, ErrorKind, Memory, RetryPolicy,
};
use serde::{Deserialize, Serialize};
use support::api::{Message, Op, with_servers};
use support::{ClientExt, TestClock, api};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct User {
    id: u64,
    name: Option<String>,
}

fn built(builder: ClientBuilder, server: &Memory) -> Client {
    let builder = builder.transport(server.clone()).clock(TestClock::new());
    builder.build().unwrap()
}

fn client(server: &Memory) -> Client {
    let base = api::builder("t0ken").base_url("https://api.example.com/v1");
    built(base, server)
}

fn answers(status: u16, body: &'static str) -> Memory {
    Memory::new(move |_| Memory::json(status, body))
}

#[tokio::test]
async fn a_request_has_all_that_a_call_has() {
    let server = answers(200, r#"{"id": 7, "name": null}"#);
    let client = client(&server);
    let user = User { id: 7, name: None };
    let call = client.request(Method::POST, "/users/{id}?expand=all");
    let call = call.path("id", "a/b").query("page", 2).query("page", "ü");
    let call = call.header("x-a", 1).json(&user);
    assert_eq!(call.send_json::<User>().await.unwrap(), user);

    let sent = server.requests().remove(0);
    assert_eq!(sent.method(), Method::POST);
    let url = "https://api.example.com/v1/users/a%2Fb?expand=all&page=2&page=%C3%BC";
    assert_eq!(sent.uri().to_string(), url);
    assert_eq!(sent.headers()["authorization"], "Bearer t0ken");
    assert_eq!(sent.headers()["x-a"], "1");
    assert_eq!(sent.headers()["content-type"], "application/json");
    assert_eq!(sent.headers()["accept"], "application/json, */*;q=0.8");
    assert_eq!(sent.body(), r#"{"id":7,"name":null}"#);
}

#[tokio::test]
async fn the_response_is_bytes_or_any_type() {
    let server = answers(201, r#"{"id": "m-1"}"#);
    let client = client(&server);
    let call = || client.request(Method::GET, "/new").accept_csv();
    let raw = call().await.unwrap();
    assert_eq!(
        (raw.status.as_u16(), &raw.body[..]),
        (201, &br#"{"id": "m-1"}"#[..])
    );
    assert_eq!(server.requests()[0].headers()["accept"], "text/csv");
    // A body in chunks, and a type of the document.
    let mut incoming = call().open().await.unwrap();
    assert!(incoming.chunk().await.unwrap().is_ok());
    let raw = call().body("text/plain", "hi").send_raw().await.unwrap();
    let message: Message = openapi_client_runtime::runtime::wire::from_json(&raw.body).unwrap();
    assert_eq!(message.id, "m-1");
    assert_eq!(server.requests()[2].body(), "hi");
}

trait AcceptCsv {
    fn accept_csv(self) -> Self;
}

impl AcceptCsv for Call<openapi_client_runtime::runtime::AnyRequest> {
    fn accept_csv(self) -> Self {
        self.header("accept", "text/csv")
    }
}

#[tokio::test]
async fn a_type_that_differs_is_an_error_without_a_value() {
    for (body, said) in [
        (r#"{"id": "canary"}"#, "expected u64 at line 1 column 15"),
        (
            r#"{"name": "canary"}"#,
            "missing field `id` at line 1 column 18",
        ),
        ("canary", "not JSON: expected value at line 1 column 1"),
        ("", "expected struct User at line 1 column 4"),
    ] {
        let client = client(&answers(200, body));
        let call = client.request(Method::GET, "/x");
        let error = call.send_json::<User>().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        let text = format!("{error} {error:?}");
        assert!(text.contains(said) && !text.contains("canary"), "{text}");
        assert_eq!(error.body().unwrap(), body);
    }
    // Nothing is null.
    let client = client(&answers(204, ""));
    let delete = client.request(Method::DELETE, "/x");
    delete.send_json::<()>().await.unwrap();
}

#[tokio::test]
async fn errors_and_retries_are_those_of_any_call() {
    let server = answers(503, r#"{"message": "later"}"#);
    let client = client(&server);
    let error = client
        .request(Method::GET, "/x?key=canary")
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 3);
    assert_eq!(error.api_error().unwrap()["message"], "later");
    let text = "GET https://api.example.com/v1/x: 503 Service Unavailable: later (3 attempts)";
    assert_eq!(error.to_string(), text);
    // A message is never sent twice.
    let error = client.request(Method::POST, "/x").await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    let keyed = client.request(Method::POST, "/x").idempotency_key("k");
    assert_eq!(keyed.await.unwrap_err().attempts(), 3);
    let none = client.request(Method::GET, "/x").retry(RetryPolicy::none());
    let error: Error = none.await.unwrap_err().into();
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_url_leads_to_a_server_of_the_client_or_nowhere() {
    let server = answers(200, "{}");
    let client = client(&server);
    for (target, url) in [
        ("users", "https://api.example.com/v1/users"),
        (
            "//other.example/x",
            "https://api.example.com/v1//other.example/x",
        ),
        (
            "/at?to=https://other.example",
            "https://api.example.com/v1/at?to=https://other.example",
        ),
        (
            "https://api.example.com/v2/x?a=b",
            "https://api.example.com/v2/x?a=b",
        ),
        ("https://API.example.com:443/x", "https://api.example.com/x"),
        ("https://api.example.com", "https://api.example.com/"),
        (
            "https://api.example.com?a=b",
            "https://api.example.com/?a=b",
        ),
    ] {
        client.request(Method::GET, target).await.unwrap();
        let sent = server.requests().pop().unwrap();
        assert_eq!(sent.uri().to_string(), url, "{target}");
        assert!(sent.headers().contains_key("authorization"));
    }
    let count = server.requests().len();
    for target in [
        "https://other.example/x",
        "http://api.example.com/x",
        "https://api.example.com:8443/x",
        "https://api.example.com@other.example/x",
        "https://user:pass@api.example.com/x",
        "https://api.example.com/v1/../x",
        "/../x",
        "/a/%2e%2e/x",
        "/a/.%2e;b/x",
        "/a b",
        "/x#part",
        "/users/{id}",
        "ftp://api.example.com/x",
    ] {
        let error = client.request(Method::GET, target).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{target}: {error}");
    }
    let twice = client.request(Method::GET, "/x/{id}");
    twice.path("id", 1).path("id", 2).await.unwrap();
    let sent = server.requests().pop().unwrap();
    assert_eq!(sent.uri().path(), "/v1/x/2");
    let count = count + 1;
    for value in ["", "..", "%2e."] {
        let call = client.request(Method::GET, "/x/{id}/y").path("id", value);
        assert_eq!(
            call.await.unwrap_err().kind(),
            ErrorKind::Request,
            "{value}"
        );
    }
    assert_eq!(server.requests().len(), count);
}

#[tokio::test]
async fn an_origin_is_added_by_name() {
    let server = answers(200, "{}");
    let builder = api::builder("t").allow_origin("https://files.example.com");
    let client = built(builder, &server);
    let url = "https://files.example.com/a/b";
    client.request(Method::GET, url).await.unwrap();
    assert_eq!(server.requests()[0].uri().to_string(), url);
}

#[tokio::test]
async fn credentials_are_the_usual_ones_or_all_that_are_set() {
    let server = answers(200, "{}");
    let other = ClientBuilder::for_api(with_servers(&["https://api.example.com"], "", &[]));
    let client = built(
        other.credential(2, Credential::Token("key".into())),
        &server,
    );
    client.request(Method::GET, "/x").await.unwrap();
    assert_eq!(server.requests()[0].headers()["x-key"], "key");
    // An operation misses its credential; about a path that nobody described there is no telling.
    assert!(client.find("1").await.unwrap_err().is_request());
    let none = ClientBuilder::for_api(with_servers(&["https://api.example.com"], "", &[]));
    built(none, &server)
        .request(Method::GET, "/x")
        .await
        .unwrap();
}

#[tokio::test]
async fn the_parameters_of_the_client_are_sent() {
    let server = answers(200, "{}");
    let builder = api::builder("t").parameter("X-Version", View::Str("2"));
    let client = built(builder, &server);
    client.request(Method::GET, "/x").await.unwrap();
    assert_eq!(server.requests()[0].headers()["x-version"], "2");
}

#[tokio::test]
async fn a_request_is_built_and_not_sent() {
    let server = answers(200, "{}");
    let client = client(&server);
    let mut call = client.create("hi").extra_query("a", "b");
    call.parts_mut().header("X-A", View::Str("1"));
    let request = call.build_request().await.unwrap();
    assert_eq!(request.method(), Method::POST);
    let url = "https://api.example.com/v1/messages?a=b";
    assert_eq!(request.uri().to_string(), url);
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(request.headers()["x-a"], "1");
    let secret = &request.headers()["authorization"];
    assert_eq!(secret, "Bearer t0ken");
    assert!(secret.is_sensitive());
    assert!(!format!("{request:?}").contains("t0ken"));
    assert_eq!(request.body().as_bytes().unwrap(), "\"hi\"");

    let refused = client.request(Method::GET, "/..").build_request().await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Request);
    let missing = ClientBuilder::for_api(&api::API);
    let missing = built(missing, &server).find("1").build_request().await;
    assert_eq!(missing.unwrap_err().kind(), ErrorKind::Credentials);
    assert_eq!(server.requests().len(), 0);

    // A body of several parts is joined.
    let mut parts = client.start(<Op as openapi_client_runtime::runtime::Operation>::SPEC);
    parts.part("a", "", View::Str("b"));
    let request = Call::<Op>::new(parts).build_request().await.unwrap();
    let (head, mut body) = request.into_parts();
    assert!(
        head.headers["content-type"]
            .to_str()
            .unwrap()
            .starts_with("multipart/")
    );
    let mut read = Vec::new();
    while let Some(chunk) = body.chunk().await.unwrap() {
        read.extend_from_slice(&chunk);
    }
    assert!(
        Bytes::from(read)
            .windows(8)
            .any(|window| window == b"name=\"a\"")
    );
}

#[cfg(all(feature = "blocking", feature = "reqwest"))]
#[test]
fn blocking_forms() {
    let server = answers(200, r#"{"id": 1, "name": "n"}"#);
    let builder = api::builder("t0ken").transport(server.clone());
    let client = builder.build().unwrap();
    let call = || client.request(Method::GET, "/x");
    assert_eq!(call().send_json_blocking::<User>().unwrap().id, 1);
    assert_eq!(call().send_blocking().unwrap().status, 200);
    let request = call().build_request_blocking().unwrap();
    assert_eq!(request.uri().path(), "/x");
    assert_eq!(server.requests().len(), 2);
}
