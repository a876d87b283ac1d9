//! The media type of a body counts only where the document describes one, and not for redirects.

use case_responses_bodies_of_others as client;

mod support;

use client::types::{GetExportOk, GetExportReply, GetMovedReply};
use client::{Client, ErrorKind, Memory};
use support::{Stopped, now};

fn client(status: u16, media_type: &'static str, body: &'static str) -> Client {
    let memory = Memory::new(move |_| {
        let mut response = Memory::json(status, body)?;
        let headers = response.headers_mut();
        headers.insert("content-type", media_type.parse().unwrap());
        headers.insert("location", "/there".parse().unwrap());
        Ok(response)
    });
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

const PAGE: &str = "<html>Moved</html>";

#[test]
fn a_status_without_content_has_any_body() {
    let page = |status| client(status, "text/html", PAGE);
    assert!(matches!(now(page(202).get_export()).unwrap(), GetExportReply::Accepted));
    assert!(matches!(now(page(302).get_export()).unwrap(), GetExportReply::Found));
    let GetExportReply::Other(other) = now(page(203).get_export()).unwrap() else {
        panic!("the document doesn't describe it");
    };
    assert_eq!(other.body, PAGE);
}

#[test]
fn a_page_is_no_file() {
    let page = client(200, "text/html", PAGE);
    let error = now(page.get_export()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let error = now(page.get_picture()).unwrap_err();
    assert!(error.to_string().contains("the body is `text/html` and not `image/png`"), "{error}");
    let text = now(client(200, "text/csv", "a,b").get_export()).unwrap();
    assert!(matches!(text, GetExportReply::Ok(GetExportOk::Csv(text)) if text.0 == "a,b"));
}

#[test]
fn a_redirect_with_a_page_is_an_outcome() {
    let described = client(301, "application/json", r#"{"to": "/there"}"#);
    let moved = now(described.get_moved()).unwrap();
    assert!(matches!(moved, GetMovedReply::MovedPermanently(moved) if moved.to == "/there"));
    for status in [301, 303] {
        let page = client(status, "text/html", PAGE);
        let response = now(page.get_moved().send_with_response()).unwrap();
        assert_eq!(response.headers["location"], "/there");
        assert_eq!(response.mismatches().iter().count(), usize::from(status == 301) + 1);
        assert!(matches!(response.value, GetMovedReply::Other(other) if other.body == PAGE));
    }
    let page = now(client(307, "text/html", PAGE).get_moved()).unwrap();
    assert!(matches!(page, GetMovedReply::TemporaryRedirect(page) if page == PAGE));
    let error = now(client(302, "text/html", PAGE).get_only()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}
