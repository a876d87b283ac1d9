//! P8: where a call can't work, or not any more, its error names what is missing and whether anything was
//! sent; nothing panics.
#![cfg(feature = "reqwest")]

mod support;

use bytes::Bytes;
use openapi_client_runtime::runtime::clock::TokioClock;
use openapi_client_runtime::runtime::transport::{Body, Reqwest, Sent};
use openapi_client_runtime::runtime::{
    BoxFuture, Client, Clock, Error, ErrorKind, Memory, RetryPolicy, SendBody, Transport,
    TransportError,
};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};
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

/// A client of the server, by reqwest and one of the clocks.
fn client(server: &Server, has_tokio_clock: bool) -> Client {
    let transport = Reqwest::new(Duration::from_secs(5)).unwrap();
    let builder = api::builder("token")
        .base_url(server.url())
        .transport(transport);
    let builder = if has_tokio_clock {
        builder.clock(TokioClock::default())
    } else {
        builder.clock(Still)
    };
    builder.build().unwrap()
}

#[test]
fn what_is_missing_is_named() {
    use Place::{CurrentThread, MultiThread, Nowhere};
    let serving = Builder::new_multi_thread().enable_all().build().unwrap();
    let script = vec![Act::answer(200, &[], r#"{"id": "m"}"#)];
    let server = serving.block_on(Server::start(script));
    let call = |place: Place, has_tokio_clock: bool| -> Result<Message, Error<NotFound>> {
        place.run(client(&server, has_tokio_clock).create("hi").send())
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

/// Responds in the second poll: with this status, or that the connection was lost.
struct Later(Option<u16>);

impl Transport for Later {
    fn send(&self, _: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        let status = self.0;
        Box::pin(async move {
            tokio::task::yield_now().await;
            let status = status.ok_or_else(|| TransportError::lost("reset"))?;
            let mut response = http::Response::new(Box::new(None::<Bytes>) as Box<dyn Body>);
            *response.status_mut() = status.try_into().unwrap();
            Ok(response)
        })
    }
}

/// The error of a call that is polled within a runtime until `leaves`, and then outside of any.
fn moved(client: &Client, leaves: impl Fn(usize) -> bool) -> Error<NotFound> {
    let runtime = Builder::new_multi_thread().enable_all().build().unwrap();
    let (mut polls, started) = (0, Instant::now());
    let mut call = pin!(client.create("hi").idempotency_key("k").send());
    let mut context = Context::from_waker(Waker::noop());
    while started.elapsed() < Duration::from_secs(10) {
        let within = (!leaves(polls)).then(|| runtime.enter());
        if let Poll::Ready(done) = call.as_mut().poll(&mut context) {
            return done.unwrap_err();
        }
        drop(within);
        polls += 1;
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("the call never ended");
}

const MAY_HAVE: &str = "; the server may have processed the request, check before retrying";

#[test]
fn an_attempt_that_cannot_follow_is_named() {
    // The first poll sends, the second has the answer and starts to wait, a later one sends again.
    for (status, polls, message, processed) in [
        (
            Some(503),
            1,
            "failed with 503 Service Unavailable and was not sent again",
            true,
        ),
        (
            Some(503),
            2,
            "failed with 503 Service Unavailable and was not sent again",
            true,
        ),
        (
            Some(429),
            1,
            "failed with 429 Too Many Requests and was not sent again",
            false,
        ),
        (None, 1, "had no response", true),
        (None, 2, "had no response", true),
        (None, 0, "was not sent", false),
    ] {
        let builder = api::builder("token").transport(Later(status));
        let builder = builder.retry(RetryPolicy::default());
        let client = builder.clock(TokioClock::default()).build().unwrap();
        let error = moved(&client, |polled| polled >= polls);
        let check = if processed { MAY_HAVE } else { "" };
        assert_eq!(
            error.to_string(),
            format!("POST /messages {message}: {NO_RUNTIME}{check}")
        );
        assert_eq!(error.kind(), ErrorKind::Runtime);
        assert_eq!(error.may_have_been_processed(), processed);
        assert_eq!(error.attempts(), u32::from(polls > 0));
        assert_eq!(
            error.status().map(|status| status.as_u16()),
            status.filter(|_| polls > 0)
        );
    }
}

#[test]
fn a_request_on_its_way_may_have_been_processed() {
    let serving = Builder::new_multi_thread().enable_all().build().unwrap();
    for has_tokio_clock in [true, false] {
        let server = serving.block_on(Server::start(vec![Act::Stall]));
        let client = client(&server, has_tokio_clock);
        let after_a_poll = moved(&client, |polls| polls > 0);
        // The connection of the call that was given up may still have sent its request.
        let before = server.requests().len();
        let after_sending = moved(&client, |polls| {
            polls > 0 && server.requests().len() > before
        });
        for error in [after_a_poll, after_sending] {
            assert_eq!(error.kind(), ErrorKind::Runtime);
            assert!(error.may_have_been_processed());
            assert_eq!(
                error.to_string(),
                format!("POST /messages had no response: {NO_RUNTIME}{MAY_HAVE}")
            );
        }
        assert!(server.requests().len() <= 2, "a request was sent again");
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
