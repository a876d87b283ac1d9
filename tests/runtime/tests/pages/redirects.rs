//! Responses that aren't pages: redirects. Links over several lines.

use super::{Link, NotFound, Number};
use crate::support::{TestClock, api};
use http::Method;
use openapi_client_runtime::runtime::{
    Call, Client, ErrorKind, Memory, OperationSpec, Parts, SendBody,
};

static MOVED: OperationSpec = api::spec(Method::GET, "/list").redirects(&[301]);

/// A client of a server that redirects each request but the first page's.
fn client(body: &'static str) -> Client {
    let memory = Memory::new(move |request| {
        if request.uri().query().is_none() {
            return Memory::json(200, "[1]");
        }
        Memory::json(301, body)
    });
    let builder = api::builder("token").transport(memory);
    builder.clock(TestClock::new()).build().unwrap()
}

#[tokio::test]
async fn a_redirect_is_no_end_of_the_items() {
    let client = client(r#"{"message": "moved with token"}"#);
    let mut items = Call::<Number>::new(client.start(&MOVED)).items();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    let error = items.next().await.unwrap().unwrap_err();
    // As each other status that is an error.
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Api, 1));
    assert_eq!(error.message(), Some("moved with token"));
    assert_eq!(error.api_error(), Some(&NotFound::Other(301)));
    let text = error.to_string();
    assert!(
        text.contains("moved with …; redirects are not followed"),
        "{text}"
    );
    assert!(items.next().await.is_none());
    // The caller sees the response of each page.
    let mut pages = Call::<Number>::new(client.start(&MOVED)).pages();
    while let Some(page) = pages.next().await {
        page.unwrap();
    }
}

#[tokio::test]
async fn a_redirect_of_a_call_that_is_sent_once_is_an_error() {
    let client = client("{}");
    let mut parts: Parts = client.start(&MOVED);
    parts.body("text/plain", SendBody::read(&b"page"[..], None));
    let call = Call::<Number>::new(parts).extra_query("page", "1");
    let error = call.items().next().await.unwrap().unwrap_err();
    assert_eq!(error.status().unwrap(), 301);
}

#[tokio::test]
async fn a_malformed_line_hides_no_link() {
    let memory = Memory::new(move |request| {
        let is_first = request.uri().query().is_none();
        let mut response = Memory::json(200, if is_first { "[1]" } else { "[2]" })?;
        if is_first {
            for line in ["</style.css", "</list?page=2>; rel=next"] {
                response.headers_mut().append("link", line.parse().unwrap());
            }
        }
        Ok(response)
    });
    let builder = api::builder("token").transport(memory);
    let client = builder.clock(TestClock::new()).build().unwrap();
    let mut items = Call::<Link>::new(client.start(&MOVED)).items();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    assert_eq!(items.next().await.unwrap().unwrap(), 2);
    assert!(items.next().await.is_none());
}
