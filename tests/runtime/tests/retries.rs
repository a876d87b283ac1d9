//! The rules of retrying, over TCP, with the requests counted on the server's side; and timeouts of a transport.
//! `cargo test -p openapi-client-runtime --test retries -- --nocapture` prints the table.

#![cfg(feature = "reqwest")]

mod support;

use http::Method;
use openapi_client_runtime::runtime::transport::Reqwest;
use openapi_client_runtime::runtime::{Client, ErrorKind, Memory, OperationSpec, TransportError};
use std::time::Duration;
use support::{Act, ClientExt, Server, TestClock, api};

static POST: OperationSpec = api::spec(Method::POST, "/x");
static PATCH: OperationSpec = api::spec(Method::PATCH, "/x");
static GET: OperationSpec = api::spec(Method::GET, "/x");
static HEAD: OperationSpec = api::spec(Method::HEAD, "/x");
static OPTIONS: OperationSpec = api::spec(Method::OPTIONS, "/x");
static PUT: OperationSpec = api::spec(Method::PUT, "/x");
static DELETE: OperationSpec = api::spec(Method::DELETE, "/x");

static QUERY: OperationSpec = OperationSpec::new("operation").at_named("QUERY", "/x");
static COPY: OperationSpec = OperationSpec::new("operation").at_named("COPY", "/x");

/// The columns of the table: the operation, and whether the call has an idempotency key.
static COLUMNS: [(&str, &OperationSpec, bool); 10] = [
    ("POST", &POST, false),
    ("POST+key", &POST, true),
    ("PATCH", &PATCH, false),
    ("GET", &GET, false),
    ("HEAD", &HEAD, false),
    ("OPTIONS", &OPTIONS, false),
    ("PUT", &PUT, false),
    ("DELETE", &DELETE, false),
    ("QUERY", &QUERY, false),
    ("COPY", &COPY, false),
];

/// When an attempt that ends like this is followed by another.
#[derive(Clone, Copy, PartialEq)]
enum Rule {
    Always,
    WhenRepeatable,
    Never,
}

#[derive(Clone)]
struct Row {
    name: String,
    act: Act,
    rule: Rule,
    kind: ErrorKind,
    /// Whether the server gets to read the request to its end.
    arrives: bool,
    /// Whether the error has to say that the request may have been processed.
    processed: bool,
    /// A response to HEAD has no body to go wrong.
    body: bool,
}

fn row(name: &str, act: Act, rule: Rule, kind: ErrorKind) -> Row {
    Row {
        name: name.to_owned(),
        act,
        rule,
        kind,
        arrives: true,
        processed: true,
        body: false,
    }
}

/// Failures without an answer.
fn unanswered() -> Vec<Row> {
    let row = |name, act, kind| row(name, act, Rule::WhenRepeatable, kind);
    let refused = Row {
        rule: Rule::Always,
        arrives: false,
        processed: false,
        ..row("refused", Act::Refuse, ErrorKind::Connect)
    };
    let before = Row {
        arrives: false,
        ..row("reset before", Act::ResetBefore, ErrorKind::Lost)
    };
    let after = row("reset after", Act::ResetAfter, ErrorKind::Lost);
    let stalled = row("stalled", Act::Stall, ErrorKind::Timeout);
    vec![refused, before, after, stalled]
}

/// Answers that are errors by their status.
fn statuses() -> Vec<Row> {
    let rows = |codes: &[u16], rule, processed| {
        let row = |code: &u16| Row {
            processed,
            ..row(
                &code.to_string(),
                Act::answer(*code, &[], ""),
                rule,
                ErrorKind::Api,
            )
        };
        codes.iter().map(row).collect::<Vec<_>>()
    };
    let mut statuses = rows(&[429], Rule::Always, false);
    statuses.extend(rows(&[408, 500, 502, 503, 504], Rule::WhenRepeatable, true));
    statuses.extend(rows(&[400, 401, 403, 404, 409, 422], Rule::Never, false));
    statuses.extend(rows(&[301, 501], Rule::Never, true));
    statuses
}

