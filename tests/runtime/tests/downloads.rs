//! Responses that are larger than memory.

mod support;

use bytes::Bytes;
use http::Method;
use openapi_client_runtime::runtime::transport::{Body, Sent};
use openapi_client_runtime::runtime::{
    BoxFuture, Call, Events, Operation, OperationSpec, SendBody, Spec, Transport, TransportError,
};
use serde_json::Value;
use support::api::NotFound;
use support::{TestClock, api};

static GET: OperationSpec = api::spec(Method::GET, "/events");

enum Raw {}
impl Operation for Raw {
    type Output = Value;
    type Error = NotFound;
    const SPEC: Spec = &GET;
}

enum Values {}
impl Operation for Values {
    type Output = Events<Value, NotFound>;
    type Error = NotFound;
    const SPEC: Spec = &GET;
}

/// 2 GB are received, and no more than a few chunks are in memory at a time, however long it takes.
#[tokio::test]
async fn a_download_and_endless_events_are_not_held_in_memory() {
    #[global_allocator]
    static PEAK: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;
    struct Endless(Bytes, u64);
    impl Body for Endless {
        fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
            self.1 = self.1.saturating_sub(1);
            let chunk = (self.1 > 0).then(|| Bytes::copy_from_slice(&self.0));
            Box::pin(std::future::ready(Ok(chunk)))
        }
    }
    struct Source(Bytes, u64);
    impl Transport for Source {
        fn send(&self, _: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
            let body = Box::new(Endless(self.0.clone(), self.1)) as Box<dyn Body>;
            Box::pin(std::future::ready(Ok(http::Response::new(body))))
        }
    }
    let client = |chunk: Bytes, chunks| {
        let builder = api::builder("token").transport(Source(chunk, chunks));
        builder.clock(TestClock::new()).build().unwrap()
    };
    PEAK.reset_peak_usage();
    let before = PEAK.current_usage_as_mb();
    let client_of_bytes = client(Bytes::from(vec![1; 1 << 20]), 2049);
    let mut incoming = Call::<Raw>::new(client_of_bytes.start(&GET))
        .open()
        .await
        .unwrap();
    let mut length = 0_u64;
    while let Some(chunk) = incoming.chunk().await {
        length += chunk.unwrap().len() as u64;
    }
    assert_eq!(length, 2 << 30);
    let client_of_events = client(Bytes::from("data: 12345\n\n".repeat(1000)), 500);
    let mut events = Call::<Values>::new(client_of_events.start(&GET))
        .await
        .unwrap();
    let mut count = 0;
    while let Some(event) = events.next().await {
        assert_eq!(event.unwrap(), 12345);
        count += 1;
    }
    assert_eq!(count, 499_000);
    let peak = PEAK.peak_usage_as_mb() - before;
    assert!(peak < 16.0, "{peak} MB");
}
