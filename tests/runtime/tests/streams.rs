//! Events and lines as they come over a connection: every way to split them, mistakes in the middle, ends,
//! and new connections.

mod support;

#[path = "streams/again.rs"]
mod again;

#[cfg(feature = "event-names")]
#[path = "streams/named.rs"]
mod named;

use bytes::Bytes;
use http::{Method, StatusCode};
use openapi_client_runtime::runtime::transport::{Body, Sent};
use openapi_client_runtime::runtime::{
    BoxFuture, Call, Client, Error, ErrorKind, Event, Events, Lines, Memory, Operation,
    OperationSpec, PlainText, SendBody, Spec, Transport, TransportError,
};
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::api::NotFound;
use support::{TestClock, api};

static GET: OperationSpec = api::spec(Method::GET, "/events").accept("text/event-stream");
static NAMED: OperationSpec = api::spec(Method::GET, "/events")
    .accept("text/event-stream")
    .error_events();
static POST: OperationSpec = api::spec(Method::POST, "/events").accept("text/event-stream");

macro_rules! operation {
    ($($name:ident: $output:ty, $spec:ident;)+) => {$(
        enum $name {}
        impl Operation for $name {
            type Output = $output;
            type Error = NotFound;
            const SPEC: Spec = &$spec;
        }
    )+};
}

operation! {
    Texts: Events<PlainText, NotFound>, GET;
    Values: Events<Value, NotFound>, GET;
    Named: Events<Value, NotFound>, NAMED;
    Ids: Events<api::Message, NotFound>, GET;
    Posted: Events<Value, NotFound>, POST;
    Rows: Lines<Value, NotFound>, GET;
}

/// The end of a response.
#[derive(Clone, Copy)]
enum Then {
    End,
    Break,
    Wait,
}

type Scripted = (Vec<Bytes>, Then);

/// Responds with chunks as they are, one response after the other.
#[derive(Clone)]
struct Chunks {
    responses: Arc<Mutex<VecDeque<Scripted>>>,
    requests: Arc<Mutex<Vec<http::HeaderMap>>>,
    content_type: &'static str,
}

struct Response(VecDeque<Bytes>, Then);

impl Body for Response {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let chunk = self.0.pop_front();
        Box::pin(async move {
            match (chunk, self.1) {
                (Some(chunk), _) => Ok(Some(chunk)),
                (None, Then::End) => Ok(None),
                (None, Then::Break) => Err(TransportError::lost("reset")),
                (None, Then::Wait) => std::future::pending().await,
            }
        })
    }
}

impl Transport for Chunks {
    fn send(&self, request: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        self.requests
            .lock()
            .unwrap()
            .push(request.headers().clone());
        let next = self.responses.lock().unwrap().pop_front();
        let content_type = self.content_type;
        Box::pin(async move {
            let (chunks, then) = next.ok_or_else(|| TransportError::not_sent("no more"))?;
            let body = Box::new(Response(chunks.into(), then)) as Box<dyn Body>;
            let mut response = http::Response::new(body);
            let value = content_type.parse().unwrap();
            response.headers_mut().insert("content-type", value);
            Ok(response)
        })
    }
}

fn chunks(content_type: &'static str, responses: Vec<(Vec<Bytes>, Then)>) -> Chunks {
    Chunks {
        responses: Arc::new(Mutex::new(responses.into())),
        requests: Arc::default(),
        content_type,
    }
}

fn client(transport: &Chunks) -> Client {
    let clock = TestClock::new();
    let builder = api::builder("token").transport(transport.clone());
    let builder = builder.idle_timeout(clock.real);
    builder.clock(clock).build().unwrap()
}

async fn open<O: Operation>(transport: &Chunks) -> Result<O::Output, Error<O::Error>> {
    let call = Call::<O>::new(client(transport).start(O::SPEC));
    call.strict(true).await
}

async fn events(text: &[Bytes], then: Then) -> Vec<Event<PlainText>> {
    let transport = chunks(
        "text/event-stream; charset=utf-8",
        vec![(text.to_vec(), then)],
    );
    let mut events = open::<Texts>(&transport).await.unwrap();
    let mut all = Vec::new();
    while let Some(event) = events.next_event().await {
        all.push(event.unwrap());
    }
    assert!(events.next().await.is_none());
    all
}

fn shown(events: &[Event<PlainText>]) -> Vec<(&str, &str, &str)> {
    let shown = events.iter();
    shown
        .map(|event| {
            (
                event.name.as_str(),
                event.id.as_str(),
                event.data.0.as_str(),
            )
        })
        .collect()
}

