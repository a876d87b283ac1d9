//! How parameters of OpenAPI 2.0 are written.

use case_version_2_parameters as client;

mod support;

use client::{Client, Memory};
use support::{Stopped, now};

fn list() -> Vec<String> {
    vec!["a,b".to_owned(), "c".to_owned()]
}

#[test]
fn each_format() {
    let memory = Memory::new(|_| Memory::json(200, "[]"));
    let builder = Client::builder().transport(memory.clone());
    let client = builder.clock(Stopped).build().unwrap();
    let call = client.find_things(list(), [1, 2]).joined(list()).commas(list()).spaces(list());
    now(call.pipes(list()).tabs(list()).x_marks(["a".to_owned(), "b".to_owned()])).unwrap();
    let request = memory.requests().remove(0);
    let uri = request.uri().to_string();
    let (path, query) = uri.split_once('?').unwrap();
    assert_eq!(path, "https://api.example.test/things/a%2Cb,c");
    let mut pairs: Vec<&str> = query.split('&').collect();
    pairs.sort_unstable();
    assert_eq!(
        pairs,
        [
            "commas=a%2Cb,c",
            "joined=a%2Cb,c",
            "pipes=a%2Cb%7Cc",
            "repeated=1",
            "repeated=2",
            "spaces=a%2Cb%20c",
            "tabs=a%2Cb%09c",
        ]
    );
    assert_eq!(request.headers()["x-marks"], "a,b");
}

#[test]
fn lists_in_paths_and_headers() {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = Client::builder().transport(memory.clone());
    let client = builder.clock(Stopped).build().unwrap();
    let call = client.get_lists(list(), list(), list());
    now(call.x_spaces(list()).x_pipes(list()).x_tabs(list())).unwrap();
    let request = memory.requests().remove(0);
    assert_eq!(request.uri().path(), "/lists/a%2Cb%20c/a%2Cb%7Cc/a%2Cb%09c");
    assert_eq!(request.headers()["x-spaces"], "a,b c");
    assert_eq!(request.headers()["x-pipes"], "a,b|c");
    assert_eq!(request.headers()["x-tabs"], "a,b\tc");
}
