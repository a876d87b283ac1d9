//! Responses that hold planted headers: read at once, and opened.

use super::{CANARY, builder, call};
use crate::support::TestClock;
use crate::support::api::{self, Message, NotFound, Op};
use http::{HeaderMap, Method};
use openapi_client_runtime::runtime::{
    Client, ClientBuilder, Error, Events, FilePart, Hook, HookRequest, HookResponse, Incoming,
    Lines, Memory, Mock, Multipart, Operation, OperationSpec, PageRule, Paged, Response, SendBody,
    SendLines, Spec,
};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

pub static STREAM: OperationSpec = api::spec(Method::GET, "/stream");

pub enum Stream {}
impl Operation for Stream {
    type Output = Events<Message, NotFound>;
    type Error = NotFound;
    const SPEC: Spec = &STREAM;
}

impl Paged for Op {
    type Item = Message;
    const RULE: PageRule = PageRule::Link;
    fn count(_: &Message) -> usize {
        0
    }
    fn items(_: Message) -> Vec<Message> {
        Vec::new()
    }
}

pub enum Rows {}
impl Operation for Rows {
    type Output = Lines<Message, NotFound>;
    type Error = NotFound;
    const SPEC: Spec = &STREAM;
}

/// A response with these headers.
pub fn received(headers: &HeaderMap) -> Response<Message> {
    at_once(call(&answering(headers), CANARY).send_with_response())
}

/// The same, not read.
pub fn opened(headers: &HeaderMap) -> Incoming<NotFound> {
    at_once(call(&answering(headers), CANARY).open())
}

pub fn answering(headers: &HeaderMap) -> Client {
    answering_to(headers, builder())
}

fn answering_to(headers: &HeaderMap, builder: ClientBuilder) -> Client {
    let headers = headers.clone();
    let memory = Memory::new(move |_| {
        let mut response = Memory::json(200, r#"{"id": "m"}"#)?;
        response.headers_mut().remove("content-type");
        response.headers_mut().extend(headers.clone());
        Ok(response)
    });
    let client = builder.transport(memory).clock(TestClock::new()).build();
    client.unwrap()
}

/// What hooks print.
#[derive(Clone, Default)]
struct Printed(Arc<Mutex<(String, String)>>);

impl Hook for Printed {
    fn before(&self, request: &mut HookRequest<'_>) {
        request.set_header("x-hooked", CANARY);
        self.0.lock().unwrap().0 = format!("{request:?}");
    }

    fn after(&self, response: &HookResponse<'_>) {
        self.0.lock().unwrap().1 = format!("{response:?}");
    }
}

/// What hooks print of a request, and of a response with these headers.
pub fn hooked(headers: &HeaderMap) -> (String, String) {
    let hook = Printed::default();
    let client = answering_to(headers, builder().hook(hook.clone()));
    at_once(call(&client, CANARY).send());
    let printed = hook.0.lock().unwrap();
    printed.clone()
}

/// The result of a call whose transport and clock never wait.
pub fn at_once<T>(call: impl Future<Output = Result<T, Error<NotFound>>>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(call).poll(&mut context) {
        Poll::Ready(response) => response.unwrap(),
        Poll::Pending => panic!("it waits"),
    }
}

#[test]
fn a_body_never_shows_its_content() {
    fn shared<T: Send + Sync>(_: &T) {}
    let body = SendBody::from("secret");
    assert_eq!(format!("{body:?}"), "SendBody(6 bytes)");
    shared(&body);
    let part = FilePart::new("a", "secret");
    assert!(!format!("{part:?}").contains("secret"));
    let parts = Multipart::new().text("password", "secret");
    assert_eq!(format!("{parts:?}"), r#"["password"]"#);
}

/// A server for tests with a response that is a secret.
pub fn mock() -> Mock {
    let server = Mock::new();
    server.on::<Op>().respond_json(200, CANARY);
    server
}

/// A file of a form, with a header.
pub fn file() -> String {
    let part = FilePart::new("a.txt", CANARY);
    format!("{:?}", part.header("x-secret", CANARY))
}

/// Bodies of lines: of values, and written by the caller.
pub fn lines() -> String {
    let values = SendLines::from([CANARY.to_owned()]);
    let written = SendLines::<String>::from(SendBody::from(CANARY));
    format!("{values:?} {written:?}")
}
