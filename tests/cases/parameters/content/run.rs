//! Texts in notations that the caller writes.

use case_parameters_content as client;

mod support;

use client::types::Key;
use client::{Client, Memory};
use support::{Stopped, now};

#[test]
fn a_text_is_encoded_for_its_place() {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = Client::builder().base_url("https://api.example.com");
    let client = builder.transport(memory.clone()).clock(Stopped).build().unwrap();
    let call = client.list_things(Key::Integer(1), "a=b&c").xml("<a b='c'/>").path("$.a").misspelled("x");
    let _ = now(call.x_yaml("{a: 1}").image("<svg/>"));
    let request = &memory.requests()[0];
    let query = "form=a%3Db%26c&xml=%3Ca%20b%3D%27c%27%2F%3E&path=%24.a&misspelled=%22x%22";
    assert_eq!(request.uri().query(), Some(query));
    assert_eq!(request.headers()["x-yaml"], "{a: 1}");
    assert_eq!(request.headers()["cookie"], "image=%3Csvg%2F%3E");
}
