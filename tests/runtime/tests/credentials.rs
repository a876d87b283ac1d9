//! Where credentials go, and where they never go.

#[path = "credentials/marked.rs"]
mod marked;
#[path = "credentials/own.rs"]
mod own;
mod support;

use bytes::Bytes;
use http::{Method, Request};
use openapi_client_runtime::runtime::wire::View;
use openapi_client_runtime::runtime::{
    Api, Call, ClientBuilder, Credential, ErrorKind, Memory, OperationSpec, OwnServer, Parts,
    Secret, Style,
};
use serde_json::json;
use std::fmt::Write as _;
use support::api::{API, Op};
use support::{ClientExt, TestClock, api};

fn with(sets: &[&[usize]]) -> &'static OperationSpec {
    let spec = api::spec(Method::GET, "/x").security(api::security(sets));
    Box::leak(Box::new(spec))
}

fn token(text: &str) -> Credential {
    Credential::Token(Secret::from(text))
}

async fn send(
    builder: ClientBuilder,
    spec: &'static OperationSpec,
) -> Result<Request<Bytes>, ErrorKind> {
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let builder = builder.transport(memory.clone()).clock(TestClock::new());
    let sent = builder.build().unwrap().call(spec).await;
    assert_eq!(memory.requests().len(), usize::from(sent.is_ok()));
    sent.map(|_| memory.requests().remove(0).into_inner())
        .map_err(|error| {
            assert!(!error.may_have_been_processed());
            error.kind()
        })
}

fn all_schemes() -> ClientBuilder {
    let basic = Credential::Basic {
        user: "me".to_owned(),
        password: "p:w".into(),
    };
    ClientBuilder::for_api(&API)
        .credential(1, basic)
        .credential(2, token("k-1"))
        .credential(3, token("k 2"))
        .credential(4, token("k=3"))
}

#[tokio::test]
async fn each_scheme_has_its_place() {
    let request = send(api::builder("t"), with(&[&[0]])).await.unwrap();
    let value = &request.headers()["authorization"];
    assert!(value == "Bearer t" && value.is_sensitive());

    let request = send(all_schemes(), with(&[&[1, 2, 3, 4]])).await.unwrap();
    let headers = request.headers();
    assert_eq!(headers["authorization"], "Basic bWU6cDp3");
    assert!(headers["authorization"].is_sensitive());
    assert_eq!(headers["x-key"], "k-1");
    assert!(headers["x-key"].is_sensitive());
    assert_eq!(headers["cookie"], "session=k=3");
    assert!(headers["cookie"].is_sensitive());
    assert_eq!(request.uri().query(), Some("key=k%202"));
}

#[tokio::test]
async fn the_first_alternative_that_can_be_met() {
    let request = send(all_schemes(), with(&[&[0], &[0, 2], &[2], &[3]]))
        .await
        .unwrap();
    assert!(request.headers().contains_key("x-key"));
    assert!(!request.headers().contains_key("authorization"));
    assert_eq!(request.uri().query(), None);

    // Nothing is asked for, so nothing is sent; and without any, only what may be anonymous.
    let request = send(api::builder("t"), with(&[])).await.unwrap();
    assert!(!request.headers().contains_key("authorization"));
    let request = send(api::builder("t"), with(&[&[], &[0]])).await.unwrap();
    assert!(request.headers().contains_key("authorization"));
    let none = || ClientBuilder::for_api(&API);
    assert!(send(none(), with(&[&[0], &[]])).await.is_ok());
    assert_eq!(
        send(none(), with(&[&[0]])).await.unwrap_err(),
        ErrorKind::Credentials
    );
    // The caller's own header counts.
    let own = none().default_header("Authorization", "Own t");
    let request = send(own, with(&[&[0]])).await.unwrap();
    assert_eq!(request.headers()["authorization"], "Own t");
    assert!(request.headers()["authorization"].is_sensitive());
}

