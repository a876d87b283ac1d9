//! A response of several parts: its bytes, and the boundary between the parts.

use case_bodies_schemas_without_effect as client;

mod support;

use client::{Client, Memory};
use support::{Stopped, now};

#[test]
fn parts_with_their_boundary() {
    let body = "--b\r\n\r\n{\"name\": \"a\"}\r\n--b--\r\n";
    let memory = Memory::new(move |_| {
        let mut response = Memory::json(200, body)?;
        let value = "multipart/mixed; boundary=\"b\"".parse().unwrap();
        response.headers_mut().insert("content-type", value);
        Ok(response)
    });
    let builder = Client::builder().transport(memory.clone());
    let client = builder.clock(Stopped).build().unwrap();
    let response = now(client.parts().send_with_response()).unwrap();
    assert_eq!(&response.value[..], body.as_bytes());
    let accept = memory.requests()[0].headers()["accept"].clone();
    assert!(accept.as_bytes().starts_with(b"multipart/mixed"), "{accept:?}");
    assert_eq!(response.headers["content-type"], "multipart/mixed; boundary=\"b\"");
}
