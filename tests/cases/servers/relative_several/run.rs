//! The path of the API is one of several.

use case_servers_relative_several as client;

mod support;

use client::{Client, ClientBuilder, Memory, ServerPath};
use support::{Stopped, now};

const HOST: &str = "https://own.example.com/gate";

fn called(builder: ClientBuilder) -> String {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = builder.base_url(HOST).transport(memory.clone());
    let client = builder.clock(Stopped).build().unwrap();
    now(client.ping()).unwrap();
    memory.requests()[0].uri().to_string()
}

#[test]
fn the_first_is_the_default() {
    assert_eq!(called(Client::builder()), format!("{HOST}/ping"));
    for (path, expected) in [
        (ServerPath::Root, ""),
        (ServerPath::Stable, "/v1"),
        (ServerPath::Beta, "/v2/beta"),
        ("/v3/".into(), "/v3"),
    ] {
        let url = called(Client::builder().server_path(path));
        assert_eq!(url, format!("{HOST}{expected}/ping"));
    }
}
