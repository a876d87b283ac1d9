//! A call without a credential fails unsent, and names the setters; either of them is enough.

use case_security_either_login as client;

mod support;

use client::{Client, ClientBuilder, Memory};
use support::{Stopped, now};

fn sent(set: fn(ClientBuilder) -> ClientBuilder) -> (usize, Result<(), String>) {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = set(Client::builder()).transport(memory.clone());
    let client = builder.clock(Stopped).build().unwrap();
    let answer = now(client.get_a()).map(drop).map_err(|error| error.to_string());
    (memory.requests().len(), answer)
}

#[test]
fn one_of_two_is_enough() {
    assert_eq!(sent(|b| b.bearer_auth("t")), (1, Ok(())));
    assert_eq!(sent(|b| b.basic_auth("u", "p")), (1, Ok(())));
    let (count, answer) = sent(|b| b);
    assert_eq!(count, 0);
    let error = answer.unwrap_err();
    assert!(error.contains("requires a credential"), "{error}");
    assert!(error.contains("`ClientBuilder::bearer_auth`"), "{error}");
    assert!(error.contains("`ClientBuilder::basic_auth`"), "{error}");
}
