//! Callbacks of operations, as a program receives them.

use case_hooks_callbacks as client;

use client::types::{
    ListSubscriptionsCallback, SubscribeCallback, SubscribeCallbackHeaders, SubscribeEventAcknowledgement,
};
use http::HeaderMap;

fn parse(name: &str, body: &str) -> SubscribeCallback {
    SubscribeCallback::parse(name, &HeaderMap::new(), body.as_bytes()).unwrap()
}

#[test]
fn a_callback_has_a_variant_for_each_method() {
    let event = parse("event", r#"{"id": "a", "state": "new"}"#);
    assert!(matches!(event, SubscribeCallback::Event(event) if event.id == "a"));
    assert!(matches!(parse("DELETE event", ""), SubscribeCallback::EventDelete));
}

#[test]
fn a_callback_at_several_urls_is_named_with_each() {
    let ok = parse("result {$request.query.ok}", "");
    assert!(matches!(ok, SubscribeCallback::ResultRequestQueryOk));
    let failed = parse("result {$request.query.failed}", r#"{"code": 1}"#);
    assert!(matches!(failed, SubscribeCallback::ResultRequestQueryFailed(problem) if problem.code == 1));
    assert!(matches!(parse("result", ""), SubscribeCallback::Unknown(_)));
}

#[test]
fn a_shared_callback_is_that_of_the_operation() {
    let event = ListSubscriptionsCallback::parse("changed", &HeaderMap::new(), br#"{"code": 2}"#);
    assert!(matches!(event, Ok(ListSubscriptionsCallback::Changed(problem)) if problem.code == 2));
}

#[test]
fn headers_of_a_path_item_are_those_of_its_requests() {
    let headers = [("x-event".parse().unwrap(), "gone".parse().unwrap())];
    let read = SubscribeCallbackHeaders::from(&HeaderMap::from_iter(headers));
    assert_eq!(read.x_event.unwrap().as_str(), "gone");
}

#[test]
fn the_response_can_be_made() {
    let response = SubscribeEventAcknowledgement::new().with_more(false);
    assert_eq!(serde_json::to_string(&response).unwrap(), r#"{"more":false}"#);
}