#[tokio::test]
async fn schemes_of_one_place_share_a_credential() {
    let other = || ClientBuilder::for_api(&API).credential(5, token("other"));
    for (builder, sets, expected) in [
        (api::builder("t"), &[&[5][..]][..], "Bearer t"),
        (other(), &[&[0]], "Bearer other"),
        (other().credential(0, token("t")), &[&[0]], "Bearer t"),
        (other().credential(0, token("t")), &[&[5]], "Bearer other"),
        (other(), &[&[0, 5]], "Bearer other"),
    ] {
        let request = send(builder, with(sets)).await.unwrap();
        assert_eq!(request.headers()["authorization"], expected, "{sets:?}");
        assert_eq!(request.headers().get_all("authorization").iter().count(), 1);
    }
    // Another form of the header is another credential.
    let refused = send(api::builder("t"), with(&[&[1]])).await;
    assert_eq!(refused.unwrap_err(), ErrorKind::Credentials);
}

/// Where the document has schemes and no requirement names one, a credential that is set is sent.
#[tokio::test]
async fn a_credential_that_is_set_is_sent() {
    let silent = Box::leak(Box::new(Api {
        security: None,
        envelope: None,
        ..API
    }));
    let builder = ClientBuilder::for_api(silent);
    let builder = builder.credential(0, token("t")).credential(3, token("q"));
    let spec = Box::leak(Box::new(api::spec(Method::GET, "/x")));
    let request = send(builder, spec).await.unwrap();
    assert_eq!(request.headers()["authorization"], "Bearer t");
    assert_eq!(request.uri().query(), Some("key=q"));
    let request = send(ClientBuilder::for_api(silent), spec).await.unwrap();
    assert!(!request.headers().contains_key("authorization"));
    // An operation that says so takes none.
    let builder = ClientBuilder::for_api(silent).credential(0, token("t"));
    let request = send(builder, with(&[])).await.unwrap();
    assert!(!request.headers().contains_key("authorization"));
}

