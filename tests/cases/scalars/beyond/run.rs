//! Integers beyond 64 bits keep their digits.

use case_scalars_beyond as client;

mod support;

use client::runtime::wire::Loose;
use client::types::Thing;
use client::{Client, Memory};
use support::{Stopped, now};

const JSON: &str = r#"{"word":18446744073709551617,"below":-9223372036854775809,"words":[1,100000000000000000000],"next":18446744073709551616,"both":18446744073709551615}"#;

fn large<T>(digits: &str) -> Loose<T> {
    Loose::Other(digits.into())
}

#[test]
fn they_keep_their_digits() {
    let memory = Memory::new(|_| Memory::json(200, JSON));
    let client = Client::builder().transport(memory.clone()).base_url("https://api.example.com");
    let client = client.clock(Stopped).build().unwrap();
    let call = client.get_thing().from(large("10000000000000000000001")).to(-5);
    let thing = now(call).unwrap();
    assert_eq!(thing.word, large("18446744073709551617"));
    assert_eq!(thing.both, Some(Loose::Other(u64::MAX.into())));
    assert_eq!(serde_json::to_string(&thing).unwrap(), JSON);

    let body = Thing::new(large("18446744073709551617"));
    let body = body.with_below(large("-9223372036854775809")).with_words(vec![1.into(), large("100000000000000000000")]);
    let body = body.with_next(large("18446744073709551616")).with_both(large("18446744073709551615"));
    now(client.put_thing(&body)).unwrap();
    let requests = memory.requests();
    assert_eq!(requests[0].uri().query(), Some("from=10000000000000000000001&to=-5"));
    let sent = String::from_utf8(requests[1].clone().into_inner().body().to_vec()).unwrap();
    assert_eq!(sent, JSON);
}
