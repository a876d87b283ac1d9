//! A response that is a secret itself is printed nowhere; the value is what the server sent.

use case_responses_secret::runtime::BoxFuture;
use case_responses_secret::{Call, Client, Clock, Error, Memory, Response};
use std::fmt::Debug;
use std::future::IntoFuture;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

const SECRET: &str = "canary";

#[track_caller]
fn hides(value: &impl Debug) {
    for text in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(!text.contains(SECRET), "{text}");
    }
}

/// A clock of which no timer ends.
struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }

    fn random(&self) -> f64 {
        0.5
    }
}

/// Nothing of a call waits here: the response is there at once.
fn now<T>(call: impl IntoFuture<Output = T>) -> T {
    match pin!(call.into_future()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(response) => response,
        Poll::Pending => panic!("the call waits"),
    }
}

fn client(body: &'static str) -> Client {
    let memory = Memory::new(move |_| Memory::json(200, body));
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

fn response<O>(call: Call<O>) -> Result<Response<O::Output>, Error<O::Error>>
where
    O: case_responses_secret::runtime::Operation,
{
    now(call.send_with_response())
}

#[test]
fn values() {
    let one = response(client(r#""canary""#).one()).unwrap();
    hides(&one);
    assert_eq!(one.value, SECRET);
    let list = response(client(r#"["canary"]"#).list()).unwrap();
    hides(&list);
    assert_eq!(list.value, [SECRET]);
    hides(&response(client(r#"{"canary": "canary"}"#).map()).unwrap());
    hides(&response(client("canary").text()).unwrap());
    let plain = response(client(r#""canary""#).plain()).unwrap();
    assert!(format!("{plain:?}").contains(SECRET), "no secret, and shown");
}

#[test]
fn mismatches_and_errors() {
    let map = response(client(r#"{"canary": null, "b": "c"}"#).map()).unwrap();
    hides(&map);
    assert_eq!(map.mismatches().iter().count(), 1, "it is told, but not where");
    for mismatch in map.mismatches() {
        assert!(!mismatch.to_string().contains(SECRET), "{mismatch}");
    }
    let error = response(client(r#"{"canary": 1}"#).map()).unwrap_err();
    hides(&error);
    assert!(!error.to_string().contains(SECRET), "{error}");
    let error = response(client(r#"{"canary": {"canary": 1}}"#).one()).unwrap_err();
    assert!(!error.to_string().contains(SECRET), "{error}");
}
