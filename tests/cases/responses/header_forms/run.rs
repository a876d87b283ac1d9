//! Headers of each form are read.

use case_responses_header_forms as client;

mod support;

use client::{Client, Memory, types};
use support::{Stopped, now};

fn headers(lines: &[(&'static str, &'static str)]) -> types::GetThingNoContentHeaders {
    let lines = lines.to_vec();
    let memory = Memory::new(move |_| {
        let mut response = Memory::json(204, "")?;
        for (name, line) in &lines {
            let value = http::HeaderValue::from_bytes(line.as_bytes()).unwrap();
            response.headers_mut().append(*name, value);
        }
        Ok(response)
    });
    let client = Client::builder().transport(memory).clock(Stopped).build().unwrap();
    let response = now(client.get_thing().send_with_response()).unwrap();
    types::GetThingNoContentHeaders::from(&response.headers)
}

#[test]
fn the_lines_of_a_list_are_joined() {
    let read = headers(&[("x-tags", "1, 2"), ("x-tags", "3"), ("x-name", "é"), ("x-name", "b")]);
    assert_eq!(read.x_tags, Some(vec![1, 2, 3]));
    assert_eq!(read.x_name.as_deref(), Some("é, b"));
    let read = headers(&[("x-tags", "1,, 2,"), ("x-tags", "")]);
    assert_eq!(read.x_tags, Some(vec![1, 2]));
    let read = headers(&[("set-cookie", "a=1; Expires=Thu, 01 Jan 2026"), ("set-cookie", "b=2")]);
    let cookies = read.set_cookie.unwrap();
    assert_eq!(cookies, ["a=1; Expires=Thu, 01 Jan 2026", "b=2"]);
}

#[test]
fn a_value_that_does_not_fit_is_a_mismatch() {
    let read = headers(&[
        ("x-count", "many"),
        ("x-tags", "1, b"),
        ("x-exploded", "limit=1,open=2"),
        ("x-pairs", "limit,x"),
        ("x-json", r#"{"limit": "1", "open": []}"#),
        ("mismatches", "today"),
        ("x-name", " \t a\u{a0} "),
    ]);
    let found: Vec<String> = read.mismatches.iter().map(ToString::to_string).collect();
    let expected = [
        "x-tags: expected an array, found another value; dropped",
        "x-exploded: expected a boolean, found a string; dropped",
        "x-pairs: expected an object, found another value; dropped",
        "x-json: expected an integer of 64 bits, found a string; converted",
        "x-json: expected a boolean, found an array; dropped",
        "x-count: expected an integer of 64 bits, found another value; dropped",
    ];
    assert_eq!(found[..6], expected);
    assert!(read.x_tags.is_none() && read.x_count.is_none() && read.x_pairs.is_none());
    assert_eq!((read.x_exploded.unwrap().limit, read.x_json.unwrap().limit), (1, 1));
    // Only spaces and tabs are no part of a value.
    assert_eq!(read.x_name.as_deref(), Some("a\u{a0}"));
    assert_eq!(found[6..], ["mismatches: not a date; kept as text"]);

    let read = headers(&[("x-count", " 7 "), ("x-tags", "1,2"), ("x-exploded", "limit=1,open=true"), ("mismatches", "2026-01-01")]);
    assert!(read.mismatches.is_empty(), "{:?}", read.mismatches);
    assert_eq!(read.x_count, Some(7));
}

#[test]
fn objects_are_read() {
    let read = headers(&[
        ("x-exploded", "limit=1,name=z"),
        ("x-exploded", "open=true"),
        ("x-pairs", "limit,1,name,z,open,true"),
        ("x-json", r#"{"limit": 1, "name": "z", "open": true}"#),
        ("x-note", "[a, b]"),
        ("x-xml", "<a>1</a>"),
    ]);
    assert!(read.mismatches.is_empty(), "{:?}", read.mismatches);
    assert_eq!(read.x_xml.as_deref(), Some("<a>1</a>"));
    for rates in [read.x_exploded, read.x_pairs, read.x_json] {
        let rates = rates.unwrap();
        assert_eq!((rates.limit, rates.name.as_deref(), rates.open), (1, Some("z"), Some(true)));
    }
    assert_eq!(read.x_note.as_deref(), Some("[a, b]"));
    // As JSON, with any number of members.
    let json = r#"{"limit": 1, "name": "x=1"}"#;
    let read = headers(&[("x-exploded", json), ("x-pairs", json)]);
    for rates in [read.x_exploded, read.x_pairs] {
        let rates = rates.unwrap();
        assert_eq!((rates.limit, rates.name.as_deref()), (1, Some("x=1")));
    }
    for (pairs, name) in [("name,,limit,1", ""), ("limit,1,name,", ""), ("limit,1,name,z,", "z")] {
        let rates = headers(&[("x-pairs", pairs)]).x_pairs.unwrap();
        assert_eq!((rates.limit, rates.name.as_deref()), (1, Some(name)), "{pairs}");
    }
    let rates = headers(&[("x-exploded", "limit=1,,name=")]).x_exploded.unwrap();
    assert_eq!((rates.limit, rates.name.as_deref()), (1, Some("")));
    let read = headers(&[("x-exploded", "limit"), ("x-pairs", "limit"), ("x-json", "limit=1")]);
    assert!(read.x_exploded.is_none() && read.x_pairs.is_none() && read.x_json.is_none());
}
