//! Only legal media types are sent, and a response of the type that was meant is read.

use case_bodies_odd_media_types as client;

mod support;

use client::types::A;
use client::{Client, FilePart, Memory};
use support::{Stopped, now, sent};

fn client(memory: &Memory) -> Client {
    let builder = Client::builder().transport(memory.clone());
    builder.clock(Stopped).build().unwrap()
}

#[test]
fn the_part_before_the_fault_is_the_type() {
    let memory = Memory::new(|_| Memory::json(200, r#"{"a": "b"}"#));
    let client = client(&memory);
    let body = A::new().with_a("c".to_owned());
    assert_eq!(now(client.lists(&body)).unwrap().a.as_deref(), Some("b"));
    now(client.parameters()).unwrap();
    now(client.known()).unwrap();
    let requests = memory.requests();
    assert_eq!(requests[0].headers()["content-type"], "application/json");
    let accept = ["application/json", "application/json;charset=utf-8, text/plain, text/csv; a=\"b, c\"", "application/json"];
    for (request, accept) in requests.iter().zip(accept) {
        assert_eq!(request.headers()["accept"], accept);
    }
}

#[test]
fn a_list_of_types_can_have_quotes() {
    let (client, memory) = support::accepting();
    now(client.parts().a(FilePart::new("a.png", "PNG"))).unwrap();
    let (_, body) = sent(&memory);
    assert!(body.contains("Content-Type: image/png; a=\"x, y\"\n"), "{body}");
}
