//! A part that can be a file or a value is sent as either.

use case_bodies_file_or_value as client;

mod support;

use client::types::Ref;
use client::{Client, FilePart, Memory};
use support::{Stopped, now, sent};

fn client(memory: &Memory) -> Client {
    let builder = Client::builder().transport(memory.clone());
    builder.clock(Stopped).build().unwrap()
}

#[test]
fn a_file_has_a_name() {
    let memory = Memory::new(|_| Memory::json(200, ""));
    now(client(&memory).send_photo(FilePart::new("a.png", "PNG"))).unwrap();
    assert_eq!(sent(&memory).1, FILE);
}

#[test]
fn a_value_has_none() {
    let memory = Memory::new(|_| Memory::json(200, ""));
    let value = Ref::new().with_file_id("7");
    let client = client(&memory);
    let call = client.send_photo(FilePart::value(&value)).b(FilePart::value("text"));
    let call = call.e([FilePart::value("https://e"), FilePart::new("e", "E")]);
    now(call.h(FilePart::value("auto"))).unwrap();
    assert_eq!(sent(&memory).1, VALUES);
}

#[test]
fn a_value_that_can_not_be_written_is_refused() {
    let memory = Memory::new(|_| Memory::json(200, ""));
    let error = now(client(&memory).send_photo(FilePart::value(&Broken))).unwrap_err();
    assert!(error.to_string().contains("part `a`"), "{error}");
    assert!(memory.requests().is_empty());
}

struct Broken;

impl serde::Serialize for Broken {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("broken"))
    }
}

const FILE: &str = r#"--
Content-Disposition: form-data; name="a"; filename="a.png"
Content-Type: image/png

PNG
----
"#;

const VALUES: &str = r#"--
Content-Disposition: form-data; name="a"
Content-Type: application/json

{"file_id":"7"}
--
Content-Disposition: form-data; name="b"

text
--
Content-Disposition: form-data; name="e"

https://e
--
Content-Disposition: form-data; name="e"; filename="e"
Content-Type: application/octet-stream

E
--
Content-Disposition: form-data; name="h"

auto
----
"#;
