//! What is sent as the key of a call, and that it makes a call one that is retried.

use case_parameters_idempotency as client;

mod support;

use client::{Client, Memory, TransportError};
use std::time::Duration;
use support::{Stopped, now};

fn losing() -> (Client, Memory) {
    let memory = Memory::new(|_| Err(TransportError::lost("gone")));
    let builder = Client::builder().base_url("https://a.example").transport(memory.clone());
    let policy = client::RetryPolicy::default().delays(Duration::ZERO, Duration::ZERO);
    (builder.retry(policy).clock(Stopped).build().unwrap(), memory)
}

#[test]
fn each_call_has_a_key() {
    let (client, memory) = losing();
    assert_eq!(now(client.create_required()).unwrap_err().attempts(), 3);
    assert_eq!(now(client.create_named()).unwrap_err().attempts(), 3);
    assert_eq!(now(client.create_undescribed().idempotency_key("mine")).unwrap_err().attempts(), 3);
    let requests = memory.requests();
    let header = |index: usize, name: &str| requests[index].headers()[name].clone();
    assert_eq!(header(0, "x-idempotency-key"), header(2, "x-idempotency-key"));
    assert_eq!(header(3, "x-request").len(), 36);
    assert_eq!(header(8, "x-once"), "mine");
}

#[test]
fn a_number_is_no_key() {
    let (client, memory) = losing();
    assert_eq!(now(client.create_numbered()).unwrap_err().attempts(), 1);
    assert!(!memory.requests()[0].headers().contains_key("idempotency-key"));
    // The caller says that it is one.
    let call = client.create_numbered().header_idempotency_key(7);
    assert_eq!(now(call).unwrap_err().attempts(), 3);
}

#[test]
fn a_key_with_other_limits_is_an_argument() {
    let (client, memory) = losing();
    assert_eq!(now(client.create_short("mine")).unwrap_err().attempts(), 3);
    assert_eq!(now(client.create_lettered("abcdefghij")).unwrap_err().attempts(), 3);
    assert_eq!(now(client.create_dashed()).unwrap_err().attempts(), 3);
    let requests = memory.requests();
    let keys = requests.iter().map(|request| &request.headers()["idempotency-key"]);
    let keys: Vec<_> = keys.step_by(3).collect();
    assert_eq!((keys[0], keys[1], keys[2].len()), (&"mine".parse().unwrap(), &"abcdefghij".parse().unwrap(), 36));
}
