//! A canary stands in for each kind of secret. Every kind of error is made, and all that prints is searched for it.

#![cfg(all(feature = "reqwest", feature = "rustls"))]

#[path = "secrets/opened.rs"]
mod opened;
mod support;

use http::{HeaderMap, Method};
use openapi_client_runtime::runtime::retry::Outcome;
use openapi_client_runtime::runtime::transport::Reqwest;
use openapi_client_runtime::runtime::wire::{Base64, Mismatches, Reading, View};
use openapi_client_runtime::runtime::{
    AccessToken, Call, Client, ClientBuilder, ClientCredentials, Credential, Error, ErrorKind,
    FilePart, Memory, Multipart, OperationSpec, RawResponse, RefreshToken, Requirement, Secret,
    SendBody, TransportError, UnknownWebhook,
};
use opened::{
    Rows, STREAM, Stream, answering, at_once, file, hooked, lines, mock, opened, received,
};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use support::api::{API, NotFound, Op};
use support::{Act, ClientExt, Server, TestClock, api};

const CANARY: &str = "canary-5ec7e7";

const fn needs(scheme: usize) -> Requirement {
    Requirement {
        scheme,
        scopes: &[],
    }
}

static ALL: OperationSpec = OperationSpec {
    name: "operation",
    method: Method::POST,
    named_method: "",
    path: std::borrow::Cow::Borrowed("/x/{id}"),
    accept: "application/json",
    security: Some(&[&[needs(0), needs(2), needs(3), needs(4)]]),
    server: None,
    idempotency_key: "Idempotency-Key",
    client_headers: &[],
    required_headers: &[],
    secrets: &[],
    secret_reply: false,
    secret_errors: &[],
    error_events: false,
    redirects: &[],
    answers: &[],
};

fn builder() -> ClientBuilder {
    let token = || Credential::Token(Secret::from(CANARY));
    [0, 2, 3, 4]
        .into_iter()
        .fold(ClientBuilder::for_api(&API), |builder, scheme| {
            builder.credential(scheme, token())
        })
}

/// A call with the canary in each place: credentials, path, query, header, cookie and body.
fn call(client: &Client, path: &str) -> Call<Op> {
    let mut parts = client.start(&ALL);
    parts.path("id", View::Str(path));
    parts.header("X-A", View::Str(CANARY));
    parts.cookie("c", View::Str(CANARY));
    parts.json(View::Str(CANARY));
    Call::new(parts)
        .extra_query("q", CANARY)
        .extra_header("X-Api-Key", CANARY)
}

/// Everything that a caller might print of an error.
fn printed(error: &Error<NotFound>) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        write!(text, " {error} {error:?} {error:#?}").unwrap();
        source = error.source();
    }
    text
}

