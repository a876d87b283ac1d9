//! Where requests go: the base URL, the document's servers, and those of single operations.

mod support;

use http::Method;
use openapi_client_runtime::runtime::wire::View;
use openapi_client_runtime::runtime::{
    Api, BuildError, Client, ClientBuilder, Memory, OwnServer, Secret, server_url,
};
use support::{ClientExt, TestClock, api};

/// The servers of a document.
type Document = (&'static [&'static str], &'static str, &'static [OwnServer]);

const UPLOADS: OwnServer = OwnServer::Host {
    url: "https://up.example.com/u",
    setter: "uploads_url",
    is_secret: false,
};
const TENANT: OwnServer = OwnServer::Host {
    url: "",
    setter: "tenant_url",
    is_secret: false,
};

/// Two servers, and operations on another path, on another host, and on one that has to be set.
const ABSOLUTE: Document = (
    &["https://api.example.com/v1", "https://eu.example.com/v1"],
    "/v1",
    &[OwnServer::Path("/beta"), UPLOADS, TENANT],
);
/// A path alone.
const RELATIVE: Document = (&[], "/api/v2", &[OwnServer::Path(""), UPLOADS]);
const ROOT: Document = (
    &["https://api.example.com"],
    "",
    &[OwnServer::Path("/v3"), UPLOADS],
);

fn build(
    document: Document,
    set: impl Fn(ClientBuilder) -> ClientBuilder,
) -> Result<(Memory, Client), BuildError> {
    let (servers, path, own) = document;
    let builder = ClientBuilder::for_api(api::with_servers(servers, path, own));
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let builder = set(builder)
        .transport(memory.clone())
        .clock(TestClock::new());
    Ok((memory, builder.build()?))
}

/// The URLs of an operation `/x` on the client's server, and on each of the others.
async fn urls(document: Document, set: impl Fn(ClientBuilder) -> ClientBuilder) -> Vec<String> {
    let mut urls = Vec::new();
    for place in std::iter::once(None).chain((0..document.2.len()).map(Some)) {
        let (memory, client) = build(document, &set).unwrap();
        let mut spec = api::spec(Method::GET, "/x").security(&[]);
        spec.server = place;
        let answer = client.call(Box::leak(Box::new(spec))).await;
        urls.push(match answer {
            Ok(_) => memory.requests()[0].uri().to_string(),
            Err(error) => error.to_string(),
        });
    }
    urls
}

#[tokio::test]
async fn the_base_url_moves_every_operation() {
    let untouched = urls(ABSOLUTE, |builder| builder).await;
    assert_eq!(
        untouched,
        [
            "https://api.example.com/v1/x",
            "https://api.example.com/beta/x",
            "https://up.example.com/u/x",
            "GET /x was not sent: invalid server of the operation, which `ClientBuilder::tenant_url` sets: it has no default",
        ]
    );
    // Another server of the document keeps the document's other hosts.
    let other = urls(ABSOLUTE, |b| b.base_url("https://eu.example.com/v1")).await;
    assert_eq!(
        other[..3],
        [
            "https://eu.example.com/v1/x",
            "https://eu.example.com/beta/x",
            "https://up.example.com/u/x"
        ]
    );

    for (base, expected) in [
        ("http://127.0.0.1:1", ["http://127.0.0.1:1/x"; 4]),
        ("http://127.0.0.1:1/", ["http://127.0.0.1:1/x"; 4]),
        (
            "https://proxy.example/v1",
            [
                "https://proxy.example/v1/x",
                "https://proxy.example/beta/x",
                "https://proxy.example/v1/x",
                "https://proxy.example/v1/x",
            ],
        ),
        (
            "https://proxy.example/deep/v1/",
            [
                "https://proxy.example/deep/v1/x",
                "https://proxy.example/deep/beta/x",
                "https://proxy.example/deep/v1/x",
                "https://proxy.example/deep/v1/x",
            ],
        ),
    ] {
        assert_eq!(
            urls(ABSOLUTE, |b| b.base_url(base)).await,
            expected,
            "{base}"
        );
    }
    let moved = urls(ROOT, |b| b.base_url("http://127.0.0.1:1/mock")).await;
    assert_eq!(
        moved,
        [
            "http://127.0.0.1:1/mock/x",
            "http://127.0.0.1:1/mock/v3/x",
            "http://127.0.0.1:1/mock/x"
        ]
    );
}

#[tokio::test]
async fn each_other_host_can_be_set_by_itself() {
    let set = urls(ABSOLUTE, |builder| {
        let builder = builder.own_server(1, "http://127.0.0.1:2/up");
        builder
            .own_server(2, "https://acme.example.com")
            .own_server(2, "https://last.example.com")
    });
    let set = set.await;
    assert_eq!(set[0], "https://api.example.com/v1/x");
    assert_eq!(
        set[2..],
        ["http://127.0.0.1:2/up/x", "https://last.example.com/x"]
    );
    let moved = urls(ABSOLUTE, |builder| {
        let builder = builder.base_url("http://127.0.0.1:1");
        builder.own_server(1, "http://127.0.0.1:2")
    });
    assert_eq!(
        moved.await[..3],
        [
            "http://127.0.0.1:1/x",
            "http://127.0.0.1:1/x",
            "http://127.0.0.1:2/x"
        ]
    );
}

