//! The charsets of texts as they are sent.

use case_bodies_text_charsets as client;

mod support;

use client::SendBody;
use support::{accepting, now, sent};

#[test]
fn text_beyond_ascii_names_its_charset() {
    let (client, memory) = accepting();
    now(client.put_text("hé")).unwrap();
    assert_eq!(sent(&memory), ("text/plain; charset=utf-8".to_owned(), "hé".to_owned()));

    let (client, memory) = accepting();
    now(client.put_table("a,é")).unwrap();
    assert_eq!(sent(&memory).0, "Text/CSV; header=present; charset=utf-8");

    let (client, memory) = accepting();
    now(client.put_range("hé")).unwrap();
    assert_eq!(sent(&memory).0, "text/plain; charset=utf-8");
}

#[test]
fn other_bodies_keep_their_type() {
    let (client, memory) = accepting();
    now(client.put_text("h")).unwrap();
    assert_eq!(sent(&memory).0, "text/plain");

    let (client, memory) = accepting();
    now(client.put_named("hé")).unwrap();
    assert_eq!(sent(&memory).0, "text/plain; charset=\"UTF-8\"");

    let (client, memory) = accepting();
    now(client.put_xml("<é/>")).unwrap();
    assert_eq!(sent(&memory).0, "application/xml");

    // Latin-1 is no UTF-8.
    let (client, memory) = accepting();
    now(client.put_text(SendBody::from(vec![b'h', 0xE9]))).unwrap();
    let request = memory.requests().remove(0);
    assert_eq!(request.headers()["content-type"], "text/plain");
}

#[test]
fn parts_without_names_do_too() {
    let (client, memory) = accepting();
    now(client.put_mixed("é", "é", "é")).unwrap();
    let body = sent(&memory).1;
    let types: Vec<&str> = body.lines().filter_map(|line| line.strip_prefix("Content-Type: ")).collect();
    let expected = ["text/plain; charset=utf-8", "text/markdown; charset=utf-8", "text/plain; charset=utf-8"];
    assert_eq!(types, expected);

    let (client, memory) = accepting();
    now(client.put_mixed("e", "e", "e")).unwrap();
    let body = sent(&memory).1;
    let types: Vec<&str> = body.lines().filter_map(|line| line.strip_prefix("Content-Type: ")).collect();
    assert_eq!(types, ["text/markdown", "text/plain; charset=utf-8"]);
}
