//! The rules of retrying: as a function, and over TCP with the requests counted on the server's side.
//! `cargo test -p openapi-client-runtime --test retries -- --nocapture` prints the table.

mod support;

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use openapi_client_runtime::runtime::retry::{Attempt, Outcome, decide, is_repeatable};
use openapi_client_runtime::runtime::{Client, ErrorKind, OperationSpec, RetryPolicy};
use std::time::Duration;
use support::clock::START;
use support::{Act, ClientExt, Server, TestClock, api};

static POST: OperationSpec = api::spec(Method::POST, "/x");
static PATCH: OperationSpec = api::spec(Method::PATCH, "/x");
static GET: OperationSpec = api::spec(Method::GET, "/x");
static HEAD: OperationSpec = api::spec(Method::HEAD, "/x");
static OPTIONS: OperationSpec = api::spec(Method::OPTIONS, "/x");
static PUT: OperationSpec = api::spec(Method::PUT, "/x");
static DELETE: OperationSpec = api::spec(Method::DELETE, "/x");

/// The columns of the table: the operation, and whether the call has an idempotency key.
static COLUMNS: [(&str, &OperationSpec, bool); 8] = [
    ("POST", &POST, false),
    ("POST+key", &POST, true),
    ("PATCH", &PATCH, false),
    ("GET", &GET, false),
    ("HEAD", &HEAD, false),
    ("OPTIONS", &OPTIONS, false),
    ("PUT", &PUT, false),
    ("DELETE", &DELETE, false),
];

/// When an attempt that ends like this is followed by another.
#[derive(Clone, Copy, PartialEq)]
enum Rule {
    Always,
    WhenRepeatable,
    Never,
}

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