#[tokio::test]
async fn a_relative_server_is_part_of_every_url() {
    for (base, expected) in [
        (
            "https://host.example",
            ["https://host.example/api/v2/x", "https://host.example/x"],
        ),
        (
            "https://host.example/",
            ["https://host.example/api/v2/x", "https://host.example/x"],
        ),
        (
            "https://host.example/api/v2",
            ["https://host.example/api/v2/x", "https://host.example/x"],
        ),
        (
            "https://host.example/api/v2/",
            ["https://host.example/api/v2/x", "https://host.example/x"],
        ),
        (
            "http://127.0.0.1:1/prefix",
            [
                "http://127.0.0.1:1/prefix/api/v2/x",
                "http://127.0.0.1:1/prefix/x",
            ],
        ),
        (
            "http://127.0.0.1:1/prefix/api/v2",
            [
                "http://127.0.0.1:1/prefix/api/v2/x",
                "http://127.0.0.1:1/prefix/x",
            ],
        ),
    ] {
        let urls = urls(RELATIVE, |builder| builder.base_url(base)).await;
        assert_eq!(urls[..2], expected, "{base}");
        // The document's only host is that of these operations, so no base URL says anything of it.
        assert_eq!(urls[2], "https://up.example.com/u/x", "{base}");
    }
}

#[test]
fn a_client_without_a_server_says_which_method_sets_it() {
    for (servers, has_servers) in [(&[][..], false), (&["", "https://b.example.com"], true)] {
        let error = build((servers, "", &[]), |builder| builder).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("`ClientBuilder::base_url`"), "{text}");
        assert_eq!(
            text.contains("`ClientBuilder::server`"),
            has_servers,
            "{text}"
        );
    }
}

#[test]
fn variables_stay_in_their_place() {
    for (template, values, expected) in [
        (
            "https://{slug}.example.com",
            &["acme"][..],
            "https://acme.example.com",
        ),
        (
            "https://{slug}.example.com/{v}/{b}",
            &["a-b.c_d", "v1", "x/y"],
            "https://a-b.c_d.example.com/v1/x/y",
        ),
        (
            "https://{host}:{port}/api",
            &["a.example", "8443"],
            "https://a.example:8443/api",
        ),
        (
            "https://{host}/api",
            &["a.example:8443"],
            "https://a.example:8443/api",
        ),
        (
            "{scheme}://{host}",
            &["http", "a.example"],
            "http://a.example",
        ),
        (
            "{server}/v1",
            &["https://[::1]:80/base"],
            "https://[::1]:80/base/v1",
        ),
        (
            "https://{slug}.example.com",
            &["evil.example/"],
            "https://evil.example%2F.example.com",
        ),
        (
            "https://{slug}.example.com",
            &["u@evil.example#"],
            "https://u%40evil.example%23.example.com",
        ),
        (
            "https://{slug}.example.com",
            &["evil.example?"],
            "https://evil.example%3F.example.com",
        ),
        (
            "https://a.example/{v}",
            &["v 1?q#f"],
            "https://a.example/v%201%3Fq%23f",
        ),
    ] {
        let url = server_url(template, values, &[]);
        assert_eq!(url, expected);
        // A value that doesn't fit into its place makes an invalid URL.
        let is_built = build(ABSOLUTE, |builder| {
            builder.server_of_document(url.clone(), 0, Vec::new(), &[])
        })
        .is_ok();
        assert_eq!(is_built, !url.contains("evil"), "{url}");
    }
}

