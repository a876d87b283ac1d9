//! A credential is planted in each member and parameter that is named like one: nothing that the crate prints shows
//! it, and no request in clear has it.

use case_objects_secret_names as client;

mod support;

use client::types::{Account, InFormRequest, Team};
use client::{ErrorKind, Client, Memory};
use support::{SECRET, Stopped, hides, now};

/// A client of a server without TLS.
fn client(memory: &Memory) -> Client {
    let builder = Client::builder().base_url("http://accounts.example.com");
    builder.transport(memory.clone()).clock(Stopped).build().unwrap()
}

const ACCOUNT: &str = r#"{
    "name": "seen", "password": "canary", "apiKey": "canary", "private_keys": ["canary"],
    "passwords": {"canary": "canary"}, "secret": "canary", "next_token": "seen 2", "token_count": 77,
    "access_tokens": ["canary"], "tokens": ["canary"], "jwt": "canary", "signing_key": "canary", "otp": "canary",
    "cvc": "canary", "tokens_per_word": [78], "stop_tokens": ["seen 4"], "cvc_check": "seen 5", "secretary": "seen 6",
    "token_kind": "long", "has_password": true, "old_password": "canary"
}"#;

fn account() -> Account {
    serde_json::from_str(ACCOUNT).unwrap()
}

#[test]
fn members() {
    let text = hides("an account", &account());
    for seen in ["seen", "seen 2", "77", "78", "seen 4", "seen 5", "seen 6", "Long"] {
        assert!(text.contains(seen), "{seen}: {text}");
    }
    let made = Account::new("seen", SECRET).with_api_key(SECRET).with_passwords([(SECRET.into(), SECRET.into())].into());
    assert!(hides("a made account", &made).contains("seen"));
    assert!(hides("a form", &InFormRequest::new(SECRET, "seen")).contains("seen"));
}

#[test]
fn members_beside_a_type_that_has_some() {
    let team = format!(r#"{{"owner": {ACCOUNT}, "undescribed": "seen 3"}}"#);
    let team: Team = serde_json::from_str(&team).unwrap();
    assert!(hides("a team", &team).contains("seen 3"));
}

#[test]
fn nothing_is_sent_in_clear() {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let client = client(&memory);
    let refused = [
        now(client.in_query().client_secret(SECRET).send()).err().map(|error| error.kind()),
        now(client.in_cookie(SECRET).send()).err().map(|error| error.kind()),
        now(client.in_form(&InFormRequest::new(SECRET, "seen")).send()).err().map(|error| error.kind()),
        now(client.in_body(&account()).send()).err().map(|error| error.kind()),
    ];
    assert!(refused.iter().all(|kind| *kind == Some(ErrorKind::Credentials)), "{refused:?}");
    assert!(memory.requests().is_empty());
    now(client.in_no_secret("t").page_token("p").with_token(true).send()).unwrap();
    assert_eq!(memory.requests()[0].uri().query(), Some("page_token=p&with_token=true"));
}

/// A parameter or body that can be a secret is no secret where a call leaves it out.
#[test]
fn a_call_without_a_secret_is_like_any_other() {
    let memory = Memory::new(|_| Memory::json(404, r#"{"message": "no such page"}"#));
    let client = client(&memory);
    let error = now(client.in_query().page_token("p").send()).unwrap_err();
    assert!(error.to_string().ends_with("/query: 404 Not Found: no such page"), "{error}");
    let error = now(client.in_query().client_secret(SECRET).send()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    let error = now(client.in_query().extra_query("client_secret", SECRET).send()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
}

#[test]
fn no_error_repeats_it() {
    let memory = Memory::new(|_| Memory::json(400, r#"{"message": "canary is no secret"}"#));
    let builder = Client::builder().base_url("https://accounts.example.com");
    let client = builder.transport(memory.clone()).clock(Stopped).build().unwrap();
    let error = now(client.in_form(&InFormRequest::new(SECRET, "seen")).send()).unwrap_err();
    assert!(!format!("{error} {}", hides("an error", &error)).contains(SECRET));
    let error = now(client.in_query().client_secret(SECRET).send()).unwrap_err();
    assert!(!format!("{error} {}", hides("an error", &error)).contains(SECRET));
}
