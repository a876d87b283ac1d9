//! Streams beside values: what is asked for, and what comes.

use case_responses_streams as client;

mod support;

use client::types::ChatRequest;
use client::{Client, ErrorKind, Memory};
use support::{Stopped, now};

fn client(content_type: &'static str, body: &'static str) -> (Client, Memory) {
    let memory = Memory::new(move |_| {
        let mut response = Memory::json(200, body)?;
        let value = content_type.parse().unwrap();
        response.headers_mut().insert("content-type", value);
        Ok(response)
    });
    let builder = Client::builder().transport(memory.clone());
    (builder.clock(Stopped).build().unwrap(), memory)
}

/// The media types that were asked for, and the body.
fn sent(memory: &Memory) -> (String, String) {
    let request = memory.requests().remove(0).into_inner();
    let accept = request.headers()["accept"].to_str().unwrap().to_owned();
    (accept, String::from_utf8(request.body().to_vec()).unwrap())
}

#[test]
fn a_value_or_a_stream_of_one_operation() {
    let (client, memory) = client("application/json", r#"{"text": "whole"}"#);
    let request = ChatRequest::new("Hi");
    assert_eq!(now(client.chat(&request)).unwrap().text, "whole");
    let expected = ("application/json".to_owned(), r#"{"prompt":"Hi"}"#.to_owned());
    assert_eq!(sent(&memory), expected);

    // A server that doesn't stream says so, and is no empty stream.
    let error = now(client.chat_stream(&request)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);

    let (client, memory) = self::client("text/event-stream", "data: {\"seq\": 1}\n\ndata: [DONE]\n\n");
    let mut updates = now(client.chat_stream(&request.with_stream(false))).unwrap();
    let next = now(updates.next()).unwrap().unwrap();
    assert_eq!(next.seq, 1);
    assert!(now(updates.next()).is_none());
    let asked = r#"{"prompt":"Hi","stream":true}"#;
    assert_eq!(sent(&memory), ("text/event-stream".to_owned(), asked.to_owned()));
}

#[test]
fn texts_and_rows() {
    let (client, _) = client("text/event-stream", "event: a\ndata: b\n\n");
    let mut texts = now(client.texts()).unwrap();
    let event = now(texts.next_event()).unwrap().unwrap();
    assert_eq!((&*event.name, &*event.data.0), ("a", "b"));
    let (client, _) = self::client("application/x-ndjson", "{\"seq\": 1}\n{\"seq\": 2}\n");
    let mut rows = now(client.rows_stream()).unwrap();
    assert_eq!(now(rows.next()).unwrap().unwrap().seq, 1);
    assert_eq!(now(rows.next()).unwrap().unwrap().seq, 2);
    assert!(now(rows.next()).is_none());
}
