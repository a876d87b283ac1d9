//! A relative token endpoint moves with the base URL, so that its secrets go where the calls go.

use case_security_token_url_relative as client;

mod support;

use client::{Client, ClientBuilder, Memory};
use support::{Stopped, now};

/// The URLs of all requests.
fn urls(set: fn(ClientBuilder) -> ClientBuilder) -> Vec<String> {
    let memory = Memory::new(|request| {
        if request.uri().path().ends_with("token") {
            Memory::json(200, r#"{"access_token": "t"}"#)
        } else {
            Memory::json(204, "")
        }
    });
    let builder = set(Client::builder()).transport(memory.clone()).clock(Stopped);
    let client = builder
        .root_client_credentials("id", "secret")
        .sibling_client_credentials("id", "secret")
        .absolute_client_credentials("id", "secret")
        .build()
        .unwrap();
    now(client.get_a()).unwrap();
    now(client.get_b()).unwrap();
    now(client.get_c()).unwrap();
    let requests = memory.requests();
    requests.iter().map(|request| request.uri().to_string()).collect()
}

#[test]
fn the_document_s_server_has_them() {
    let expected = [
        "https://api.example.com/oauth/token",
        "https://api.example.com/v1/a",
        "https://api.example.com/v2/token",
        "https://api.example.com/v1/b",
        "https://auth.example.com/token",
        "https://api.example.com/v1/c",
    ];
    assert_eq!(urls(|builder| builder), expected);
}

/// OpenAPI 3.1.1, section 4.6: the server's URL is the base of a relative one (RFC 3986, section 5). So a path from the
/// root loses the path of the base URL, and another one its last segment.
#[test]
fn they_move_with_the_base_url() {
    let expected = [
        "http://127.0.0.1:1/oauth/token",
        "http://127.0.0.1:1/mock/v1/a",
        "http://127.0.0.1:1/mock/v2/token",
        "http://127.0.0.1:1/mock/v1/b",
        // Another host than the API's stays.
        "https://auth.example.com/token",
        "http://127.0.0.1:1/mock/v1/c",
    ];
    assert_eq!(urls(|builder| builder.base_url("http://127.0.0.1:1/mock/v1")), expected);
    assert_eq!(urls(|builder| builder.base_url("http://127.0.0.1:1/mock/v1/")), expected);
    // The segments of a path can't leave the host.
    let expected = [
        "http://127.0.0.1:1/oauth/token",
        "http://127.0.0.1:1/a",
        "http://127.0.0.1:1/v2/token",
        "http://127.0.0.1:1/b",
        "https://auth.example.com/token",
        "http://127.0.0.1:1/c",
    ];
    assert_eq!(urls(|builder| builder.base_url("http://127.0.0.1:1")), expected);
}
