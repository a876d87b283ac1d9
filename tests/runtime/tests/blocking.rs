//! Calls that block.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod support;

use openapi_client_runtime::runtime::{BoxFuture, Client, Clock, ErrorKind, Memory};
use std::time::Duration;
use support::{Act, ClientExt, Server, TestClock, api};
use tokio::runtime::Builder;
use tokio::task::{LocalSet, block_in_place, spawn_local};

fn client(memory: &Memory) -> Client {
    let builder = api::builder("token").transport(memory.clone());
    builder.clock(TestClock::new()).build().unwrap()
}

#[test]
fn a_call_over_tcp() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let script = vec![
        Act::answer(503, &[], ""),
        Act::answer(200, &[("x-a", "b")], r#"{"id": "m"}"#),
    ];
    let server = runtime.block_on(Server::start(script));
    let client = api::builder("token")
        .base_url(server.url())
        .clock(TestClock::new())
        .build()
        .unwrap();
    let response = client.find("m").send_blocking_with_response().unwrap();
    assert_eq!(response.headers["x-a"], "b");
    assert_eq!(response.value.id, "m");
    assert_eq!(server.requests().len(), 2);
    // The connections of one client serve both ways.
    assert!(client.create("hi").send_blocking().is_ok());
    assert!(runtime.block_on(client.create("hi").send()).is_ok());
}

#[test]
fn a_response_is_read_in_chunks_or_as_it_is() {
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let client = client(&memory);
    let mut incoming = client.find("m").open_blocking().unwrap();
    let mut read = Vec::new();
    while let Some(chunk) = incoming.chunk_blocking() {
        read.extend_from_slice(&chunk.unwrap());
    }
    assert_eq!(read, br#"{"id": "m"}"#);
    let raw = client.find("m").send_raw_blocking().unwrap();
    assert_eq!(raw.body, r#"{"id": "m"}"#);
}

#[test]
fn from_many_threads_at_once() {
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let client = client(&memory);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| client.create("hi").send_blocking().unwrap());
        }
    });
    assert_eq!(memory.requests().len(), 8);
}

/// What a blocking call gives at a place of Tokio's.
fn blocked() -> Result<String, String> {
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let sent = client(&memory).create("hi").send_blocking();
    assert_eq!(memory.requests().len(), usize::from(sent.is_ok()));
    match sent {
        Ok(message) => Ok(message.id),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Blocking);
            assert!(!error.may_have_been_processed());
            Err(error.to_string())
        }
    }
}

#[test]
fn where_waiting_would_block_other_tasks_it_is_an_error() {
    let refused = "POST /messages was not sent: a blocking call inside of asynchronous code: await it instead";
    for mut builder in [Builder::new_current_thread(), Builder::new_multi_thread()] {
        let runtime = builder.enable_all().build().unwrap();
        let refused = Err(refused.to_owned());
        assert_eq!(runtime.block_on(async { blocked() }), refused);
        let task = async { tokio::spawn(async { blocked() }).await.unwrap() };
        assert_eq!(runtime.block_on(task), refused);
        let local = LocalSet::new();
        let task = local.run_until(async { spawn_local(async { blocked() }).await.unwrap() });
        assert_eq!(runtime.block_on(task), refused);
    }
}

#[test]
fn where_blocking_is_allowed_it_waits() {
    let done = Ok("m".to_owned());
    for mut builder in [Builder::new_current_thread(), Builder::new_multi_thread()] {
        let runtime = builder.enable_all().build().unwrap();
        let task = async { tokio::task::spawn_blocking(blocked).await.unwrap() };
        assert_eq!(runtime.block_on(task), done);
        let _entered = runtime.enter();
        assert_eq!(blocked(), done, "no task is polled here");
    }
    let runtime = Builder::new_multi_thread().enable_all().build().unwrap();
    let task = async {
        tokio::spawn(async { block_in_place(blocked) })
            .await
            .unwrap()
    };
    assert_eq!(runtime.block_on(task), done);
}

#[test]
fn a_panic_of_a_transport_is_an_error() {
    let memory = Memory::new(|_| panic!("a transport's own"));
    let error = client(&memory).create("hi").send_blocking().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Lost);
    assert!(error.may_have_been_processed());
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    assert!(
        client(&memory).create("hi").send_blocking().is_ok(),
        "the next call is none the worse"
    );
}

/// The clock of another kind of runtime.
struct Threads;

impl Clock for Threads {
    fn now(&self) -> Duration {
        std::time::UNIX_EPOCH.elapsed().unwrap()
    }
    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
    fn random(&self) -> f64 {
        0.0
    }
}

#[test]
fn a_transport_and_a_clock_of_ones_own_need_no_runtime() {
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let client = api::builder("token")
        .transport(memory)
        .clock(Threads)
        .build()
        .unwrap();
    let mut call = Box::pin(client.create("hi").send());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(call.as_mut().poll(&mut context).is_ready());
}
