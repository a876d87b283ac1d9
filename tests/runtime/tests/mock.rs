//! The server for tests: responses by operation, and the requests that it records.

#![cfg(feature = "mock")]

mod support;

use http::Method;
use openapi_client_runtime::runtime::{
    AnyRequest, Call, Client, ClientCredentials, ErrorKind, Memory, Mock, Operation, OperationSpec,
    Spec, TransportError,
};
use serde_json::{Value, json};
use std::sync::Arc;
use support::{TestClock, api};

/// Operations with JSON both ways.
macro_rules! operations {
    ($($name:ident: $spec:expr;)+) => {
        $(
            enum $name {}

            impl Operation for $name {
                const SPEC: Spec = &$spec;
                type Output = Value;
                type Error = Value;
            }
        )+
    };
}

operations! {
    Get: OperationSpec::new("get").at(Method::GET, "/things/{id}");
    // The same path and method under another name: another form of the body.
    GetOther: OperationSpec::new("get_other").at(Method::GET, "/things/{id}");
    Create: OperationSpec::new("create").at(Method::POST, "/things");
    Copy: OperationSpec::new("copy").at_named("COPY", "/things");
}

fn call<O: Operation>(client: &Client) -> Call<O> {
    let mut parts = client.start(O::SPEC);
    if O::SPEC.path.contains('{') {
        let id = openapi_client_runtime::runtime::wire::View::Str("a");
        parts.path("id", id);
    }
    Call::new(parts)
}

fn client(server: &Mock) -> Client {
    let builder = api::builder("canary").transport(server.clone());
    builder.clock(TestClock::new()).build().unwrap()
}

#[tokio::test]
async fn each_operation_has_its_own_responses() {
    let server = Mock::new();
    server.on::<Get>().respond(&json!(1));
    server.on::<GetOther>().respond(&json!(2));
    server.on::<Copy>().respond_json(201, &[3]);
    server.on::<AnyRequest>().respond_json(200, "any");
    let client = client(&server);
    assert_eq!(call::<Get>(&client).await.unwrap(), json!(1));
    assert_eq!(call::<GetOther>(&client).await.unwrap(), json!(2));
    assert_eq!(call::<Copy>(&client).await.unwrap(), json!([3]));
    for path in ["/a", "/b?c=d"] {
        let any: String = client.request(Method::GET, path).send_json().await.unwrap();
        assert_eq!(any, "any");
    }
    assert_eq!(server.requests().len(), 5);
    assert_eq!(server.requests_of::<Get>().len(), 1);
    assert_eq!(server.requests_of::<Copy>()[0].method(), "COPY");
    let any = server.requests_of::<AnyRequest>();
    assert_eq!(any[1].uri(), "https://api.example.com/b?c=d");
    assert!(server.requests_of::<Create>().is_empty());
}

/// The first failures are repeated as a client repeats them, and each attempt is a request.
#[tokio::test]
async fn responses_come_in_order_and_the_last_one_stays() {
    let server = Mock::new();
    let operation = server.on::<Get>();
    operation.respond_bytes(503, "", "");
    operation.respond_with(|_| Err(TransportError::lost("reset")));
    operation.respond(&json!("third"));
    let client = client(&server);
    for _ in 0..2 {
        assert_eq!(call::<Get>(&client).await.unwrap(), "third");
    }
    assert_eq!(server.requests_of::<Get>().len(), 4);
}

#[tokio::test]
async fn errors_are_typed_and_a_lost_post_is_not_repeated() {
    let server = Mock::new();
    let operation = server.on::<Create>();
    operation.respond_error(422, &json!({"message": "no"}));
    operation.respond_with(|_| Err(TransportError::lost("reset")));
    let client = client(&server);
    let error = call::<Create>(&client).await.unwrap_err();
    assert_eq!(error.api_error(), Some(&json!({"message": "no"})));
    let error = call::<Create>(&client).await.unwrap_err();
    assert!(error.may_have_been_processed());
    assert_eq!(server.requests_of::<Create>().len(), 2);
}

#[tokio::test]
async fn an_error_without_a_body_has_no_decoded_one() {
    for (status, body) in [(307, ""), (404, ""), (404, " \n"), (404, "null")] {
        let server = Mock::new();
        let operation = server.on::<Create>();
        operation.respond_with(move |_| Memory::json(status, body));
        let error = call::<Create>(&client(&server)).await.unwrap_err();
        let expected = (body == "null").then_some(json!(null));
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.into_api_error(), expected, "{status} {body:?}");
    }
}

/// One attempt each, and the error names the operation.
#[tokio::test]
async fn a_request_without_a_response_is_an_error_that_says_so() {
    let server = Mock::new();
    server.on::<Create>().respond(&json!(null));
    let client = client(&server);
    let error = call::<Get>(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    let expected = "GET https://api.example.com/things/{id}: 501 Not Implemented: \
                    `Mock` has no response for `get`: set one with `on`";
    assert_eq!(error.to_string(), expected);
    assert_eq!(server.requests().len(), 1);
}

/// A body that serde can't write is the fault of the test, and its error says so.
#[tokio::test]
async fn a_value_that_is_no_json_is_an_error() {
    let server = Mock::new();
    let no_key = std::collections::BTreeMap::from([((1, 2), 3)]);
    server.on::<Get>().respond_json(200, &no_key);
    let error = call::<Get>(&client(&server)).await.unwrap_err().to_string();
    assert!(error.contains("key must be a string"), "{error}");
}

/// Requests for tokens are of no operation.
#[tokio::test]
async fn other_requests_have_a_function() {
    let server = Mock::new();
    server.on::<Get>().respond(&json!(1));
    let source = || ClientCredentials::new("https://auth.example.com/token", "id", "canary");
    let builder = || {
        let builder = api::builder("").transport(server.clone());
        let token =
            openapi_client_runtime::runtime::Credential::Source(Arc::new(source()), "source");
        builder.credential(0, token).clock(TestClock::new())
    };
    let error = call::<Get>(&builder().build().unwrap()).await.unwrap_err();
    assert!(error.to_string().contains("token"), "{error}");

    server.otherwise(|request| {
        assert_eq!(request.uri().path(), "/token");
        Memory::json(200, r#"{"access_token": "t", "token_type": "bearer"}"#)
    });
    let client = builder().build().unwrap();
    assert_eq!(call::<Get>(&client).await.unwrap(), json!(1));
    let sent = server.requests_of::<Get>();
    assert_eq!(sent[0].headers()["authorization"], "Bearer t");
}

#[tokio::test]
async fn a_request_is_read_as_json_and_debug_shows_no_secret() {
    let server = Mock::new();
    server.on::<AnyRequest>().respond_json(200, &json!(null));
    let client = client(&server);
    let call = client.request(Method::POST, "/x");
    call.json(&json!({"secret": "canary"})).await.unwrap();
    let requests = server.requests();
    let body: Value = requests[0].json().unwrap();
    assert_eq!(body, json!({"secret": "canary"}));
    assert!(requests[0].json::<Vec<u8>>().is_err());
    let shown = format!("{server:?} {requests:?} {:?}", server.on::<Get>());
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.contains(r#"operations: ["request"]"#), "{shown}");
}
