//! Searches page by page: the cursor goes into the body, whose other members stay.

use case_responses_pages_of_bodies as client;

mod support;

use client::types::{
    ListToldRequest, ListToldRequestOptions, QueryDatabaseRequest, Search, SearchPagination,
};
use client::{Client, Memory};
use std::sync::Mutex;
use support::{Stopped, now};

/// A client of a server that answers each body once, in this order.
fn client(answers: &'static [(&str, &str)]) -> (Client, Memory) {
    let left = Mutex::new(answers.iter());
    let memory = Memory::new(move |request| {
        let body = std::str::from_utf8(request.body()).unwrap();
        let mut left = left.lock().unwrap();
        let (expected, answer) = left.next().unwrap_or_else(|| panic!("another request: {body}"));
        assert_eq!(body, *expected);
        if !body.is_empty() {
            assert_eq!(request.headers()["content-type"], "application/json");
        }
        Memory::json(200, answer)
    });
    let builder = Client::builder().transport(memory.clone());
    (builder.clock(Stopped).build().unwrap(), memory)
}

/// The ids of all items, and the error that ends them.
macro_rules! ids {
    ($items:expr) => {{
        let mut items = $items;
        let mut ids = Vec::new();
        loop {
            match now(items.next()) {
                Some(Ok(item)) => ids.push(item.id),
                Some(Err(error)) => break (ids, Some(error.to_string())),
                None => break (ids, None),
            }
        }
    }};
}

#[test]
fn in_an_object_of_the_body() {
    let (client, _) = client(&[
        (
            r#"{"query":"é","pagination":{"per_page":1}}"#,
            r#"{"data": [{"id": "a"}], "pages": {"next": {"starting_after": "x\n", "per_page": 1}}}"#,
        ),
        (
            r#"{"pagination":{"per_page":1,"starting_after":"x\n"},"query":"é"}"#,
            r#"{"data": [{"id": "b"}], "pages": {"next": null}}"#,
        ),
    ]);
    let search = Search::new("é").with_pagination(SearchPagination::new().with_per_page(1));
    assert_eq!(ids!(client.search_contacts(&search).items()).0, ["a", "b"]);
}

#[test]
fn in_an_object_that_the_call_left_out() {
    let (client, _) = client(&[
        (
            r#"{"query":"q"}"#,
            r#"{"data": [{"id": "a"}], "pages": {"next": {"starting_after": "x"}}}"#,
        ),
        (r#"{"pagination":{"starting_after":"x"},"query":"q"}"#, r#"{"data": []}"#),
    ]);
    assert_eq!(ids!(client.search_contacts(&Search::new("q")).items()).0, ["a"]);
}

#[test]
fn each_page_has_a_key_and_exact_numbers() {
    let (client, memory) = client(&[
        (
            r#"{"start_cursor":"a","page_size":2.5,"exact":9007199254740993}"#,
            r#"{"results": [], "next_cursor": "b", "has_more": true}"#,
        ),
        (
            r#"{"exact":9007199254740993,"page_size":2.5,"start_cursor":"b"}"#,
            r#"{"results": [{"id": "c"}], "next_cursor": "d", "has_more": false}"#,
        ),
    ]);
    let query = QueryDatabaseRequest::new().with_start_cursor("a");
    let query = query.with_page_size(2.5).with_exact(9_007_199_254_740_993);
    let walked = ids!(client.query_database(&query).idempotency_key("key").items());
    assert_eq!(walked.0, ["c"]);
    let keys = memory.requests().into_iter().map(|request| request.headers()["idempotency-key"].clone());
    let keys: Vec<_> = keys.collect();
    assert!(keys[0] == "key" && keys[1] != "key");
}

#[test]
fn a_cursor_that_repeats_is_an_error() {
    let (client, _) = client(&[
        (r#"{"start_cursor":"a"}"#, r#"{"results": [{"id": "c"}], "next_cursor": "a", "has_more": true}"#),
    ]);
    let query = QueryDatabaseRequest::new().with_start_cursor("a");
    let (ids, error) = ids!(client.query_database(&query).items());
    assert_eq!(ids, ["c"]);
    assert!(error.unwrap().contains("requested before"));
}

#[test]
fn in_a_body_that_the_call_left_out() {
    let (client, _) = client(&[
        ("", r#"{"rows": [{"id": "a"}], "upto": 12345678901234567890}"#),
        (r#"{"from":12345678901234567890}"#, r#"{"rows": [], "upto": null}"#),
    ]);
    assert_eq!(ids!(client.list_events().items()).0, ["a"]);
}

#[test]
fn where_client_toml_says() {
    let (client, _) = client(&[
        (r#"{"options":{"size":1}}"#, r#"{"rows": [{"id": "a"}], "onwards": "x"}"#),
        (r#"{"options":{"at":"x","size":1}}"#, r#"{"rows": [{"id": "b"}], "onwards": ""}"#),
    ]);
    let told = ListToldRequest::new(ListToldRequestOptions::new().with_size(1));
    assert_eq!(ids!(client.list_told(&told).items()).0, ["a", "b"]);
}
