//! Headers whose media type is a range, as they are read and sent.

use case_responses_header_ranges as client;

mod support;

use client::types::{AddThingNoContentHeaders, SoldHeaders};
use http::{HeaderMap, HeaderValue};
use support::{accepting, now, sent};

fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
    let pairs = pairs.iter();
    pairs.map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect()
}

#[test]
fn a_scalar_is_plain_text_and_all_else_is_json() {
    let read = AddThingNoContentHeaders::from(&headers(&[
        ("x-count", "7"),
        ("x-name", "true"),
        ("x-list", r#"["a", "b"]"#),
        ("x-any", r#"{"a": 1}"#),
        ("x-json", r#""text""#),
    ]));
    assert_eq!((read.x_count, read.x_name.as_deref()), (Some(7), Some("true")));
    assert_eq!(read.x_list.unwrap(), ["a", "b"]);
    assert_eq!(read.x_any.unwrap()["a"], 1);
    assert_eq!(read.x_json.as_deref(), Some("text"));
    let read = SoldHeaders::from(&headers(&[("x-name", "Ada, \"or\" Bo"), ("x-list", r#"["a"]"#)]));
    assert_eq!(read.x_name.as_deref(), Some("Ada, \"or\" Bo"));
    assert_eq!(read.x_list.unwrap(), ["a"]);
}

#[test]
fn a_header_of_a_part_is_sent_like_that() {
    let (client, memory) = accepting();
    let call = client.add_thing("png").file_x_note("a note");
    now(call.file_x_words(["a".to_owned()])).unwrap();
    let (_, body) = sent(&memory);
    assert!(body.contains("\nX-Note: a note\nX-Words: [\"a\"]\n"), "{body}");
}
