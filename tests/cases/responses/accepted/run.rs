//! The `Accept` header as it is sent.

use case_responses_accepted as client;

mod support;

use client::Memory;
use support::{accepting, now};

fn accept(memory: &Memory) -> Vec<String> {
    let requests = memory.requests();
    let accept = requests.iter().map(|request| request.headers()["accept"].to_str().unwrap());
    accept.map(str::to_owned).collect()
}

#[test]
fn the_types_of_a_success_come_first() {
    let (client, memory) = accepting();
    let _ = now(client.page_of_error());
    let _ = now(client.page_of_redirect());
    let _ = now(client.default_of_errors());
    let _ = now(client.range());
    let _ = now(client.any());
    let _ = now(client.same());
    let _ = now(client.nothing());
    let expected = [
        "application/json, application/problem+json;q=0.5, text/html;q=0.5",
        "application/json, text/html;q=0.5",
        "text/csv, application/json;q=0.5",
        "application/*",
        "*/*",
        "application/json",
        "application/json, text/html",
    ];
    assert_eq!(accept(&memory), expected);
}
