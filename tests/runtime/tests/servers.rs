//! Where requests go: the base URL, the document's servers, and those of single operations.

#[path = "servers/secrets.rs"]
mod secrets;
mod support;
#[path = "servers/values.rs"]
mod values;

use http::Method;
use openapi_client_runtime::runtime::wire::View;
use openapi_client_runtime::runtime::{
    Api, BuildError, Client, ClientBuilder, ListedServer, Memory, OwnServer, OwnUrl, Secret,
    server_url,
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
async fn the_path_of_an_operation_can_be_set() {
    let moved = "http://127.0.0.1:1/mock";
    for (document, base, expected) in [
        (ABSOLUTE, "", "https://api.example.com/own/x"),
        (ABSOLUTE, moved, "http://127.0.0.1:1/own/x"),
        (RELATIVE, moved, "http://127.0.0.1:1/mock/own/x"),
        (ROOT, moved, "http://127.0.0.1:1/mock/own/x"),
    ] {
        let set = |path: &'static str| {
            move |b: ClientBuilder| {
                let b = b.own_server(0, path);
                if base.is_empty() { b } else { b.base_url(base) }
            }
        };
        for path in ["/own", "own/"] {
            assert_eq!(urls(document, set(path)).await[1], expected);
        }
        // A variable with a segment `..` has braces.
        assert!(build(document, set("/{..}")).is_err());
    }
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
    // The document's first server has no variable.
    let error = build(ABSOLUTE, |builder| builder.base_url("")).unwrap_err();
    let text = error.to_string();
    assert!(text.contains("the base URL is empty"), "{text}");
    assert!(!text.contains("variable"), "{text}");
}

#[tokio::test]
async fn every_form_of_a_server_s_url_is_that_of_the_document() {
    let own: &[OwnServer] = &[OwnServer::Path("/beta"), UPLOADS];
    let document: Document = (
        &["https://us.example.com/v2", "https://b.example:8443/"],
        "/v2",
        own,
    );
    for base in [
        "https://us.example.com/v2",
        "https://us.example.com/v2/",
        "https://US.Example.com/v2",
        "HTTPS://us.example.com:443/v2/",
        "https://us.example.com/./v2",
        "https://B.example:8443",
    ] {
        let urls = urls(document, |b| b.base_url(base)).await;
        assert_eq!(urls[2], "https://up.example.com/u/x", "{base}");
        assert!(
            urls[1].ends_with("/beta/x") && !urls[1].contains("/v2"),
            "{urls:?}"
        );
    }
    for base in [
        "http://us.example.com/v2",
        "https://us.example.com:444/v2",
        "https://us.example.com/V2",
        "https://us.example.com/v2/v2",
        "https://b.example",
    ] {
        let urls = urls(document, |b| b.base_url(base)).await;
        assert_eq!(urls[2], urls[0], "{base}");
    }
}

#[tokio::test]
async fn a_listed_value_of_a_variable_is_that_of_the_document() {
    const VARIABLES: &[(&str, &[&str])] = &[
        ("scheme", &["https", "http"]),
        ("region", &["us", "eu", "m\u{fc}nchen"]),
        ("port", &["443", "8443"]),
        ("base", &["", "/v2"]),
        ("region", &[]),
    ];
    let urls_of = &[OwnUrl {
        url: "https://{region}.up.example.com",
        variables: &[("region", Some("us"))],
    }];
    let own = Box::leak(Box::new([OwnServer::Hosts {
        urls: urls_of,
        setter: "uploads_url",
        is_secret: false,
    }]));
    let api = Box::leak(Box::new(Api {
        listed: &[ListedServer {
            number: 1,
            url: "{scheme}://{region}.example.com:{port}{/base}/{region}",
            variables: VARIABLES,
        }],
        envelope: None,
        ..*api::with_servers(
            &["https://api.example.com", "https://us.example.com/us"],
            "",
            own,
        )
    }));
    for (base, expected) in [
        ("https://us.example.com/us", "https://us.up.example.com/x"),
        ("https://EU.example.com/eu/", "https://eu.up.example.com/x"),
        (
            "http://eu.example.com:8443/v2/eu",
            "https://eu.up.example.com/x",
        ),
        (
            "https://m\u{fc}nchen.example.com/v2/m\u{fc}nchen",
            "https://xn--mnchen-3ya.up.example.com/x",
        ),
        // No values of the document.
        ("https://ap.example.com/ap", "https://ap.example.com/ap/x"),
        ("https://eu.example.com/us", "https://eu.example.com/us/x"),
        (
            "https://eu.example.com/v3/eu",
            "https://eu.example.com/v3/eu/x",
        ),
        (
            "https://eu.example.com:80/eu",
            "https://eu.example.com:80/eu/x",
        ),
    ] {
        let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
        let builder = ClientBuilder::for_api(api).base_url(base);
        let builder = builder.transport(memory.clone()).clock(TestClock::new());
        let mut spec = api::spec(Method::GET, "/x").security(&[]);
        spec.server = Some(0);
        let client = builder.build().unwrap();
        client.call(Box::leak(Box::new(spec))).await.unwrap();
        assert_eq!(memory.requests()[0].uri().to_string(), expected, "{base}");
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
