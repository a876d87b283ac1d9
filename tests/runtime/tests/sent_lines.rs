//! Bodies of JSON values on lines, as a server on loopback sees them.

#![cfg(all(feature = "reqwest", feature = "stream", feature = "mock"))]

mod support;

use http::Method;
use openapi_client_runtime::runtime::wire::Wire;
use openapi_client_runtime::runtime::{
    Call, Client, Error, ErrorKind, Memory, Mock, Operation, OperationSpec, Parts, SendBody,
    SendLines, Spec, Transport,
};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use support::{Act, Server, TestClock, api};

const LINES: &str = "application/jsonl";
const RECORDS: &str = "application/json-seq";

/// A method that is repeated.
enum Put {}

impl Operation for Put {
    const SPEC: Spec = &OperationSpec::new("put").at(Method::PUT, "/rows");
    type Output = Value;
    type Error = Value;
}

async fn put(client: &Client, fill: impl FnOnce(&mut Parts)) -> Result<Value, Error<Value>> {
    let mut parts = client.start(Put::SPEC);
    fill(&mut parts);
    Call::<Put>::new(parts).await
}

fn through(transport: impl Transport + 'static) -> Client {
    let builder = api::builder("token").transport(transport);
    builder.clock(TestClock::new()).build().unwrap()
}

fn client(server: &Server) -> Client {
    let builder = api::builder("token").base_url(server.url());
    builder.clock(TestClock::new()).build().unwrap()
}

/// The requests that a server sees which refuses the first.
async fn refused_once(fill: impl FnOnce(&mut Parts)) -> Vec<(String, String)> {
    let server = Server::start(vec![Act::answer(503, &[], ""), Act::answer(200, &[], "1")]).await;
    put(&client(&server), fill).await.ok();
    let requests = server.requests().into_iter();
    let requests = requests.map(|request| {
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        let mut framing = head.split("\r\n").filter(|line| {
            line.starts_with("content-length") || line.starts_with("transfer-encoding")
        });
        (
            framing.next().unwrap_or_default().to_owned(),
            body.to_owned(),
        )
    });
    requests.collect()
}

fn sent(framing: &str, body: &str) -> (String, String) {
    (framing.to_owned(), body.to_owned())
}

#[tokio::test]
async fn a_retry_sends_the_same_lines() {
    let items = [json!({"a": "b\nc\u{2028}"}), json!(1)];
    let lines = sent("content-length: 18", "{\"a\":\"b\\nc\u{2028}\"}\n1\n");
    let requests = refused_once(|parts| parts.lines(LINES, &items)).await;
    assert_eq!(requests, [lines.clone(), lines]);
    let records = sent(
        "content-length: 20",
        "\u{1E}{\"a\":\"b\\nc\u{2028}\"}\n\u{1E}1\n",
    );
    let requests = refused_once(|parts| parts.records(RECORDS, &items)).await;
    assert_eq!(requests, [records.clone(), records]);
    let none = sent("content-length: 0", "");
    let requests = refused_once(|parts| parts.lines::<Value>(LINES, [])).await;
    assert_eq!(requests, [none.clone(), none]);
}

/// A stream of items.
struct Rows<T>(VecDeque<io::Result<T>>);

impl<T: Unpin> futures_core::Stream for Rows<T> {
    type Item = io::Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}

fn rows(items: impl IntoIterator<Item = io::Result<Value>>) -> SendLines<Value> {
    SendLines::stream(Rows(items.into_iter().collect()))
}

