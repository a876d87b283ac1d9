//! The parts that programs of cases share. A program names its crate `client`: `use case_group_name as client;`.

#![allow(dead_code, reason = "each program uses a part of it")]

use crate::client::{Client, Clock, Memory};
use crate::client::runtime::BoxFuture;
use std::fmt::Debug;
use std::future::IntoFuture;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// A secret that is planted, and that nothing may print.
pub const SECRET: &str = "canary";

/// Fails if `Debug` of the value shows the secret; returns its text.
#[track_caller]
pub fn hides(what: &str, value: &impl Debug) -> String {
    let text = format!("{value:?}");
    for text in [&text, &format!("{value:#?}")] {
        assert!(!text.contains(SECRET), "{what} shows the secret: {text}");
    }
    text
}

/// A client of a server that responds to all with 204, and the requests.
pub fn accepting() -> (Client, Memory) {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = Client::builder().transport(memory.clone());
    (builder.clock(Stopped).build().unwrap(), memory)
}

/// The content type of the first request without the boundary, and the body with `--` for each boundary.
pub fn sent(memory: &Memory) -> (String, String) {
    let request = memory.requests().remove(0).into_inner();
    let content_type = request.headers()["content-type"].to_str().unwrap();
    let body = String::from_utf8(request.body().to_vec()).unwrap();
    match content_type.split_once("; boundary=") {
        Some((content_type, boundary)) => {
            let body = body.replace(&format!("--{boundary}"), "--");
            (content_type.to_owned(), body.replace("\r\n", "\n"))
        }
        None => (content_type.to_owned(), body),
    }
}

/// A clock of which no timer ends.
pub struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> Duration {
        Duration::from_secs(1_767_225_600)
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }

    fn random(&self) -> f64 {
        0.5
    }
}

/// The result of a call that waits for nothing.
pub fn now<T>(call: impl IntoFuture<Output = T>) -> T {
    let mut call = pin!(call.into_future());
    match call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("the call waits"),
    }
}
