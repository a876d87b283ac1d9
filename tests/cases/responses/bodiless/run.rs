//! A response to HEAD, and one with status 204, are read without a body.

use case_responses_bodiless as client;

mod support;

use client::{Client, Memory, types};
use support::{Stopped, now};

#[test]
fn a_head_has_headers_only() {
    let memory = Memory::new(|request| {
        let mut response = Memory::json(200, "")?;
        assert_eq!(request.method(), "HEAD");
        response.headers_mut().insert("x-size", "7".parse().unwrap());
        Ok(response)
    });
    let client = Client::builder().transport(memory).clock(Stopped).build().unwrap();
    let response = now(client.probe_thing().send_with_response()).unwrap();
    let () = response.value;
    assert_eq!(types::ThingHeaders::from(&response.headers).x_size, Some(7));
}

#[test]
fn a_204_has_no_body() {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let client = Client::builder().transport(memory).clock(Stopped).build().unwrap();
    let reply = now(client.delete_thing().send()).unwrap();
    assert!(matches!(reply, types::DeleteThingReply::NoContent));
}
