//! An event named `error` in streams with and without a description of it.

use case_responses_error_events as client;

mod support;

use client::{Client, ErrorKind, Memory};
use support::{Stopped, now};

/// A client of a server that sends one event.
fn client(event: &'static str) -> Client {
    let memory = Memory::new(move |_| {
        let mut response = Memory::json(200, event)?;
        let value = "text/event-stream".parse().unwrap();
        response.headers_mut().insert("content-type", value);
        Ok(response)
    });
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

const OVERLOADED: &str = "event: error\ndata: {\"error\": {\"message\": \"overloaded\"}}\n\n";

#[test]
fn an_error_whatever_the_items_require() {
    let client = client(OVERLOADED);
    let mut events = now(client.watch_optional()).unwrap();
    let error = now(events.next()).unwrap().unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Api, Some("overloaded")));
    let mut events = now(client.watch_required()).unwrap();
    let error = now(events.next()).unwrap().unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Api, Some("overloaded")));
}

#[test]
fn an_error_in_plain_text() {
    let mut events = now(client("event: error\ndata: rate limit hit\n\n").watch_optional()).unwrap();
    let error = now(events.next()).unwrap().unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Api, Some("rate limit hit")));
    assert!(error.to_string().contains("rate limit hit"), "{error}");
    // JSON without a text is no message.
    let mut events = now(client("event: error\ndata: {\"retry\": true}\n\n").watch_optional()).unwrap();
    assert_eq!(now(events.next()).unwrap().unwrap_err().message(), None);
}

#[test]
fn an_item_where_the_document_describes_it() {
    let mut events = now(client(OVERLOADED).watch_named()).unwrap();
    assert!(now(events.next()).unwrap().is_ok());
    let tagged = client("event: error\ndata: {\"type\": \"error\", \"reason\": \"overloaded\"}\n\n");
    let mut events = now(tagged.watch_tagged()).unwrap();
    assert!(now(events.next()).unwrap().is_ok());
}
