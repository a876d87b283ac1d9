//! The key goes into the header, and one that the builder takes for the query goes there.

use case_security_key_places as client;

mod support;

use client::{Client, Memory};
use support::{Stopped, now};

#[test]
fn a_key_has_one_place() {
    let memory = Memory::new(|_| Memory::json(204, ""));
    for builder in [Client::builder().in_header("k"), Client::builder().in_query("k")] {
        let builder = builder.transport(memory.clone()).clock(Stopped);
        now(builder.build().unwrap().get_a()).unwrap();
    }
    let requests = memory.requests();
    let header = |index: usize| requests[index].headers().get("subscription-key").is_some();
    assert!(header(0) && requests[0].uri().query().is_none());
    assert!(!header(1) && requests[1].uri().query() == Some("subscription-key=k"));
}
