//! A request has no read-only constant, unless the server needs it to tell the branches of a union apart.

use case_unions_read_only_tags as client;

mod support;

use client::types::{
    AddFormRequest, Animal, BugKind, BugRequest, CatRequest, DogRequest, FileRequest, Fish, PetRequest,
    Shape, Square,
};
use client::{Client, Memory};
use support::{Stopped, now};

fn client(status: u16, body: &'static str) -> (Client, Memory) {
    let memory = Memory::new(move |_| Memory::json(status, body));
    let builder = Client::builder().transport(memory.clone()).clock(Stopped);
    (builder.build().unwrap(), memory)
}

fn sent(memory: &Memory) -> String {
    let request = memory.requests().pop().unwrap();
    String::from_utf8(request.body().to_vec()).unwrap()
}

#[test]
fn a_discriminator_is_sent() {
    let (client, memory) = client(200, r#"{"kind":"Cat","object":"pet"}"#);
    now(client.put_pet(CatRequest::new().with_name("Tom"))).unwrap();
    assert_eq!(sent(&memory), r#"{"kind":"Cat","name":"Tom"}"#);
    now(client.put_pet(DogRequest::new())).unwrap();
    assert_eq!(sent(&memory), r#"{"kind":"Dog"}"#);
    now(client.put_pet(PetRequest::Bug(BugRequest::new(BugKind::Tiny)))).unwrap();
    assert_eq!(sent(&memory), r#"{"kind":"tiny"}"#);
}

#[test]
fn a_constant_that_differs_between_branches_is_sent() {
    let (client, memory) = client(200, r#"{"form":"square","size":2}"#);
    let got = now(client.put_shape(Square::new().with_size(2))).unwrap();
    assert!(matches!(got, Shape::Square(it) if it.size == Some(2)));
    assert_eq!(sent(&memory), r#"{"form":"square","size":2}"#);
}

#[test]
fn the_tag_of_a_base_is_sent() {
    let (client, memory) = client(200, r#"{"species":"bird"}"#);
    let got = now(client.put_animal(Fish::new())).unwrap();
    assert!(matches!(got, Animal::Bird(_)));
    assert_eq!(sent(&memory), r#"{"species":"fish"}"#);
}

#[test]
fn other_constants_are_received_and_not_sent() {
    let (client, memory) = client(200, r#"{"type":"file","version":2,"name":"a"}"#);
    let got = now(client.put_file(&FileRequest::new("a"))).unwrap();
    assert_eq!(got.name, "a");
    assert!(got.extra.is_empty());
    assert_eq!(sent(&memory), r#"{"name":"a"}"#);
}

#[test]
fn neither_are_they_in_forms() {
    let (client, memory) = client(204, "");
    now(client.add_upload("a")).unwrap();
    let parts = sent(&memory);
    assert!(parts.contains("name=\"name\"") && !parts.contains("version"), "{parts}");
    now(client.add_form().body(&AddFormRequest::new().with_note("n"))).unwrap();
    assert_eq!(sent(&memory), "note=n");
}
