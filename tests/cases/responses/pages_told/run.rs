//! Lists whose responses tell of the next page: each walk asks for the pages that there are, and no other.

use case_responses_pages_told as client;

mod support;

use client::{Client, Memory};
use std::sync::Mutex;
use support::{Stopped, now};

/// A client of a server that answers each query once, in this order.
fn client(answers: &'static [(&str, &str)]) -> Client {
    let left = Mutex::new(answers.iter());
    let memory = Memory::new(move |request| {
        let query = request.uri().query().unwrap_or_default();
        let mut left = left.lock().unwrap();
        let (expected, body) = left.next().unwrap_or_else(|| panic!("another request: {query}"));
        assert_eq!(query, *expected);
        Memory::json(200, body)
    });
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

/// The ids of all items.
macro_rules! ids {
    ($items:expr) => {{
        let mut items = $items;
        let mut ids = Vec::new();
        while let Some(item) = now(items.next()) {
            ids.push(item.unwrap().id.to_string());
        }
        ids
    }};
}

#[test]
fn a_number_is_no_url() {
    let client = client(&[
        ("", r#"{"data": [{"id": "a"}], "next": 2}"#),
        ("page=2", r#"{"data": [{"id": "b"}], "next": null}"#),
    ]);
    assert_eq!(ids!(client.by_next_number().items()), ["a", "b"]);
}

#[test]
fn a_cursor_can_be_an_integer() {
    let client = client(&[
        ("", r#"{"data": [{"id": "a"}], "next_cursor": 170}"#),
        ("cursor=170", r#"{"data": [{"id": "b"}]}"#),
    ]);
    assert_eq!(ids!(client.by_integer_cursor().items()), ["a", "b"]);
}

#[test]
fn a_number_beside_a_time() {
    let client = client(&[
        ("after=1700000000", r#"{"data": [{"id": "a"}], "next_page": 2}"#),
        ("after=1700000000&page=2", r#"{"data": [{"id": "b"}]}"#),
    ]);
    assert_eq!(ids!(client.by_number_beside_time().after(1_700_000_000).items()), ["a", "b"]);
}

#[test]
fn a_cursor_in_an_object() {
    let client = client(&[
        ("limit=1", r#"{"results": [{"id": "a"}], "paging": {"next": {"after": "x", "link": "?after=x"}}}"#),
        ("limit=1&after=x", r#"{"results": [{"id": "b"}]}"#),
    ]);
    assert_eq!(ids!(client.by_next_object().limit(1).items()), ["a", "b"]);
}

#[test]
fn a_flag_ends_numbers() {
    // The second page is the last, and an empty page is not.
    let client = client(&[
        ("", r#"{"data": [], "meta": {"has_more": true}}"#),
        ("page=2", r#"{"data": [{"id": "b"}], "meta": {"has_more": false}}"#),
        ("", r#"{"data": [{"id": "a"}], "has_more": true}"#),
        ("offset=1", r#"{"data": [{"id": "b"}], "has_more": false}"#),
    ]);
    assert_eq!(ids!(client.by_number_and_flag().items()), ["b"]);
    assert_eq!(ids!(client.by_offset_and_flag().items()), ["a", "b"]);
}

#[test]
fn an_offset_from_one() {
    let client = client(&[
        ("limit=1", r#"{"data": [{"id": "a"}], "total": 2}"#),
        ("limit=1&offset=2", r#"{"data": [{"id": "b"}], "total": 2}"#),
        ("limit=1&offset=2", r#"{"data": [{"id": "b"}], "total": 2}"#),
    ]);
    assert_eq!(ids!(client.by_offset_from_one().limit(1).items()), ["a", "b"]);
    assert_eq!(ids!(client.by_offset_from_one().limit(1).offset(2).items()), ["b"]);
}

#[test]
fn the_number_of_pages_ends_numbers() {
    let client = client(&[
        ("", r#"{"data": [{"id": "a"}], "total_pages": 2}"#),
        ("page=2", r#"{"data": [{"id": "b"}], "total_pages": 2}"#),
    ]);
    assert_eq!(ids!(client.by_number_of_all().items()), ["a", "b"]);
}

#[test]
fn a_page_tells_its_own_number() {
    let client = client(&[
        ("", r#"{"content": [{"id": "a"}], "number": 0, "totalPages": 2}"#),
        ("page=1", r#"{"content": [{"id": "b"}], "number": 1, "totalPages": 2}"#),
        ("page=2", r#"{"content": [], "number": 2, "totalPages": 2}"#),
    ]);
    assert_eq!(ids!(client.by_own_number().items()), ["a", "b"]);
}

#[test]
fn an_id_can_be_an_integer() {
    let client = client(&[
        ("", r#"{"data": [{"id": 1}, {"id": 2}], "has_more": true}"#),
        ("starting_after=2", r#"{"data": [{"id": 3}], "has_more": false}"#),
    ]);
    assert_eq!(ids!(client.by_last_number().items()), ["1", "2", "3"]);
}

#[test]
fn a_url_can_have_a_type_of_another_crate() {
    let client = client(&[
        ("", r#"{"data": [{"id": "a"}], "next": "https://api.example.com/mapped?from=b"}"#),
        ("from=b", r#"{"data": [{"id": "b"}]}"#),
    ]);
    assert_eq!(ids!(client.by_mapped_url().items()), ["a", "b"]);
}

#[test]
fn the_current_page_is_a_number() {
    let client = client(&[
        ("", r#"{"data": [{"id": "a"}], "pagination": {"currentPage": 1, "pagesTotal": 2}}"#),
        (
            "currentPage=2",
            r#"{"data": [{"id": "b"}], "pagination": {"currentPage": 2, "pagesTotal": 2}}"#,
        ),
    ]);
    assert_eq!(ids!(client.by_current_page().items()), ["a", "b"]);
}

#[test]
fn a_start_counts_the_items_before_it() {
    let client = client(&[
        ("count=2", r#"{"data": [{"id": "a"}, {"id": "b"}], "total": 3}"#),
        ("count=2&start=2", r#"{"data": [{"id": "c"}], "total": 3}"#),
    ]);
    assert_eq!(ids!(client.by_start().count(2).items()), ["a", "b", "c"]);
}

#[test]
fn an_id_or_a_time_is_no_number_of_items() {
    let client = client(&[
        ("offset=1700000000", r#"[{"id": "a"}]"#),
        ("offset=1700000000&skip=1", "[]"),
        ("", r#"{"data": [{"id": "a"}], "next_page_token": 170}"#),
        ("page=170", r#"{"data": [{"id": "b"}]}"#),
        ("", r#"{"data": [{"id": "a"}]}"#),
        ("page=1", r#"{"data": []}"#),
    ]);
    assert_eq!(ids!(client.by_skipped_beside_time().offset(1_700_000_000).items()), ["a"]);
    assert_eq!(ids!(client.by_page_token().items()), ["a", "b"]);
    assert_eq!(ids!(client.by_page_identifier().items()), ["a"]);
}
