//! A form leaves out a member that is always null, in each media type; a list of parts has a place for it.

use case_bodies_null_parts as client;

mod support;

use client::types::Thing;
use client::{Client, Memory};
use support::{Stopped, now};

fn client() -> (Client, Memory) {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = Client::builder().transport(memory.clone()).clock(Stopped);
    (builder.build().unwrap(), memory)
}

fn sent(memory: &Memory) -> String {
    let request = memory.requests().pop().unwrap();
    String::from_utf8(request.body().to_vec()).unwrap()
}

#[test]
fn named_parts_have_no_null() {
    let (client, memory) = client();
    now(client.add_parts("a")).unwrap();
    let parts = sent(&memory);
    assert!(parts.contains("name=\"name\"\r\n\r\na\r\n"), "{parts}");
    assert_eq!(parts.matches("Content-Disposition").count(), 1, "{parts}");
    now(client.add_encoded("a")).unwrap();
    assert_eq!(sent(&memory).matches("Content-Disposition").count(), 1);
}

#[test]
fn nor_has_a_form() {
    let (client, memory) = client();
    now(client.add_form(&Thing::new("a"))).unwrap();
    assert_eq!(sent(&memory), "name=a");
}

#[test]
fn a_list_of_parts_has() {
    let (client, memory) = client();
    now(client.add_placed("b")).unwrap();
    let parts = sent(&memory);
    assert!(parts.contains("\r\n\r\nnull\r\n") && parts.contains("\r\n\r\nb\r\n"), "{parts}");
}
