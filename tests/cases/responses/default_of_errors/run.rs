//! A success that isn't described is no error.

use case_responses_default_of_errors as client;

mod support;

use client::{Client, Memory};
use support::{Stopped, now};

fn client(status: u16, body: &'static str) -> Client {
    let memory = Memory::new(move |_| Memory::json(status, body));
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

#[test]
fn a_success_is_not_read_as_the_error() {
    now(client(204, "").delete_team("1")).unwrap();
    now(client(200, "true").delete_team("1")).unwrap();
    now(client(201, "").post_team("1")).unwrap();
    assert_eq!(now(client(200, "{}").get_team("1")).unwrap(), "{}");
    assert_eq!(now(client(200, "{\"name\": \"a\"}").put_team("1")).unwrap().name.unwrap(), "a");
}

#[test]
fn an_error_is_typed() {
    let body = "{\"message\": \"no\"}";
    for status in [400, 409] {
        let error = now(client(status, body).delete_team("1")).unwrap_err();
        assert_eq!(error.api_error().unwrap().message, "no");
    }
}