/// The rules of the WHATWG with an example for each: line ends, comments, fields, the byte order mark.
const STREAM: &str = "\u{feff}: a comment\n\
    data: first\n\
    \n\
    event: add\rdata: 1\r\rdata:2\r\n\r\n\
    id: 7\ndata: two\ndata:  lines\n\n\
    data\n\ndata\ndata\n\n\
    event: nothing\n\n\
    id: bad\u{0}id\nunknown: field\nretry: 10x\ndata: \u{e4}\u{1f600}\n\n\
    id\ndata:: colon\n\n\
    data: not whole\n";

const EVENTS: &[(&str, &str, &str)] = &[
    ("message", "", "first"),
    ("add", "", "1"),
    ("message", "", "2"),
    ("message", "7", "two\n lines"),
    ("message", "7", ""),
    ("message", "7", "\n"),
    ("message", "7", "\u{e4}\u{1f600}"),
    ("message", "", ": colon"),
];

/// The begin of an error's text: the method, the server and the path.
const SERVED: &str = "GET https://api.example.com/events";

#[tokio::test]
async fn events_are_the_same_however_they_are_split() {
    let text = Bytes::from_static(STREAM.as_bytes());
    assert_eq!(
        shown(&events(std::slice::from_ref(&text), Then::End).await),
        EVENTS
    );
    for at in 0..text.len() {
        let parts = [text.slice(..at), Bytes::new(), text.slice(at..)];
        assert_eq!(
            shown(&events(&parts, Then::End).await),
            EVENTS,
            "split at {at}"
        );
    }
    let bytes: Vec<Bytes> = (0..text.len()).map(|at| text.slice(at..=at)).collect();
    assert_eq!(shown(&events(&bytes, Then::End).await), EVENTS);
}

#[tokio::test]
async fn lines_are_the_same_however_they_are_split() {
    let text = "{\"a\": 1}\r\n\n  \n[2]\nbroken{\n\"\u{e4}\"\n{\"last\": null}";
    let text = Bytes::from_static(text.as_bytes());
    for at in 0..=text.len() {
        let parts = vec![text.slice(..at), text.slice(at..)];
        let transport = chunks("application/x-ndjson", vec![(parts, Then::End)]);
        let mut rows = open::<Rows>(&transport).await.unwrap();
        let mut all = Vec::new();
        while let Some(row) = rows.next().await {
            all.push(row.map_or_else(|error| format!("{:?}", error.kind()), |row| row.to_string()));
        }
        let expected = [
            "{\"a\":1}",
            "[2]",
            "Decode",
            "\"\u{e4}\"",
            "{\"last\":null}",
        ];
        assert_eq!(all, expected, "split at {at}");
    }
}

#[tokio::test]
async fn records_may_have_lines() {
    let text = Bytes::from_static(b" \x1e{\"a\":\n1}\n\x1e[2,\n3]\x1e\"x\"");
    for at in 0..=text.len() {
        let parts = vec![text.slice(..at), text.slice(at..)];
        let transport = chunks("application/json-seq", vec![(parts, Then::End)]);
        let mut rows = open::<Rows>(&transport).await.unwrap();
        let mut all = Vec::new();
        while let Some(row) = rows.next().await {
            all.push(row.unwrap().to_string());
        }
        assert_eq!(all, ["{\"a\":1}", "[2,3]", "\"x\""]);
    }
}

#[tokio::test]
async fn an_event_that_does_not_match_is_an_error_and_the_next_is_read() {
    let text = "data: {\"id\": \"a\"}\n\ndata: {\"id\": 1\n\ndata: {\"no\": 1}\n\ndata: {\"id\": \"b\"}\n\n\
        event: error\ndata: {\"error\": {\"message\": \"overloaded by token\"}}\n\ndata: [DONE]\n\ndata: {\"id\": \"c\"}\n\n";
    let transport = chunks("text/event-stream", vec![(vec![text.into()], Then::Break)]);
    let mut events = open::<Ids>(&transport).await.unwrap();
    assert_eq!(events.status(), StatusCode::OK);
    assert_eq!(events.headers()["content-type"], "text/event-stream");
    let mut next = async || events.next().await.unwrap();
    assert!(next().await.is_ok());
    let faults = [
        "item 2 can't be read: it isn't JSON: EOF while parsing an object at line 1 column 8",
        "item 3 can't be read: it doesn't match the document at $.id",
    ];
    for (body, fault) in ["{\"id\": 1", "{\"no\": 1}"].into_iter().zip(faults) {
        let error = next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.body().unwrap(), body);
        assert_eq!(error.attempts(), 1);
        let text = error.to_string();
        assert!(text.starts_with(SERVED), "{text}");
        assert!(text.ends_with(fault), "{text}");
    }
    assert!(next().await.is_ok());
    let error = next().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.body().unwrap().len()),
        (ErrorKind::Api, 45)
    );
    assert_eq!(error.message(), Some("overloaded by token"));
    assert_eq!(error.attempts(), 1);
    assert!(error.to_string().starts_with(SERVED), "{error}");
    // Without the secret that was sent.
    assert!(error.to_string().contains(": overloaded by …"), "{error}");
    assert!(
        error
            .to_string()
            .contains(" with an error in the body, in item 5"),
        "{error}"
    );
    assert_eq!(error.item(), Some(5));
    // The word that ends a stream of JSON; the break behind it is never seen.
    assert!(events.next().await.is_none() && events.next().await.is_none());
}

