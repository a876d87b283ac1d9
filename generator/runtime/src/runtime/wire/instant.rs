//! Points in time: their form in RFC 3339, and conversions from and to the system's clock.

use super::calendar::civil_from_days;
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The seconds of a day.
pub(super) const DAY: i64 = 86_400;

/// A point in time: seconds since 1970-01-01T00:00:00Z, and the nanoseconds after them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Instant {
    pub(super) seconds: i64,
    pub(super) nanos: u32,
}

impl Instant {
    #[inline]
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
    #[inline]
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
