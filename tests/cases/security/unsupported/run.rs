//! The caller writes the `Authorization` of an HTTP scheme that the client doesn't know.

use case_security_unsupported as client;

mod support;

use client::{Client, ClientBuilder, Hook, HookRequest, Memory};
use support::{Stopped, now};

const VALUE: &str = "Digest username=\"ada\"";

fn client(set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> (Client, Memory) {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = set(Client::builder()).transport(memory.clone());
    (builder.clock(Stopped).build().unwrap(), memory)
}

fn sent(memory: &Memory) -> Option<String> {
    let request: &http::Request<bytes::Bytes> = &memory.requests()[0];
    let value = request.headers().get("authorization")?;
    Some(value.to_str().unwrap().to_owned())
}

struct Answering;

impl Hook for Answering {
    fn before(&self, request: &mut HookRequest<'_>) {
        request.set_header("authorization", VALUE);
    }
}

#[test]
fn the_setter_the_call_or_a_hook_gives_it() {
    let (all, memory) = client(|builder| builder.digest(VALUE));
    now(all.digest()).unwrap();
    assert_eq!(sent(&memory).as_deref(), Some(VALUE));

    let (one, memory) = client(|builder| builder);
    now(one.digest().extra_header("authorization", VALUE)).unwrap();
    assert_eq!(sent(&memory).as_deref(), Some(VALUE));

    let (hooked, memory) = client(|builder| builder.hook(Answering));
    now(hooked.digest()).unwrap();
    assert_eq!(sent(&memory).as_deref(), Some(VALUE));
}

#[test]
fn a_call_without_it_is_not_sent() {
    let (client, memory) = client(|builder| builder.token("t"));
    let error = now(client.digest()).unwrap_err();
    assert!(error.to_string().contains("`ClientBuilder::digest`"), "{error}");
    assert!(memory.requests().is_empty());
    // Unless the document allows it.
    now(client.maybe()).unwrap();
    assert_eq!(sent(&memory), None);
}

/// The credential of one scheme isn't that of another, although both stand in one header.
#[test]
fn each_scheme_has_its_own() {
    let (one, memory) = client(|builder| builder.digest(VALUE));
    let error = now(one.proof()).unwrap_err();
    assert!(error.to_string().contains("`ClientBuilder::dpop`"), "{error}");
    assert!(memory.requests().is_empty());

    let (both, memory) = client(|builder| builder.digest(VALUE).token("t"));
    now(both.proof()).unwrap();
    assert_eq!(sent(&memory).as_deref(), Some("Bearer t"));
}