#[tokio::test]
async fn a_stream_of_items_is_sent_once_item_by_item() {
    let items = || rows([Ok(json!("a")), Ok(json!([]))]);
    let requests = refused_once(|parts| parts.lines(LINES, items())).await;
    let chunked = "transfer-encoding: chunked";
    let expected = sent(chunked, "4\r\n\"a\"\n\r\n3\r\n[]\n\r\n0\r\n\r\n");
    assert_eq!(requests, [expected]);
    let requests = refused_once(|parts| parts.records(RECORDS, items())).await;
    let expected = sent(
        chunked,
        "5\r\n\u{1E}\"a\"\n\r\n4\r\n\u{1E}[]\n\r\n0\r\n\r\n",
    );
    assert_eq!(requests, [expected]);

    let memory = Memory::new(|_| Memory::json(200, "1"));
    let client = through(memory.clone());
    let broken = rows([Ok(json!(1)), Err(io::Error::other("gone"))]);
    let error = put(&client, |parts| parts.lines(LINES, broken))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Upload);
    assert!(memory.requests().is_empty());
}

#[tokio::test]
async fn lines_that_are_written_already_are_sent_as_they_stand() {
    let written = "\u{1E}1\n2";
    for is_records in [false, true] {
        let requests = refused_once(|parts| {
            let body = SendBody::from(written);
            if is_records {
                parts.records::<Value>(RECORDS, body);
            } else {
                parts.lines::<Value>(LINES, body);
            }
        });
        let whole = sent("content-length: 4", written);
        assert_eq!(requests.await, [whole.clone(), whole]);
    }
}

#[tokio::test]
async fn an_item_that_json_has_no_form_for_is_refused() {
    let memory = Memory::new(|_| Memory::json(200, "1"));
    let client = through(memory.clone());
    let error = put(&client, |parts| parts.lines(LINES, [1.0, f64::NAN, 2.0]));
    let error = error.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    let why =
        "item 2 of the body: it can't be written as JSON: a number is infinite or not a number";
    assert!(error.to_string().ends_with(why), "{error}");
    // A stream tells it while it is sent.
    let items = [1.0, f64::NAN].map(Ok::<_, io::Error>);
    let items = SendLines::stream(Rows(VecDeque::from(items)));
    let error = put(&client, |parts| parts.records(RECORDS, items)).await;
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Upload);
    let mut causes =
        std::iter::successors(Some(&error as &dyn std::error::Error), |it| it.source());
    assert!(
        causes.any(|cause| cause.to_string().ends_with(why)),
        "{error:?}"
    );
    assert!(memory.requests().is_empty());
}

#[tokio::test]
async fn a_server_for_tests_reads_the_items() {
    let server = Mock::new();
    server.on::<Put>().respond(&json!(1));
    let client = through(server.clone());
    let items = [json!({"a": 1}), json!("b\nc")];
    put(&client, |parts| parts.lines(LINES, &items))
        .await
        .unwrap();
    put(&client, |parts| parts.records(RECORDS, &items))
        .await
        .unwrap();
    put(&client, |parts| parts.lines::<Value>(LINES, []))
        .await
        .unwrap();
    let requests = server.requests_of::<Put>();
    assert_eq!(requests[0].headers()["content-type"], LINES);
    assert_eq!(&requests[0].body()[..], b"{\"a\":1}\n\"b\\nc\"\n");
    assert_eq!(requests[0].lines::<Value>().unwrap(), items);
    assert_eq!(&requests[1].body()[..], b"\x1E{\"a\":1}\n\x1E\"b\\nc\"\n");
    assert_eq!(requests[1].lines::<Value>().unwrap(), items);
    assert!(requests[2].lines::<Value>().unwrap().is_empty());
    assert!(requests[0].lines::<String>().is_err());
}

#[test]
fn conversions() {
    fn size<T: Wire>(items: impl Into<SendLines<T>>) -> String {
        format!("{:?}", items.into())
    }
    let items = vec![1, 23];
    assert_eq!(size(&items), "SendLines(5 bytes)");
    assert_eq!(size(&items[..1]), "SendLines(2 bytes)");
    assert_eq!(size(&[1, 23]), "SendLines(5 bytes)");
    assert_eq!(size([1, 23]), "SendLines(5 bytes)");
    assert_eq!(
        size(items.iter().collect::<SendLines<i64>>()),
        "SendLines(5 bytes)"
    );
    assert_eq!(size(items), "SendLines(5 bytes)");
    assert_eq!(size(rows([])), "SendLines(SendBody(of unknown length))");
}