#[test]
fn values_keep_to_their_segments() {
    for (template, value, secret, expected) in [
        (
            "https://a.example/bot{v}/v1",
            "x/../b?c#d\\e",
            "x/../b?c#d\\e",
            "https://a.example/botx%2F..%2Fb%3Fc%23d%5Ce/v1",
        ),
        (
            "https://a.example/bot{v}",
            "1:AB",
            "1:AB",
            "https://a.example/bot1:AB",
        ),
        (
            "https://a.example/{v}",
            "%2e%2E",
            "",
            "https://a.example/%252e%252E",
        ),
        (
            "https://a.example/{v}",
            "api/v1.../..b",
            "",
            "https://a.example/api/v1.../..b",
        ),
        // The document's own dots stay.
        (
            "https://a.example/../{v}/./b",
            "c",
            "",
            "https://a.example/../c/./b",
        ),
        ("../{v}/b", "c", "", "../c/b"),
        // These leave their place.
        (
            "https://a.example/bot{v}/v1",
            "x/../admin",
            "",
            "https://a.example/botx/{..}/admin/v1",
        ),
        (
            "https://a.example/{v}",
            "..",
            "..",
            "https://a.example/{..}",
        ),
        (
            "https://a.example/{v}/b",
            ".",
            "",
            "https://a.example/{.}/b",
        ),
        (
            "https://a.example/.{v}/b",
            ".",
            "",
            "https://a.example/{..}/b",
        ),
        (
            "https://a.example/{v}/{v}",
            "../x",
            "",
            "https://a.example/{..}/x/{..}/x",
        ),
        (
            "{v}/v1",
            "https://a.example/..",
            "",
            "https://a.example/{..}/v1",
        ),
        ("/{v}/v1", "a/..", "", "/a/{..}/v1"),
        ("/{v}/v1", "../a://b", "", "/{..}/a://b/v1"),
        ("https://a.example:{v}", "1", "1", "https://a.example:1"),
        ("https://{v}.example", "a:1", "a:1", "https://a%3A1.example"),
    ] {
        let url = server_url(
            template,
            &[value, value][..template.matches('{').count()],
            &[secret],
        );
        assert_eq!(url, expected);
        let built = if url.starts_with("https:") {
            let of_document =
                |b: ClientBuilder| b.server_of_document(url.clone(), 0, Vec::new(), &[]);
            build(ABSOLUTE, of_document)
        } else {
            let base = |b: ClientBuilder| b.base_url("https://a.example");
            build(RELATIVE, |b| base(b).relative_path(url.clone()))
        };
        let is_usable = !url.contains('{') && !url.contains("a%3A1");
        assert_eq!(built.is_ok(), is_usable, "{url}");
        if let Err(error) = built {
            assert!(!error.to_string().contains("admin"), "{error}");
        }
    }
}

#[tokio::test]
async fn a_server_with_variables_is_one_of_the_document() {
    let set = |b: ClientBuilder| {
        b.server_of_document("https://acme.example.com/v1".to_owned(), 0, Vec::new(), &[])
    };
    let urls = urls(ABSOLUTE, set).await;
    assert_eq!(
        urls[..3],
        [
            "https://acme.example.com/v1/x",
            "https://acme.example.com/beta/x",
            "https://up.example.com/u/x"
        ]
    );
}

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
    let shown = urls_of_errors(DOCUMENT, |b| b.base_url("https://proxy.example.com/bot1"));
    for error in shown.await {
        assert!(!error.contains("bot1"), "{error}");
    }
}

/// The errors of an operation `/x` on the client's server, and on each of the others.
async fn urls_of_errors(
    document: Document,
    set: impl Fn(ClientBuilder) -> ClientBuilder,
) -> Vec<String> {
    let (servers, path, own) = document;
    let mut errors = Vec::new();
    for place in std::iter::once(None).chain((0..own.len()).map(Some)) {
        let builder = ClientBuilder::for_api(api::with_servers(servers, path, own));
        let body = r#"{"message": "no such bot: bot1"}"#;
        let builder = set(builder).transport(Memory::new(|_| Memory::json(404, body)));
        let client = builder.clock(TestClock::new()).build().unwrap();
        let mut spec = api::spec(Method::GET, "/x").security(&[]);
        spec.server = place;
        let error = client.call(Box::leak(Box::new(spec))).await.unwrap_err();
        errors.push(error.to_string());
    }
    errors
}

#[tokio::test]
async fn the_error_of_a_sent_request_shows_its_server() {
    type Set = fn(ClientBuilder) -> ClientBuilder;
    let failed = |place: Option<usize>, set: Set| async move {
        let (servers, path, own) = ABSOLUTE;
        let builder = set(ClientBuilder::for_api(api::with_servers(
            servers, path, own,
        )));
        let memory = Memory::new(|_| Memory::json(404, ""));
        let client = builder
            .transport(memory)
            .clock(TestClock::new())
            .build()
            .unwrap();
        let mut spec = api::spec(Method::GET, "/x/{id}").security(&[]);
        spec.server = place;
        let mut call = client.call(Box::leak(Box::new(spec)));
        call.parts_mut().path("id", View::Str("canary"));
        call = call.extra_query("key", "canary");
        call.await.unwrap_err().to_string()
    };
    let rows: [(Option<usize>, Set, &str); 5] = [
        (None, |b| b, "https://api.example.com/v1/x/{id}"),
        // The version is there twice.
        (
            None,
            |b| b.base_url("https://a.example.com:444/v1/v1/"),
            "https://a.example.com:444/v1/v1/x/{id}",
        ),
        (Some(0), |b| b, "https://api.example.com/beta/x/{id}"),
        (Some(1), |b| b, "https://up.example.com/u/x/{id}"),
        (
            Some(1),
            |b| b.own_server(1, "https://own.example.com"),
            "https://own.example.com/x/{id}",
        ),
    ];
    for (place, set, url) in rows {
        assert_eq!(
            failed(place, set).await,
            format!("GET {url}: 404 Not Found")
        );
    }
    // Nothing was sent.
    assert!(
        failed(Some(2), |b| b)
            .await
            .starts_with("GET /x/{id} was not sent: ")
    );
}
