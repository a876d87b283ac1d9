//! A response that is a secret itself is printed nowhere; the value is what the server sent.

use case_responses_secret as client;

mod support;

use client::runtime::Operation;
use client::{Call, Client, Error, Memory, Response};
use support::{SECRET, Stopped, hides, now};

fn client(body: &'static str) -> Client {
    let memory = Memory::new(move |_| Memory::json(200, body));
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

fn response<O: Operation>(call: Call<O>) -> Result<Response<O::Output>, Error<O::Error>> {
    now(call.send_with_response())
}

#[test]
fn values() {
    let one = response(client(r#""canary""#).one()).unwrap();
    hides("a token", &one);
    assert_eq!(one.value, SECRET);
    let list = response(client(r#"["canary"]"#).list()).unwrap();
    hides("tokens", &list);
    assert_eq!(list.value, [SECRET]);
    hides("a map", &response(client(r#"{"canary": "canary"}"#).map()).unwrap());
    let memory = Memory::new(|_| {
        let mut text = Memory::json(200, "canary")?;
        text.headers_mut().remove("content-type");
        Ok(text)
    });
    let client_of_text = Client::builder().transport(memory).clock(Stopped).build().unwrap();
    hides("a text", &response(client_of_text.text()).unwrap());
    let plain = response(client(r#""canary""#).plain()).unwrap();
    assert!(format!("{plain:?}").contains(SECRET), "no secret, and shown");
}

#[test]
fn mismatches_and_errors() {
    let map = response(client(r#"{"canary": null, "b": "c"}"#).map()).unwrap();
    hides("a map", &map);
    assert_eq!(map.mismatches().iter().count(), 1, "it is told, but not where");
    for mismatch in map.mismatches() {
        assert!(!mismatch.to_string().contains(SECRET), "{mismatch}");
    }
    let error = response(client(r#"{"canary": []}"#).map()).unwrap_err();
    hides("an error", &error);
    assert!(!error.to_string().contains(SECRET), "{error}");
    let error = response(client(r#"{"canary": {"canary": 1}}"#).one()).unwrap_err();
    assert!(!error.to_string().contains(SECRET), "{error}");
}
