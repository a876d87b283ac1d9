//! A list over two pages, by the rule that its document's shapes give.

use case_responses_pages as client;

mod support;

use client::{Client, Memory};
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
