//! Servers with variables, as a caller chooses them.

use case_servers_variables_given as client;

mod support;

use client::{Client, ClientBuilder, Env, Memory, Port, Server, SharedEnv};
use support::{Stopped, now};

fn url(set: impl Fn(ClientBuilder) -> ClientBuilder) -> String {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = set(Client::builder()).basic_auth("user", "password");
    let client = builder.transport(memory.clone()).clock(Stopped).build().unwrap();
    now(client.get_a()).unwrap();
    memory.requests()[0].uri().to_string()
}

#[test]
fn a_server_is_made_of_its_variables() {
    assert_eq!(url(|b| b.server(Server::main("acme"))), "https://acme.prod.example.test/default/v1/a");
    let chosen = || {
        let made = Server::main("acme");
        let Server::Main { project, tier, version, .. } = made else { panic!() };
        Server::Main { project, env: Env::Staging, port: Port::V8443, tier, version }
    };
    assert_eq!(url(|b| b.server(chosen())), "https://acme.staging.example.test:8443/default/v1/a");
    assert_eq!(url(|b| b.server(Server::shared())), "https://prod.example.test/a");
    assert_eq!(url(|b| b.server(Server::Shared { env: SharedEnv::Dev })), "https://dev.example.test/a");
    assert_eq!(url(|b| b.server(Server::Static)), "https://static.example.test/a");
    assert_eq!(url(|b| b.server("http://127.0.0.1:1")), "http://127.0.0.1:1/a");
}

#[test]
fn no_request_goes_to_a_placeholder() {
    let builder = Client::builder().basic_auth("user", "password");
    let error = builder.transport(Memory::new(|_| Memory::json(204, ""))).clock(Stopped).build();
    let error = error.unwrap_err().to_string();
    assert!(error.contains("`ClientBuilder::server`"), "{error}");
    // What is no part of a host leads to no other one.
    let evil = Client::builder().server(Server::main("evil.example/"));
    assert!(evil.transport(Memory::new(|_| Memory::json(204, ""))).clock(Stopped).build().is_err());
}
