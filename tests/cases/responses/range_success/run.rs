//! Responses without content, whose range is described with content.

use case_responses_range_success as client;

mod support;

use client::types::{GetBareReply, PutBareReply};
use client::{Client, ErrorKind, Memory};
use std::error::Error as _;
use support::{Stopped, now};

/// A client of a server that answers with a status and nothing else.
fn client(status: u16) -> Client {
    let memory = Memory::new(move |_| Memory::json(status, ""));
    let builder = Client::builder().base_url("https://api.example.com");
    builder.transport(memory).clock(Stopped).build().unwrap()
}

#[test]
fn other_statuses() {
    for status in [204, 205, 304] {
        let reply = now(client(status).get_bare()).unwrap();
        assert!(matches!(reply, GetBareReply::Other(other) if other.status == status));
    }
    let reply = now(client(205).put_bare()).unwrap();
    assert!(matches!(reply, PutBareReply::NoContent));
}

#[test]
fn nothing_is_null() {
    assert_eq!(now(client(204).delete_bare()).unwrap(), None);
}

#[test]
fn the_error_says_that_the_call_succeeded() {
    let error = now(client(204).get_thing()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let expected = "GET https://api.example.com/thing succeeded with 204 No Content, but the document describes content, which this status never has";
    assert_eq!(error.to_string(), expected);
    assert!(error.source().is_some());
}
