//! Errors name the token endpoint, whose URL is often wrong, without the parts of it that can be secret.

use super::{GET, builder};
use crate::support::{ClientExt, TestClock};
use openapi_client_runtime::runtime::{
    AccessToken, BoxFuture, ClientCredentials, Memory, RefreshToken, RetryPolicy, TokenError,
    TokenSender, TokenSource, TransportError,
};

/// A source whose endpoint never responds.
struct Stuck;

impl TokenSource for Stuck {
    fn token<'a>(&'a self, _: TokenSender<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(std::future::pending())
    }

    fn endpoint(&self) -> Option<&str> {
        Some("https://auth.example.com/token")
    }
}

/// A source that doesn't tell its endpoint, and asks this URL.
struct Asks(&'static str);

impl TokenSource for Asks {
    fn token<'a>(
        &'a self,
        sender: TokenSender<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(async move {
            let mut request = http::Request::new(bytes::Bytes::new());
            *request.uri_mut() = self.0.parse().unwrap();
            sender.send(request).await?;
            Err(TokenError::new("the answer has no token"))
        })
    }
}

/// A source with an error of its own type.
struct Closed;

impl TokenSource for Closed {
    fn token<'a>(&'a self, _: TokenSender<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        let error = "x".parse::<u8>().unwrap_err();
        Box::pin(async { Err(TokenError::new(error)) })
    }
}

#[tokio::test]
async fn the_error_of_a_source_is_the_cause() {
    let client = builder(Closed)
        .transport(Memory::new(|_| Memory::json(200, "1")))
        .build();
    let error = client.unwrap().call(&GET).await.unwrap_err();
    let cause = std::error::Error::source(&error).unwrap();
    assert!(cause.is::<std::num::ParseIntError>(), "{cause:?}");
}

async fn failed(source: impl TokenSource) -> String {
    let memory = Memory::new(|_| Err(TransportError::not_sent("refused")));
    let clock = TestClock::new();
    let client = builder(source).transport(memory).clock(clock.clone());
    let call = client
        .build()
        .unwrap()
        .call(&GET)
        .attempt_timeout(clock.real);
    call.retry(RetryPolicy::none())
        .await
        .unwrap_err()
        .to_string()
}

#[tokio::test]
async fn a_token_that_no_server_gives_names_its_url() {
    let of = |url: &str| failed(ClientCredentials::new(url, "me", "canary"));
    for (url, shown) in [
        (
            "https://auth.example.com:444/a/token?key=canary#canary",
            " from https://auth.example.com:444/a/token: ",
        ),
        (
            "https://canary:canary@auth.example.com/token",
            " from https://auth.example.com/token: ",
        ),
        (
            "http://auth.example.com/token",
            " from http://auth.example.com/token: ",
        ),
        ("canary", ": the token URL"),
        ("canary.example.com/token", ": the token URL"),
        // Relative to the base URL.
        (
            "/a/token?key=canary",
            " from https://api.example.com/a/token: ",
        ),
        ("./token", " from https://api.example.com/token: "),
        ("mailto:canary@example.com", ": the token URL"),
    ] {
        let error = of(url).await;
        assert!(
            error.contains(&format!("no access token{shown}")),
            "{error}"
        );
        assert!(!error.contains("canary"), "{error}");
    }
    let error = failed(RefreshToken::new(
        "https://auth.example.com/token",
        "canary",
    ))
    .await;
    assert!(
        error.contains("no access token from https://auth.example.com/token: "),
        "{error}"
    );
    let error = failed(Stuck).await;
    let late = "no access token from https://auth.example.com/token: it did not come in time";
    assert!(error.contains(late), "{error}");
}

/// The path and the query can have a secret.
#[tokio::test]
async fn a_source_without_an_endpoint_names_its_host() {
    let error = failed(Asks("https://auth.example.com/canary?key=canary")).await;
    let expected = "GET https://api.example.com/x was not sent: no access token from https://auth.example.com/: ";
    assert!(
        error.starts_with(expected) && !error.contains("canary"),
        "{error}"
    );
}

/// The error of a client whose base URL has a secret in its host.
async fn failed_on_secret_server(source: impl TokenSource) -> String {
    let memory = Memory::new(|_| Err(TransportError::not_sent("refused")));
    let secrets = [("key", "canary".into())];
    let base = "https://canary.example.com/bot/canary".to_owned();
    let builder = builder(source).server_of_document(base, 0, Vec::new(), &secrets);
    let client = builder.transport(memory).clock(TestClock::new()).build();
    let call = client.unwrap().call(&GET).retry(RetryPolicy::none());
    let error = call.await.unwrap_err().to_string();
    assert!(!error.contains("canary"), "{error}");
    error
}

#[tokio::test]
async fn an_endpoint_on_a_secret_server_is_not_shown() {
    for (url, is_shown) in [
        ("/token", false),
        ("./canary", false),
        ("https://auth.example.com/token", true),
    ] {
        let error = failed_on_secret_server(ClientCredentials::new(url, "me", "secret")).await;
        assert_eq!(error.contains("no access token from"), is_shown, "{error}");
    }
    for (url, is_shown) in [
        ("https://canary.example.com/token", false),
        ("https://auth.example.com/token", true),
    ] {
        let error = failed_on_secret_server(Asks(url)).await;
        assert_eq!(error.contains("no access token from"), is_shown, "{error}");
    }
}
