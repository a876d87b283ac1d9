//! Each operation sends its own values of a header that all have.

use case_parameters_headers_of_calls as client;

mod support;

use client::{Client, Memory};
use support::{Stopped, now};

#[test]
fn the_values_are_those_of_the_operation() {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let client = Client::builder()
        .accept_language("en")
        .transport(memory.clone())
        .clock(Stopped)
        .build()
        .unwrap();
    now(client.do_a("one")).unwrap();
    now(client.do_c("two").if_none_match("\"tag\"")).unwrap();
    now(client.do_c("three").api_version("2025-01-01")).unwrap();
    let names = ["x-amz-target", "api-version", "x-request-id", "if-none-match", "accept-language"];
    let sent = memory.requests().iter().map(|request| {
        names.map(|name| request.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned())
    }).collect::<Vec<_>>();
    let expected = [
        ["Service.A", "2024-01-01", "one", "", "en"],
        // The server knows the default of an optional header.
        ["Service.C", "", "two", "\"tag\"", "en"],
        ["Service.C", "2025-01-01", "three", "", "en"],
    ];
    assert_eq!(sent, expected);
}
