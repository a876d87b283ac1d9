//! `format: unix-time`.

use super::instant::Instant;
use super::{Place, Scalar, Shape, View, Wire, buffered, outline};
use serde_json::Value;
use std::cmp::Ordering;
use std::fmt;
use std::time::SystemTime;

/// An instant, as whole seconds since 1970-01-01T00:00:00Z.
///
/// Other forms such as `1.0e9` and `"1539889300"` are read as well. They are written unchanged, and so
/// are values that are not instants, which come last in the order.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnixTime {
    seconds: Option<i64>,
    /// The unchanged value, if it is not the plain seconds.
    sent: Option<Box<Value>>,
}

impl UnixTime {
    /// Creates an instant from seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn from_seconds(seconds: i64) -> Self {
        Self {
            seconds: Some(seconds),
            sent: None,
        }
    }

    /// The seconds since 1970-01-01T00:00:00Z; `None` if the value is not an instant.
    #[must_use]
    pub fn seconds(&self) -> Option<i64> {
        self.seconds
    }

    /// The instant; `None` if the value is not an instant, or lies outside of the system clock's
    /// range.
    #[must_use]
    #[inline]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let seconds = self.seconds?;
        Instant { seconds, nanos: 0 }.to_system()
    }
}

/// Rounds down to whole seconds.
impl From<SystemTime> for UnixTime {
    #[inline]
    fn from(time: SystemTime) -> Self {
        Self::from_seconds(Instant::from_system(time).seconds)
    }
}

/// The error of a value that is not an instant, or lies outside of the system clock's range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnInstant;

impl fmt::Display for NotAnInstant {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an instant that the system's clock can hold")
    }
}

impl std::error::Error for NotAnInstant {}

impl TryFrom<UnixTime> for SystemTime {
    type Error = NotAnInstant;
    #[inline]
    fn try_from(time: UnixTime) -> Result<Self, NotAnInstant> {
        time.to_system_time().ok_or(NotAnInstant)
    }
}

impl Ord for UnixTime {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        // The last two make the order agree with equality.
        let key = |time: &Self| (time.seconds.is_none(), time.seconds, time.sent.is_some());
        let text = |time: &Self| time.sent.as_ref().map(ToString::to_string);
        key(self)
            .cmp(&key(other))
            .then_with(|| text(self).cmp(&text(other)))
    }
}

impl PartialOrd for UnixTime {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Writes RFC 3339 in UTC.
impl fmt::Display for UnixTime {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.seconds, &self.sent) {
            (Some(seconds), _) => f.pad(&Instant { seconds, nanos: 0 }.to_string()),
            (None, Some(sent)) => sent.fmt(f),
            (None, None) => Ok(()),
        }
    }
}

impl fmt::Debug for UnixTime {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnixTime({self})")
    }
}

impl Scalar for UnixTime {
    fn read(&mut self, value: Value) -> bool {
        self.seconds = match &value {
            Value::Number(number) => buffered::integer(number).and_then(|n| n.try_into().ok()),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        let is_plain = self.seconds.is_some() && value.is_i64();
        self.sent = (!is_plain).then(|| Box::new(value));
        self.seconds.is_some()
    }
    fn value(&self) -> Value {
        match &self.sent {
            Some(sent) => Value::clone(sent),
            None => Value::from(self.seconds),
        }
    }
    fn expected(&self) -> &'static str {
        "an integer of seconds"
    }
}

impl Wire for UnixTime {
    type As = Self;
}

impl Shape<Self> for UnixTime {
    fn blank() -> Self {
        Self::from_seconds(0)
    }
    fn place(value: &mut Self) -> Place<'_> {
        outline::scalar(value)
    }
    fn view(value: &Self) -> View<'_> {
        outline::show_scalar(value)
    }
}

super::impl_serde!(UnixTime);
