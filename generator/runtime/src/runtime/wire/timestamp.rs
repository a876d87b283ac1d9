//! Points in time from RFC 3339: its `date-time`.

use super::calendar::days_from_civil;
use super::full_date::{digits, parse_date};
use super::instant::{DAY, Instant};

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
