//! Operations with methods that have no constant are sent like others.

use case_methods_others as client;

mod support;

use client::types::{CopyThingsCallback, Search, WebhookEvent};
use client::{Client, Memory, TransportError};
use http::HeaderMap;
use support::now;

fn client(memory: &Memory) -> Client {
    let builder = Client::builder().transport(memory.clone());
    builder.clock(Quick).build().unwrap()
}

/// A clock that waits for nothing.
struct Quick;

impl client::Clock for Quick {
    fn now(&self) -> std::time::Duration {
        std::time::Duration::ZERO
    }

    fn sleep(&self, duration: std::time::Duration) -> client::runtime::BoxFuture<'static, ()> {
        // The timer of an attempt never ends; the delay before a retry does at once.
        if duration > std::time::Duration::from_secs(5) {
            return Box::pin(std::future::pending());
        }
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> f64 {
        0.5
    }
}

#[test]
fn the_method_is_the_one_of_the_document() {
    let memory = Memory::new(|request| match request.method().as_str() {
        "QUERY" => Memory::json(200, r#"["found"]"#),
        _ => Memory::json(204, ""),
    });
    let client = client(&memory);
    assert_eq!(now(client.search_things(&Search::new("a"))).unwrap(), ["found"]);
    now(client.copy_things("there")).unwrap();
    now(client.odd_things_by_id("1")).unwrap();
    now(client.purge()).unwrap();
    let sent = memory.requests();
    let sent = sent.iter().map(|it| format!("{} {}", it.method(), it.uri()));
    let expected = [
        "QUERY https://api.example.com/things",
        "COPY https://api.example.com/things?to=there",
        "odd`|* https://things.example.com/things/1",
        "PURGE https://api.example.com/shared",
    ];
    assert_eq!(sent.collect::<Vec<_>>(), expected);
    assert_eq!(memory.requests()[0].body().as_ref(), br#"{"text":"a"}"#);
}

#[test]
fn a_query_that_was_lost_is_sent_again_and_no_other_method() {
    let memory = Memory::new(|_| Err(TransportError::lost("gone")));
    let client = client(&memory);
    let lost = now(client.search_things(&Search::new("a"))).unwrap_err();
    assert_eq!((lost.attempts(), memory.requests().len()), (3, 3));
    assert_eq!(lost.to_string().split_once(" had").unwrap().0, "QUERY https://api.example.com/things");
    let lost = now(client.copy_things("there")).unwrap_err();
    assert_eq!(lost.attempts(), 1);
    assert!(lost.to_string().contains("check before retrying"), "{lost}");
}

#[test]
fn hooks_have_such_methods_too() {
    let body = br#"{"text": "a"}"#;
    let parse = |name: &str| WebhookEvent::parse(name, &HeaderMap::new(), body).unwrap();
    assert!(matches!(parse("MOVE moved"), WebhookEvent::MovedMove(it) if it.text == "a"));
    assert!(matches!(parse("QUERY moved"), WebhookEvent::Moved(it) if it.text == "a"));
    let copied = CopyThingsCallback::parse("copied", &HeaderMap::new(), body).unwrap();
    assert!(matches!(copied, CopyThingsCallback::Copied(it) if it.text == "a"));
}
