//! Parts under the names of the caller.

use case_bodies_other_parts as client;

mod support;

use client::types::SendSomeRequestValue;
use client::{FilePart, Multipart};
use std::collections::BTreeMap;
use support::{accepting, now, sent};

#[test]
fn beside_those_that_the_document_names() {
    let (client, memory) = accepting();
    let first = Multipart::new().file("a/b.txt", FilePart::new("b.txt", "B").content_type("text/plain"));
    let second = Multipart::new().file("c", "C").file("c", "D");
    now(client.send_files("why").other_parts(first).other_parts(second)).unwrap();
    let parts = r#"--
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
"#;
    assert_eq!(sent(&memory), ("multipart/form-data".to_owned(), parts.to_owned()));
}

#[test]
fn alone() {
    let (client, memory) = accepting();
    let value = SendSomeRequestValue::new(2);
    now(client.send_some().all_parts(Multipart::new().json("x-a", &value).text("x-b", "2"))).unwrap();
    let parts = r#"--
Content-Disposition: form-data; name="x-a"
Content-Type: application/json

{"size":2}
--
Content-Disposition: form-data; name="x-b"

2
----
"#;
    assert_eq!(sent(&memory), ("multipart/form-data".to_owned(), parts.to_owned()));
    now(client.send_all(Multipart::new().file("f", "F"))).unwrap();
    let body = memory.requests().remove(1).body().to_vec();
    assert!(String::from_utf8(body).unwrap().contains("name=\"f\"; filename=\"f\""));
}

#[test]
fn a_value_that_is_not_json_is_refused() {
    let (client, memory) = accepting();
    // The keys of a JSON object are text.
    let parts = Multipart::new().json("list", &BTreeMap::from([(vec![1], 2)]));
    let error = now(client.send_files("why").other_parts(parts)).unwrap_err();
    let text = error.to_string();
    assert!(text.ends_with(": invalid part `list`: it can't be written as JSON"), "{text}");
    assert!(memory.requests().is_empty());
}
