//! What is sent of parameters with one value.

use case_parameters_one_value as client;

mod support;

use client::{Client, Memory};
use support::{Stopped, now};

#[test]
fn required_ones_are_sent() {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = Client::builder().base_url("https://a.example").transport(memory.clone());
    let client = builder.clock(Stopped).build().unwrap();
    now(client.list_things("7")).unwrap();
    let request = memory.requests().remove(0);
    let query = "version=2024-01-01&filter=%22a%22&ratio=1.5&most=18446744073709551615&id=7";
    assert_eq!(request.uri().query(), Some(query));
    assert_eq!(request.uri().path(), "/user/things");
    assert_eq!(request.headers()["x-level"], "-3");
    assert_eq!(request.headers()["cookie"], "flag=true");
}
