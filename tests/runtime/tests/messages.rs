//! Errors that name what was wrong: the setting, and not another one; the answer, and not the connection.

#![cfg(feature = "reqwest")]

mod support;

use openapi_client_runtime::runtime::{ClientBuilder, Credential, ErrorKind, OwnServer};
use support::{Act, ClientExt, Server, TestClock, api, without_address};

#[tokio::test]
async fn an_answer_that_is_no_http_is_no_lost_connection() {
    const NO_HTTP: &str =
        "the server's answer is not HTTP; check the scheme and the port of its URL";
    let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "x: y\r\n".repeat(101));
    for (answer, why) in [
        ("SSH-2.0-OpenSSH_9.6\r\n", NO_HTTP),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", NO_HTTP),
        ("HTTP/1.1 two hundred\r\n\r\n", NO_HTTP),
        (&many, "the response has too many headers, or too long ones"),
    ] {
        let server = Server::start(vec![Act::Answer(answer.into())]).await;
        let builder = api::builder("token").base_url(server.url());
        let client = builder.clock(TestClock::new()).build().unwrap();
        let error = client.create("hi").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Lost);
        assert!(error.may_have_been_processed());
        assert_eq!(
            without_address(&error),
            format!(
                "POST /messages had no response: {why}; the server may have processed the request, check before retrying"
            )
        );
    }
}

#[test]
fn the_error_of_a_setting_names_its_setter() {
    const OWN: &[OwnServer] = &[OwnServer::Host {
        url: "https://up.example.com",
        setter: "uploads",
        is_secret: false,
    }];
    let api = api::with_servers(&["https://api.example.com"], "", OWN);
    let builder = || ClientBuilder::for_api(api);
    for (builder, expected) in [
        (
            builder().base_url("api.example.com"),
            "the base URL is not an absolute URL",
        ),
        (
            builder().allow_origin("example.com"),
            "the URL of `ClientBuilder::allow_origin` is not an absolute URL",
        ),
        (
            builder().allow_origin("https://example.com?a=1"),
            "the URL of `ClientBuilder::allow_origin` is invalid: it has a query",
        ),
        (
            builder().own_server(0, "example.com"),
            "the URL of `ClientBuilder::uploads` is not an absolute URL",
        ),
        (
            builder().credential(2, Credential::Token("".into())),
            "the credential of `ClientBuilder::key_header` can't be sent: it is empty",
        ),
    ] {
        let error = builder.build().map(drop).unwrap_err().to_string();
        let expected = format!("the client can't be built: {expected}");
        assert!(error.starts_with(&expected), "{error}");
    }
}