#[tokio::test]
async fn an_item_beyond_a_limit_of_the_parser_is_json() {
    let text = format!("data: {}{}\n\n", "[".repeat(200), "]".repeat(200));
    let transport = chunks("text/event-stream", vec![(vec![text.into()], Then::End)]);
    let mut events = open::<Values>(&transport).await.unwrap();
    let error = events.next().await.unwrap().unwrap_err().to_string();
    let (_, fault) = error.split_once(" can't be read: ").unwrap();
    assert!(
        fault.starts_with("it doesn't match the document at $[0][0]"),
        "{error}"
    );
}

#[tokio::test]
async fn an_event_named_error_is_an_item_only_if_it_is_described() {
    let text = "event: error\ndata: {\"error\": {\"message\": \"overloaded\"}}\n\ndata: 1\n\n";
    let transport = || chunks("text/event-stream", vec![(vec![text.into()], Then::End)]);
    // Any data is a value.
    let mut events = open::<Values>(&transport()).await.unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.message(), Some("overloaded"));
    assert_eq!(events.next().await.unwrap().unwrap(), 1);
    let mut texts = open::<Texts>(&transport()).await.unwrap();
    let error = texts.next().await.unwrap().unwrap_err();
    assert_eq!(error.message(), Some("overloaded"));
    let mut events = open::<Named>(&transport()).await.unwrap();
    let event = events.next_event().await.unwrap().unwrap();
    assert_eq!(event.name, "error");
    assert_eq!(event.data["error"]["message"], "overloaded");
}

#[tokio::test]
async fn the_word_for_the_end_is_an_event_of_a_stream_of_text() {
    let all = events(&["data: [DONE]\n\ndata: x\n\n".into()], Then::End).await;
    assert_eq!(
        shown(&all),
        [("message", "", "[DONE]"), ("message", "", "x")]
    );
}

#[tokio::test]
async fn a_stream_that_breaks_is_an_error_once() {
    let text = "data: 1\n\ndata: 2\n\ndata: 3\ndata: 4";
    for (then, why) in [
        (Then::Break, "the response broke off"),
        (
            Then::Wait,
            "no more of it came in time; `idle_timeout` and the call's `timeout` are the limits",
        ),
    ] {
        let transport = chunks("text/event-stream", vec![(vec![text.into()], then)]);
        let mut events = open::<Values>(&transport).await.unwrap();
        assert_eq!(events.next().await.unwrap().unwrap(), 1);
        assert_eq!(events.next().await.unwrap().unwrap(), 2);
        let error = events.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Body);
        assert_eq!(error.is_timeout(), matches!(then, Then::Wait));
        let text = format!("{SERVED} succeeded with 200 OK, but {why}");
        assert_eq!((error.to_string(), error.attempts()), (text, 1));
        assert_eq!(error.body().unwrap(), "3\n4");
        assert_eq!(error.item(), None);
        assert!(events.next().await.is_none());
    }
}

#[tokio::test]
async fn half_of_a_line_is_no_item() {
    let transport = chunks(
        "application/jsonl",
        vec![(vec!["1\n23".into()], Then::Break)],
    );
    let mut rows = open::<Rows>(&transport).await.unwrap();
    assert_eq!(rows.next().await.unwrap().unwrap(), 1);
    let error = rows.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Body);
    assert_eq!(error.body().unwrap(), "23");
    assert!(rows.next().await.is_none());
}

#[tokio::test]
async fn an_event_without_an_end_is_bounded() {
    let line = Bytes::from(vec![b'x'; 1 << 16]);
    let text: Vec<Bytes> = (0..64).map(|_| line.clone()).collect();
    for content_type in ["text/event-stream", "application/jsonl"] {
        let transport = chunks(content_type, vec![(text.clone(), Then::End)]);
        let builder = api::builder("token").transport(transport).max_body(1 << 20);
        let client = builder.clock(TestClock::new()).build().unwrap();
        let error = if content_type.starts_with("text") {
            let events = Call::<Texts>::new(client.start(&GET)).await;
            events.unwrap().next().await.unwrap().unwrap_err()
        } else {
            let rows = Call::<Rows>::new(client.start(&GET)).await;
            rows.unwrap().next().await.unwrap().unwrap_err()
        };
        assert_eq!(error.kind(), ErrorKind::Body);
        let text = error.to_string();
        assert!(text.starts_with(SERVED), "{text}");
        assert!(text.contains("larger than `max_body`"), "{text}");
    }
}

