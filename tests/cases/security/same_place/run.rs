//! One token for two schemes, and each with its own.

use case_security_same_place as client;

mod support;

use client::{Client, ClientBuilder, Memory};
use support::{Stopped, now};

fn sent(set: fn(ClientBuilder) -> ClientBuilder) -> [String; 2] {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = set(Client::builder()).transport(memory.clone());
    let client = builder.clock(Stopped).build().unwrap();
    now(client.get_a()).unwrap();
    now(client.get_b()).unwrap();
    let token = |index: usize| {
        let request: &http::Request<bytes::Bytes> = &memory.requests()[index];
        request.headers()["authorization"].to_str().unwrap().to_owned()
    };
    [token(0), token(1)]
}

#[test]
fn one_token_serves_both() {
    assert_eq!(sent(|b| b.user("t")), ["Bearer t", "Bearer t"]);
    assert_eq!(sent(|b| b.admin("a")), ["Bearer a", "Bearer a"]);
    assert_eq!(sent(|b| b.user("t").admin("a")), ["Bearer t", "Bearer a"]);
}

#[test]
fn the_error_names_the_method() {
    let builder = Client::builder().transport(Memory::new(|_| Memory::json(204, "")));
    let client = builder.clock(Stopped).build().unwrap();
    let error = now(client.get_b()).unwrap_err().to_string();
    assert!(error.contains("call `ClientBuilder::admin` (scheme `admin`)"), "{error}");
}
