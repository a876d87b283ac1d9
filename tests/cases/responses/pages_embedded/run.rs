//! The items of pages within `_embedded`.

use case_responses_pages_embedded as client;

mod support;

use client::{Client, Memory};
use support::{Stopped, now};

#[test]
fn the_link_beside_the_items_is_followed() {
    let memory = Memory::new(|request| match request.uri().query() {
        None => Memory::json(
            200,
            r#"{"_embedded": {"pets": [{"id": "a"}, {"id": "b"}]},
                "_links": {"next": {"href": "https://api.example.com/pets?page=2"}}}"#,
        ),
        Some("page=2") => Memory::json(200, r#"{"_embedded": {"pets": [{"id": "c"}]}}"#),
        other => panic!("{other:?}"),
    });
    let client = Client::builder().transport(memory).clock(Stopped).build().unwrap();
    let mut pets = client.list_pets().items();
    for id in ["a", "b", "c"] {
        assert_eq!(now(pets.next()).unwrap().unwrap().id, id);
    }
    assert!(now(pets.next()).is_none());
}

#[test]
fn numbers_of_pages_count_them() {
    let memory = Memory::new(|request| match request.uri().query() {
        None => Memory::json(200, r#"{"_embedded": {"owners": [{"id": "a"}]}, "total_pages": 2}"#),
        Some("page=2") => {
            Memory::json(200, r#"{"_embedded": {"owners": [{"id": "b"}]}, "total_pages": 2}"#)
        }
        other => panic!("{other:?}"),
    });
    let client = Client::builder().transport(memory).clock(Stopped).build().unwrap();
    let mut owners = client.list_owners().items();
    assert_eq!(now(owners.next()).unwrap().unwrap().id, "a");
    assert_eq!(now(owners.next()).unwrap().unwrap().id, "b");
    assert!(now(owners.next()).is_none());
}