fn rows() -> Vec<Row> {
    let row = |name: &str, act, rule, kind, arrives, processed, body| Row {
        name: name.to_owned(),
        act,
        rule,
        kind,
        arrives,
        processed,
        body,
    };
    let status = |status: u16, rule, processed| {
        let act = Act::answer(status, &[], "");
        row(
            &status.to_string(),
            act,
            rule,
            ErrorKind::Api,
            true,
            processed,
            false,
        )
    };
    let mut rows = vec![
        row(
            "refused",
            Act::Refuse,
            Rule::Always,
            ErrorKind::Connect,
            false,
            false,
            false,
        ),
        row(
            "reset before",
            Act::ResetBefore,
            Rule::WhenRepeatable,
            ErrorKind::Lost,
            false,
            true,
            false,
        ),
        row(
            "reset after",
            Act::ResetAfter,
            Rule::WhenRepeatable,
            ErrorKind::Lost,
            true,
            true,
            false,
        ),
        row(
            "stalled",
            Act::Stall,
            Rule::WhenRepeatable,
            ErrorKind::Timeout,
            true,
            true,
            false,
        ),
    ];
    rows.extend([408, 500, 502, 503, 504].map(|code| status(code, Rule::WhenRepeatable, true)));
    rows.push(status(429, Rule::Always, false));
    rows.extend([400, 401, 403, 404, 409, 422].map(|code| status(code, Rule::Never, false)));
    rows.extend([301, 501].map(|code| status(code, Rule::Never, true)));
    let truncated = Act::Answer(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"id\":".to_vec());
    let stalled =
        Act::StallAfter(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"id\":".to_vec());
    let undecodable = Act::answer(200, &[], r#"{"id": 1}"#);
    let envelope = Act::answer(200, &[], r#"{"type": "error.list", "errors": []}"#);
    let large = Act::answer(200, &[], &"x".repeat(2000));
    rows.extend([
        row(
            "200 truncated",
            truncated,
            Rule::Never,
            ErrorKind::Body,
            true,
            true,
            true,
        ),
        row(
            "200 stalled",
            stalled,
            Rule::Never,
            ErrorKind::Body,
            true,
            true,
            true,
        ),
        row(
            "200 oversize",
            large,
            Rule::Never,
            ErrorKind::Body,
            true,
            true,
            true,
        ),
        row(
            "200 undecodable",
            undecodable,
            Rule::Never,
            ErrorKind::Decode,
            true,
            true,
            true,
        ),
        row(
            "200 envelope",
            envelope,
            Rule::Never,
            ErrorKind::Api,
            true,
            true,
            true,
        ),
    ]);
    rows
}

/// A server that always does the same, a client of it, and a clock.
async fn prepare(row: &Row) -> (Server, Client, TestClock) {
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

    let label = format!("{} {} {key}: {error}", row.name, spec.method);
    let repeatable = key || spec.method.is_idempotent();
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
    print!("\nrequests/attempts  ");
    for (name, ..) in COLUMNS {
        print!("{name:>9}");
    }
    println!();
    for row in rows() {
        let mut cells = Vec::new();
        for (_, spec, key) in COLUMNS {
            let prepared = prepare(&row).await;
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

fn headers(pairs: &[(&str, String)]) -> HeaderMap {
    let pair = |(name, value): &(&str, String)| {
        (
            name.parse::<HeaderName>().unwrap(),
            HeaderValue::from_str(value).unwrap(),
        )
    };
    pairs.iter().map(pair).collect()
}

const ATTEMPT: Attempt = Attempt {
    retries: 0,
    repeatable: false,
    now: Duration::from_secs(START),
    left: Duration::from_secs(100_000),
    random: 1.0,
};

fn after_429(pairs: &[(&str, String)]) -> Option<Duration> {
    let headers = headers(pairs);
    let outcome = Outcome::Answered(StatusCode::TOO_MANY_REQUESTS, &headers);
    decide(&RetryPolicy::default(), ATTEMPT, outcome)
}

#[test]
fn a_429_waits_as_the_server_asks() {
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    let backoff = Some(Duration::from_millis(500));
    let after = |value: &str| ("retry-after", value.to_owned());
    let reset = |at: u64| ("x-ratelimit-reset", at.to_string());
    let cases: [(&str, Vec<(&str, String)>, Option<Duration>); 15] = [
        ("no headers", vec![], backoff),
        ("seconds", vec![after("7")], seconds(7)),
        ("spaces", vec![after(" 7 ")], seconds(7)),
        (
            "a date",
            vec![after("Thu, 01 Jan 2026 00:00:09 GMT")],
            seconds(9),
        ),
        (
            "a date that is over",
            vec![after("Wed, 31 Dec 2025 23:59:59 GMT")],
            backoff,
        ),
        ("zero", vec![after("0")], backoff),
        ("negative", vec![after("-5")], backoff),
        ("nonsense", vec![after("soon")], backoff),
        (
            "a day that isn't one",
            vec![after("Thu, 99 Jan 2026 00:00:09 GMT")],
            backoff,
        ),
        ("the longest allowed", vec![after("120")], seconds(120)),
        ("too long", vec![after("121")], None),
        ("Reset", vec![reset(START + 5)], seconds(5)),
        ("Reset in the past", vec![reset(START - 5)], backoff),
        ("Reset far away", vec![reset(START + 600)], None),
        ("both", vec![after("3"), reset(START + 600)], seconds(3)),
    ];
    for (name, pairs, expected) in cases {
        assert_eq!(after_429(&pairs), expected, "{name}");
    }
}

#[test]
fn dates_are_read_over_leap_years_and_centuries() {
    // Seconds as `date -u -d … +%s` prints them.
    for (date, seconds) in [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777_u64),
        ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000),
        ("Fri, 01 Mar 2024 00:00:00 GMT", 1_709_251_200),
        ("Tue, 29 Feb 2000 23:59:59 GMT", 951_868_799),
        ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
        ("Thu, 01 Jan 1970 00:00:10 GMT", 10),
    ] {
        let headers = headers(&[("retry-after", date.to_owned())]);
        let outcome = Outcome::Answered(StatusCode::TOO_MANY_REQUESTS, &headers);
        let attempt = Attempt {
            now: Duration::from_secs(seconds - 3),
            ..ATTEMPT
        };
        let delay = decide(&RetryPolicy::default(), attempt, outcome);
        assert_eq!(delay, Some(Duration::from_secs(3)), "{date}");
    }
}

#[test]
fn backoff_doubles_up_to_its_limit_and_is_jittered() {
    let policy = RetryPolicy::default().max_retries(99);
    let delay = |retries, random| {
        decide(
            &policy,
            Attempt {
                retries,
                random,
                ..ATTEMPT
            },
            Outcome::NotSent,
        )
    };
    let millis = |millis| Some(Duration::from_millis(millis));
    let full: Vec<_> = (0..6).map(|retries| delay(retries, 1.0)).collect();
    assert_eq!(full, [500, 1000, 2000, 4000, 8000, 8000].map(millis));
    assert_eq!(delay(98, 1.0), millis(8000));
    assert_eq!(delay(1, 0.25), millis(250));
    assert_eq!(delay(1, 0.0), millis(0));
    // A clock of the caller's may be wrong, but not fatal.
    assert_eq!(delay(0, f64::NAN), millis(500));
}

#[test]
fn nothing_is_sent_again_beyond_the_deadline_or_the_limit() {
    let policy = RetryPolicy::default();
    let decide = |attempt| decide(&policy, attempt, Outcome::NotSent);
    let left = |millis| Attempt {
        left: Duration::from_millis(millis),
        ..ATTEMPT
    };
    assert_eq!(decide(left(501)), Some(Duration::from_millis(500)));
    assert_eq!(decide(left(500)), None);
    assert_eq!(
        decide(Attempt {
            retries: 2,
            ..ATTEMPT
        }),
        None
    );
    assert!(
        decide(Attempt {
            retries: 1,
            ..ATTEMPT
        })
        .is_some()
    );
}

#[test]
fn repeatable_is_by_method_or_key() {
    let none = HeaderMap::new();
    let key = headers(&[("idempotency-key", "k".to_owned())]);
    for method in [
        Method::GET,
        Method::HEAD,
        Method::OPTIONS,
        Method::PUT,
        Method::DELETE,
    ] {
        assert!(is_repeatable(&method, &none), "{method}");
    }
    for method in [Method::POST, Method::PATCH, Method::CONNECT, Method::TRACE] {
        assert!(!is_repeatable(&method, &none), "{method}");
        assert!(is_repeatable(&method, &key), "{method}");
    }
}
