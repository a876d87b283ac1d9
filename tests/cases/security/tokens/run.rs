//! Sources of tokens, as a caller sets them.

use case_security_tokens as client;

mod support;

use client::runtime::BoxFuture;
use client::{AccessToken, Client, ClientBuilder, ClientCredentials, Memory, RefreshToken, TokenError, TokenSender, TokenSource};
use support::{Stopped, now};

struct Vault;

impl TokenSource for Vault {
    fn token<'a>(&'a self, _: TokenSender<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(async { Ok(AccessToken::new("of-the-vault")) })
    }
}

/// The hosts of the requests that one call makes, and the token that it is sent with.
fn sent(set: fn(ClientBuilder) -> ClientBuilder) -> (Vec<String>, String) {
    let memory = Memory::new(|request| match request.uri().path() {
        "/v1/a" => Memory::json(204, ""),
        _ => Memory::json(200, r#"{"access_token": "fetched", "token_type": "Bearer"}"#),
    });
    let builder = set(Client::builder()).transport(memory.clone());
    let client = builder.clock(Stopped).build().unwrap();
    now(client.get_a()).unwrap();
    let requests = memory.requests();
    let hosts = requests.iter().map(|request| request.uri().host().unwrap().to_owned());
    let last = requests.last().unwrap();
    (hosts.collect(), last.headers()["authorization"].to_str().unwrap().to_owned())
}

#[test]
fn each_way_to_a_token() {
    let fetched = || (vec!["auth.example.test".to_owned(), "api.example.test".to_owned()], "Bearer fetched".to_owned());
    let given = |token: &str| (vec!["api.example.test".to_owned()], format!("Bearer {token}"));
    assert_eq!(sent(|b| b.oauth("plain")), given("plain"));
    assert_eq!(sent(|b| b.oauth_source(Vault)), given("of-the-vault"));
    assert_eq!(sent(|b| b.oauth_client_credentials("id", "secret")), fetched());
    let of = |b: ClientBuilder| b.oauth_source(ClientCredentials::new("https://auth.example.test/x", "id", "s").scope("read"));
    assert_eq!(sent(of), fetched());
    assert_eq!(sent(|b| b.open_id_source(RefreshToken::new("https://auth.example.test/x", "r"))), fetched());
}

#[test]
fn a_relative_endpoint_is_that_of_the_server() {
    let memory = Memory::new(|request| match request.uri().path() {
        "/v1/b" => Memory::json(204, ""),
        _ => Memory::json(200, r#"{"access_token": "fetched", "token_type": "Bearer"}"#),
    });
    let builder = Client::builder().relative_client_credentials("id", "secret");
    let client = builder.transport(memory.clone()).clock(Stopped).build().unwrap();
    now(client.get_b()).unwrap();
    let requests = memory.requests();
    let urls: Vec<_> = requests.iter().map(|request| request.uri().to_string()).collect();
    assert_eq!(urls, ["https://api.example.test/token", "https://api.example.test/v1/b"]);
}

#[test]
fn a_401_names_the_setter_that_was_called() {
    type Set = fn(ClientBuilder) -> ClientBuilder;
    let ways: [(Set, &str); 3] = [
        (|b| b.oauth("plain"), "oauth"),
        (|b| b.oauth_source(Vault), "oauth_source"),
        (|b| b.oauth_client_credentials("id", "secret"), "oauth_client_credentials"),
    ];
    for (set, name) in ways {
        let memory = Memory::new(|request| match request.uri().path() {
            "/v1/a" => Memory::json(401, ""),
            _ => Memory::json(200, r#"{"access_token": "fetched", "token_type": "Bearer"}"#),
        });
        let client = set(Client::builder()).transport(memory).clock(Stopped).build().unwrap();
        let error = now(client.get_a()).unwrap_err().to_string();
        assert!(error.contains(&format!("check the credential of `ClientBuilder::{name}`")), "{error}");
    }
}
