//! A transport of the caller's may present a certificate of its own.

use case_security_mutual_tls as client;

mod support;

use client::{Client, Memory};
use support::{Stopped, now};

#[test]
fn a_transport_of_ones_own_presents_one() {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = Client::builder().base_url("https://a.example").transport(memory.clone());
    let client = builder.bearer_auth("t").clock(Stopped).build().unwrap();
    now(client.put_things()).unwrap();
    assert_eq!(memory.requests()[0].headers()["authorization"], "Bearer t");
    // Nobody knows whether it does, so a token that is set is sent where that is enough.
    now(client.list_things()).unwrap();
    assert_eq!(memory.requests()[1].headers()["authorization"], "Bearer t");
    let builder = Client::builder().base_url("https://a.example").transport(memory.clone());
    now(builder.clock(Stopped).build().unwrap().list_things()).unwrap();
    assert!(!memory.requests()[2].headers().contains_key("authorization"));
}
