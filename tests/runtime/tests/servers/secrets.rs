//! The client sends secrets in the URLs of servers, and shows none of them.

use super::*;

#[tokio::test]
async fn a_secret_of_a_url_is_not_shown() {
    const TOKEN: &str = "123:AB/c d";
    let api = Box::leak(Box::new(Api {
        secret_servers: true,
        envelope: None,
        ..*api::with_servers(ABSOLUTE.0, "", &[])
    }));
    let url = server_url(
        "https://{key}.example.com/bot{token}",
        &["AB-c", TOKEN],
        &["AB-c", TOKEN],
    );
    let secrets = [("token", TOKEN.into()), ("key", "AB-c".into())];
    let at = |url: &str, secrets: &[(&'static str, Secret)]| {
        ClientBuilder::for_api(api).server_of_document(url.to_owned(), 0, Vec::new(), secrets)
    };
    for (builder, shown) in [
        (at(&url, &secrets), "https://…\""),
        (at(&url, &secrets[..1]), "https://ab-c.example.com/…\""),
        (
            at(&url, &[]).base_url("https://own.example.com/1/2"),
            "https://own.example.com/…\"",
        ),
        (
            at(&url, &secrets).base_url(ABSOLUTE.0[0]),
            "https://api.example.com/v1\"",
        ),
        (
            at(&url, &[]),
            "https://ab-c.example.com/bot123:AB%2Fc%20d\"",
        ),
    ] {
        // The forms of the caller, of the URL, and of a query.
        let body = r#"{"message": "of 123:AB/c d, 123:AB%2Fc%20d, 123%3AAB%2Fc%20d and 123:ab"}"#;
        let memory = Memory::new(move |_| Memory::json(400, body));
        let client = builder
            .transport(memory)
            .clock(TestClock::new())
            .build()
            .unwrap();
        let debug = format!("{client:?}");
        assert!(debug.contains(&format!("base_url: \"{shown}")), "{debug}");
        let spec = api::spec(Method::GET, "/x").security(&[]);
        let error = client.call(Box::leak(Box::new(spec))).await.unwrap_err();
        let server = shown.trim_end_matches(['"', '/']);
        assert!(
            error
                .to_string()
                .starts_with(&format!("GET {server}/x: 400")),
            "{error}"
        );
        if shown.ends_with("…\"") && !shown.contains("own") {
            let said = "of …, …, … and 123:ab";
            assert!(error.to_string().contains(said), "{error}");
        }
    }
    // The document's host has a secret, so one of the caller may, too. An address can't.
    let api = Box::leak(Box::new(Api {
        secret_hosts: true,
        envelope: None,
        ..*api
    }));
    for (url, shown) in [
        ("https://canary.example.com/", "https://…"),
        ("https://127.0.0.1:1/", "https://127.0.0.1:1/"),
        ("https://127.0.0.1:1/canary", "https://127.0.0.1:1/…"),
    ] {
        let memory = Memory::new(|_| Memory::json(404, r#"{"message": "no canary"}"#));
        let builder = ClientBuilder::for_api(api).base_url(url).transport(memory);
        let client = builder.clock(TestClock::new()).build().unwrap();
        let spec = api::spec(Method::GET, "/x").security(&[]);
        let error = client.call(Box::leak(Box::new(spec))).await.unwrap_err();
        let debug = format!("{client:?}");
        assert!(debug.contains(&format!("base_url: \"{shown}\"")), "{debug}");
        let is_shown = [debug, error.to_string()].join("").contains("canary");
        assert_eq!(is_shown, shown.ends_with("1/"), "{error}");
    }
    // Without a value it isn't sent, unless another URL takes the place of the server.
    let empty = [("token", "".into())];
    let built = |b: ClientBuilder| {
        b.transport(Memory::new(|_| todo!()))
            .clock(TestClock::new())
            .build()
    };
    let error = built(at("https://api.example.com/bot", &empty)).unwrap_err();
    assert!(error.to_string().contains("`token`"), "{error}");
    assert!(built(at("https://api.example.com/bot", &empty).base_url(ABSOLUTE.0[0])).is_ok());
    // Like a credential, it's sent over TLS only.
    let plain = at("http://api.example.com/bot1", &secrets).transport(Memory::new(|_| todo!()));
    assert!(plain.clock(TestClock::new()).build().is_err());
}

#[tokio::test]
async fn the_secret_of_an_operations_own_server_is_not_shown() {
    const DOCUMENT: Document = (
        ABSOLUTE.0,
        "/v1",
        &[
            OwnServer::Host {
                url: "",
                setter: "bots_url",
                is_secret: true,
            },
            UPLOADS,
        ],
    );
    let plain = |b: ClientBuilder| b.own_server(0, "http://own.example.com/bot1");
    let error = build(DOCUMENT, plain).unwrap_err().to_string();
    assert!(error.contains("`ClientBuilder::bots_url`"), "{error}");
    assert!(build(DOCUMENT, |b| plain(b).allow_plain_http()).is_ok());
    assert!(build(DOCUMENT, |b| b.own_server(0, "http://127.0.0.1:1/bot1")).is_ok());
    // A path may be the secret of the server whose place the base URL takes.
    let moved = "http://proxy.example.com/bot1";
    assert!(build(DOCUMENT, |b| b.base_url(moved)).is_err());
    assert!(build(DOCUMENT, |b| b.base_url("http://proxy.example.com")).is_ok());
    let set = |b: ClientBuilder| b.own_server(0, "https://own.example.com/bot1");
    assert!(build(DOCUMENT, |b| set(b).base_url(moved)).is_ok());

    let shown = urls_of_errors(DOCUMENT, set).await;
    assert_eq!(
        shown,
        [
            "GET https://api.example.com/v1/x: 404 Not Found: no such bot: …",
            "GET https://own.example.com/…/x: 404 Not Found: no such bot: …",
            "GET https://up.example.com/u/x: 404 Not Found: no such bot: …",
        ]
    );
    // A known secret can be a part of a segment.
    let known = |b: ClientBuilder, secret: &str| {
        let url = format!("https://own.example.com/api/key-{secret}");
        set(b).own_server_of_document(0, url, &[("token", secret.into())])
    };
    let shown = urls_of_errors(DOCUMENT, |b| known(b, "bot1")).await;
    assert_eq!(
        shown[1],
        "GET https://own.example.com/…/x: 404 Not Found: no such bot: …"
    );
    let error = build(DOCUMENT, |b| known(b, "")).unwrap_err().to_string();
    assert!(error.contains("`token`"), "{error}");
    assert!(build(DOCUMENT, |b| set(known(b, ""))).is_ok());
    let shown = urls_of_errors(DOCUMENT, |b| b.base_url("https://proxy.example.com/bot1"));
    for error in shown.await {
        assert!(!error.contains("bot1"), "{error}");
    }
}
