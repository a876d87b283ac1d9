//! The texts of errors: the message, the code and the id that a server's body has. Without a network.

mod support;

use bytes::Bytes;
use openapi_client_runtime::runtime::{Api, ClientBuilder, Credential, Error, Memory, RetryPolicy};
use std::error::Error as _;
use support::api::{self, NotFound};
use support::{ClientExt, TestClock};

async fn failure(status: u16, body: &str) -> Error<NotFound> {
    failure_of(&api::API, status, body).await
}

async fn failure_of(api: &'static Api, status: u16, body: &str) -> Error<NotFound> {
    let body = Bytes::copy_from_slice(body.as_bytes());
    let memory = Memory::new(move |_| {
        let response = http::Response::builder().status(status);
        let response = response.header("content-type", "application/json");
        Ok(response.body(body.clone()).unwrap())
    });
    let token = Credential::Token("token-5550199".into());
    let builder = ClientBuilder::for_api(api).credential(0, token);
    let builder = builder.transport(memory).clock(TestClock::new());
    let client = builder.retry(RetryPolicy::none()).build().unwrap();
    client.create("hi").await.unwrap_err()
}

/// The body, the message, the code, and the text that is shown.
const SAID: &[(&str, Option<&str>, Option<&str>, &str)] = &[
    (
        r#"{"type":"error.list","request_id":"req_e422","errors":[{"code":"parameter_invalid","message":"body must be text"}]}"#,
        Some("body must be text"),
        Some("parameter_invalid"),
        ": parameter_invalid: body must be text [request req_e422]",
    ),
    (
        r#"{"title":"No credit","detail":"Your balance is 30.","status":403}"#,
        Some("No credit: Your balance is 30."),
        None,
        ": No credit: Your balance is 30.",
    ),
    (
        r#"{"title":"No credit"}"#,
        Some("No credit"),
        None,
        ": No credit",
    ),
    (
        r#"{"message":"Not here","code":5}"#,
        Some("Not here"),
        Some("5"),
        ": 5: Not here",
    ),
    (
        r#"{"error":{"message":"No such model","code":"model_not_found","type":"x"}}"#,
        Some("No such model"),
        Some("model_not_found"),
        ": model_not_found: No such model",
    ),
    (
        r#"{"error":"invalid_grant","error_description":"The code is used up"}"#,
        Some("The code is used up"),
        Some("invalid_grant"),
        ": invalid_grant: The code is used up",
    ),
    (r#"{"error":"Nope"}"#, Some("Nope"), None, ": Nope"),
    (
        r#"{"detail":[{"loc":["body",0],"msg":"field required"},{"msg":"too long"}]}"#,
        Some("field required; too long"),
        None,
        ": field required; too long",
    ),
    (r#"{"errors":["a","b"]}"#, Some("a"), None, ": a"),
    // Each framework has a spelling of its own.
    (
        r#"{"ErrorCode":"29_001","errorMessage":"The IBAN is wrong"}"#,
        Some("The IBAN is wrong"),
        Some("29_001"),
        ": 29_001: The IBAN is wrong",
    ),
    (
        r#"{"Error":[{"error_description":"No such user"}]}"#,
        Some("No such user"),
        None,
        ": No such user",
    ),
    (
        r#"{"errors":[{"field":"label","reason":"too long"}],"messages":[{"description":"x"}]}"#,
        Some("too long; x"),
        None,
        ": too long; x",
    ),
    (
        r#"{"errorMessages":["Issue does not exist"],"errors":{}}"#,
        Some("Issue does not exist"),
        None,
        ": Issue does not exist",
    ),
    (
        r#"{"reason":"NotFound","message":"no pod"}"#,
        Some("no pod"),
        None,
        ": no pod",
    ),
    (
        r#"{"reason":"of_parameter","title":"Refused"}"#,
        Some("Refused"),
        None,
        ": Refused",
    ),
    // Cut off, and with a number that no value can hold.
    (
        r#"{"n":1e400,"message":"cut","rest":["#,
        Some("cut"),
        None,
        ": cut",
    ),
    // One line, and visible.
    (
        "{\"message\":\"a\\n  b\\u202ec \\\"d\\\"\"}",
        Some("a\n  b\u{202e}c \"d\""),
        None,
        r#": a b\u{202e}c "d""#,
    ),
    // Credentials that are repeated are not shown.
    (
        r#"{"message":"no access with token-5550199, or Bearer token-5550199"}"#,
        Some("no access with token-5550199, or Bearer token-5550199"),
        None,
        ": no access with …, or …",
    ),
    (r#"{"message":7}"#, None, None, ""),
    (r#"{"data":{"message":"x"}}"#, None, None, ""),
    ("[]", None, None, ""),
    ("", None, None, ""),
    ("<html>", None, None, ""),
];

#[tokio::test]
async fn an_error_says_what_the_server_says() {
    for (body, message, code, shown) in SAID {
        let error = failure(422, body).await;
        assert_eq!((error.message(), error.code()), (*message, *code), "{body}");
        let expected =
            format!("POST https://api.example.com/messages: 422 Unprocessable Entity{shown}");
        assert_eq!(error.to_string(), expected);
        let source = error.source().map(ToString::to_string).unwrap_or_default();
        assert!(
            !source.contains("5550199") && !source.contains('\n'),
            "{source}"
        );
        assert_eq!(source.is_empty(), body.is_empty(), "{body}");
    }
    assert_eq!(SAID.len(), 23, "rows");
}

#[tokio::test]
async fn what_an_error_says_is_bounded() {
    let body = format!(
        r#"{{"message":"{}","request_id":"{}"}}"#,
        "é".repeat(10_000),
        "r".repeat(9_999)
    );
    let error = failure(404, &body).await;
    let text = error.to_string();
    assert!(text.chars().count() < 500, "{text}");
    assert!(error.source().unwrap().to_string().chars().count() < 2100);
    assert_eq!(error.message().unwrap().chars().count(), 10_000);
}

/// A body with secrets, the text of its error, and the body as it is shown; `None` if the body is hidden.
const SECRETS: &[(&str, &str, Option<&str>)] = &[
    (
        r#"{"message":"bad pin","pin":"pin-4711"}"#,
        ": bad pin",
        Some(r#"{"message":"bad pin","pin":"…"}"#),
    ),
    (
        r#"{"message":"no payment pi_1_secret_abc","error":{"intent":{"client_secret":"pi_1_secret_abc"}}}"#,
        ": no payment …",
        Some(r#"{"message":"no payment …","error":{"intent":{"client_secret":"…"}}}"#),
    ),
    // Numbers, and all that is in a secret.
    (
        r#"{"message":"not 471100","pin":471100}"#,
        ": not …",
        Some(r#"{"message":"not …","pin":…}"#),
    ),
    (
        r#"{"pin":{"alice":["hunter22"]},"message":"alice has hunter22"}"#,
        ": … has …",
        Some(r#"{"pin":{"…":["…"]},"message":"… has …"}"#),
    ),
    // Another member of the same value.
    (
        r#"{"message":"hunter22","other":"hunter22"}"#,
        ": hunter22",
        Some(r#"{"message":"hunter22","other":"hunter22"}"#),
    ),
    // JSON that breaks off can have a part of a secret.
    (r#"{"message":"bad pin","pin":"hunt"#, HIDDEN, None),
    // Another value behind the first is not searched, and the digits of some numbers are lost.
    (r#"{"message":"m"} {"pin":"hunter22"}"#, HIDDEN, None),
    (
        r#"{"message":"m","pin":98765432109876543210987}"#,
        HIDDEN,
        None,
    ),
    (r#"{"message":"m","pin":98765.40}"#, HIDDEN, None),
    ("a page", "", Some("a page")),
];

const HIDDEN: &str =
    " (the call is secret, so only `message()` and `body()` have what the server says)";

#[tokio::test]
async fn described_secrets_of_a_body_are_not_shown() {
    for (body, text, shown) in SECRETS {
        let error = failure_of(&api::SECRET_ERRORS, 422, body).await;
        let start = "POST https://api.example.com/messages: 422 Unprocessable Entity";
        assert_eq!(error.to_string(), format!("{start}{text}"), "{body}");
        let source = error.source().map(ToString::to_string);
        assert_eq!(source.as_deref(), *shown, "{body}");
    }
}

#[tokio::test]
async fn a_body_with_many_secrets_is_hidden() {
    let pins = |count: usize| vec!["\"pin-4711\""; count].join(",");
    let body = |count| format!(r#"{{"message":"bad","pin":[{}]}}"#, pins(count));
    let failure = |count| {
        let body = body(count);
        async move { failure_of(&api::SECRET_ERRORS, 422, &body).await }
    };
    assert!(failure(64).await.source().is_some());
    assert!(failure(65).await.source().is_none());
}
