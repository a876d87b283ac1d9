//! The rules of retrying, as the pure function that they are.

mod support;

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use openapi_client_runtime::runtime::RetryPolicy;
use openapi_client_runtime::runtime::retry::{Attempt, Outcome, decide, is_repeatable};
use std::time::Duration;
use support::clock::START;

#[test]
fn what_is_sent_again_is_what_was_not_done_or_can_be_done_twice() {
    let none = HeaderMap::new();
    let again = |outcome, repeatable| {
        let attempt = Attempt {
            repeatable,
            ..ATTEMPT
        };
        decide(&RetryPolicy::default(), attempt, outcome).is_some()
    };
    for code in 100..=599 {
        let outcome = Outcome::Answered(StatusCode::from_u16(code).unwrap(), &none);
        let transient = [408, 500, 502, 503, 504].contains(&code);
        assert_eq!(again(outcome, true), transient || code == 429, "{code}");
        assert_eq!(again(outcome, false), code == 429, "{code}");
    }
    assert!(again(Outcome::NotSent, true) && again(Outcome::NotSent, false));
    assert!(again(Outcome::Lost, true) && !again(Outcome::Lost, false));
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
    for (name, pairs, expected) in [
        ("no headers", vec![], backoff),
        ("seconds", vec![after("7")], seconds(7)),
        ("spaces", vec![after(" 7 ")], seconds(7)),
        ("a fraction", vec![after("1.25")], seconds(2)),
        ("a whole fraction", vec![after("2.000")], seconds(2)),
        ("half a fraction", vec![after("2.")], backoff),
        ("too many digits", vec![after("99999999999999999999")], None),
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
        (
            "Reset in milliseconds",
            vec![reset((START + 4) * 1000 + 1)],
            seconds(5),
        ),
        ("Reset far in the future", vec![reset(99_999_999_999)], None),
        ("Reset in the past", vec![reset(START - 5)], backoff),
        ("Reset far away", vec![reset(START + 600)], None),
        ("both", vec![after("3"), reset(START + 600)], seconds(3)),
    ] {
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
        // The older forms of RFC 9110, section 5.6.7.
        ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
        ("Sun Nov  6 08:49:37 1994", 784_111_777),
        ("Thursday, 29-Feb-24 12:00:00 GMT", 1_709_208_000),
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
    const KEY: &str = "idempotency-key";
    let none = HeaderMap::new();
    let key = headers(&[(KEY, "k".to_owned())]);
    for method in [
        Method::GET,
        Method::HEAD,
        Method::OPTIONS,
        Method::PUT,
        Method::DELETE,
    ] {
        assert!(is_repeatable(&method, &none, KEY), "{method}");
    }
    for method in [Method::POST, Method::PATCH, Method::CONNECT, Method::TRACE] {
        assert!(!is_repeatable(&method, &none, KEY), "{method}");
        assert!(is_repeatable(&method, &key, KEY), "{method}");
    }
}
