//! Lists in the query, with items and without.

use case_parameters_query_styles as client;

mod support;

use client::types::{Filter, ListThingsLists, ListThingsRows};
use client::{Client, Memory};
use support::{Stopped, now};

#[test]
fn an_empty_list_is_not_sent() {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = Client::builder().base_url("https://api.example.com");
    let client = builder.transport(memory.clone()).clock(Stopped).build().unwrap();
    let query = || {
        let request = memory.requests().pop().unwrap().into_inner();
        request.uri().query().unwrap_or_default().to_owned()
    };
    let one = ["a".to_owned()];
    now(client.list_things([1, 2], one.clone()).form(&one)).unwrap();
    assert_eq!(query(), "ids=1&ids=2&some=a&form=a");
    now(client.list_things([], []).form(&[]).comma(&[]).space(&[]).pipe(&[])).unwrap();
    assert_eq!(query(), "");
}

/// As the docs of the setters say.
#[test]
fn lists_in_deep_objects_have_brackets() {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = Client::builder().base_url("https://api.example.com");
    let client = builder.transport(memory.clone()).clock(Stopped).build().unwrap();
    let lists = ListThingsLists::new().with_size(vec![1, 2]);
    let rows = ListThingsRows::new().with_all(vec![Filter::new().with_color("red")]);
    now(client.list_things([], []).lists(&lists).rows(&rows)).unwrap();
    let request = memory.requests().pop().unwrap().into_inner();
    assert_eq!(
        request.uri().query().unwrap(),
        "lists%5Bsize%5D%5B%5D=1&lists%5Bsize%5D%5B%5D=2&rows%5Ball%5D%5B0%5D%5Bcolor%5D=red"
    );
}
