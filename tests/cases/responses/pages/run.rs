//! A list over two pages, by the rule that its document's shapes give.

use case_responses_pages as client;

mod support;

use client::{Client, Memory};
use std::sync::Mutex;
use support::{Stopped, now};

#[test]
fn items_and_pages() {
    let memory = Memory::new(|request| match request.uri().query() {
        None => Memory::json(200, r#"{"data": [{"id": "a"}], "next_cursor": "x"}"#),
        Some("cursor=x") => Memory::json(200, r#"{"data": [{"id": "b"}], "next_cursor": null}"#),
        other => panic!("{other:?}"),
    });
    let client = Client::builder().transport(memory).clock(Stopped).build().unwrap();
    let mut pets = client.by_cursor().items();
    assert_eq!(now(pets.next()).unwrap().unwrap().id, "a");
    assert_eq!(now(pets.next()).unwrap().unwrap().id, "b");
    assert!(now(pets.next()).is_none());
    let mut pages = client.by_cursor().pages();
    assert_eq!(now(pages.next()).unwrap().unwrap().data.len(), 1);
}

/// A client of a server that answers each query once, in this order.
fn client(answers: &'static [(&str, &str)]) -> Client {
    let left = Mutex::new(answers.iter());
    let memory = Memory::new(move |request| {
        let (query, body) = left.lock().unwrap().next().unwrap();
        assert_eq!(request.uri().query().unwrap_or_default(), *query);
        Memory::json(200, body)
    });
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

#[test]
fn pages_that_are_switched_on() {
    let client = client(&[
        ("use_marker=true", r#"{"entries": [{"id": "a"}], "next_marker": "x"}"#),
        ("use_marker=true&marker=x", r#"{"entries": [{"id": "b"}]}"#),
    ]);
    let mut pets = client.by_switched_marker().items();
    assert_eq!(now(pets.next()).unwrap().unwrap().id, "a");
    assert_eq!(now(pets.next()).unwrap().unwrap().id, "b");
    assert!(now(pets.next()).is_none());
}

#[test]
fn offsets_count_the_room_of_a_page() {
    let client = client(&[
        ("", r#"{"entries": [{"id": "a"}], "offset": 0, "limit": 2, "total": 6}"#),
        ("offset=2", r#"{"entries": [], "offset": 2, "limit": 2, "total": 6}"#),
        ("offset=4", r#"{"entries": [{"id": "f"}], "offset": 4, "limit": 2, "total": 6}"#),
    ]);
    let mut pets = client.by_room().items();
    assert_eq!(now(pets.next()).unwrap().unwrap().id, "a");
    assert_eq!(now(pets.next()).unwrap().unwrap().id, "f");
    assert!(now(pets.next()).is_none());
}

#[test]
fn pages_from_zero() {
    let client = client(&[("", r#"[{"id": "a"}]"#), ("pageNumber=1", r#"[{"id": "b"}]"#), ("pageNumber=2", "[]")]);
    let mut pets = client.by_number_from_zero().items();
    assert_eq!(now(pets.next()).unwrap().unwrap().id, "a");
    assert_eq!(now(pets.next()).unwrap().unwrap().id, "b");
    assert!(now(pets.next()).is_none());
}