/// Successes of which nothing can be made.
fn unreadable() -> Vec<Row> {
    let row = |name, act, kind| Row {
        body: true,
        ..row(name, act, Rule::Never, kind)
    };
    let begun = b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"id\":".to_vec();
    let answer = |body: &str| Act::answer(200, &[], body);
    vec![
        row("200 truncated", Act::Answer(begun.clone()), ErrorKind::Body),
        row("200 stalled", Act::StallAfter(begun), ErrorKind::Body),
        row("200 oversize", answer(&"x".repeat(2000)), ErrorKind::Body),
        row(
            "200 undecodable",
            answer(r#"{"id": []}"#),
            ErrorKind::Decode,
        ),
        row(
            "200 envelope",
            answer(r#"{"type": "error.list"}"#),
            ErrorKind::Api,
        ),
    ]
}

/// A server that always does the same, a client of it, and a clock.
async fn prepare(row: &Row, transport: Reqwest) -> (Server, Client, TestClock) {
    let server = Server::start(vec![row.act.clone()]).await;
    let clock = TestClock::new();
    let stalled = row.name.contains("stalled");
    let client = api::builder("token")
        .base_url(server.url())
        .attempt_timeout(if stalled {
            clock.real
        } else {
            Duration::from_secs(60)
        })
        .max_body(1000)
        .clock(clock.clone())
        .transport(transport)
        .build()
        .unwrap();
    (server, client, clock)
}

/// Sends one call; gives the number of complete requests and of attempts.
async fn run(
    row: &Row,
    (server, client, clock): (Server, Client, TestClock),
    spec: &'static OperationSpec,
    key: bool,
) -> String {
    let mut call = client.call(spec);
    if key {
        call = call.idempotency_key("k-1");
    }
    let error = call.send().await.unwrap_err();

    let label = format!("{} {key}: {error}", row.name);
    let is_idempotent = match spec.named_method {
        "" => spec.method.is_idempotent(),
        method => method == "QUERY",
    };
    let repeatable = key || is_idempotent;
    let retried = row.rule == Rule::Always || row.rule == Rule::WhenRepeatable && repeatable;
    let attempts = if retried { 3 } else { 1 };
    assert_eq!(error.attempts(), attempts, "{label}");
    assert_eq!(error.kind(), row.kind, "{label}");
    assert_eq!(error.may_have_been_processed(), row.processed, "{label}");
    let expected = if row.arrives { attempts as usize } else { 0 };
    assert_eq!(server.requests().len(), expected, "{label}");
    if !matches!(row.act, Act::Refuse) {
        assert_eq!(server.connections(), attempts as usize, "{label}");
    }
    // Full jitter with a random number of one half: half of 500 ms, half of 1 s.
    let delays: &[u64] = if retried { &[250, 500] } else { &[] };
    let delays: Vec<_> = delays.iter().copied().map(Duration::from_millis).collect();
    assert_eq!(clock.slept(), delays, "{label}");
    format!("{expected}/{attempts}")
}

#[tokio::test]
async fn every_row_of_the_rules_with_requests_counted() {
    let transport = Reqwest::new(Duration::from_secs(10)).unwrap();
    print!("\nrequests/attempts  ");
    for (name, ..) in COLUMNS {
        print!("{name:>9}");
    }
    println!();
    for row in [unanswered(), statuses(), unreadable()].concat() {
        let mut cells = Vec::new();
        for (_, spec, key) in COLUMNS {
            let prepared = prepare(&row, transport.clone()).await;
            let skipped = row.body && spec.method == Method::HEAD;
            let row = &row;
            cells.push(async move {
                if skipped {
                    None
                } else {
                    Some(run(row, prepared, spec, key).await)
                }
            });
        }
        print!("{:19}", row.name);
        // All of a row at once: those that stall wait for real.
        for count in support::all(cells).await {
            print!("{:>9}", count.unwrap_or("-".to_owned()));
        }
        println!();
    }
}

#[tokio::test]
async fn a_timeout_of_the_transport_is_one_whatever_was_sent() {
    let lost = "had no response in time: the transport has a limit of its own";
    for (failed, kind, is_sent, attempts, said) in [
        (
            TransportError::not_sent as fn(_) -> _,
            ErrorKind::Connect,
            false,
            3,
            "was not sent",
        ),
        (TransportError::lost, ErrorKind::Timeout, true, 1, lost),
    ] {
        let memory = Memory::new(move |_| Err(failed("late").timed_out()));
        let builder = api::builder("token").transport(memory.clone());
        let client = builder.clock(TestClock::new()).build().unwrap();
        let error = client.create("hi").await.unwrap_err();
        assert_eq!(
            (error.kind(), error.may_have_been_processed()),
            (kind, is_sent)
        );
        assert!(
            error.is_timeout() && error.to_string().contains(said),
            "{error}"
        );
        assert_eq!(memory.requests().len(), attempts);
    }
}
