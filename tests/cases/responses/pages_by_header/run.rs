//! Lists whose next pages are told by headers, or by the last item.

use case_responses_pages_by_header as client;

mod support;

use client::{Client, Memory};
use std::sync::Mutex;
use support::{Stopped, now};

/// The query of a request, then a header of the response with its value, and the body.
type Answer = (&'static str, &'static str, &'static str, &'static str);

/// A client of a server that answers each query once, in this order.
fn client(answers: &'static [Answer]) -> Client {
    let left = Mutex::new(answers.iter());
    let memory = Memory::new(move |request| {
        let (query, name, value, body) = *left.lock().unwrap().next().expect("no more requests");
        assert_eq!(request.uri().query().unwrap_or_default(), query);
        let mut response = Memory::json(200, body)?;
        if !name.is_empty() {
            response.headers_mut().insert(name, value.parse().unwrap());
        }
        Ok(response)
    });
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

macro_rules! ids {
    ($call:expr) => {{
        let mut items = $call.items();
        let mut ids = String::new();
        while let Some(item) = now(items.next()) {
            ids += &item.unwrap().id;
        }
        ids
    }};
}

const A: &str = r#"[{"id": "a", "name": "Anna"}]"#;
const B: &str = r#"[{"id": "b", "name": "Bert"}]"#;

#[test]
fn a_header_has_the_cursor() {
    let client = client(&[
        ("", "nextpagetoken", "x y", A),
        ("pageToken=x%20y", "", "", B),
        ("", "x-acme-continuation", "c", r#"{"pets": [{"id": "a"}]}"#),
        ("continuation=c", "x-acme-continuation", "", r#"{"pets": [{"id": "b"}]}"#),
        ("", "x-onwards", "z", A),
        ("from=z", "", "", B),
        ("", "x-upcoming", "z", A),
        ("from=z", "", "", B),
    ]);
    assert_eq!(ids!(client.by_token()), "ab");
    assert_eq!(ids!(client.by_continuation()), "ab");
    assert_eq!(ids!(client.by_expression()), "ab");
    assert_eq!(ids!(client.by_said_cursor()), "ab");
}

#[test]
fn a_header_has_the_number_of_the_next_page_or_of_all() {
    let client = client(&[
        ("", "x-next-page", "2", A),
        ("page=2", "x-next-page", "", B),
        ("", "x-pages", "2", A),
        ("page=2", "x-pages", "2", B),
        ("page=2", "x-pages", "2", B),
        ("", "x-sheets", "1", A),
        // Without the header, an empty page is the last one.
        ("", "", "", A),
        ("page=2", "", "", "[]"),
    ]);
    assert_eq!(ids!(client.by_next_page()), "ab");
    assert_eq!(ids!(client.by_all_pages()), "ab");
    assert_eq!(ids!(client.by_all_pages().page(2)), "b");
    assert_eq!(ids!(client.by_said_pages()), "a");
    assert_eq!(ids!(client.by_all_pages()), "a");
}

#[test]
fn a_header_has_the_url() {
    let client = client(&[
        ("", "x-next", "https://api.example.com/url?at=2", A),
        ("at=2", "", "", B),
        ("", "link", "</said-link?at=2>; rel=next", A),
        ("at=2", "", "", B),
        ("", "x-more-at", "?at=2", A),
        ("at=2", "", "", B),
        ("", "x-next", "https://elsewhere.example/url", A),
    ]);
    assert_eq!(ids!(client.by_url()), "ab");
    assert_eq!(ids!(client.by_said_link()), "ab");
    assert_eq!(ids!(client.by_said_url()), "ab");
    let mut items = client.by_url().items();
    assert_eq!(now(items.next()).unwrap().unwrap().id, "a");
    let error = now(items.next()).unwrap().unwrap_err().to_string();
    assert!(error.contains("another origin"), "{error}");
}

#[test]
fn the_last_item_has_the_cursor() {
    let client = client(&[
        ("", "", "", r#"[{"id": "a"}, {"id": "b"}]"#),
        ("since=b", "", "", r#"[{"id": "c"}]"#),
        ("since=c", "", "", "[]"),
        ("", "", "", r#"{"pets": [{"id": "a", "name": "Anna"}], "more": true}"#),
        ("since=Anna", "", "", r#"{"pets": [{"id": "b", "name": "Bert"}], "more": false}"#),
    ]);
    assert_eq!(ids!(client.by_said_last()), "abc");
    assert_eq!(ids!(client.by_said_key()), "ab");
}
