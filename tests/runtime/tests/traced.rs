//! What is traced, at any level and by any crate: a span for each call, and never a secret. One test
//! alone in its process, because which spans are wanted is remembered for the whole of it.
#![cfg(all(feature = "tracing", feature = "reqwest"))]

mod support;

use http::Method;
use openapi_client_runtime::runtime::wire::View;
use openapi_client_runtime::runtime::{Call, Memory, OperationSpec};
use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex};
use support::api::Op;
use support::{Act, ClientExt, Server, TestClock, api};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

const CANARY: &str = "canary-5ec7e7";

static CREATE: OperationSpec = api::spec(Method::POST, "/x/{id\n\u{1b}\u{202e}}");

/// Keeps every field of every span and event.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    // Some write texts as they are.
    fn record_str(&mut self, field: &Field, value: &str) {
        write!(self.0.lock().unwrap(), "{field}=\"{value}\" ").unwrap();
    }
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0.lock().unwrap(), "{field}={value:?} ").unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_span_has_method_template_status_and_attempt_and_no_secret() {
    let log = Log::default();
    let guard = tracing::subscriber::set_default(log.clone());
    let server = Server::start(vec![Act::answer(429, &[("x-echo", CANARY)], CANARY)]).await;
    let builder = api::builder(CANARY)
        .base_url(server.url())
        .clock(TestClock::new());
    let mut parts = builder.build().unwrap().start(&CREATE);
    parts.path("id\n\u{1b}\u{202e}", View::Str(CANARY));
    parts.json(View::Str(CANARY));
    let call = Call::<Op>::new(parts).extra_query("q", CANARY);
    call.extra_header("x-a", CANARY).await.unwrap_err();
    drop(guard);
    assert_eq!(server.requests().len(), 3);

    let text = log.0.lock().unwrap().clone();
    let fields = [
        "method=\"POST\"",
        r#"template="/x/{id\n\u{1b}\u{202e}}""#,
        "status=429",
        "attempt=1",
        "attempt=3",
        // An event for each retry, and none for the end.
        "attempts=1 reason=429 Too Many Requests delay_ms=250",
        "attempts=2 reason=429 Too Many Requests delay_ms=500",
    ];
    for field in fields {
        assert!(text.contains(field), "{field} in {text}");
    }
    assert!(!text.contains(CANARY), "{text}");
    assert_eq!(text.matches("delay_ms").count(), 2, "{text}");

    // A response that differs from the document is an event.
    let odd = format!(r#"{{"id":"m","{CANARY}":1,"\ud800":0}}"#);
    let transport = Memory::new(move |_| Memory::json(200, &odd));
    let builder = api::builder(CANARY).transport(transport);
    let client = builder.clock(TestClock::new()).build().unwrap();
    let guard = tracing::subscriber::set_default(log.clone());
    client.create("hi").await.unwrap();
    drop(guard);
    let text = log.0.lock().unwrap().clone();
    let event = "mismatches=1 first=$: half of a surrogate pair at line 1";
    assert!(text.contains(event), "{text}");
    assert!(!text.contains(CANARY), "{text}");
}
