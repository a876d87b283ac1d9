//! A list whose parameter is a number or something else.

use case_responses_pages_of_objects as client;

mod support;

use client::{Client, Memory};
use support::{Stopped, now};

#[test]
fn a_union_with_a_number_counts_pages() {
    let memory = Memory::new(|request| match request.uri().query() {
        None => Memory::json(200, r#"{"data": [{"id": "a"}], "total_pages": 2}"#),
        Some("page=2") => Memory::json(200, r#"{"data": [{"id": "b"}], "total_pages": 2}"#),
        other => panic!("{other:?}"),
    });
    let client = Client::builder().transport(memory).clock(Stopped).build().unwrap();
    let mut pets = client.by_number_or_word().items();
    assert_eq!(now(pets.next()).unwrap().unwrap().id, "a");
    assert_eq!(now(pets.next()).unwrap().unwrap().id, "b");
    assert!(now(pets.next()).is_none());
}