#[tokio::test]
async fn what_comes_before_an_item_that_is_too_large_is_read() {
    for (content_type, first) in [
        ("text/event-stream", "data: 1\n\ndata: "),
        ("application/jsonl", "1\n"),
    ] {
        let chunk = Bytes::from(first.to_owned() + &"2".repeat(2000));
        let transport = chunks(content_type, vec![(vec![chunk], Then::End)]);
        let builder = api::builder("token").transport(transport).max_body(1000);
        let client = builder.clock(TestClock::new()).build().unwrap();
        let read = if content_type.starts_with("text") {
            let mut events = Call::<Values>::new(client.start(&GET)).await.unwrap();
            [events.next().await, events.next().await]
        } else {
            let mut rows = Call::<Rows>::new(client.start(&GET)).await.unwrap();
            [rows.next().await, rows.next().await]
        };
        let [Some(Ok(first)), Some(Err(error))] = read else {
            panic!("{content_type}: {read:?}");
        };
        assert_eq!(first, 1, "{content_type}");
        let text = error.to_string();
        assert!(text.contains("larger than `max_body`"), "{text}");
    }
}

#[tokio::test]
async fn a_response_that_is_no_stream_says_so() {
    let json = || vec![Bytes::from("{\"id\": \"m\"}")];
    let transport = chunks("application/json", vec![(json(), Then::End)]);
    let error = open::<Values>(&transport).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(
        error.to_string(),
        "GET https://api.example.com/events succeeded with 200 OK, but the body is `application/json` and not a stream of events"
    );
    // The body may tell the reason.
    assert_eq!(error.body().unwrap(), "{\"id\": \"m\"}");
    let transport = chunks("text/event-stream", vec![(json(), Then::End)]);
    assert!(open::<Rows>(&transport).await.is_err());
}

struct Channel(Mutex<Option<tokio::sync::mpsc::Receiver<Bytes>>>);
struct Received(tokio::sync::mpsc::Receiver<Bytes>);
impl Body for Received {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move { Ok(self.0.recv().await) })
    }
}
impl Transport for Channel {
    fn send(&self, _: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        let receiver = self.0.lock().unwrap().take().unwrap();
        let body = Box::new(Received(receiver)) as Box<dyn Body>;
        Box::pin(std::future::ready(Ok(http::Response::new(body))))
    }
    fn send_direct(&self, request: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        self.send(request)
    }
}

#[tokio::test]
async fn an_event_is_not_lost_with_the_future_that_waited_for_it() {
    let (sender, receiver) = tokio::sync::mpsc::channel::<Bytes>(1);
    let builder = api::builder("token").transport(Channel(Mutex::new(Some(receiver))));
    let client = builder.build().unwrap();
    let mut events = Call::<Values>::new(client.start(&GET)).await.unwrap();
    for number in 0..3 {
        sender.send("data:".into()).await.unwrap();
        let waited = tokio::time::timeout(Duration::from_millis(5), events.next()).await;
        assert!(waited.is_err(), "nothing is there yet");
        sender.send(format!(" {number}\n\n").into()).await.unwrap();
        assert_eq!(events.next().await.unwrap().unwrap(), number);
    }
    drop(events);
    // The body is dropped with the stream, so that its connection ends.
    assert!(sender.is_closed());
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_code_iterates() {
    let text = "data: 1\n\ndata: 2\n\n";
    let transport = chunks("text/event-stream", vec![(vec![text.into()], Then::End); 2]);
    let client = client(&transport);
    let events = Call::<Values>::new(client.start(&GET))
        .send_blocking()
        .unwrap();
    let mut events = events.blocking();
    let first = events.next_event().unwrap().unwrap();
    assert_eq!(first.name, "message");
    let all: Vec<Value> = [first.data]
        .into_iter()
        .chain(events.map(Result::unwrap))
        .collect();
    assert_eq!(all, [1, 2]);
}

#[cfg(feature = "stream")]
#[tokio::test]
async fn events_are_a_stream() {
    use futures_core::Stream;
    use std::future::poll_fn;
    use std::pin::Pin;
    let transport = chunks(
        "text/event-stream",
        vec![(vec!["data: 1\n\n".into()], Then::End)],
    );
    let mut events = open::<Values>(&transport).await.unwrap();
    let mut next = async || poll_fn(|cx| Pin::new(&mut events).poll_next(cx)).await;
    assert_eq!(next().await.unwrap().unwrap(), 1);
    assert!(next().await.is_none());
}
