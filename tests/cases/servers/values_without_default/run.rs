//! The value of a variable without a default is chosen.

use case_servers_values_without_default as client;

mod support;

use client::{Client, Memory, Region, Server};
use support::{Stopped, now};

#[test]
fn the_caller_chooses_the_value() {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let server = Server::region_example_com_version(Region::Us);
    let client = Client::builder().transport(memory.clone()).clock(Stopped).server(server).build().unwrap();
    now(client.ping()).unwrap();
    assert_eq!(memory.requests()[0].uri(), "https://us.example.com/v1/ping");
}
