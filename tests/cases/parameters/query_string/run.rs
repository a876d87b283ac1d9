//! Texts that are the whole query.

use case_parameters_query_string as client;

mod support;

use client::runtime::Operation;
use client::{Call, Client, Memory};
use support::{Stopped, now};

#[track_caller]
fn check<O: Operation<Output = ()>>(call: impl FnOnce(&Client) -> Call<O>, query: Option<&str>) {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = Client::builder().base_url("https://api.example.com");
    let client = builder.transport(memory.clone()).clock(Stopped).build().unwrap();
    let _ = now(call(&client));
    assert_eq!(memory.requests()[0].uri().query(), query);
}

#[test]
fn a_text_is_the_whole_query() {
    check(|client| client.post_things("$.a[0]&b"), Some("%24.a%5B0%5D%26b"));
    check(|client| client.get_texts().text("a b=c"), Some("a%20b%3Dc"));
    check(|client| client.get_texts(), None);
    check(|client| client.put_texts().number(5), Some("5"));
    check(|client| client.post_texts().xml("<a/>"), Some("%3Ca%2F%3E"));
}
