//! Bodies of lines as they are sent.

use case_bodies_lines as client;

mod support;

use client::operations::FarParams;
use client::runtime::SendLines;
use client::types::{AddEventsRequest, AddRecordsRequestItem, BulkRequest, RowRequest, Target};
use client::{Client, Memory, SendBody};
use serde_json::json;
use support::{SECRET, accepting, hides, now, sent};

/// The media type and the body of a call.
fn body<T>(call: impl FnOnce(&Client) -> T) -> (String, String) {
    let (client, memory) = accepting();
    call(&client);
    sent(&memory)
}

fn lines(media_type: &str, body: &str) -> (String, String) {
    (media_type.to_owned(), body.to_owned())
}

#[test]
fn rows_with_their_constants() {
    let sent = body(|client| now(client.add_rows([RowRequest::new("Ada"), RowRequest::new("Grace").with_secret("s")])));
    let expected = "{\"kind\":\"row\",\"name\":\"Ada\"}\n{\"kind\":\"row\",\"name\":\"Grace\",\"secret\":\"s\"}\n";
    assert_eq!(sent, lines("application/jsonl", expected));
    // A list by reference, and an iterator.
    let rows = vec![RowRequest::new("Ada"), RowRequest::new("Grace").with_secret("s")];
    assert_eq!(body(|client| now(client.add_rows(&rows))), sent);
    assert_eq!(body(|client| now(client.add_rows(&rows[..]))), sent);
    assert_eq!(body(|client| now(client.add_rows(rows.iter().collect::<SendLines<_>>()))), sent);
    assert_eq!(body(|client| now(client.add_rows(rows.clone()))), sent);
    // Lines that are written already.
    let raw = SendBody::from("{\"name\": \"Ada\"}\n");
    assert_eq!(body(|client| now(client.add_rows(raw))), lines("application/jsonl", "{\"name\": \"Ada\"}\n"));
}

#[test]
fn no_item_and_one() {
    assert_eq!(body(|client| now(client.add_rows([]))), lines("application/jsonl", ""));
    let one = "{\"kind\":\"row\",\"name\":\"Ada\"}\n";
    let set = body(|client| now(client.change_rows().body([RowRequest::new("Ada")])));
    assert_eq!(set, lines("application/x-ndjson", one));
    let params = |body: SendLines<RowRequest>| FarParams { a: "1", b: "2", c: "3", d: "4", body };
    let sent = body(|client| now(client.far(params([RowRequest::new("Ada")].into()))));
    assert_eq!(sent, lines("application/jsonl", one));
    assert_eq!(body(|client| now(client.either_jsonl([RowRequest::new("Ada")]))), lines("application/jsonl", one));

    let (client, memory) = accepting();
    now(client.change_rows()).unwrap();
    let request = memory.requests().remove(0).into_inner();
    assert!(request.body().is_empty() && !request.headers().contains_key("content-type"));
}

#[test]
fn an_item_is_one_line() {
    let name = "a\nb\r\u{2028}c\u{1E}\u{85}";
    let (_, sent) = body(|client| now(client.add_events([AddEventsRequest::new(name), AddEventsRequest::new("d")])));
    let rows: Vec<&str> = sent.split('\n').collect();
    assert_eq!(rows.len(), 3, "{sent}");
    let first: AddEventsRequest = serde_json::from_str(rows[0]).unwrap();
    assert_eq!((first.name.as_str(), rows[1], rows[2]), (name, "{\"name\":\"d\"}", ""));
    let (_, sent) = body(|client| now(client.add_words(["a\nb".to_owned(), String::new()])));
    assert_eq!(sent, "\"a\\nb\"\n\"\"\n");
    let (_, sent) = body(|client| now(client.add_values([json!(null), json!({"a": "b\nc"}), json!([1, 2])])));
    assert_eq!(sent, "null\n{\"a\":\"b\\nc\"}\n[1,2]\n");
}

#[test]
fn lines_of_different_schemas() {
    let memory = Memory::new(|_| Memory::json(200, r#"{"errors": false}"#));
    let client = Client::builder().transport(memory.clone()).clock(support::Stopped).build().unwrap();
    let rows = [
        BulkRequest::index(Target::new("1")),
        BulkRequest::source("Dune"),
        BulkRequest::delete(Target::new("2")),
    ];
    assert_eq!(now(client.bulk(rows)).unwrap().errors, Some(false));
    let expected = "{\"index\":{\"id\":\"1\"}}\n{\"title\":\"Dune\"}\n{\"delete\":{\"id\":\"2\"}}\n";
    assert_eq!(sent(&memory), lines("application/x-ndjson", expected));
}

#[test]
fn records_begin_with_a_separator() {
    let at = "2026-11-30T00:00:00Z";
    let (media_type, sent) = body(|client| now(client.add_records([AddRecordsRequestItem::new(at), AddRecordsRequestItem::new(at)])));
    let record = format!("\u{1E}{{\"at\":\"{at}\"}}\n");
    assert_eq!((&*media_type, sent), ("application/json-seq", record.repeat(2)));
    let sent = body(|client| now(client.feed("a", [Some(1.5), None])));
    assert_eq!(sent, lines("application/geo+json-seq", "\u{1E}1.5\n\u{1E}null\n"));
    assert_eq!(body(|client| now(client.feed("a", []))).1, "");
    // JSON has no such number.
    let (client, memory) = accepting();
    let error = now(client.feed("a", [Some(1.0), Some(f64::NAN)])).unwrap_err();
    assert!(error.to_string().contains("body") && memory.requests().is_empty(), "{error}");
    // Records that are written already.
    let raw = SendBody::from("\u{1E}1\n");
    assert_eq!(body(|client| now(client.feed("a", raw))).1, "\u{1E}1\n");
}

#[test]
fn lines_and_records_of_one_schema() {
    let one = || [RowRequest::new("Ada")];
    let json = "{\"kind\":\"row\",\"name\":\"Ada\"}\n";
    assert_eq!(body(|client| now(client.add_both(one()))), lines("application/jsonl", json));
    let records = body(|client| now(client.add_both_json_seq(one())));
    assert_eq!(records, lines("application/json-seq", &format!("\u{1e}{json}")));
}

#[test]
fn secrets_are_hidden() {
    hides("lines", &SendLines::from([SECRET.to_owned()]));
    hides("lines as they stand", &SendLines::<String>::from(SendBody::from(SECRET)));
    assert_eq!(body(|client| now(client.add_secrets([SECRET.to_owned()]))).1, format!("\"{SECRET}\"\n"));
}
