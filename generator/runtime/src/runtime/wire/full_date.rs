//! Dates in the form of RFC 3339: its `full-date`.

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
pub(super) fn digits(bytes: &[u8]) -> Option<i64> {
    bytes.iter().try_fold(0, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| i64::from(byte - b'0'))?;
        Some(number * 10 + digit)
    })
}

/// The number of days in a month; zero for an invalid month.
fn days_in_month(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    }
}
