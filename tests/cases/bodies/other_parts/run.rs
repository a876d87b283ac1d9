//! Parts under the names of the caller.

use case_bodies_other_parts as client;

mod support;

use client::types::SendSomeRequestValue;
use client::{Client, FilePart, Memory, Multipart};
use std::collections::BTreeMap;
use support::{Stopped, now, sent};

fn client() -> (Client, Memory) {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = Client::builder().transport(memory.clone());
    (builder.clock(Stopped).build().unwrap(), memory)
}

#[test]
fn beside_those_that_the_document_names() {
    let (client, memory) = client();
    let first = Multipart::new().file("a/b.txt", FilePart::new("b.txt", "B").content_type("text/plain"));
    let second = Multipart::new().file("c", "C").file("c", "D");
    now(client.send_files("why").other_parts(first).other_parts(second)).unwrap();
    let (content_type, body) = sent(&memory);
    assert_eq!(content_type, "multipart/form-data");
    assert_eq!(
        body,
        r#"--
Content-Disposition: form-data; name="note"

why
--
Content-Disposition: form-data; name="a/b.txt"; filename="b.txt"
Content-Type: text/plain

B
--
Content-Disposition: form-data; name="c"; filename="c"
Content-Type: application/octet-stream

C
--
Content-Disposition: form-data; name="c"; filename="c"
Content-Type: application/octet-stream

D
----
"#
    );
}

#[test]
fn alone() {
    let (client, memory) = client();
    let value = SendSomeRequestValue::new(2);
    now(client.send_some().all_parts(Multipart::new().json("x-a", &value).text("x-b", "2"))).unwrap();
    let (content_type, body) = sent(&memory);
    assert_eq!(content_type, "multipart/form-data");
    assert_eq!(
        body,
        r#"--
Content-Disposition: form-data; name="x-a"
Content-Type: application/json

{"size":2}
--
Content-Disposition: form-data; name="x-b"

2
----
"#
    );
    now(client.send_all(Multipart::new().file("f", "F"))).unwrap();
    let body = memory.requests().remove(1).body().to_vec();
    assert!(String::from_utf8(body).unwrap().contains("name=\"f\"; filename=\"f\""));
}

#[test]
fn a_value_that_is_not_json_is_refused() {
    let (client, memory) = client();
    // The keys of a JSON object are text.
    let parts = Multipart::new().json("list", &BTreeMap::from([(vec![1], 2)]));
    let error = now(client.send_files("why").other_parts(parts)).unwrap_err();
    let text = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(text, "invalid part `list`: it can't be written as JSON");
    assert!(memory.requests().is_empty());
}
