//! Headers of each form are read.

use case_responses_header_forms as client;

mod support;

use client::{Client, Memory, types};
use support::{Stopped, now};

fn headers(lines: &'static [(&'static str, &'static str)]) -> types::GetThingNoContentHeaders {
    let memory = Memory::new(move |_| {
        let mut response = Memory::json(204, "")?;
        for (name, line) in lines {
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
    let read = headers(&[("set-cookie", "a=1; Expires=Thu, 01 Jan 2026"), ("set-cookie", "b=2")]);
    let cookies = read.set_cookie.unwrap();
    assert_eq!(cookies, ["a=1; Expires=Thu, 01 Jan 2026", "b=2"]);
}

#[test]
fn objects_are_read() {
    let read = headers(&[
        ("x-exploded", "limit=1,name=z"),
        ("x-exploded", "open=true"),
        ("x-pairs", "limit,1,name,z,open,true"),
        ("x-json", r#"{"limit": 1, "name": "z", "open": true}"#),
        ("x-note", "[a, b]"),
    ]);
    for rates in [read.x_exploded, read.x_pairs, read.x_json] {
        let rates = rates.unwrap();
        assert_eq!((rates.limit, rates.name.as_deref(), rates.open), (1, Some("z"), Some(true)));
    }
    assert_eq!(read.x_note.as_deref(), Some("[a, b]"));
    let read = headers(&[("x-exploded", "limit"), ("x-pairs", "limit"), ("x-json", "limit=1")]);
    assert!(read.x_exploded.is_none() && read.x_pairs.is_none() && read.x_json.is_none());
}
