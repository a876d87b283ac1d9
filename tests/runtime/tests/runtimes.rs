//! P8: where a call can't work, its error names what is missing; nothing panics and nothing is sent.
#![cfg(feature = "reqwest")]

mod support;

use openapi_client_runtime::runtime::clock::TokioClock;
use openapi_client_runtime::runtime::transport::Reqwest;
use openapi_client_runtime::runtime::{BoxFuture, Clock, Error, ErrorKind, Memory};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use support::api::{Message, NotFound};
use support::{Act, ClientExt, Server, api};
use tokio::runtime::Builder;

/// A clock without Tokio.
struct Still;

impl Clock for Still {
    fn now(&self) -> Duration {
        Duration::ZERO
    }
    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
    fn random(&self) -> f64 {
        0.0
    }
}

const NO_RUNTIME: &str = "no Tokio runtime: await the call inside of one, use `send_blocking`, or give the client a transport and a clock of another runtime";
const NO_TIMERS: &str =
    "the Tokio runtime has no timers: call `enable_time` or `enable_all` on its builder";
const NO_IO: &str = "the Tokio runtime has no I/O: call `enable_io` or `enable_all` on its builder";

/// Where a call is polled.
#[derive(Debug, Clone, Copy)]
enum Place {
    Nowhere,
    /// With timers, with I/O.
    CurrentThread(bool, bool),
    MultiThread(bool, bool),
}

impl Place {
    fn run<T>(self, call: impl Future<Output = T>) -> T {
        let (mut builder, time, io) = match self {
            Place::Nowhere => {
                let mut context = Context::from_waker(Waker::noop());
                return match pin!(call).poll(&mut context) {
                    Poll::Ready(value) => value,
                    Poll::Pending => panic!("nobody would wake it"),
                };
            }
            Place::CurrentThread(time, io) => (Builder::new_current_thread(), time, io),
            Place::MultiThread(time, io) => (Builder::new_multi_thread(), time, io),
        };
        if time {
            builder.enable_time();
        }
        if io {
            builder.enable_io();
        }
        builder.build().unwrap().block_on(call)
    }
}

#[test]
fn what_is_missing_is_named() {
    use Place::{CurrentThread, MultiThread, Nowhere};
    let serving = Builder::new_multi_thread().enable_all().build().unwrap();
    let script = vec![Act::answer(200, &[], r#"{"id": "m"}"#)];
    let server = serving.block_on(Server::start(script));
    let call = |place: Place, has_tokio_clock: bool| -> Result<Message, Error<NotFound>> {
        let transport = Reqwest::new(Duration::from_secs(5)).unwrap();
        let builder = api::builder("token")
            .base_url(server.url())
            .transport(transport);
        let builder = if has_tokio_clock {
            builder.clock(TokioClock::default())
        } else {
            builder.clock(Still)
        };
        place.run(builder.build().unwrap().create("hi").send())
    };
    for (place, has_tokio_clock, missing) in [
        (Nowhere, true, NO_RUNTIME),
        (CurrentThread(false, false), true, NO_TIMERS),
        (CurrentThread(false, true), true, NO_TIMERS),
        (CurrentThread(true, false), true, NO_IO),
        (MultiThread(false, false), true, NO_TIMERS),
        (MultiThread(true, false), true, NO_IO),
        // With a clock of the caller's own the transport is what finds out.
        (Nowhere, false, NO_RUNTIME),
        (CurrentThread(true, false), false, NO_IO),
        (CurrentThread(false, true), false, NO_TIMERS),
    ] {
        let error = call(place, has_tokio_clock).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Runtime, "{place:?}");
        assert!(!error.may_have_been_processed());
        assert_eq!(
            error.to_string(),
            format!("POST /messages was not sent: {missing}")
        );
    }
    assert!(server.requests().is_empty());
    for place in [CurrentThread(true, true), MultiThread(true, true)] {
        assert_eq!(call(place, true).unwrap().id, "m");
        assert_eq!(call(place, false).unwrap().id, "m");
    }
}

#[test]
fn a_panic_of_another_kind_goes_on() {
    let memory = Memory::new(|_| panic!("a handler's own"));
    let builder = api::builder("token").transport(memory);
    let client = builder.build().unwrap();
    let call = std::panic::AssertUnwindSafe(|| {
        Place::CurrentThread(true, true).run(client.create("hi").send())
    });
    let panic = std::panic::catch_unwind(call).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"a handler's own"));
}
