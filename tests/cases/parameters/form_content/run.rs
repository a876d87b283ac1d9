//! A parameter that is a form is sent as the text of a form, percent-encoded once in a URL.

use case_parameters_form_content as client;

mod support;

use client::types::{Filter, FilterRange, FilterRequest, Key};
use client::{Client, Memory};
use std::collections::BTreeMap;
use support::{Stopped, now};

fn client() -> (Client, Memory) {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = Client::builder().transport(memory.clone()).clock(Stopped);
    (builder.build().unwrap(), memory)
}

#[test]
fn in_each_place() {
    let (client, memory) = client();
    let key = Key::new(1).with_part("a b");
    let filter = Filter::new("x&y").with_tags(vec!["1".into(), "2".into()]);
    let settings = BTreeMap::from([("mode".to_owned(), "d&q".to_owned())]);
    let call = client.list_things(&key, &filter).x_options(&key).settings(&settings);
    now(call.text("a=1&b=2")).unwrap();
    let requests = memory.requests();
    let request = &requests[0];
    assert_eq!(request.uri().path(), "/things/id%3D1%26part%3Da%2520b");
    let query = "filter=name%3Dx%2526y%26tags%3D1%26tags%3D2&text=a%3D1%26b%3D2";
    assert_eq!(request.uri().query(), Some(query));
    assert_eq!(request.headers()["x-options"], "id=1&part=a%20b");
    assert_eq!(request.headers()["cookie"], "settings=mode%3Dd%2526q");
}

#[test]
fn nothing_is_sent_of_an_empty_form() {
    let (client, memory) = client();
    now(client.list_things(&Key::new(1), &Filter::new("n")).settings(&BTreeMap::new())).unwrap();
    assert!(!memory.requests()[0].headers().contains_key("cookie"));
}

#[test]
fn by_its_encodings() {
    let (client, memory) = client();
    let shaped = FilterRequest::new("n")
        .with_tags(vec!["1".into(), "2".into()])
        .with_range(FilterRange::new().with_from(3))
        .with_note("<a/>");
    now(client.list_things(&Key::new(1), &Filter::new("n")).shaped(&shaped)).unwrap();
    let query = memory.requests()[0].uri().query().unwrap().to_owned();
    let shaped = query.split('&').nth(1).unwrap().to_owned();
    let expect = "shaped=name%3Dn%26tags%3D1%2C2%26range%255Bfrom%255D%3D3%26note%3D%253Ca%252F%253E";
    assert_eq!(shaped, expect);
}
