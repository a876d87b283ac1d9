//! JSON with the digits of its numbers: `serde_json`'s values round those that exceed 64 bits.

use indexmap::IndexMap;
use serde_json::value::RawValue;
use std::fmt;

/// A JSON value. Its text is that of `Display`.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object, in the order of its members.
    Map(IndexMap<String, Json>),
}

impl Json {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// When the text is not JSON.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        let text = text.trim();
        Ok(match text.as_bytes().first() {
            Some(b'{') => {
                let members: IndexMap<String, &RawValue> = serde_json::from_str(text)?;
                let members = members.into_iter();
                let members = members.map(|(name, raw)| Ok((name, Self::parse(raw.get())?)));
                Self::Map(members.collect::<Result<_, serde_json::Error>>()?)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text)?;
                let items = items.into_iter().map(|raw| Self::parse(raw.get()));
                Self::List(items.collect::<Result<_, _>>()?)
            }
            Some(b'"') => Self::Text(serde_json::from_str(text)?),
            Some(b't' | b'f') => Self::Bool(serde_json::from_str(text)?),
            Some(b'n') => serde_json::from_str(text).map(|()| Self::Null)?,
            _ => {
                let raw: &RawValue = serde_json::from_str(text)?;
                Self::Number(raw.get().to_owned())
            }
        })
    }

    /// Whether some number in it satisfies `test`.
    pub fn has_number(&self, test: &impl Fn(&str) -> bool) -> bool {
        match self {
            Self::Number(digits) => test(digits),
            Self::List(items) => items.iter().any(|item| item.has_number(test)),
            Self::Map(members) => members.values().any(|member| member.has_number(test)),
            _ => false,
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::Number(digits) => f.write_str(digits),
            Self::Text(text) => quoted(text, f),
            Self::List(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    f.write_str(if index > 0 { "," } else { "" })?;
                    item.fmt(f)?;
                }
                f.write_str("]")
            }
            Self::Map(members) => {
                f.write_str("{")?;
                for (index, (name, member)) in members.iter().enumerate() {
                    f.write_str(if index > 0 { "," } else { "" })?;
                    quoted(name, f)?;
                    f.write_str(":")?;
                    member.fmt(f)?;
                }
                f.write_str("}")
            }
        }
    }
}

/// A text in quotes, all on one line. Characters beyond 16 bits are escaped, as a pair of surrogates.
fn quoted(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("\"")?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            c if !(' '..='\u{FFFF}').contains(&c) || matches!(c, '\u{2028}' | '\u{85}') => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(f, "\\u{unit:04x}")?;
                }
            }
            c => fmt::Write::write_char(f, c)?,
        }
    }
    f.write_str("\"")
}

/// Whether two numbers are equal, digit by digit: `1`, `1.0` and `10e-1` are.
#[must_use]
pub fn same_number(a: &str, b: &str) -> bool {
    a == b || plain(a) == plain(b)
}

/// The sign, the digits without zeros around them, and the power of ten of the last digit.
fn plain(number: &str) -> (bool, String, i64) {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let kept = digits.trim_end_matches('0');
    let dropped = i64::try_from(digits.len() - kept.len()).unwrap_or(i64::MAX);
    let behind = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
    let exponent = exponent.parse::<i64>().unwrap_or_default();
    let kept = kept.trim_start_matches('0');
    if kept.is_empty() {
        return (false, String::new(), 0);
    }
    (sign, kept.to_owned(), exponent - behind + dropped)
}

/// Whether a number is an integer beyond the 64 bits that an `i64` has.
#[must_use]
pub fn is_beyond_64_bits(number: &str) -> bool {
    let (sign, digits, exponent) = plain(number);
    let Some(zeros) = usize::try_from(exponent).ok().filter(|zeros| *zeros < 400) else {
        return false;
    };
    let whole = format!(
        "{}{digits}{}",
        if sign { "-" } else { "" },
        "0".repeat(zeros)
    );
    !digits.is_empty() && whole.parse::<i64>().is_err()
}

#[cfg(test)]
mod tests {
    use super::{Json, is_beyond_64_bits, same_number};

    #[test]
    fn a_text_is_read_and_written_digit_by_digit() {
        for text in [
            "null",
            r#"{"b":[1.0,1e400,-0.0,true],"a":{"":"x\"\\"}}"#,
            r#"["\ud83d\ude00","\u0000","ü"]"#,
            "123456789012345678901234567890.10",
        ] {
            assert_eq!(Json::parse(text).unwrap().to_string(), text);
        }
        assert!(Json::parse("[1,]").is_err());
        assert!(Json::parse("01").is_err());
    }

    #[test]
    fn numbers_are_compared_by_value() {
        for (a, b) in [
            ("1", "1.0"),
            ("1e3", "1000"),
            ("0.10", "1E-1"),
            ("-0.0", "0"),
            ("5e-324", "5.0e-324"),
        ] {
            assert!(same_number(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("1", "-1"),
            ("18446744073709551615", "18446744073709552000"),
            ("1", "10"),
        ] {
            assert!(!same_number(a, b), "{a} {b}");
        }
    }

    #[test]
    fn the_limits_of_64_bits() {
        for number in [
            "9223372036854775807",
            "-9223372036854775808",
            "1.5",
            "1e3",
            "0",
            "1e-400",
        ] {
            assert!(!is_beyond_64_bits(number), "{number}");
        }
        for number in [
            "9223372036854775808",
            "1e30",
            "-1e19",
            "18446744073709551616.0",
        ] {
            assert!(is_beyond_64_bits(number), "{number}");
        }
    }
}
