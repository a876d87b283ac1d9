//! Names of headers that differ in case are one key.

use case_security_several_keys as client;

mod support;

use client::{Client, Memory};
use support::{Stopped, now};

#[test]
fn a_key_serves_another_spelling_of_its_header() {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = Client::builder().transport(memory.clone()).clock(Stopped);
    let builder = builder.server(client::Server::key_example_com("h")).app("a");
    let client = builder.bearer_auth("t").key("k").login("l").build().unwrap();
    now(client.get_a()).unwrap();
    now(client.get_b()).unwrap();
    for request in memory.requests() {
        assert_eq!(request.headers()["x-key"], "k");
    }
}
