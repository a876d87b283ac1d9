//! No text of an error shows a secret that its body has.

use case_responses_secret_errors as client;

mod support;

use client::{Client, Memory};
use std::error::Error;
use support::{Stopped, hides, now};

fn client(status: u16, media_type: &'static str, body: &'static str) -> Client {
    let memory = Memory::new(move |_| {
        let mut response = Memory::json(status, body)?;
        response.headers_mut().insert("content-type", media_type.parse().unwrap());
        Ok(response)
    });
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

/// The text of an error and that of its body.
fn texts(error: &impl Error) -> (String, Option<String>) {
    (error.to_string(), error.source().map(ToString::to_string))
}

const REFUSED: &str = r#"{"message": "canary is used", "intent": {"id": "pi_1", "client_secret": "canary"}}"#;

#[test]
fn members() {
    for pin in [
        REFUSED,
        r#"{"message": "not canary", "intent": {"pin": "canary"}}"#,
        r#"{"message": "not canary", "keys": {"canary": "canary"}}"#,
    ] {
        let error = now(client(402, "application/json", pin).refund()).unwrap_err();
        hides(pin, &error);
        let (text, body) = texts(&error);
        assert!(!text.contains("canary") && text.contains('…'), "{text}");
        assert!(body.is_some_and(|body| !body.contains("canary") && body.contains('…')));
        // The value itself is what the server sent.
        assert!(error.message().unwrap().contains("canary"));
        assert!(error.api_error().is_some());
    }
    // Other values are shown.
    let error = now(client(402, "application/json", REFUSED).refund()).unwrap_err();
    let (_, body) = texts(&error);
    assert!(body.unwrap().contains("pi_1"));
}

#[test]
fn whole_bodies() {
    let text = now(client(409, "text/plain", "canary").pay()).unwrap_err();
    let map = now(client(403, "application/json", r#"{"message": "canary"}"#).tokens()).unwrap_err();
    // What the body hides in another notation isn't found.
    let xml = "<refused><client_secret>canary</client_secret></refused>";
    let xml = now(client(400, "application/xml", xml).write()).unwrap_err();
    for (shown, body) in [texts(&text), texts(&map), texts(&xml)] {
        assert!(!shown.contains("canary"), "{shown}");
        assert!(shown.contains("the call is secret"), "{shown}");
        assert_eq!(body, None);
    }
    assert_eq!(text.message(), Some("canary"));
}

/// The status decides, then its class, then the default; another status may have the body of any.
#[test]
fn each_status_hides_its_own_body() {
    const BODY: &str = r#"{"message": "try later"}"#;
    let is_shown = |text: &str| text.contains("try later");
    for (status, shown) in [(404, true), (400, false), (503, false), (500, true), (300, true)] {
        let (text, _) = texts(&now(client(status, "application/json", BODY).cut()).unwrap_err());
        assert_eq!(is_shown(&text), shown, "{text}");
    }
    for (status, shown) in [(402, true), (409, false), (500, false)] {
        let (text, _) = texts(&now(client(status, "application/json", BODY).pay()).unwrap_err());
        assert_eq!(is_shown(&text), shown, "{text}");
    }
}

#[test]
fn events() {
    let body = "event: error\ndata: {\"error\": \"canary\", \"sesame\": \"canary\"}\n\n";
    let mut events = now(client(200, "text/event-stream", body).watch()).unwrap();
    let error = now(events.next()).unwrap().unwrap_err();
    let (shown, body) = texts(&error);
    assert!(!shown.contains("canary"), "{shown}");
    assert!(body.is_none_or(|body| !body.contains("canary")));
}
