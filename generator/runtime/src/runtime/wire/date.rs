//! `format: date`.

use super::full_date::parse_date;
use super::{Place, Shape, Text, View, Wire, outline};
use std::borrow::Cow;
use std::fmt;

/// A date such as `2018-10-18` (RFC 3339, `full-date`).
///
/// The text is kept unchanged, even if it is not a date. Dates are ordered by their texts, which is
/// the order in time.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(String);

impl Date {
    /// Creates a date from year, month (from one) and day; `None` if the day doesn't exist or lies
    /// outside of the years 0 to 9999.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let text = format!("{year:04}-{month:02}-{day:02}");
        parse_date(&text)?;
        Some(Self(text))
    }

    /// The year; `None` if the text is not a date.
    #[must_use]
    pub fn year(&self) -> Option<u16> {
        parse_date(&self.0)?.0.try_into().ok()
    }

    /// The month, from one; `None` if the text is not a date.
    #[must_use]
    pub fn month(&self) -> Option<u8> {
        parse_date(&self.0)?.1.try_into().ok()
    }

    /// The day of the month, from one; `None` if the text is not a date.
    #[must_use]
    pub fn day(&self) -> Option<u8> {
        parse_date(&self.0)?.2.try_into().ok()
    }

    /// The unchanged text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Keeps the text, even if it is not a date.
impl From<&str> for Date {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Keeps the text, even if it is not a date.
impl From<String> for Date {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Date({:?})", self.0)
    }
}

impl Text for Date {
    fn read(&mut self, text: &str) -> Result<(), &'static str> {
        self.0 = String::from(text);
        match parse_date(text) {
            Some(_) => Ok(()),
            None => Err("not a date; kept as text"),
        }
    }
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

impl Wire for Date {
    type As = Self;
}

impl Shape<Self> for Date {
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

super::impl_serde!(Date);
