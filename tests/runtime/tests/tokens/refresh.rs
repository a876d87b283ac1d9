//! Refresh tokens that can be used once: a request with one is neither repeated nor forgotten.

use super::{GET, TOKEN, against, builder};
use crate::support::{Act, ClientExt, Server, TestClock};
use openapi_client_runtime::runtime::transport::Sent;
use openapi_client_runtime::runtime::{
    BoxFuture, Clock, Memory, RefreshToken, SendBody, Transport,
};
use std::future::{Future, IntoFuture};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Waker};
use std::time::Duration;
use tokio::sync::Semaphore;

#[tokio::test]
async fn a_request_that_may_have_been_processed_is_not_repeated() {
    let good = || Act::answer(200, &[], TOKEN);
    for (name, first, requests) in [
        ("lost", Act::ResetAfter, 1),
        ("broken", Act::answer(500, &[], ""), 1),
        ("busy", Act::answer(429, &[], ""), 2),
    ] {
        let api = Server::start(vec![Act::answer(200, &[], r#"{"id": "m"}"#)]).await;
        let tokens = Server::start(vec![first, good()]).await;
        let client = against(RefreshToken::new(tokens.url(), "r1"), &api);
        assert_eq!(client.call(&GET).await.is_ok(), requests > 1, "{name}");
        assert_eq!(tokens.requests().len(), requests, "{name}");
    }
}

/// A server whose token endpoint responds when it is let.
#[derive(Clone)]
struct Held {
    memory: Memory,
    gate: Arc<Semaphore>,
}

impl Transport for Held {
    fn send(&self, request: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        Box::pin(async move {
            let is_token = request.uri().path() == "/token";
            let answer = self.memory.send(request).await;
            if is_token {
                self.gate.acquire().await.unwrap().forget();
            }
            answer
        })
    }

    fn send_direct(&self, request: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        self.send(request)
    }
}

#[tokio::test]
async fn the_next_call_goes_on_with_the_request_of_a_dropped_one() {
    // How late the next call is, and the refresh tokens that the server sees then: one after a response in time, or an
    // hour later; two if there is no response after an hour.
    for (hour, lets, expected) in [(false, 1, 1), (true, 1, 1), (true, 0, 2)] {
        let memory = Memory::new(|request| match request.uri().path() {
            "/token" => Memory::json(200, TOKEN),
            _ => Memory::json(200, r#"{"id": "m"}"#),
        });
        let held = Held {
            memory: memory.clone(),
            gate: Arc::new(Semaphore::new(0)),
        };
        let clock = TestClock::new();
        let source = RefreshToken::new("https://auth.example/token", "r1");
        let builder = builder(source).transport(held.clone());
        let client = builder.clock(clock.clone()).build().unwrap();
        let mut context = Context::from_waker(Waker::noop());
        {
            let mut dropped = pin!(client.call(&GET).into_future());
            assert!(dropped.as_mut().poll(&mut context).is_pending());
        }
        if hour {
            for _ in 0..180 {
                clock.sleep(Duration::from_secs(20)).await;
            }
        }
        held.gate.add_permits(lets);
        let mut next = pin!(client.call(&GET).into_future());
        if lets == 0 {
            assert!(next.as_mut().poll(&mut context).is_pending());
            held.gate.add_permits(1);
        }
        next.await.unwrap();
        let paths = memory
            .requests()
            .into_iter()
            .map(|it| it.uri().path().to_owned());
        let asked = paths.filter(|path| path == "/token").count();
        assert_eq!(asked, expected, "{hour} {lets}");
    }
}
