//! The parts that programs of cases share. A program names its crate `client`: `use case_group_name as client;`.

#![allow(dead_code, reason = "each program uses a part of it")]

use crate::client::Clock;
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
