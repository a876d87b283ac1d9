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
