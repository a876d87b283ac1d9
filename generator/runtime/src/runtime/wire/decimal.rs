//! `format: decimal`.

use super::{Place, Scalar, Shape, View, Wire, outline};
use serde_json::{Number, Value};
use std::fmt;
use std::str::FromStr;

/// A decimal number with all of its digits, as JSON writes it.
///
/// Create one from a number, or from a text: `"12345678901234567890.123456789".parse()`. Numbers compare by their
/// digits: `1.10` isn't `1.1`. Other values than numbers are written unchanged; a text with a number is understood.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// The digits; empty if the value is not a number.
    digits: Box<str>,
    /// The unchanged value, if it is not a JSON number.
    sent: Option<Box<Value>>,
}

impl Decimal {
    fn of(digits: impl Into<Box<str>>) -> Self {
        Self {
            digits: digits.into(),
            sent: None,
        }
    }

    /// The number as JSON writes it; `None` if the value is not a number.
    #[must_use]
    pub fn digits(&self) -> Option<&str> {
        Some(&*self.digits).filter(|digits| !digits.is_empty())
    }

    /// The nearest double; `None` if the value is not a number.
    #[must_use]
    pub fn to_f64(&self) -> Option<f64> {
        self.digits()?.parse().ok()
    }
}

macro_rules! from_integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Decimal {
            fn from(value: $integer) -> Self {
                Self::of(value.to_string())
            }
        }
    )*};
}

from_integers!(i32 u32 i64 u64 i128 u128);

/// Takes the shortest digits of the number. NaN and infinity become null.
impl From<f64> for Decimal {
    fn from(value: f64) -> Self {
        match Number::from_f64(value) {
            Some(number) => Self::of(number.to_string()),
            None => Self {
                digits: Box::default(),
                sent: Some(Box::new(Value::Null)),
            },
        }
    }
}

/// The error of a text that is not a number as JSON writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADecimal;

impl fmt::Display for NotADecimal {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a number as JSON writes it")
    }
}

impl std::error::Error for NotADecimal {}

impl FromStr for Decimal {
    type Err = NotADecimal;
    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        if is_number(text) {
            Ok(Self::of(text))
        } else {
            Err(NotADecimal)
        }
    }
}

/// Whether a text is a number (RFC 8259, section 6).
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (text, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let is_padded = whole.len() > 1 && whole.starts_with('0');
    digits(whole) && !is_padded && digits(fraction) && digits(exponent)
}

impl fmt::Display for Decimal {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sent {
            Some(sent) if self.digits.is_empty() => sent.fmt(f),
            _ => f.pad(&self.digits),
        }
    }
}

impl fmt::Debug for Decimal {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decimal({self})")
    }
}

impl Scalar for Decimal {
    fn read(&mut self, value: Value) -> bool {
        let digits = match &value {
            Value::Number(number) => number.to_string(),
            Value::String(text) if is_number(text) => text.clone(),
            _ => String::new(),
        };
        self.digits = digits.into();
        self.sent = (!value.is_number()).then(|| Box::new(value));
        !self.digits.is_empty()
    }
    fn value(&self) -> Value {
        match &self.sent {
            Some(sent) => Value::clone(sent),
            None => Value::from(&*self.digits),
        }
    }
    fn expected(&self) -> &'static str {
        "a number"
    }
    fn keep(&mut self) -> Option<&mut Box<str>> {
        self.sent = None;
        Some(&mut self.digits)
    }
}

impl Wire for Decimal {
    type As = Self;
}

impl Shape<Self> for Decimal {
    fn blank() -> Self {
        Self::of("0")
    }
    fn place(value: &mut Self) -> Place<'_> {
        outline::scalar(value)
    }
    fn view(value: &Self) -> View<'_> {
        match &value.sent {
            Some(sent) => View::Json(sent),
            None => View::Digits(&value.digits),
        }
    }
}

super::impl_serde!(Decimal);
