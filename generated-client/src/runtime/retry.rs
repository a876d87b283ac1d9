//! The rules for retries: one pure function, [`decide`].
//!
//! The rules depend on the state of the attempt. If nothing of the request was written, or a rate limit refused
//! it, it can always be repeated. The server may have processed any other request, so only idempotent requests
//! are repeated (RFC 9110, 9.2.2).

use http::header::RETRY_AFTER;
use http::{HeaderMap, Method, StatusCode};
use std::fmt;
use std::time::Duration;

/// The number of retries and the delays before them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// The largest number of retries. Defaults to 2.
    pub max_retries: u32,
    /// The longest delay before the first retry; it doubles with each retry. Defaults to 500 ms.
    pub base_delay: Duration,
    /// The upper limit of the doubled delay. Defaults to 8 s.
    pub max_delay: Duration,
    /// The longest delay that the server can ask for. If it asks for a longer one, the call returns the error at
    /// once, with the delay. Defaults to 120 s.
    pub max_server_delay: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_retries: 2,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(8),
            max_server_delay: Duration::from_secs(120),
        }
    }
}

impl RetryPolicy {
    /// A policy without retries.
    #[must_use]
    pub fn none() -> Self {
        Self::default().max_retries(0)
    }

    /// Sets the largest number of retries.
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// Sets the longest delay before the first retry, and the limit of its doubling.
    #[must_use]
    pub fn delays(mut self, base: Duration, max: Duration) -> Self {
        (self.base_delay, self.max_delay) = (base, max);
        self
    }

    /// Sets the longest delay that a server can ask for.
    #[must_use]
    pub fn max_server_delay(mut self, delay: Duration) -> Self {
        self.max_server_delay = delay;
        self
    }
}

/// The outcome of an attempt that failed. `Debug` doesn't show the headers.
#[derive(Clone, Copy)]
pub enum Outcome<'a> {
    /// The attempt failed before a byte of the request was written.
    NotSent,
    /// The connection broke or timed out after a byte was written.
    Lost,
    /// The server responded.
    Answered(StatusCode, &'a HeaderMap),
}

impl fmt::Debug for Outcome<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::NotSent => f.write_str("NotSent"),
            Outcome::Lost => f.write_str("Lost"),
            Outcome::Answered(status, _) => write!(f, "Answered({status}, …)"),
        }
    }
}

/// The facts of an attempt that the decision depends on, except for its outcome.
#[derive(Debug, Clone, Copy)]
pub struct Attempt {
    /// The number of earlier attempts.
    pub retries: u32,
    /// Whether the request is idempotent: see [`is_repeatable`].
    pub repeatable: bool,
    /// The time since 1970.
    pub now: Duration,
    /// The time until the call's deadline.
    pub left: Duration,
    /// A random number from 0 to 1.
    pub random: f64,
}

/// Whether a request only asks for information (RFC 9110, 9.2.1). QUERY, a GET with a body, is safe, too.
pub(crate) fn is_safe(method: &Method) -> bool {
    method.is_safe() || method == "QUERY"
}

/// Whether the request is idempotent: by its method (RFC 9110, 9.2.2) or by an idempotency key in the header
/// `key`.
#[must_use]
pub fn is_repeatable(method: &Method, headers: &HeaderMap, key: &str) -> bool {
    let key = headers.get(key).filter(|key| !key.is_empty());
    let is_idempotent = method.is_idempotent() || is_safe(method);
    is_idempotent && *method != Method::TRACE || key.is_some()
}

/// The delay before the next attempt; `None` to give up.
#[must_use]
pub fn decide(policy: &RetryPolicy, attempt: Attempt, outcome: Outcome<'_>) -> Option<Duration> {
    let (allowed, asked) = match outcome {
        Outcome::NotSent => (true, None),
        Outcome::Lost => (attempt.repeatable, None),
        Outcome::Answered(status, headers) => {
            let allowed = match status.as_u16() {
                429 => true,
                408 | 500 | 502 | 503 | 504 => attempt.repeatable,
                _ => false,
            };
            (allowed, server_delay(status, headers, attempt.now))
        }
    };
    if !allowed || attempt.retries >= policy.max_retries {
        return None;
    }
    let delay = match asked {
        Some(asked) if asked > policy.max_server_delay => return None,
        Some(asked) => asked,
        None => backoff(policy, attempt.retries, attempt.random),
    };
    // A wait that ends after the deadline would turn a response into a timeout.
    (delay < attempt.left).then_some(delay)
}

