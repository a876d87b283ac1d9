//! Listed integers beyond 64 bits keep their digits.

use case_enums_large_integers as client;

mod support;

use client::runtime::wire::Loose;
use client::types::Things;
use client::{Client, Memory};
use support::{Stopped, now};

const JSON: &str = r#"{"several":18446744073709551617,"signs":0,"more":[0,9223372036854775808,-1],"one":-9223372036854775810}"#;

#[test]
fn they_keep_their_digits() {
    let memory = Memory::new(|_| Memory::json(200, JSON));
    let client = Client::builder().transport(memory.clone()).clock(Stopped).build().unwrap();
    let things: Things = now(client.get_things()).unwrap();
    assert_eq!(things.signs, Some(0.into()));
    assert_eq!(things.several, Some(Loose::Other("18446744073709551617".into())));
    now(client.put_things(&things)).unwrap();
    let sent = memory.requests()[1].clone().into_inner().into_body().to_vec();
    assert_eq!(String::from_utf8(sent).unwrap(), JSON);
}
