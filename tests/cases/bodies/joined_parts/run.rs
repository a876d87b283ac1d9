//! The values of a joined part are sent as those of each branch are.

use case_bodies_joined_parts as client;

mod support;

use client::types::{
    DifferentRequestWhen as When, Mode, UploadRequestKind as Kind, UploadRequestStep as Step,
};
use client::runtime::Operation;
use client::{Call, Client, FilePart, Memory};
use support::{Stopped, now};

fn sent<O: Operation<Output = ()>>(call: impl FnOnce(&Client) -> Call<O>) -> String {
    let memory = Memory::new(|_| Ok(http::Response::builder().status(204).body("".into()).unwrap()));
    let client = Client::builder().transport(memory.clone()).clock(Stopped).build().unwrap();
    let _ = now(call(&client));
    String::from_utf8(memory.requests()[0].body().to_vec()).unwrap()
}

#[track_caller]
fn has(body: &str, name: &str, value: &str) {
    let part = format!("name=\"{name}\"\r\n\r\n{value}\r\n");
    assert!(body.contains(&part), "no {part:?} in {body}");
}

#[test]
fn values_of_one_sort_have_one_type() {
    let body = sent(|client| {
        let call = client.upload(Kind::Url, "a", 7, false).url("https://x.example");
        call.mode(Mode::Slow).note("n").rate(2.5).step(Step::Value3).style("bold").key("k").id("i")
    });
    for (name, value) in [
        ("kind", "url"),
        ("name", "a"),
        ("level", "7"),
        ("public", "false"),
        ("mode", "slow"),
        ("note", "n"),
        ("rate", "2.5"),
        ("step", "3"),
        ("style", "bold"),
        ("key", "k"),
        ("id", "i"),
    ] {
        has(&body, name, value);
    }
}

#[test]
fn values_of_different_sorts_are_a_union() {
    let body = sent(|client| {
        let call = client.different().when(When::String2("now".into()));
        call.size(5).words(vec!["a".to_owned(), "b".to_owned()]).image(FilePart::value("3"))
    });
    has(&body, "when", "now");
    has(&body, "size", "5");
    has(&body, "words", "a");
    has(&body, "words", "b");
}
