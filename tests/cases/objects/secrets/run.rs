//! A secret is planted wherever the API has one: nothing that the crate prints shows it.

use case_objects_secrets as client;

mod support;

use client::types::{
    Bag, CodeOrCount, CreateVaultOkHeaders, Digit, Level, LoginRequest, Nested, Tree, Vault,
};
use client::{Client, Memory};
use std::error::Error;
use support::{SECRET, Stopped, hides, now};

/// A vault with the secret in each of its members, and in one that isn't described.
const VAULT: &str = r#"{
    "plain": "seen", "code": "canary", "alias": "canary", "nullable": "canary", "list": ["canary", null],
    "lists": [["canary"]], "pair": ["canary", "canary"], "map": {"a": "canary", "canary": "b"},
    "maps": {"canary": ["canary"]}, "tuple": [1, "canary"], "choice": ["canary"], "choices": {"canary": 1},
    "choice_lists": {"canary": [2]}, "level": "canary", "digit": "canary", "choice_bag": {"canary": 1}, "written": {"canary": "canary"},
    "nested": {"shown": true, "hidden": "canary", "other": "canary"}, "bag": {"size": 1, "canary": "canary"},
    "tree": {"value": "canary", "children": [{"value": "canary"}], "left": {"value": "canary"}},
    "open": {"name": "seen too"}, "other": {"canary": ["canary"]}
}"#;

#[track_caller]
fn hides_error(what: &str, error: &dyn Error) {
    let mut next = Some(error);
    while let Some(error) = next {
        hides(what, &error);
        let text = error.to_string();
        assert!(!text.contains(SECRET), "{what} shows the secret: {text}");
        next = error.source();
    }
}

fn client(memory: &Memory) -> Client {
    let builder = Client::builder()
        .bearer_auth(SECRET)
        .basic_auth(SECRET, SECRET)
        .key(SECRET)
        .cookie(SECRET)
        .base_url("https://vaults.example.com")
        .transport(memory.clone())
        .clock(Stopped);
    hides("the builder", &builder);
    let client = builder.build().unwrap();
    hides("the client", &client);
    client
}

#[test]
fn values() {
    let vault: Vault = serde_json::from_str(VAULT).unwrap();
    let text = hides("a vault", &vault);
    assert!(text.contains("seen") && text.contains("seen too"), "{text}");
    for json in [r#""canary""#, r#"["canary"]"#] {
        let choice: CodeOrCount = serde_json::from_str(json).unwrap();
        hides("a choice", &choice);
    }
    let level: Level = serde_json::from_str(r#""canary""#).unwrap();
    assert_eq!(hides("a level", &level), "Level(…)");
    assert_eq!(hides("a listed level", &Level::High), "Level(…)");
    let digit: Digit = serde_json::from_str(r#""canary""#).unwrap();
    assert_eq!(hides("a digit", &digit), "Digit(…)");
    let made = Vault::new("seen", Nested::new().with_hidden(SECRET))
        .with_code(SECRET)
        .with_list(vec![Some(SECRET.into())])
        .with_map([(SECRET.into(), SECRET.into())].into())
        .with_bag(serde_json::from_str::<Bag>(r#"{"canary": "canary"}"#).unwrap())
        .with_tree(Tree::new().with_left(Tree::new().with_value(SECRET)));
    assert!(hides("a made vault", &made).contains("seen"));
    assert!(hides("a login", &LoginRequest::new("seen", SECRET)).contains("seen"));
}

#[test]
fn calls_and_responses() {
    let memory = Memory::new(|_| Memory::json(200, VAULT));
    let client = client(&memory);
    let vault: Vault = serde_json::from_str(VAULT).unwrap();

    let call = client.create_vault(&vault).pin(SECRET);
    hides("a call", &call);
    let sending = call.send_with_response();
    hides("a call on its way", &sending);
    hides("a response", &now(sending).unwrap());

    let call = client.open_vault(SECRET).codes([Some(SECRET.to_owned())]);
    let call = call.x_code(SECRET).crumb(CodeOrCount::Code(SECRET.into()));
    hides("a call with secret parameters", &call);
    hides("an answer", &now(call).unwrap());

    // They were sent: what is hidden was there.
    let requests = memory.requests();
    let sent = |index: usize| {
        let request: &http::Request<bytes::Bytes> = &requests[index];
        format!("{} {:?}", request.uri(), request.body())
    };
    assert!(sent(0).contains("vault_key=canary") && sent(0).contains("pin=canary"));
    assert!(sent(1).contains("/vaults/canary?codes=canary"), "{}", sent(1));
    hides("the requests", &requests);
}

#[test]
fn headers() {
    let mut headers = http::HeaderMap::new();
    for name in ["set-cookie", "x-code", "x-vault-auth"] {
        headers.insert(name, SECRET.parse().unwrap());
    }
    headers.insert("x-count", "7".parse().unwrap());
    let headers = CreateVaultOkHeaders::from(&headers);
    assert_eq!(headers.x_vault_auth.as_deref(), Some(SECRET));
    assert!(hides("the headers", &headers).contains('7'));
}

#[test]
fn errors() {
    let answers = [
        (403, r#"{"shown": true, "hidden": "canary", "other": "canary"}"#),
        (200, r#"{"plain": "seen", "nested": {"hidden": {"canary": "canary"}}}"#),
        (200, r#"{"plain": "seen", "nested": {}, "map": {"canary": ["canary"]}}"#),
        (200, r#"{"nested": {}, "code": "canary"}"#),
        (200, r#"{"plain": "seen", "nested": {}, "tuple": [{"canary": "canary"}]"#),
        (200, r#"{"plain": "seen", "nested": {}, "choices": {"canary": [1]}}"#),
        (200, r#"{"plain": "seen", "nested": {}, "choice_lists": {"canary": 1}}"#),
        (200, r#"{"plain": "seen", "nested": {}, "choice_bag": {"canary": [1]}}"#),
        (200, r#"{"plain": "seen", "nested": {}, "level": {"canary": 1}}"#),
        (500, r#"{"hidden": "canary"}"#),
    ];
    for (status, body) in answers {
        let memory = Memory::new(move |_| Memory::json(status, body));
        let call = client(&memory).open_vault(SECRET).strict(true).retry(no_retries());
        match now(call) {
            Err(error) => hides_error(body, &error),
            Ok(vault) => drop(hides(body, &vault)),
        }
    }
}

fn no_retries() -> client::RetryPolicy {
    client::RetryPolicy::none()
}
