//! Bodies that the document describes for a status without content: a server sends them with another status.

use case_responses_bodies_of_no_content as client;

mod support;

use client::types::{GetFeedReply, GetThingReply};
use client::{Client, Memory};
use std::sync::Mutex;
use support::{Stopped, now};

/// A client of a server that answers once with each of these.
fn client(answers: &'static [(u16, &str)]) -> Client {
    let left = Mutex::new(answers.iter());
    let memory = Memory::new(move |_| {
        let (status, body) = left.lock().unwrap().next().expect("another request");
        Memory::json(*status, body)
    });
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

#[test]
fn the_body_has_another_status() {
    let reply = now(client(&[(200, r#"{"title": "News"}"#)]).get_feed()).unwrap();
    assert!(matches!(reply, GetFeedReply::Success(feed) if feed.title == "News"));
    let reply = now(client(&[(203, r#"{"name": "a"}"#)]).get_thing()).unwrap();
    assert!(matches!(reply, GetThingReply::Success(thing) if thing.name.as_deref() == Some("a")));
}

#[test]
fn a_status_without_content_is_a_success() {
    let reply = now(client(&[(204, "")]).get_feed()).unwrap();
    assert!(matches!(reply, GetFeedReply::NoContent));
    let reply = now(client(&[(204, "")]).get_thing()).unwrap();
    assert!(matches!(reply, GetThingReply::NoContent));
}

#[test]
fn errors_stay_errors() {
    let error = now(client(&[(404, r#""none""#)]).get_feed()).unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
}

#[test]
fn pages_end_without_content() {
    let client = client(&[(200, r#"[{"name": "a"}]"#), (204, "")]);
    let mut items = client.list_things().items();
    let first = now(items.next()).unwrap().unwrap();
    assert_eq!(first.name.as_deref(), Some("a"));
    assert!(now(items.next()).is_none());
}

#[test]
fn undescribed_json_is_no_content() {
    let () = now(client(&[(204, "")]).read_nothing()).unwrap();
    let () = now(client(&[(200, "")]).put_nothing()).unwrap();
    let () = now(client(&[(200, "null")]).delete_null()).unwrap();
}
