//! Idempotency keys that calls make themselves.

mod support;

use http::Method;
use openapi_client_runtime::runtime::{
    Client, ErrorKind, Memory, OperationSpec, RetryPolicy, TransportError,
};
use std::collections::BTreeSet;
use support::{ClientExt, TestClock, api};

const HEADER: &str = "X-Acme-Key";

static POST: OperationSpec = api::spec(Method::POST, "/x").idempotency_key(HEADER);
static GET: OperationSpec = api::spec(Method::GET, "/x").idempotency_key(HEADER);

/// A client whose connections are always lost; its clock has no chance in it.
fn losing() -> (Client, Memory) {
    let server = Memory::new(|_| Err(TransportError::lost("gone")));
    let builder = api::builder("t").transport(server.clone());
    let client = builder.clock(TestClock::new()).build().unwrap();
    (client, server)
}

fn sent(server: &Memory) -> Vec<String> {
    let requests = server.requests();
    let keys = requests.iter().map(|request| {
        let keys: Vec<_> = request.headers().get_all(HEADER).iter().collect();
        assert_eq!(keys.len(), 1);
        keys[0].to_str().unwrap().to_owned()
    });
    keys.collect()
}

#[tokio::test]
async fn a_lost_call_is_repeated_with_its_key() {
    let (client, server) = losing();
    let error = client.call(&POST).await.unwrap_err();
    assert_eq!(error.attempts(), 3);
    let keys = sent(&server);
    assert_eq!(keys, [&*keys[0]; 3]);
    // The method alone never says so.
    let error = client.create("hi").await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert!(!server.requests()[3].headers().contains_key(HEADER));
}

#[tokio::test]
async fn each_call_has_a_key_of_its_own() {
    let (client, server) = losing();
    for _ in 0..1000 {
        client
            .call(&POST)
            .retry(RetryPolicy::none())
            .await
            .unwrap_err();
    }
    client
        .call(&GET)
        .retry(RetryPolicy::none())
        .await
        .unwrap_err();
    let keys = sent(&server);
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), 1001);
    // The form of a UUID of version 4.
    for key in keys {
        let parts: Vec<_> = key.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{key}");
        assert_eq!(&key[14..15], "4", "{key}");
        assert!("89ab".contains(&key[19..20]), "{key}");
        let digits = |c: char| matches!(c, '-' | '0'..='9' | 'a'..='f');
        assert!(key.chars().all(digits), "{key}");
    }
}

#[tokio::test]
async fn a_key_that_the_caller_sets_is_sent() {
    let (client, server) = losing();
    let call = client.call(&POST).idempotency_key("mine");
    assert_eq!(call.await.unwrap_err().attempts(), 3);
    let call = client.call(&POST).extra_header("x-acme-key", "mine");
    assert_eq!(call.await.unwrap_err().attempts(), 3);
    assert_eq!(sent(&server), ["mine"; 6]);
    let requests = server.requests();
    assert!(!requests[0].headers().contains_key("idempotency-key"));

    // One that is empty, as of an unset variable of the environment, tells no two calls apart.
    let error = client.create("hi").idempotency_key("").await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Request, 0));
    let error = client.call(&POST).extra_header("x-acme-key", "").await;
    assert_eq!(error.unwrap_err().attempts(), 1);
    let last = server.requests().pop().unwrap();
    assert_eq!(last.headers()["x-acme-key"], "");

    // Another header is no key of this operation, and without a header of its own it is `Idempotency-Key`.
    let call = client.create("hi").extra_header("x-acme-key", "mine");
    assert_eq!(call.await.unwrap_err().attempts(), 1);
    let call = client.create("hi").idempotency_key("mine");
    assert_eq!(call.await.unwrap_err().attempts(), 3);
    let last = server.requests().pop().unwrap();
    assert_eq!(last.headers()["idempotency-key"], "mine");
}

#[tokio::test]
async fn a_request_that_is_built_has_its_key() {
    let (client, _) = losing();
    let request = client.call(&POST).build_request().await.unwrap();
    assert_eq!(request.headers()[HEADER].len(), 36);
}
