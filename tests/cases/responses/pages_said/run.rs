//! Pages as they are described, and a flag that ends a list whose cursor goes on.

use case_responses_pages_said as client;

mod support;

use client::{Client, Memory};
use support::{Stopped, now};

fn client(memory: Memory) -> Client {
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

#[test]
fn a_described_cursor_is_followed() {
    let memory = Memory::new(|request| match request.uri().query() {
        None => Memory::json(200, r#"{"rows": [{"id": "a"}], "about": {"upcoming": "x"}}"#),
        Some("from=x") => Memory::json(200, r#"{"rows": [{"id": "b"}], "about": {}}"#),
        other => panic!("{other:?}"),
    });
    let client = client(memory);
    {
        let mut rows = client.by_toml().items();
        assert_eq!(now(rows.next()).unwrap().unwrap().id, "a");
        assert_eq!(now(rows.next()).unwrap().unwrap().id, "b");
        assert!(now(rows.next()).is_none());
    }
    let mut rows = client.by_link().items();
    assert_eq!(now(rows.next()).unwrap().unwrap().id, "a");
    let mut rows = client.by_post().pages();
    assert_eq!(now(rows.next()).unwrap().unwrap().rows.unwrap().len(), 1);
}

#[test]
fn a_flag_ends_the_list() {
    let memory = Memory::new(|request| match request.uri().query() {
        None => Memory::json(200, r#"{"data": [{"id": "a"}], "last_id": "a", "has_more": true}"#),
        Some("after=a") => Memory::json(200, r#"{"data": [{"id": "b"}], "last_id": "b", "has_more": false}"#),
        other => panic!("{other:?}"),
    });
    let mut rows = client(memory).by_flag().items();
    assert_eq!(now(rows.next()).unwrap().unwrap().id, "a");
    assert_eq!(now(rows.next()).unwrap().unwrap().id, "b");
    assert!(now(rows.next()).is_none());
}