#[tokio::test]
async fn no_error_shows_a_secret() {
    // The server repeats the secret wherever it can.
    let echo =
        |status, body: &str| Act::answer(status, &[("x-echo", CANARY), ("location", CANARY)], body);
    let object = format!(r#"{{"id": ["{CANARY}"], "request_id": "{CANARY}"}}"#);
    let envelope = format!(r#"{{"type": "error.list", "message": "{CANARY}"}}"#);
    let truncated =
        format!("HTTP/1.1 200 OK\r\nx-echo: {CANARY}\r\ncontent-length: 999\r\n\r\n\"{CANARY}");
    let broken = format!("HTTP/9.9 {CANARY}\r\n\r\n");
    let long = CANARY.repeat(9000);
    let mut seen = BTreeSet::new();
    for act in [
        Act::Refuse,
        Act::ResetBefore,
        Act::ResetAfter,
        Act::Stall,
        echo(302, ""),
        echo(404, &object),
        echo(429, &object),
        echo(503, CANARY),
        echo(200, &object),
        echo(200, &format!("\"{CANARY}\"")),
        echo(200, &envelope),
        echo(200, &long),
        Act::Answer(truncated.into_bytes()),
        Act::Answer(broken.into_bytes()),
    ] {
        let server = Server::start(vec![act]).await;
        let clock = TestClock::new();
        let client = builder()
            .base_url(server.url())
            .max_body(100_000)
            .clock(clock.clone());
        let client = client.attempt_timeout(clock.real).build().unwrap();
        let error = call(&client, CANARY).await.unwrap_err();
        let text = printed(&error);
        assert!(!text.contains(CANARY), "{text}");
        seen.insert(format!("{:?}", error.kind()));
    }
    let client = builder()
        .transport(Memory::new(|_| Memory::json(200, "")))
        .clock(TestClock::new());
    let client = client.build().unwrap();
    for refused in [
        call(&client, &format!("../{CANARY}")),
        call(&client, "1").extra_header("x-b", &format!("{CANARY}\n")),
        call(&client, "1").extra_query(&"q".repeat(70_000), CANARY),
    ] {
        let text = printed(&refused.await.unwrap_err());
        assert!(!text.contains(CANARY), "{text}");
        seen.insert("Request".to_owned());
    }
    // None of the kinds that a call can end with was left out.
    let kinds = [
        "Api", "Body", "Connect", "Decode", "Lost", "Request", "Timeout",
    ];
    assert_eq!(seen.iter().map(String::as_str).collect::<Vec<_>>(), kinds);
}

#[tokio::test]
async fn a_refused_credential_is_not_shown() {
    let spec = api::spec(Method::GET, "/x").server(1);
    let client = builder()
        .own_server(1, "http://evil.example")
        .transport(Memory::new(|_| Memory::json(200, "")))
        .clock(TestClock::new());
    let error = client
        .build()
        .unwrap()
        .call(Box::leak(Box::new(spec)))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(!printed(&error).contains(CANARY));
}

/// A way to plant the canary in a type and to print it.
type Print = fn(&Planted) -> String;

/// What the canary was planted in.
struct Planted {
    client: Client,
    memory: Memory,
    headers: HeaderMap,
}

impl Planted {
    async fn new() -> Self {
        let memory = Memory::new(|request| {
            print!("{request:?}");
            let response = http::Response::builder().header("set-cookie", CANARY);
            response
                .header("x-key", CANARY)
                .body(r#"{"id": "m"}"#.into())
                .map_err(TransportError::lost)
        });
        let builder = builder().transport(memory.clone()).clock(TestClock::new());
        let client = builder.build().unwrap();
        let response = call(&client, CANARY).send_with_response().await.unwrap();
        // What is marked doesn't show wherever a caller prints the headers, either.
        for name in ["set-cookie", "x-key"] {
            assert!(response.headers[name].is_sensitive(), "{name}");
        }
        Self {
            client,
            memory,
            headers: response.headers,
        }
    }

    fn raw(&self) -> RawResponse {
        RawResponse {
            status: http::StatusCode::OK,
            headers: self.headers.clone(),
            body: CANARY.into(),
        }
    }
}

/// Every type that can hold a secret, and all that prints it.
const PRINTED: &[(&str, Print)] = &[
    ("Client", |planted| format!("{:?}", planted.client)),
    ("ClientBuilder", |_| {
        let builder = builder().default_header("authorization", CANARY);
        format!("{:?}", builder.default_header("x-other", CANARY))
    }),
    ("BuildError", |_| {
        let url = format!("https://u:{CANARY}@a.example/{CANARY}");
        let error = builder().base_url(url).build().unwrap_err();
        format!("{error} {error:?}")
    }),
    ("Call", |planted| {
        format!("{:?}", call(&planted.client, CANARY))
    }),
    ("Parts", |planted| {
        format!("{:?}", call(&planted.client, CANARY).parts_mut())
    }),
    ("Sending", |planted| {
        format!("{:?}", call(&planted.client, CANARY).send())
    }),
    ("Response", |planted| {
        let mut response = received(&planted.headers);
        let value = CANARY.parse().unwrap();
        response.headers.insert("x-unmarked", value);
        format!("{response:?} {:?}", response.headers["set-cookie"])
    }),
    ("Incoming", |planted| {
        let incoming = opened(&planted.headers);
        assert_eq!(incoming.headers().len(), planted.headers.len());
        format!("{incoming:?}")
    }),
    ("Events", |planted| {
        let client = answering(&planted.headers);
        format!(
            "{:?}",
            at_once(Call::<Stream>::new(client.start(&STREAM)).send())
        )
    }),
    ("Pages", |planted| {
        format!("{:?}", call(&planted.client, CANARY).pages())
    }),
    ("PageItems", |planted| {
        format!("{:?}", call(&planted.client, CANARY).items())
    }),
    ("Lines", |planted| {
        let client = answering(&planted.headers);
        format!(
            "{:?}",
            at_once(Call::<Rows>::new(client.start(&STREAM)).send())
        )
    }),
    ("HookRequest", |planted| hooked(&planted.headers).0),
    ("HookResponse", |planted| hooked(&planted.headers).1),
    ("SendBody", |_| format!("{:?}", SendBody::from(CANARY))),
    ("SendLines", |_| lines()),
    ("FilePart", |_| file()),
    ("Multipart", |_| {
        let parts = Multipart::new().text("a", CANARY);
        format!("{:?}", parts.file("b", FilePart::new(CANARY, CANARY)))
    }),
    ("RawResponse", |planted| format!("{:?}", planted.raw())),
    ("UnknownWebhook", |planted| {
        let RawResponse { headers, body, .. } = planted.raw();
        let name = "event".to_owned();
        format!(
            "{:?}",
            UnknownWebhook {
                name,
                headers,
                body
            }
        )
    }),
    ("Outcome", |planted| {
        format!(
            "{:?}",
            Outcome::Answered(http::StatusCode::OK, &planted.headers)
        )
    }),
    ("Secret", |_| {
        let secret = Secret::from(CANARY);
        assert_eq!(secret.expose(), CANARY);
        format!("{secret} {secret:?}")
    }),
    ("Credential", |_| {
        let basic = Credential::Basic {
            user: CANARY.to_owned(),
            password: CANARY.into(),
        };
        format!("{basic:?} {:?}", Credential::Token(CANARY.into()))
    }),
    ("Identity", |_| {
        format!(
            "{:?}",
            Credential::identity(CANARY.as_bytes(), CANARY.as_bytes())
        )
    }),
    ("AccessToken", |_| format!("{:?}", AccessToken::new(CANARY))),
    ("ClientCredentials", |_| {
        let source = ClientCredentials::new(format!("https://{CANARY}.example"), CANARY, CANARY);
        format!("{:?}", source.scope(CANARY).parameter("p", CANARY))
    }),
    ("RefreshToken", |_| {
        let source = RefreshToken::new("https://a.example", CANARY).client(CANARY, CANARY);
        let text = format!("{source:?}");
        let credential = Credential::Source(std::sync::Arc::new(source), "source");
        format!("{text} {credential:?}")
    }),
    ("Memory", |planted| format!("{:?}", planted.memory)),
    ("Mock", |_| format!("{:?}", mock())),
    ("MockOperation", |_| format!("{:?}", mock().on::<Op>())),
    ("RecordedRequest", |planted| {
        let request = &planted.memory.requests()[0];
        assert!(request.uri().query().unwrap().contains(CANARY));
        let marked = ["authorization", "x-key", "cookie", "x-api-key"];
        let marked = marked.map(|name| request.headers()[name].clone());
        format!("{:?} {marked:?}", planted.memory.requests())
    }),
    ("TransportError", |_| {
        // Its source is the transport's own.
        let error = TransportError::no_direct_way();
        format!(
            "{error} {error:?} {:?}",
            TransportError::no_runtime("none").to_string()
        )
    }),
    ("Reqwest", |_| {
        let headers =
            HeaderMap::from_iter([(http::header::AUTHORIZATION, CANARY.parse().unwrap())]);
        let proxy = reqwest::Proxy::all(format!("http://u:{CANARY}@a.example")).unwrap();
        let builder = reqwest::Client::builder()
            .proxy(proxy)
            .default_headers(headers);
        format!("{:?}", Reqwest::with_client(support::with_tls(builder)))
    }),
    ("Mismatches", |_| format!("{:?}", mismatches())),
    ("Mismatch", |_| format!("{:?}", mismatches().iter().next())),
];

/// The mismatches of a list whose values are secret.
fn mismatches() -> Mismatches {
    let mut reading = Reading::default();
    let text = format!(r#"[null, "{CANARY}"]"#);
    let list: Vec<String> = reading.json(text.as_bytes()).unwrap();
    assert_eq!(list, [CANARY]);
    reading.mismatches()
}

/// The other tests make each kind of them: `no_error_shows_a_secret` here, `wire/errors.rs` and `hooks.rs`.
const ERRORS: &[&str] = &[
    "AnyBody",
    "Error",
    "Problem",
    "DecodeError",
    "EncodeError",
    "OutOfBounds",
    "NotADecimal",
    "NotAnInstant",
    "TokenError",
    "WebhookError",
];

/// They hold nothing that a caller or a server sends.
const CONSTANT: &[&str] = &[
    "AnyRequest",
    "Api",
    "AsBox",
    "AsChecked",
    "AsObject",
    "AsScalar",
    "AsText",
    "AsTuple",
    "AsUnion",
    "Attempt",
    "BrowserClock",
    "Constant",
    "Envelope",
    "ErrorKind",
    "Extent",
    "Fetch",
    "Field",
    "FormField",
    "Limit",
    "ListedServer",
    "Literal",
    "Only",
    "OperationSpec",
    "OwnServer",
    "OwnUrl",
    "PageRule",
    "Requirement",
    "Pick",
    "Plan",
    "Presence",
    "RetryPolicy",
    "Route",
    "Scheme",
    "SecretMembers",
    "SecurityScheme",
    "Slot",
    "Style",
    "Table",
    "TokenSender",
    "TokioClock",
    "TypeInfo",
];

/// They have no `Debug`, or are values, and what holds a secret one hides it as a whole.
const VALUES: &[&str] = &[
    "Answer",
    "Blocking",
    "Event",
    "Base64",
    "Date",
    "DateTime",
    "Decimal",
    "Extra",
    "Loose",
    "Maybe",
    "Parsed",
    "Place",
    "PlainText",
    "Reading",
    "UnixTime",
    "View",
];

/// The public types in the files of a folder.
#[expect(
    clippy::disallowed_methods,
    reason = "a test reads the sources of the runtime"
)]
fn types(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            types(&path, found);
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        let lines = text.lines();
        let rest = lines.filter_map(|line| {
            line.strip_prefix("pub struct ")
                .or(line.strip_prefix("pub enum "))
        });
        let end = |c: char| !c.is_alphanumeric();
        found.extend(
            rest.filter_map(|rest| rest.split(end).next())
                .map(str::to_owned),
        );
    }
}

#[tokio::test]
async fn no_public_type_shows_a_secret() {
    let planted = Planted::new().await;
    for (name, print) in PRINTED {
        let text = print(&planted);
        assert!(!text.is_empty() && !text.contains(CANARY), "{name}: {text}");
        // Nor in the forms that bytes and credentials have on the wire.
        assert!(
            !text.contains(&Base64::from(CANARY.as_bytes().to_vec()).to_string()),
            "{name}"
        );
    }
    // A new type has to be put into one of the lists.
    let mut found = BTreeSet::new();
    types(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../../generator/runtime/src/runtime"),
        &mut found,
    );
    let names = PRINTED.iter().map(|(name, _)| *name);
    let names = names.chain([ERRORS, CONSTANT, VALUES].concat());
    assert_eq!(found, names.map(str::to_owned).collect());
}

#[tokio::test]
async fn a_password_of_a_proxy_is_not_shown() {
    let proxy = reqwest::Proxy::all(format!("http://{CANARY}:{CANARY}@127.0.0.1:1")).unwrap();
    let builder = reqwest::Client::builder().proxy(proxy);
    let transport = Reqwest::with_client(support::with_tls(builder));
    for url in ["http://a.example", "https://a.example"] {
        let builder = ClientBuilder::for_api(&API)
            .base_url(url)
            .transport(transport.clone());
        let client = builder.clock(TestClock::new()).build().unwrap();
        let spec = api::spec(Method::GET, "/x").security(&[]);
        let error = client.call(Box::leak(Box::new(spec))).await.unwrap_err();
        let text = printed(&error);
        assert!(error.is_connect() && !text.contains(CANARY), "{text}");
    }
}
