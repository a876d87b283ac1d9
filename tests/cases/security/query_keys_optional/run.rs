//! The keys that are set are sent, and a missing one fails only the call that requires it.

use case_security_query_keys_optional as client;

mod support;

use client::{Client, ClientBuilder, Memory};
use support::{Stopped, now};

fn sent(set: fn(ClientBuilder) -> ClientBuilder) -> (String, bool) {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = set(Client::builder()).transport(memory.clone());
    let client = builder.clock(Stopped).build().unwrap();
    now(client.get_a()).unwrap();
    let is_enough = now(client.get_c()).is_ok();
    let query = memory.requests()[0].uri().query().unwrap_or_default().to_owned();
    (query, is_enough)
}

#[test]
fn keys_are_sent_if_they_are_set() {
    assert_eq!(sent(|b| b), (String::new(), false));
    assert_eq!(sent(|b| b.key("k")), ("key=k".to_owned(), true));
    assert_eq!(sent(|b| b.access_token("t")), ("access_token=t".to_owned(), false));
    let both = sent(|b| b.access_token("t").key("k"));
    assert_eq!(both, ("key=k&access_token=t".to_owned(), true));
}