/// Exponential backoff with full jitter: from zero to the doubled delay.
fn backoff(policy: &RetryPolicy, retries: u32, random: f64) -> Duration {
    let longest = policy
        .base_delay
        .saturating_mul(2_u32.saturating_pow(retries));
    let longest = longest.min(policy.max_delay);
    Duration::try_from_secs_f64(longest.as_secs_f64() * random).unwrap_or(longest)
}

/// The delay that the server asks for: `Retry-After` (RFC 9110, 10.2.3), in seconds or as a date, or
/// for a 429 `X-RateLimit-Reset`, in seconds or milliseconds since 1970. A time in the past is no delay.
#[must_use]
pub fn server_delay(status: StatusCode, headers: &HeaderMap, now: Duration) -> Option<Duration> {
    let text = |name| headers.get(name)?.to_str().ok().map(str::trim);
    let until = |time: u64| Duration::from_secs(time).checked_sub(now);
    let retry_after = || {
        let value = text(RETRY_AFTER)?;
        match seconds(value) {
            Some(seconds) => Some(Duration::from_secs(seconds)),
            None => until(http_date(value, now)?),
        }
    };
    let reset = || {
        let value = text("x-ratelimit-reset".parse().ok()?)?;
        let time = seconds(value)?;
        // As seconds, this is the year 5138; as milliseconds, 1973.
        let is_millis = time >= 100_000_000_000;
        until(if is_millis { time.div_ceil(1000) } else { time })
    };
    let limited = status == StatusCode::TOO_MANY_REQUESTS;
    retry_after()
        .or_else(|| limited.then(reset).flatten())
        .filter(|delay| !delay.is_zero())
}

/// A number of seconds. One that is too large is the largest; a fraction, which some servers send, is rounded up.
fn seconds(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let are_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = are_digits(whole) && are_digits(fraction);
    let part = u64::from(fraction.bytes().any(|digit| digit != b'0'));
    is_number.then(|| whole.parse().unwrap_or(u64::MAX).saturating_add(part))
}

/// A date of RFC 9110, section 5.6.7, in seconds since 1970: `Sun, 06 Nov 1994 08:49:37 GMT`, or in an older form
/// `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
fn http_date(text: &str, now: Duration) -> Option<u64> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let words: Vec<&str> = text.split([' ', '-']).filter(|it| !it.is_empty()).collect();
    let (day, month, year, clock) = match words[..] {
        [name, day, month, year, clock, "GMT"] if name.ends_with(',') => (day, month, year, clock),
        [_, month, day, clock, year] => (day, month, year, clock),
        _ => return None,
    };
    let day: u64 = day.parse().ok()?;
    let month = Some(month).filter(|name| name.len() == 3)?;
    let month = MONTHS.find(month).filter(|at| at % 3 == 0)? as u64 / 3 + 1;
    let year = match year.len() {
        2 => in_century(year.parse().ok()?, now),
        _ => year.parse().ok()?,
    };
    let mut clock = clock.splitn(3, ':').map(str::parse::<u64>);
    let mut unit = |limit| clock.next()?.ok().filter(|value| *value < limit);
    let time = unit(24)? * 3600 + unit(60)? * 60 + unit(61)?;
    if !(1..=31).contains(&day) || !(1970..=9999).contains(&year) {
        return None;
    }
    // Years begin in March here, so that the day of a leap year is the last one.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leaps = year / 4 - year / 100 + year / 400;
    let days = year * 365 + leaps + (month * 153 + 2) / 5 + day - 1;
    // 719,468 days lie between 0000-03-01 and 1970-01-01.
    Some((days - 719_468) * 86_400 + time)
}

/// The year of two digits: at most 50 years in the future.
fn in_century(digits: u64, now: Duration) -> u64 {
    let this = 1970 + now.as_secs() / 31_556_952;
    let year = this / 100 * 100 + digits;
    if year > this + 50 { year - 100 } else { year }
}
