//! Events and lines whose items `itemSchema` describes.

use case_responses_item_schemas as client;

mod support;

use client::types::{Row, UpdateEventData, WatchKindsResponse};
use client::{Client, Memory};
use support::{Stopped, now};

fn client(media_type: &'static str, body: &'static str) -> Client {
    let memory = Memory::new(move |_| {
        let response = http::Response::builder().header("content-type", media_type);
        Ok(response.body(body.into()).unwrap())
    });
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

fn events(body: &'static str) -> Client {
    client("text/event-stream", body)
}

#[test]
fn the_data_of_an_event_is_the_value() {
    let client = events("event: update\nid: 7\ndata: {\"seq\": 1}\n\n");
    let mut events = now(client.watch()).unwrap();
    let event = now(events.next_event()).unwrap().unwrap();
    assert_eq!((event.name.as_str(), event.id.as_str(), event.data.seq), ("update", "7", 1));
}

#[test]
fn a_schema_with_data_alone_is_that_of_the_json() {
    let client = events("data: {\"data\": {\"seq\": 1}}\n\n");
    let mut events = now(client.watch_wrapped()).unwrap();
    assert_eq!(now(events.next()).unwrap().unwrap().data.seq, 1);
}

#[test]
fn a_shared_event_has_one_type() {
    let client = events("data: {\"change\": \"a\"}\n\n");
    let mut first = now(client.watch_shared()).unwrap();
    let mut again = now(client.watch_again()).unwrap();
    let data: [UpdateEventData; 2] =
        [now(first.next()).unwrap().unwrap(), now(again.next()).unwrap().unwrap()];
    assert_eq!(data[0], data[1]);
}

#[test]
fn events_of_several_kinds_are_a_union() {
    let client = events("data: {\"seq\": 1}\n\ndata: {\"reason\": \"done\"}\n\n");
    let mut events = now(client.watch_kinds()).unwrap();
    let update = now(events.next()).unwrap().unwrap();
    assert!(matches!(update, WatchKindsResponse::Update(update) if update.seq == 1));
    let end = now(events.next()).unwrap().unwrap();
    assert!(format!("{end:?}").contains("done"), "{end:?}");
}

#[test]
fn the_word_for_the_end_is_no_text() {
    let client = events("data: {\"seq\": 1}\n\ndata: [DONE]\n\n");
    let mut events = now(client.watch_to_the_end()).unwrap();
    assert_eq!(now(events.next()).unwrap().unwrap().seq, 1);
    assert!(now(events.next()).is_none());
}

#[test]
fn text_is_text() {
    let client = events("data: {\"seq\": 1}\n\n");
    let mut mixed = now(client.watch_mixed()).unwrap();
    assert_eq!(now(mixed.next()).unwrap().unwrap().0, "{\"seq\": 1}");
    let mut text = now(client.watch_text()).unwrap();
    assert_eq!(now(text.next()).unwrap().unwrap().0, "{\"seq\": 1}");
}

#[test]
fn a_value_in_the_place_of_its_event_or_text() {
    let client = events("data: {\"seq\": 3}\n\n");
    let mut direct = now(client.watch_direct()).unwrap();
    assert_eq!(now(direct.next()).unwrap().unwrap().seq, 3);
    let mut object = now(client.watch_object()).unwrap();
    assert_eq!(now(object.next()).unwrap().unwrap().seq, 3);
}

#[test]
fn a_list_of_events_and_a_whole_event_describe_each_event() {
    let client = events("event: update\nid: 7\ndata: {\"seq\": 3}\n\n");
    let mut list = now(client.watch_list()).unwrap();
    let event = now(list.next_event()).unwrap().unwrap();
    assert_eq!((event.id.as_str(), event.data.seq), ("7", 3));
    let mut whole = now(client.watch_whole()).unwrap();
    let event = now(whole.next_event()).unwrap().unwrap();
    assert_eq!((event.name.as_str(), event.data.seq), ("update", 3));
}

#[test]
fn a_schema_with_other_members_is_that_of_the_data() {
    let client = events("data: {\"data\": {\"seq\": 3}, \"more\": true}\n\n");
    let mut events = now(client.watch_enveloped()).unwrap();
    let envelope = format!("{:?}", now(events.next()).unwrap().unwrap());
    assert!(envelope.contains("more: true"), "{envelope}");
}

#[test]
fn lines_and_records() {
    let client = self::client("application/x-ndjson", "[{\"seq\": 1}, {\"seq\": 2}]\n[]\n");
    let mut rows = now(client.rows()).unwrap();
    let row = now(rows.next()).unwrap().unwrap();
    assert_eq!(row.iter().map(|update| update.seq).collect::<Vec<_>>(), [1, 2]);
    assert!(now(rows.next()).unwrap().unwrap().is_empty());
    let client = self::client("application/json-seq", "\u{1e}{\"at\": \"now\"}\n");
    let mut records = now(client.records()).unwrap();
    assert_eq!(now(records.next()).unwrap().unwrap().at, "now");
}

#[test]
fn an_item_of_a_body_is_a_type_that_is_sent() {
    let rows = [Row::new("a"), Row::new("b")];
    let memory = Memory::new(|_| Memory::json(204, ""));
    let client = Client::builder().transport(memory.clone()).clock(Stopped).build().unwrap();
    now(client.add_rows(&rows)).unwrap();
    let requests = memory.requests();
    assert_eq!(requests[0].body().as_ref(), b"{\"name\":\"a\"}\n{\"name\":\"b\"}\n");
}
