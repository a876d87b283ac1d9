//! A base URL that isn't the document's moves every operation, and each other host can be set by itself.

use case_servers_of_operation_moved as client;

mod support;

use client::{Client, ClientBuilder, Memory, Server};
use support::{Stopped, now};

/// The URLs of all operations, and `-` of one that isn't sent.
fn urls(set: fn(ClientBuilder) -> ClientBuilder) -> Vec<String> {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = set(Client::builder().bearer_auth("key"));
    let builder = builder.transport(memory.clone()).clock(Stopped);
    let client = builder.build().unwrap();
    let sent = [
        now(client.plain()).is_ok(),
        now(client.same()).is_ok(),
        now(client.beta()).is_ok(),
        now(client.root()).is_ok(),
        now(client.files()).is_ok(),
        now(client.tenant()).is_ok(),
    ];
    let mut requests = memory.requests().into_iter();
    let urls = sent.map(|sent| match requests.next() {
        Some(request) if sent => {
            assert_eq!(request.headers()["authorization"], "Bearer key");
            request.uri().to_string()
        }
        _ => "-".to_owned(),
    });
    urls.to_vec()
}

#[test]
fn the_document_s_servers() {
    let expected = |host: &str| {
        [
            format!("https://{host}/v1/plain"),
            format!("https://{host}/v1/same"),
            format!("https://{host}/beta/beta"),
            format!("https://{host}/root"),
            "https://up.example.com/files".to_owned(),
            "-".to_owned(),
        ]
    };
    assert_eq!(urls(|builder| builder), expected("api.example.com"));
    assert_eq!(urls(|builder| builder.server(Server::EuExampleComV1)), expected("eu.example.com"));
    assert_eq!(urls(|builder| builder.base_url("https://EU.example.com:443/v1/")), expected("eu.example.com"));
}

#[test]
fn another_server_takes_all() {
    let moved = urls(|builder| builder.server("http://127.0.0.1:1"));
    assert!(moved.iter().all(|url| url.starts_with("http://127.0.0.1:1/")), "{moved:?}");
    let moved = urls(|builder| builder.base_url("http://127.0.0.1:1/v1").uploads_url("http://127.0.0.1:2/up"));
    assert_eq!(
        moved,
        [
            "http://127.0.0.1:1/v1/plain",
            "http://127.0.0.1:1/v1/same",
            "http://127.0.0.1:1/beta/beta",
            "http://127.0.0.1:1/root",
            "http://127.0.0.1:2/up/files",
            "http://127.0.0.1:1/v1/tenant",
        ]
    );
}

#[test]
fn a_host_without_a_default_is_given() {
    let urls = urls(|builder| builder.tenant_example_com_url("https://me.example.com/a"));
    assert_eq!(urls[5], "https://me.example.com/a/tenant");
}
