//! Pages whose future is dropped, and pages in other charsets: the list doesn't end with them.

use super::{Cursor, LIST, api};
use crate::support::TestClock;
use openapi_client_runtime::runtime::transport::Sent;
use openapi_client_runtime::runtime::{BoxFuture, Call, Memory, PageItems, SendBody, Transport};
use std::future::Future;
use std::pin::pin;
use std::sync::Mutex;
use std::task::{Context, Waker};

/// Sends at the second time that it is polled.
struct Slow(Memory);

impl Transport for Slow {
    fn send(&self, request: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            self.0.send(request).await
        })
    }

    fn send_direct(&self, request: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        self.send(request)
    }
}

/// The items of two pages of this media type.
fn items(media_type: &'static str, first: Vec<u8>, body: SendBody) -> PageItems<Cursor> {
    let pages = Mutex::new(vec![br#"{"data": [2]}"#.to_vec(), first]);
    let memory = Memory::new(move |_| {
        let page = pages.lock().unwrap().pop().unwrap();
        let response = http::Response::builder().header("content-type", media_type);
        Ok(response.body(page.into()).unwrap())
    });
    let builder = api::builder("token").transport(Slow(memory));
    let client = builder.clock(TestClock::new()).build().unwrap();
    let mut parts = client.start(&LIST);
    parts.body("text/plain", body);
    Call::new(parts).items()
}

const FIRST: &str = r#"{"data": ["é"], "meta": {"next": "b"}}"#;

/// Polls for an item once.
fn drop_one(items: &mut PageItems<Cursor>) {
    let mut context = Context::from_waker(Waker::noop());
    assert!(pin!(items.next()).poll(&mut context).is_pending());
}

#[tokio::test]
async fn the_page_of_a_dropped_future_is_requested_again() {
    let mut items = items("application/json", FIRST.into(), "abc".into());
    drop_one(&mut items);
    assert_eq!(items.next().await.unwrap().unwrap(), "é");
    drop_one(&mut items);
    drop_one(&mut items);
    assert_eq!(items.next().await.unwrap().unwrap(), 2);
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn it_is_an_error_if_its_body_is_gone() {
    let body = SendBody::read(&b"abc"[..], 3);
    let mut items = items("application/json", FIRST.into(), body);
    drop_one(&mut items);
    let error = items.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("is not in memory"), "{error}");
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn the_next_page_is_read_by_the_charset() {
    let utf16 = FIRST.encode_utf16().flat_map(u16::to_be_bytes);
    let latin = FIRST.chars().map(|c| u8::try_from(u32::from(c)).unwrap());
    for (media_type, first) in [
        ("application/json", format!("\u{feff}{FIRST}").into_bytes()),
        ("application/json; charset=iso-8859-1", latin.collect()),
        ("application/json; charset=utf-16be", utf16.collect()),
    ] {
        let mut items = items(media_type, first, "abc".into());
        assert_eq!(items.next().await.unwrap().unwrap(), "é", "{media_type}");
        assert!(items.next().await.is_some(), "{media_type}");
    }
}
