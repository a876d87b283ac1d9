//! Responses as the caller sees them: documented redirects, and bodies that aren't what they should be. Without a network.

mod support;

use http::Method;
use openapi_client_runtime::runtime::{
    Call, Client, Error, ErrorKind, Operation, OperationSpec, PlainText, Spec,
};
use std::error::Error as _;
use support::ClientExt;
use support::api::{self, Message, NotFound, answered as client};

#[tokio::test]
async fn a_request_that_is_a_secret_silences_the_server() {
    static SECRET: OperationSpec = api::spec(Method::POST, "/login").secrets(&["code"]);
    let client = client(
        400,
        "application/json",
        br#"{"message":"hunter2 is wrong","code":"c"}"#,
    );
    let error = client
        .call(&SECRET)
        .extra_query("code", "1")
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST https://api.example.com/login: 400 Bad Request (the call is secret, so only `message()` and `body()` have what the server says)"
    );
    assert!(error.source().is_none());
    assert_eq!(error.message(), Some("hunter2 is wrong"));
    let error = self::client(400, "", b"")
        .call(&SECRET)
        .extra_query("code", "1");
    let error = error.await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST https://api.example.com/login: 400 Bad Request"
    );
}

#[tokio::test]
async fn the_errors_of_all_operations_become_one_type() {
    async fn both(client: &Client) -> Result<(), Error> {
        client.create("hi").await?;
        client.find("m").await?;
        Ok(())
    }
    let client = client(404, "application/json", br#"{"id":"m","message":"gone"}"#);
    let error = both(&client).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST https://api.example.com/messages: 404 Not Found: gone"
    );
    let body = NotFound::Described(Message { id: "m".to_owned() });
    assert_eq!(error.downcast_ref::<NotFound>(), Some(&body));
    assert_eq!(error.downcast_ref::<Message>(), None);
    let any = error
        .into_api_error()
        .unwrap()
        .downcast::<Message>()
        .unwrap_err();
    assert_eq!(any.downcast::<NotFound>().unwrap(), body);
}

/// A redirect that is documented, with nothing else.
struct Login;

impl Operation for Login {
    const SPEC: Spec = &api::spec(Method::POST, "/login").redirects(&[303]);
    type Output = ();
    type Error = NotFound;
}

/// All redirects.
struct Moved;

impl Operation for Moved {
    const SPEC: Spec = &api::spec(Method::GET, "/moved").redirects(&[3]);
    type Output = PlainText;
    type Error = NotFound;
}

#[tokio::test]
async fn a_documented_redirect_is_an_outcome() {
    let redirected = client(303, "", b"");
    let call = Call::<Login>::new(redirected.start(Login::SPEC));
    assert_eq!(call.send_with_response().await.unwrap().status, 303);
    for (status, is_outcome) in [
        (302, true),
        (304, true),
        (399, true),
        (404, false),
        (200, true),
    ] {
        let client = client(status, "", b"");
        let call = Call::<Moved>::new(client.start(Moved::SPEC));
        assert_eq!(call.await.is_ok(), is_outcome, "{status}");
    }
}

#[tokio::test]
async fn a_redirect_that_is_not_documented_is_an_error() {
    for (status, text) in [
        (
            302,
            ": 302 Found; redirects are not followed; check the base URL",
        ),
        (
            304,
            ": 304 Not Modified; the server has nothing newer than the request asks for",
        ),
    ] {
        let client = client(status, "", b"");
        let error = Call::<Login>::new(client.start(Login::SPEC))
            .await
            .unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with(&format!("POST https://api.example.com/login{text}")),
            "{error}"
        );
    }
}

/// The media type, whether JSON is read, and the mismatches.
const JSON: &[(&str, usize)] = &[
    ("", 0),
    ("application/json", 0),
    ("Application/JSON; charset=utf-8", 0),
    ("application/problem+json", 0),
    ("text/json", 0),
    ("text/plain; charset=utf-8", 1),
    ("text/html", 1),
    ("nonsense", 0),
];

#[tokio::test]
async fn json_is_read_whatever_it_is_called() {
    for (media_type, mismatches) in JSON {
        let ok = client(200, media_type, br#"{"id":"m"}"#);
        let response = ok.create("hi").send_with_response().await.unwrap();
        assert_eq!(response.mismatches().count(), *mismatches, "{media_type}");
        assert_eq!(
            ok.create("hi").strict(true).await.is_ok(),
            *mismatches == 0,
            "{media_type}"
        );
    }
}

#[tokio::test]
async fn a_page_of_html_says_that_it_is_one() {
    let page = client(200, "text/html; charset=utf-8", b"<html>Sign in</html>");
    let error = page.create("hi").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(
        error.to_string(),
        "POST https://api.example.com/messages succeeded with 200 OK, but the body is `text/html` and not JSON; don't send it again"
    );
    assert_eq!(error.body().unwrap(), "<html>Sign in</html>");
    // An error in JSON is told by its place.
    let error = client(200, "text/plain", b"{}")
        .create("hi")
        .await
        .unwrap_err();
    assert_eq!(error.json_path(), Some("$.id"));
}

#[tokio::test]
async fn an_empty_body_is_said_to_be_empty() {
    for body in [&b""[..], b" \n"] {
        let error = client(200, "application/json", body).create("hi").await;
        let error = error.unwrap_err();
        assert_eq!(
            error.to_string(),
            "POST https://api.example.com/messages succeeded with 200 OK, but its body is empty, where the document describes JSON; don't send it again"
        );
        assert_eq!(
            (error.kind(), error.json_path()),
            (ErrorKind::Decode, Some("$"))
        );
    }
}
