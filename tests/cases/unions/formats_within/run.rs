//! A valid text is no mismatch, whatever the branch that has it.

use case_unions_formats_within as client;

mod support;

use client::{Client, Memory};
use serde_json::{Value, json};
use support::{Stopped, now};

/// A strict client reads the value, and it is the same as a JSON value again.
#[track_caller]
fn reads(member: &str, value: Value) {
    let sent = json!({ member: value });
    let text = sent.to_string();
    let memory = Memory::new(move |_| Memory::json(200, &text));
    let builder = Client::builder().transport(memory).clock(Stopped).strict(true);
    let client = builder.build().unwrap();
    let times = now(client.get_times());
    let times = times.unwrap_or_else(|error| panic!("{member}: {sent}: {error}"));
    assert_eq!(serde_json::to_value(&times).unwrap(), sent, "{member}");
}

#[test]
fn valid_values_are_read() {
    for member in ["inline", "shared", "types", "behind", "deep", "formats"] {
        for value in [json!("hello"), json!(""), json!("2024-13-45"), json!("2024-01-02"), json!(true), json!(false)] {
            reads(member, value);
        }
    }
    for value in [json!("now"), json!("2024-01-02"), json!(7), json!(["a"])] {
        reads("symbols", value);
    }
    for value in [json!(3), json!(9), json!(2.5), json!(true)] {
        reads("numbers", value);
    }
    for value in [json!("now"), json!("2024-01-02"), json!(true)] {
        reads("listed", value);
    }
    for value in [json!("hello"), json!("2024-01-02")] {
        reads("plain", value.clone());
        reads("anything", value.clone());
        reads("enums", value);
    }
    for (member, value) in [
        ("pair", json!("2024-01-02")),
        ("pair", json!("2024-01-02T03:04:05Z")),
        ("sized", json!("none")),
        ("sized", json!("aGk=")),
        ("sized", json!("2024-01-02")),
        ("enums", json!("a")),
        ("flags", json!(false)),
        ("flags", json!(7)),
        ("counts", json!(0)),
        ("counts", json!(12)),
    ] {
        reads(member, value);
    }
    reads("deep", json!(7));
    reads("behind", json!("67e55044-10b1-426f-9247-bb680e5fe0c8"));
    reads("types", json!("2024-01-02T03:04:05Z"));
    reads("formats", json!("2024-01-02T03:04:05Z"));
}
