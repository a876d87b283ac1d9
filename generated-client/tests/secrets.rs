//! A token is planted, every way of failing is taken, and all that comes out is searched for it.

mod common;

use common::server::{Act, Server, answer, json};
use common::{ERRORS, MESSAGES, TOKEN, answering, sender};
use intercom_messages::{Client, Memory};
use std::error::Error;
use std::fmt::Debug;
use std::time::Duration;

fn search(what: &str, text: &str) {
    assert!(!text.contains(TOKEN), "{what} shows the token: {text}");
}

fn search_debug(what: &str, value: &impl Debug) {
    search(what, &format!("{value:?}"));
    search(what, &format!("{value:#?}"));
}

/// Searches an error and everything that caused it.
fn search_error(what: &str, error: &dyn Error) {
    let mut next = Some(error);
    while let Some(error) = next {
        search(what, &error.to_string());
        search_debug(what, &error);
        next = error.source();
    }
}

#[test]
fn what_is_built_doesn_t_show_it() {
    let builder = Client::builder().bearer_auth(TOKEN);
    search_debug("the builder", &builder);
    let client = builder.build().unwrap();
    search_debug("the client", &client);
    search_debug("a clone of it", &client.clone());
}

#[test]
fn what_can_t_be_built_doesn_t_show_it() {
    let bad = format!("{TOKEN}\r\nx-injected: 1");
    match Client::new(bad.as_str()) {
        Ok(client) => search_debug("the client", &client),
        Err(error) => search_error("an unusable token", &error),
    }
    for url in [
        "",
        "not a url",
        "ftp://example.com",
        "http://api.example.com",
        "https://user@example.com",
    ] {
        match Client::builder().bearer_auth(TOKEN).base_url(url).build() {
            Ok(client) => search_debug(url, &client),
            Err(error) => search_error(url, &error),
        }
    }
}

#[tokio::test]
async fn no_failure_shows_it() {
    let acts = [
        ("unauthorized", json(401, "", ERRORS[1])),
        ("limited", json(429, "retry-after: 1000\r\n", ERRORS[0])),
        (
            "HTML",
            answer(502, "content-type: text/html\r\n", "<html></html>"),
        ),
        ("cut off", json(200, "", "{")),
        (
            "redirect",
            answer(307, "location: http://127.0.0.1:1/\r\n", ""),
        ),
        ("closed", Act::Close),
        ("silence", Act::Stall),
    ];
    for (name, act) in acts {
        let server = Server::start(vec![act]).await;
        let client = Client::builder()
            .bearer_auth(TOKEN)
            .base_url(&server.url)
            .attempt_timeout(Duration::from_millis(200))
            .build()
            .unwrap();
        let call = client.create_message(sender(), "Hey");
        search_debug("the call", &call);
        let error = call.await.unwrap_err();
        search_error(name, &error);
        search_debug(name, &error.headers());
    }
}

#[tokio::test]
async fn a_server_that_sends_it_back_doesn_t_make_an_error_show_it() {
    let echo = |status: u16| {
        let text =
            format!(r#"{{"type":"error.list","errors":[{{"code":"x","message":"{TOKEN}"}}]}}"#);
        answering(status, &text)
    };
    for status in [200, 401, 500] {
        let (client, _) = echo(status);
        let error = client.create_message(sender(), "Hey").await.unwrap_err();
        search(&format!("{status}"), &error.to_string());
    }
    let (client, _) = answering(
        200,
        &MESSAGES[0].replace("\"403918251\"", &format!("[\"{TOKEN}\"]")),
    );
    let error = client.create_message(sender(), "Hey").await.unwrap_err();
    search("a success that can't be decoded", &error.to_string());
}

#[tokio::test]
async fn a_bad_header_is_refused_without_being_shown() {
    let (client, memory) = answering(200, MESSAGES[0]);
    for value in [
        format!("{TOKEN}\r\nx: y"),
        format!("{TOKEN}\n"),
        format!("{TOKEN}\0"),
    ] {
        let call = client
            .create_message(sender(), "Hey")
            .extra_header("x-extra", &value);
        let error = call.await.unwrap_err();
        assert!(error.is_request(), "{error}");
        search_error("a bad header", &error);
    }
    assert_eq!(memory.requests().len(), 0);
}

#[tokio::test]
async fn it_is_sent_in_its_header_only() {
    let memory = Memory::new(|_| Memory::json(200, MESSAGES[0]));
    let client = Client::builder()
        .bearer_auth(TOKEN)
        .transport(memory.clone())
        .build()
        .unwrap();
    client.create_message(sender(), "Hey").await.unwrap();
    let requests = memory.requests();
    search("the address", &requests[0].uri().to_string());
    search("the body", &String::from_utf8_lossy(requests[0].body()));
    for (name, value) in requests[0].headers() {
        if name != "authorization" {
            search(name.as_str(), value.to_str().unwrap_or_default());
        }
        assert!(name != "authorization" || value.is_sensitive());
    }
    search_debug("what was sent", requests[0].headers());
}
