//! The lengths of bodies, as a server on loopback sees and sends them.

mod support;

use http::{Method, StatusCode};
use openapi_client_runtime::runtime::wire::View;
use openapi_client_runtime::runtime::{Call, Incoming, OperationSpec};
use support::api::Op;
use support::{Act, Server, TestClock, api};

/// RFC 9110, section 8.6.
#[tokio::test]
async fn a_request_without_a_body_says_so_where_one_is_expected() {
    for (method, body, expected) in [
        (Method::POST, None, Some("0")),
        (Method::PUT, None, Some("0")),
        (Method::PATCH, None, Some("0")),
        (Method::GET, None, None),
        (Method::DELETE, None, None),
        (Method::POST, Some("ab"), Some("4")),
        (Method::DELETE, Some("ab"), Some("4")),
    ] {
        let server = Server::start(vec![Act::answer(200, &[], r#"{"id": "m"}"#)]).await;
        let builder = api::builder("t").base_url(server.url());
        let client = builder.clock(TestClock::new()).build().unwrap();
        let spec: OperationSpec = api::spec(method.clone(), "/x");
        let mut parts = client.start(Box::leak(Box::new(spec)));
        if let Some(body) = body {
            parts.json(View::Str(body));
        }
        Call::<Op>::new(parts).await.unwrap();
        let request = server.requests().remove(0);
        let lines = request.lines();
        let lengths: Vec<&str> = lines
            .filter_map(|line| line.strip_prefix("content-length: "))
            .collect();
        assert_eq!(lengths, expected.as_slice(), "{method} {body:?}: {request}");
        assert!(!request.contains("transfer-encoding"), "{request}");
    }
}

#[tokio::test]
async fn a_download_is_read_in_chunks_over_tcp() {
    static SPEC: OperationSpec = api::spec(Method::GET, "/x");
    let server = Server::start(vec![Act::answer(200, &[("x-a", "b")], "some bytes")]).await;
    let client = api::builder("token")
        .base_url(server.url())
        .build()
        .unwrap();
    let mut incoming: Incoming<_> = Call::<Op>::new(client.start(&SPEC)).open().await.unwrap();
    assert_eq!(
        (incoming.length(), incoming.status()),
        (Some(10), StatusCode::OK)
    );
    let mut bytes = Vec::new();
    while let Some(chunk) = incoming.chunk().await {
        bytes.extend_from_slice(&chunk.unwrap());
    }
    assert_eq!(bytes, b"some bytes");
    assert!(incoming.chunk().await.is_none());
    let raw = Call::<Op>::new(client.start(&SPEC))
        .send_raw()
        .await
        .unwrap();
    assert_eq!(
        (&*raw.body, &raw.headers["x-a"]),
        (&b"some bytes"[..], &"b".parse().unwrap())
    );
}