#[tokio::test]
async fn the_error_for_a_missing_credential_names_schemes_and_methods() {
    const TOKEN: &str = "`ClientBuilder::bearer_auth` (scheme `token`)";
    const HEADER: &str = "`ClientBuilder::key_header` (scheme `header`)";
    const QUERY: &str = "`ClientBuilder::key_query` (scheme `query`)";
    let both: &[&[usize]] = &[&[0], &[2, 3]];
    for (given, sets, expected) in [
        (None, &[&[0][..]][..], TOKEN.to_owned()),
        (None, both, format!("{TOKEN}, or {HEADER} and {QUERY}")),
        (Some(2), both, format!("{TOKEN}, or {QUERY}")),
    ] {
        let memory = Memory::new(|_| Memory::json(200, ""));
        let builder = ClientBuilder::for_api(&API).clock(TestClock::new());
        let mut builder = builder.transport(memory);
        if let Some(index) = given {
            builder = builder.credential(index, token("h"));
        }
        let client = builder.build().unwrap();
        let error = client.call(with(sets)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
        assert_eq!(
            error.to_string(),
            format!("GET /x was not sent: the operation requires a credential: call {expected}")
        );
    }
}

#[tokio::test]
async fn only_over_tls_or_within_the_machine() {
    for url in [
        "http://localhost:1",
        "http://127.0.0.1",
        "http://127.8.8.8",
        "http://[::1]:8080",
        "https://a.example",
    ] {
        assert!(
            send(api::builder("t").base_url(url), with(&[&[0]]))
                .await
                .is_ok(),
            "{url}"
        );
    }
    for url in [
        "http://a.example",
        "http://localhost.a.example",
        "http://10.0.0.1",
        "http://0.0.0.0",
        "http://[::2]",
    ] {
        let error = api::builder("t")
            .base_url(url)
            .transport(Memory::new(|_| Memory::json(200, "")));
        let text = error
            .clock(TestClock::new())
            .build()
            .unwrap_err()
            .to_string();
        assert!(text.contains("without TLS"), "{url}: {text}");
        assert!(text.contains("`ClientBuilder::allow_plain_http`"), "{text}");
        let allowed = api::builder("t").base_url(url).allow_plain_http();
        assert!(send(allowed, with(&[&[0]])).await.is_ok(), "{url}");
        // Without a credential the client can be built, but one that a call brings along is refused.
        let own = ClientBuilder::for_api(&API).base_url(url);
        assert!(send(own, with(&[])).await.is_ok());
        let own = ClientBuilder::for_api(&API)
            .base_url(url)
            .default_header("authorization", "t");
        assert_eq!(
            send(own, with(&[])).await.unwrap_err(),
            ErrorKind::Credentials,
            "{url}"
        );
    }
}

/// Servers of operations, and whether one refuses a secret: the document's own are trusted, but not read
/// by others on the way.
const OWN: [(&str, bool); 4] = [
    ("https://other.example.com", false),
    ("http://api.example.com", true),
    ("http://localhost:1", false),
    ("https://api.example.com/v2", false),
];

fn with_own_servers() -> ClientBuilder {
    let own = OWN.map(|(url, _)| OwnServer::Host {
        url,
        setter: "",
        is_secret: false,
    });
    let servers = &["https://api.example.com"];
    ClientBuilder::for_api(api::with_servers(servers, "", Vec::from(own).leak()))
}

/// The names of a scheme's place, whoever uses them: a parameter of the operation, a member of one, or
/// an addition of the call.
#[tokio::test]
async fn what_is_named_like_a_credential_is_one() {
    type Fill = fn(&mut Parts);
    let rows: [(&str, bool, Fill); 13] = [
        ("cookie", true, |parts| {
            parts.cookie("session", View::Str("s"));
        }),
        ("another cookie", false, |parts| {
            parts.cookie("Session", View::Str("s"));
        }),
        ("query", true, |parts| {
            parts.query("key", Style::SpaceDelimited, View::Str("s"));
        }),
        ("another query", false, |parts| {
            parts.query("KEY", Style::SpaceDelimited, View::Str("s"));
        }),
        ("a known query", true, |parts| {
            parts.query("api_key", Style::SpaceDelimited, View::Str("s"));
        }),
        ("a known query of OAuth", true, |parts| {
            parts.query("client_secret", Style::SpaceDelimited, View::Str("s"));
        }),
        ("a part of a name", false, |parts| {
            parts.query("keys", Style::SpaceDelimited, View::Str("s"));
        }),
        ("a value", false, |parts| {
            parts.query("q", Style::SpaceDelimited, View::Str("&key=s"));
        }),
        ("a member", true, |parts| {
            let value = json!({"a": 1, "key": "s"});
            parts.query("q", Style::Form { explode: true }, View::Json(&value));
        }),
        ("a member of another", false, |parts| {
            let value = json!({"a": 1, "b": "s"});
            parts.query("q", Style::Form { explode: true }, View::Json(&value));
        }),
        ("header", true, |parts| {
            parts.header("x-KEY", View::Str("s"));
        }),
        ("a known header", true, |parts| {
            parts.header("proxy-authorization", View::Str("s"));
        }),
        ("another header", false, |parts| {
            parts.header("x-keys", View::Str("s"));
        }),
    ];
    for (row, is_credential, fill) in rows {
        for (place, (server, may_refuse)) in OWN.iter().enumerate() {
            let is_refused = *may_refuse && is_credential;
            let spec = api::spec(Method::GET, "/x").security(&[]).server(place);
            let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
            let builder = with_own_servers().transport(memory.clone());
            let client = builder.clock(TestClock::new()).build().unwrap();
            let mut parts = client.start(Box::leak(Box::new(spec)));
            fill(&mut parts);
            let sent = Call::<Op>::new(parts).await.map_err(|error| error.kind());
            let refused = is_refused.then_some(ErrorKind::Credentials);
            assert_eq!(sent.err(), refused, "{row} to {server}");
            assert_eq!(memory.requests().len(), usize::from(!is_refused));
        }
    }
}

/// Parameters and bodies that the document calls secret.
#[tokio::test]
async fn secrets_that_are_no_credentials_are_sent_like_credentials() {
    for (place, (server, is_refused)) in OWN.iter().enumerate() {
        for is_secret in [true, false] {
            let spec = api::spec(Method::GET, "/x").security(&[]).server(place);
            let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
            let builder = with_own_servers().transport(memory.clone());
            let client = builder.clock(TestClock::new()).build().unwrap();
            let mut parts = client.start(Box::leak(Box::new(spec)));
            let marked = if is_secret {
                parts.secret()
            } else {
                &mut parts
            };
            marked.query("code", Style::Form { explode: true }, View::Str("s"));
            let sent = Call::<Op>::new(parts).await.map_err(|error| error.kind());
            let refused = (*is_refused && is_secret).then_some(ErrorKind::Credentials);
            assert_eq!(sent.err(), refused, "{is_secret} to {server}");
        }
    }
}

#[tokio::test]
async fn cookies_are_added_to_those_of_the_caller() {
    for (own, expected) in [("a=1", "a=1; b=2"), ("", "b=2")] {
        let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
        let builder = ClientBuilder::for_api(&API).transport(memory.clone());
        let builder = builder.default_header("cookie", own);
        let client = builder.clock(TestClock::new()).build().unwrap();
        let spec = api::spec(Method::GET, "/x").security(&[]);
        let mut parts = client.start(Box::leak(Box::new(spec)));
        parts.cookie("b", View::Str("2"));
        Call::<Op>::new(parts).await.unwrap();
        let sent = memory.requests()[0].headers()["cookie"].clone();
        assert_eq!(sent, expected);
        assert!(sent.is_sensitive());
    }
}

#[test]
fn a_base_url_is_checked() {
    let build = |builder: ClientBuilder| {
        let builder = builder.transport(Memory::new(|_| Memory::json(200, "")));
        let builder = builder.clock(TestClock::new());
        builder.build().map(|client| client.base_url().to_owned())
    };
    let base = |url: &str| build(api::builder("t").base_url(url));
    assert_eq!(
        base("https://a.example/v1").unwrap(),
        "https://a.example/v1"
    );
    for url in [
        "",
        "a.example",
        "/v1",
        "ftp://a.example",
        "https://u:canary@a.example",
        "https://a.example?canary=1",
        "https://a.example#canary",
        "https://canary canary",
        "https://{canary}.example",
    ] {
        let error = base(url).unwrap_err();
        assert!(
            build(with_own_servers().own_server(1, url)).is_err(),
            "{url}"
        );
        let mut text = format!("{error} {error:?}");
        let mut source = std::error::Error::source(&error);
        while let Some(error) = source {
            write!(text, " {error} {error:?}").unwrap();
            source = error.source();
        }
        assert!(!text.contains("canary"), "{text}");
    }
}

#[test]
fn a_credential_that_cannot_be_sent_is_refused_without_echoing_it() {
    let wrong_kind = Credential::Basic {
        user: "u".to_owned(),
        password: "canary".into(),
    };
    let tokens = ["canary\r\nx: y", "canary\n", "canary\0", "canaryü", ""].map(token);
    let with_colon = Credential::Basic {
        user: "can:ary".to_owned(),
        password: "canary".into(),
    };
    let cookies = [
        "canary;", "can ary", "canary,", "ca\"nary", "can\\ary", "canaryü",
    ]
    .map(token);
    let all = tokens
        .map(|it| (0, it))
        .into_iter()
        .chain([(0, wrong_kind), (1, with_colon)]);
    for (scheme, credential) in all.chain(cookies.map(|it| (4, it))) {
        let builder = ClientBuilder::for_api(&API).credential(scheme, credential);
        let error = builder.build().unwrap_err();
        assert!(!format!("{error} {error:?}").contains("canary"), "{error}");
    }
}

#[tokio::test]
async fn a_cookie_is_sent_as_it_is() {
    for value in ["abc==%2B", "\"a/b+c\"", "!#$&'()*-.:<=>?@[]^_`{|}~"] {
        let builder = ClientBuilder::for_api(&API).credential(4, token(value));
        let request = send(builder, with(&[&[4]])).await.unwrap();
        assert_eq!(request.headers()["cookie"], format!("session={value}"));
    }
}

#[tokio::test]
async fn a_401_names_the_setter() {
    let silent: &'static Api = Box::leak(Box::new(Api {
        security: None,
        envelope: None,
        ..API
    }));
    let both = || api::builder("t").credential(2, token("k"));
    let bearer = "check the credential of `ClientBuilder::bearer_auth`";
    for (builder, spec, advice) in [
        // It was refused.
        (api::builder("t"), with(&[&[0]]), bearer),
        (
            both(),
            with(&[&[0, 2]]),
            "check the credential of `ClientBuilder::bearer_auth` and `ClientBuilder::key_header`",
        ),
        // It is optional and not set, or the document doesn't ask for it.
        (
            ClientBuilder::for_api(&API),
            with(&[&[], &[0], &[1, 2]]),
            "no credential was sent: call `ClientBuilder::bearer_auth` (scheme `token`), or \
             `ClientBuilder::basic_auth` (scheme `basic`) and `ClientBuilder::key_header` (scheme `header`)",
        ),
        (
            ClientBuilder::for_api(silent).base_url("https://a.example"),
            Box::leak(Box::new(api::spec(Method::GET, "/x"))),
            "no credential was sent: call `ClientBuilder::bearer_auth` (scheme `token`), or \
             `ClientBuilder::basic_auth` (scheme `basic`), or `ClientBuilder::key_header` (scheme `header`), or \
             `ClientBuilder::key_query` (scheme `query`), or `ClientBuilder::session` (scheme `session`), or \
             `ClientBuilder::other_auth` (scheme `other`)",
        ),
        // The caller knows where it comes from.
        (
            ClientBuilder::for_api(silent).default_header("authorization", "Bearer x"),
            Box::leak(Box::new(api::spec(Method::GET, "/x"))),
            "check the credential",
        ),
    ] {
        let server = Memory::new(|_| Memory::json(401, "{}"));
        let client = builder.transport(server).clock(TestClock::new());
        let client = client.build().unwrap();
        let error = client.call(spec).await.unwrap_err();
        let base = client.base_url().trim_end_matches('/');
        assert_eq!(
            error.to_string(),
            format!("GET {base}/x: 401 Unauthorized; {advice}")
        );
    }
}

/// JSON has several ways to write the same text.
#[tokio::test]
async fn a_secret_that_json_or_a_url_escapes_is_not_shown() {
    let token = "ab/cd+\"ef";
    for body in [
        r#"{"error": "unknown token ab\/cd+\"ef"}"#,
        r#"{"error": "unknown token ab/cd+\"ef"}"#,
        r#"{"error": "unknown token ab\u002fcd\u002B\u0022ef"}"#,
        r#"{"error": "unknown token ab%2Fcd%2B%22ef"}"#,
    ] {
        let server = Memory::new(move |_| Memory::json(401, body));
        let builder = ClientBuilder::for_api(&api::API).base_url("https://api.example.com");
        let builder = builder.credential(0, Credential::Token(token.into()));
        let client = builder.transport(server).clock(TestClock::new()).build();
        let error = client.unwrap().find("1").await.unwrap_err();
        let source = std::error::Error::source(&error).map(ToString::to_string);
        let text = format!("{error} {error:?} {source:?}");
        assert!(
            text.contains("unknown token …") && !text.contains("cd"),
            "{text}"
        );
    }
}
