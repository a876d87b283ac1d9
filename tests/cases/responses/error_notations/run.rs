//! The body of an error is kept in each notation that the document describes.

use case_responses_error_notations as client;

mod support;

use client::types::{GetHtmlPayloadTooLarge, GetStreamDefault, GetXmlBadRequest};
use client::{Client, Memory};
use support::{Stopped, now};

fn client(status: u16, media_type: &'static str, body: &'static str) -> Client {
    let memory = Memory::new(move |_| {
        let mut response = Memory::json(status, body)?;
        response.headers_mut().insert("content-type", media_type.parse().unwrap());
        Ok(response)
    });
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

const PLAIN: &str = r#"{"reason":"late"}"#;
const PAGE: &str = "<html>Too large</html>";
const FAULT: &str = "<fault>late</fault>";

#[test]
fn a_page() {
    let read = |media_type, body| now(client(413, media_type, body).get_html()).unwrap_err();
    let page = read("text/html; charset=utf-8", PAGE);
    assert!(matches!(page.api_error(), Some(GetHtmlPayloadTooLarge::Html(it)) if it.0 == PAGE));
    let json = read("application/json", PLAIN);
    assert!(matches!(json.api_error(), Some(GetHtmlPayloadTooLarge::Json(it)) if it.reason == "late"));
}

#[test]
fn another_value_in_another_notation() {
    let read = |media_type, body| {
        now(client(400, media_type, body).get_xml()).unwrap_err().into_api_error()
    };
    let xml = read("application/xml", FAULT);
    assert!(matches!(xml, Some(GetXmlBadRequest::Xml(it)) if it == FAULT));
    let yaml = read("text/yaml", "fault: late");
    assert!(matches!(yaml, Some(GetXmlBadRequest::Yaml(it)) if it.0 == "fault: late"));
}

#[test]
fn a_notation_of_the_same_value_is_kept_untyped() {
    let error = now(client(400, "application/xml", FAULT).get_same()).unwrap_err();
    assert!(error.api_error().is_none());
    assert_eq!(error.body().unwrap(), FAULT);
}

#[test]
fn a_stream_at_once() {
    let error = now(client(422, "text/event-stream", "data: {}\n\n").get_stream()).unwrap_err();
    assert!(matches!(error.api_error(), Some(GetStreamDefault::EventStream(it)) if it.0 == "data: {}\n\n"));
}
