//! The name of an event decides the variant of its data.

use case_responses_event_names as client;

mod support;

use client::types::{
    WatchChangesResponse, WatchMappedResponse, WatchOtherTextsResponse, WatchOthersResponse, WatchSameResponse,
    WatchTextsResponse,
};
use client::{Client, Memory};
use support::{Stopped, now};

fn events(body: &'static str) -> Client {
    let memory = Memory::new(move |_| {
        let response = http::Response::builder().header("content-type", "text/event-stream");
        Ok(response.body(body.into()).unwrap())
    });
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

#[test]
fn the_name_decides_where_the_data_is_the_same() {
    let client = events(
        "event: removed\ndata: {\"id\": \"1\"}\n\nevent: purged\ndata: {\"id\": \"2\", \"by\": \"x\"}\n\n\
         event: created\ndata: {\"id\": \"3\", \"why\": \"x\"}\n\n",
    );
    let mut events = now(client.watch_changes()).unwrap();
    let mut next = || now(events.next()).unwrap().unwrap();
    assert!(matches!(next(), WatchChangesResponse::Removed(it) if it.id == "1"));
    assert!(matches!(next(), WatchChangesResponse::Removed(it) if it.id == "2"));
    assert!(matches!(next(), WatchChangesResponse::Created(it) if it.id == "3"));
}

#[test]
fn a_new_name_keeps_the_data() {
    let client = events("event: other\ndata: {\"id\": \"1\"}\n\nevent: other\ndata: 7\n\n");
    let mut events = now(client.watch_changes()).unwrap();
    let event = now(events.next_event()).unwrap().unwrap();
    assert_eq!(event.name, "other");
    let WatchChangesResponse::Unknown(data) = &event.data else {
        panic!("{event:?}");
    };
    assert_eq!(*data, serde_json::json!({"id": "1"}));
    assert_eq!(serde_json::to_value(&event.data).unwrap(), *data);
    let event = now(events.next()).unwrap().unwrap();
    assert!(matches!(event, WatchChangesResponse::Unknown(data) if data == 7));
}

/// Nothing says that it is JSON.
#[test]
fn text_of_a_new_name_is_kept_as_text() {
    let client = events("event: ping\ndata: 12:00 o'clock\n\nevent: created\ndata: oops\n\ndata: oops\n\n");
    let mut events = now(client.watch_changes()).unwrap();
    let event = now(events.next_event()).unwrap().unwrap();
    assert_eq!(event.name, "ping");
    assert!(matches!(event.data, WatchChangesResponse::Unknown(data) if data == "12:00 o'clock"));
    assert!(now(events.next()).unwrap().is_err());
    let event = now(events.next_event()).unwrap().unwrap();
    assert_eq!(event.name, "message");
    assert!(matches!(event.data, WatchChangesResponse::Unknown(data) if data == "oops"));
}

/// A heartbeat.
#[test]
fn empty_data_of_a_new_name_is_an_empty_text() {
    let client = events("event: ping\ndata:\n\nevent: ping\ndata\n\ndata:\n\nevent: created\ndata:\n\n");
    let mut events = now(client.watch_changes()).unwrap();
    for name in ["ping", "ping", "message"] {
        let event = now(events.next_event()).unwrap().unwrap();
        assert_eq!(event.name, name);
        assert!(matches!(event.data, WatchChangesResponse::Unknown(data) if data == ""));
    }
    // JSON is described here.
    let error = now(events.next()).unwrap().unwrap_err();
    assert!(error.to_string().contains("its body is empty"), "{error}");
    let client = self::events("event: log\ndata:\n\n");
    let mut events = now(client.watch_texts()).unwrap();
    assert!(matches!(now(events.next()), Some(Ok(WatchTextsResponse::Log(it))) if it.is_empty()));
}

/// It is no text of a new event.
#[test]
fn the_mark_of_the_end_ends_the_stream() {
    let mut events = now(events("data: [DONE]\n\n").watch_changes()).unwrap();
    assert!(now(events.next()).is_none());
}

#[test]
fn without_a_name_and_outside_of_a_stream_the_value_decides() {
    let client = events("data: {\"id\": \"1\", \"why\": \"x\"}\n\n");
    let mut events = now(client.watch_changes()).unwrap();
    let data = now(events.next()).unwrap().unwrap();
    assert!(matches!(&data, WatchChangesResponse::Removed(it) if it.id == "1"));
    let json = serde_json::to_string(&data).unwrap();
    assert_eq!(json, r#"{"id":"1","why":"x"}"#);
    assert_eq!(serde_json::from_str::<WatchChangesResponse>(&json).unwrap(), data);
}

#[test]
fn data_that_is_not_of_its_event_is_an_error() {
    let client = events("event: created\ndata: {\"why\": \"x\"}\n\nevent: created\ndata: {\"id\": \"2\"}\n\n");
    let mut events = now(client.watch_changes()).unwrap();
    assert!(now(events.next()).unwrap().is_err());
    assert!(matches!(now(events.next()), Some(Ok(WatchChangesResponse::Created(it))) if it.id == "2"));
}

#[test]
fn a_branch_without_a_name_has_all_other_events() {
    let client = events(
        "event: made\ndata: {\"id\": \"1\"}\n\nevent: new\ndata: {\"id\": \"2\", \"by\": \"x\"}\n\n\
         data: {\"id\": \"3\", \"by\": \"x\"}\n\n",
    );
    let mut events = now(client.watch_others()).unwrap();
    let mut next = || now(events.next()).unwrap().unwrap();
    assert!(matches!(next(), WatchOthersResponse::Created(it) if it.id == "1"));
    assert!(matches!(next(), WatchOthersResponse::Object(it) if it.id == "2"));
    assert!(matches!(next(), WatchOthersResponse::Object(it) if it.id == "3"));
}

#[test]
fn the_name_decides_whether_the_data_is_text() {
    let client = events(
        "event: log\ndata:  a \"b\"\n\nevent: log\ndata: 7\n\nevent: log\ndata: \"c\"\n\nevent: word\ndata: \"c\"\n\n\
         event: created\ndata: {\"id\": \"1\"}\n\n",
    );
    let mut events = now(client.watch_texts()).unwrap();
    let mut next = || now(events.next()).unwrap().unwrap();
    for text in [" a \"b\"", "7", "\"c\""] {
        assert!(matches!(next(), WatchTextsResponse::Log(it) if it == text));
    }
    assert!(matches!(next(), WatchTextsResponse::Word(it) if it == "c"));
    assert!(matches!(next(), WatchTextsResponse::Created(it) if it.id == "1"));
}

#[test]
fn the_data_of_all_other_events_is_text() {
    let client = self::events("data: {\"id\": \"2\"}\n\nevent: created\ndata: {\"id\": \"1\"}\n\nevent: new\ndata: x\n\n");
    let mut events = now(client.watch_other_texts()).unwrap();
    let mut next = || now(events.next()).unwrap().unwrap();
    assert!(matches!(next(), WatchOtherTextsResponse::String(it) if it == "{\"id\": \"2\"}"));
    assert!(matches!(next(), WatchOtherTextsResponse::Created(it) if it.id == "1"));
    assert!(matches!(next(), WatchOtherTextsResponse::String(it) if it == "x"));
}

#[test]
fn a_discriminator_names_the_events() {
    let client = events("event: stop\ndata: {\"at\": 1}\n\nevent: start\ndata: {\"at\": 2}\n\nevent: pause\ndata: {}\n\n");
    let mut events = now(client.watch_mapped()).unwrap();
    let mut next = || now(events.next()).unwrap().unwrap();
    assert!(matches!(next(), WatchMappedResponse::Stop(it) if it.at == Some(1)));
    assert!(matches!(next(), WatchMappedResponse::Start(it) if it.at == Some(2)));
    assert!(matches!(next(), WatchMappedResponse::Unknown(_)));
}

#[test]
fn a_name_of_two_branches_leaves_the_choice_to_the_value() {
    let client = events("event: a\ndata: {\"kind\": \"y\"}\n\nevent: b\ndata: {\"kind\": \"y\"}\n\n");
    let mut events = now(client.watch_same()).unwrap();
    let mut next = || now(events.next()).unwrap().unwrap();
    assert!(matches!(next(), WatchSameResponse::Y(_)));
    assert!(matches!(next(), WatchSameResponse::B(it) if it.kind == "y"));
}
