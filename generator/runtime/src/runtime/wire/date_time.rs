//! `format: date-time`.

use super::instant::Instant;
use super::{Place, Shape, Text, View, Wire, outline};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::time::SystemTime;

/// A timestamp such as `2018-10-18T19:01:40Z` (RFC 3339, `date-time`).
///
/// The text is kept unchanged, with its offset and precision, even if it is not a timestamp.
/// Timestamps are equal if their texts are equal. They are ordered by their instants, then by their
/// texts; texts that are not timestamps come last.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateTime(String);

impl DateTime {
    /// Creates a timestamp from seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn from_unix_seconds(seconds: i64) -> Self {
        Self(Instant { seconds, nanos: 0 }.to_string())
    }

    /// The whole seconds since 1970-01-01T00:00:00Z; `None` if the text is not a timestamp.
    #[must_use]
    pub fn unix_seconds(&self) -> Option<i64> {
        Some(self.instant()?.seconds)
    }

    /// The instant; `None` if the text is not a timestamp.
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        self.instant()?.to_system()
    }

    /// The unchanged text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn instant(&self) -> Option<Instant> {
        Instant::parse(&self.0)
    }
}

impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        Self(Instant::from_system(time).to_string())
    }
}

/// Keeps the text, even if it is not a timestamp.
impl From<&str> for DateTime {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Keeps the text, even if it is not a timestamp.
impl From<String> for DateTime {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        // `None` is less than `Some`, but a text without an instant comes last.
        let key = |time: &Self| (time.instant().is_none(), time.instant());
        key(self)
            .cmp(&key(other))
            .then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DateTime({:?})", self.0)
    }
}

impl Text for DateTime {
    fn read(&mut self, text: &str) -> Result<(), &'static str> {
        self.0 = String::from(text);
        match Instant::parse(text) {
            Some(_) => Ok(()),
            None => Err("not a timestamp; kept as text"),
        }
    }
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

impl Wire for DateTime {
    type As = Self;
}

impl Shape<Self> for DateTime {
    fn blank() -> Self {
        Self(String::new())
    }
    fn place(value: &mut Self) -> Place<'_> {
        outline::text(value)
    }
    fn view(value: &Self) -> View<'_> {
        View::Str(&value.0)
    }
}

super::impl_serde!(DateTime);
