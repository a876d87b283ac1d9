//! How bodies and forms of OpenAPI 2.0 are written.

use case_version_2_bodies as client;

mod support;

use client::types::{SendFormRequest, SendValueRequest};
use client::FilePart;
use support::{accepting, now, sent};

#[test]
fn files_are_parts() {
    let (client, memory) = accepting();
    let call = client.upload(FilePart::new("a.txt", "A")).note("n");
    now(call.more([FilePart::new("b.txt", "B")]).tags(["x".to_owned(), "y".to_owned()])).unwrap();
    let (content_type, body) = sent(&memory);
    assert_eq!(content_type, "multipart/form-data");
    let parts: Vec<&str> = body.split("--\n").filter(|part| !part.is_empty()).collect();
    assert_eq!(
        parts[0],
        "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\nContent-Type: text/plain\n\nA\n"
    );
    assert!(body.contains("name=\"more\"; filename=\"b.txt\""), "{body}");
    assert_eq!(body.matches("name=\"tags\"\n\n").count(), 2, "{body}");
    assert!(body.contains("name=\"note\"\n\nn\n"), "{body}");
}

#[test]
fn joined_lists_are_one_part() {
    let (client, memory) = accepting();
    let call = client.upload("A").marks(["a b".to_owned(), "c/d".to_owned()]).sizes([1, 2]);
    now(call.words(["x".to_owned(), "y,z".to_owned()])).unwrap();
    let (_, body) = sent(&memory);
    for (name, value) in [("marks", "a b,c/d"), ("sizes", "1 2"), ("words", "x|y,z")] {
        let part = format!("name=\"{name}\"\n\n{value}\n");
        assert!(body.contains(&part), "no {part:?} in {body}");
    }
    assert!(now(client.upload("A").marks(["a,b".to_owned()])).is_err());
    assert_eq!(memory.requests().len(), 1);
}

#[test]
fn lists_in_forms() {
    let (client, memory) = accepting();
    let list = || vec!["a".to_owned(), "b".to_owned()];
    let form = SendFormRequest::new(1).with_marks(list()).with_parts(list()).with_words(list());
    now(client.send_form(&form)).unwrap();
    let (content_type, body) = sent(&memory);
    assert_eq!(content_type, "application/x-www-form-urlencoded");
    assert_eq!(body, "id=1&marks=a,b&parts=a%7Cb&words=a&words=b");
}

#[test]
fn a_body_is_json() {
    let (client, memory) = accepting();
    now(client.send_value(&SendValueRequest::new("x"))).unwrap();
    let expect = ("application/json".to_owned(), r#"{"a":"x"}"#.to_owned());
    assert_eq!(sent(&memory), expect);
}
