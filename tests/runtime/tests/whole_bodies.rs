//! Bodies of responses that differ as a whole: compressed, though no request asked for it, or missing.

mod support;

use bytes::Bytes;
use http::Method;
use openapi_client_runtime::runtime::wire::{DecodeError, Reading};
use openapi_client_runtime::runtime::{
    Call, Client, Events, Memory, Operation, PlainText, RawResponse, Reply, Spec, TransportError,
};
use serde_json::Value;
use support::api;

macro_rules! operation {
    ($($name:ident: $output:ty;)+) => {$(
        enum $name {}
        impl Operation for $name {
            type Output = $output;
            type Error = Value;
            const SPEC: Spec = &api::spec(Method::GET, "/value");
        }
    )+};
}

operation! {
    Values: Value;
    Texts: PlainText;
    Files: Bytes;
    Streams: Events<Value, Value>;
    Nothing: Blank;
}

/// A success without the body that is described, as generated code reads it.
struct Blank;

impl Reply for Blank {
    fn read(response: &RawResponse, reading: &mut Reading) -> Result<Self, DecodeError> {
        let is_blank = response.is_blank(reading);
        is_blank
            .then_some(Self)
            .ok_or_else(|| DecodeError::new("it has a body"))
    }
}

/// `{"id": "m"}` in gzip.
const GZIP: &[u8] =
    b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\x56\xca\x4c\x51\xb2\x52\x50\xca\x55\xaa\x05\0";

fn client(coding: &'static str, media_type: &'static str, body: &'static [u8]) -> Client {
    let server = Memory::new(move |_| {
        let response = http::Response::builder()
            .header("content-type", media_type)
            .header("content-encoding", coding);
        response
            .body(Bytes::from_static(body))
            .map_err(TransportError::not_sent)
    });
    api::builder("token").transport(server).build().unwrap()
}

async fn error<O: Operation>(coding: &'static str, media_type: &'static str) -> String
where
    O::Output: std::fmt::Debug,
{
    let client = client(coding, media_type, GZIP);
    let error = Call::<O>::new(client.start(O::SPEC)).await.unwrap_err();
    error.to_string()
}

#[tokio::test]
async fn a_compressed_body_says_so() {
    const SAID: &str = "GET https://api.example.com/value succeeded with 200 OK, but the body is compressed with `gzip`; turn on the feature \
                        `gzip`";
    assert_eq!(error::<Values>("gzip", "application/json").await, SAID);
    assert_eq!(error::<Texts>("GZIP", "text/plain").await, SAID);
    assert_eq!(error::<Streams>("gzip", "text/event-stream").await, SAID);
    assert_eq!(
        error::<Values>("gzip, br", "application/json").await,
        "GET https://api.example.com/value succeeded with 200 OK, but the body is compressed with `br`, which the transport doesn't decode"
    );
    let any = client("gzip", "application/json", GZIP).request(Method::GET, "/any");
    let error = any.send_json::<Value>().await.unwrap_err();
    assert!(
        error.to_string().contains("compressed with `gzip`"),
        "{error}"
    );
}

#[tokio::test]
async fn compressed_bytes_are_a_mismatch() {
    let client = client("gzip", "application/octet-stream", GZIP);
    let call = || Call::<Files>::new(client.start(Files::SPEC));
    let response = call().send_with_response().await.unwrap();
    assert_eq!(response.value, GZIP);
    assert_eq!(response.mismatches().count(), 1);
    assert!(call().strict(true).await.is_err());
}

/// Proxies decode bodies and leave the header; servers of events turn compression off with a name of their own.
#[tokio::test]
async fn a_header_alone_is_no_coding() {
    let json = client("gzip", "application/json", b"{\"id\": \"m\"}");
    let value = Call::<Values>::new(json.start(Values::SPEC)).await.unwrap();
    assert_eq!(value["id"], "m");
    for coding in ["none", "identity", ""] {
        let events = client(coding, "text/event-stream", b"data: 1\n\n");
        let mut events = Call::<Streams>::new(events.start(Streams::SPEC))
            .await
            .unwrap();
        assert_eq!(events.next().await.unwrap().unwrap(), 1);
    }
}

#[tokio::test]
async fn a_strict_client_refuses_a_missing_body() {
    let client = client("identity", "application/json", b"");
    let call = || Call::<Nothing>::new(client.start(Nothing::SPEC));
    let response = call().send_with_response().await;
    let count = response.map(|response| response.mismatches().count());
    assert_eq!(count.map_err(|error| error.to_string()), Ok(1));
    assert!(call().strict(true).await.is_err());
}
