//! Each method for a stream asks for it in the body or in the query.

use case_responses_streams_asked as client;

mod support;

use client::types::{Chat, Flagged, Request, Whole};
use client::{Client, FilePart, Memory};
use support::{Stopped, now};

fn client() -> (Client, Memory) {
    let memory = Memory::new(|_| {
        let mut response = Memory::json(200, "data: {\"delta\": \"a\"}\n\n")?;
        let value = "text/event-stream".parse().unwrap();
        response.headers_mut().insert("content-type", value);
        Ok(response)
    });
    let builder = Client::builder().transport(memory.clone());
    (builder.clock(Stopped).build().unwrap(), memory)
}

/// The media type and the text of the last body.
fn sent(memory: &Memory) -> (String, String) {
    let request = memory.requests().pop().unwrap().into_inner();
    let content_type = request.headers()["content-type"].to_str().unwrap().to_owned();
    (content_type, String::from_utf8(request.body().to_vec()).unwrap())
}

#[test]
fn json_that_may_be_left_out() {
    let (client, memory) = client();
    let json = |text: &str| ("application/json".to_owned(), text.to_owned());
    now(client.optional_stream()).unwrap();
    assert_eq!(sent(&memory), json(r#"{"stream":true}"#));
    let request = Request::new().with_prompt("Hi").with_stream(false);
    now(client.optional_stream().body(&request)).unwrap();
    assert_eq!(sent(&memory), json(r#"{"prompt":"Hi","stream":true}"#));
}

#[test]
fn each_branch_of_a_union() {
    let (client, memory) = client();
    now(client.either_stream(Flagged::new(false))).unwrap();
    assert_eq!(sent(&memory).1, r#"{"stream":true}"#);
    now(client.either_stream(Chat::new(vec!["Hi".to_owned()]))).unwrap();
    assert_eq!(sent(&memory).1, r#"{"messages":["Hi"],"stream":true}"#);
}

/// The query of the last request.
fn query(memory: &Memory) -> String {
    let request = memory.requests().pop().unwrap().into_inner();
    request.uri().query().unwrap_or_default().to_owned()
}

#[test]
fn the_query() {
    let (client, memory) = client();
    now(client.question_stream().topic("a")).unwrap();
    assert_eq!(query(&memory), "stream=true&topic=a");
    now(client.required_stream(Chat::new(Vec::new()))).unwrap();
    assert_eq!(query(&memory), "stream=true");
    // The method for the value leaves it out, or sends what the caller says. It fails on the stream of this server.
    assert!(now(client.question()).is_err());
    assert_eq!(query(&memory), "");
    assert!(now(client.required(false, Chat::new(Vec::new()))).is_err());
    assert_eq!(query(&memory), "stream=false");
}

#[test]
fn some_branches() {
    let (client, memory) = client();
    now(client.some_stream(Whole::new("Hi"))).unwrap();
    assert_eq!(sent(&memory).1, r#"{"question":"Hi"}"#);
    now(client.some_stream(Chat::new(Vec::new()).with_stream(true))).unwrap();
    assert_eq!(sent(&memory).1, r#"{"messages":[],"stream":true}"#);
}

#[test]
fn a_union_of_forms() {
    let (client, memory) = client();
    now(client.forms_stream(Flagged::new(false).with_prompt("Hi"))).unwrap();
    assert_eq!(sent(&memory).1, "prompt=Hi&stream=true");
}

#[test]
fn a_form() {
    let (client, memory) = client();
    let request = Request::new().with_prompt("Hi & bye").with_stream(false).with_streamed(false);
    now(client.form_stream(&request)).unwrap();
    let (content_type, text) = sent(&memory);
    assert_eq!(content_type, "application/x-www-form-urlencoded");
    assert_eq!(text, "prompt=Hi%20%26%20bye&streamed=false&stream=true");
    now(client.form_stream(&Request::new())).unwrap();
    assert_eq!(sent(&memory).1, "stream=true");
}

#[test]
fn parts() {
    let (client, memory) = client();
    let file = || FilePart::new("a.wav", "RIFF");
    now(client.transcribe_stream(file())).unwrap();
    let (content_type, text) = sent(&memory);
    assert!(content_type.starts_with("multipart/form-data; boundary="), "{content_type}");
    assert_eq!(text.matches("name=\"stream\"\r\n\r\ntrue\r\n").count(), 1, "{text}");
    assert_eq!(text.matches("name=\"stream\"").count(), 1, "{text}");
    // Each form of the body has its stream.
    now(client.edit_stream(&Request::new())).unwrap();
    assert_eq!(sent(&memory).1, r#"{"stream":true}"#);
    now(client.edit_multipart_stream(file())).unwrap();
    assert!(sent(&memory).1.contains("name=\"stream\"\r\n\r\ntrue\r\n"));
}
