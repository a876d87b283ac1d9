//! Points in time, to and from RFC 3339 and the system's clock.

use super::civil::{civil_from_days, days_from_civil, days_in_month};
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const DAY: i64 = 86_400;

/// A point in time: seconds since 1970-01-01T00:00:00Z, and the nanoseconds after them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Instant {
    pub(super) seconds: i64,
    pub(super) nanos: u32,
}

impl Instant {
    /// Parses an RFC 3339 timestamp. A leap second becomes the second after it.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (date, time) = (text.get(..10)?, text.get(10..)?);
        let (year, month, day) = parse_date(date)?;
        let time = time.strip_prefix(['T', 't', ' '])?;
        let clock = time.get(..8)?.as_bytes();
        if clock[2] != b':' || clock[5] != b':' {
            return None;
        }
        let (hour, minute) = (digits(&clock[..2])?, digits(&clock[3..5])?);
        let second = digits(&clock[6..])?;
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let (nanos, zone) = parse_fraction(&time[8..])?;
        let days = days_from_civil(year, month, day);
        let local = days * DAY + hour * 3600 + minute * 60 + second;
        let seconds = local - parse_zone(zone)?;
        Some(Self { seconds, nanos })
    }

    pub(super) fn from_system(time: SystemTime) -> Self {
        let (whole, is_past) = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => (after, false),
            Err(error) => (error.duration(), true),
        };
        let seconds = i64::try_from(whole.as_secs()).unwrap_or(i64::MAX);
        let nanos = whole.subsec_nanos();
        match (is_past, nanos) {
            (false, nanos) => Self { seconds, nanos },
            (true, 0) => Self {
                seconds: -seconds,
                nanos,
            },
            (true, nanos) => Self {
                seconds: -seconds - 1,
                nanos: 1_000_000_000 - nanos,
            },
        }
    }

    /// `None` if the instant is outside of the system clock's range.
    pub(super) fn to_system(self) -> Option<SystemTime> {
        let whole = Duration::from_secs(self.seconds.unsigned_abs());
        let second = if self.seconds < 0 {
            UNIX_EPOCH.checked_sub(whole)?
        } else {
            UNIX_EPOCH.checked_add(whole)?
        };
        second.checked_add(Duration::from_nanos(self.nanos.into()))
    }
}

/// Writes RFC 3339 in UTC, with as many digits of the fraction as necessary.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.seconds.div_euclid(DAY));
        let second = self.seconds.rem_euclid(DAY);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        )?;
        if self.nanos > 0 {
            let digits = format!("{:09}", self.nanos);
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

/// Parses a date such as `2018-10-18`; the day must exist.
pub(super) fn parse_date(text: &str) -> Option<(i64, i64, i64)> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    if bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let (year, month) = (digits(&bytes[..4])?, digits(&bytes[5..7])?);
    let day = digits(&bytes[8..])?;
    let exists = (1..=days_in_month(year, month)).contains(&day);
    exists.then_some((year, month, day))
}

/// Parses digits; a sign is not allowed.
fn digits(bytes: &[u8]) -> Option<i64> {
    bytes.iter().try_fold(0, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| i64::from(byte - b'0'))?;
        Some(number * 10 + digit)
    })
}

/// Parses a fraction of a second, of any precision, and returns the rest of the text.
fn parse_fraction(text: &str) -> Option<(u32, &str)> {
    let Some(text) = text.strip_prefix('.') else {
        return Some((0, text));
    };
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (fraction, zone) = text.split_at(end);
    if fraction.is_empty() {
        return None;
    }
    let precise = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    let nanos = precise.fold(0, |nanos, digit| nanos * 10 + u32::from(digit - b'0'));
    Some((nanos, zone))
}

/// Parses `Z` or an offset such as `+02:00`, into seconds.
fn parse_zone(zone: &str) -> Option<i64> {
    if zone == "Z" || zone == "z" {
        return Some(0);
    }
    let bytes: &[u8; 6] = zone.as_bytes().try_into().ok()?;
    let sign = match bytes[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = (digits(&bytes[1..3])?, digits(&bytes[4..])?);
    let is_offset = bytes[3] == b':' && hours < 24 && minutes < 60;
    is_offset.then_some(sign * (hours * 3600 + minutes * 60))
}
