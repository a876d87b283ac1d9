//! The meaning of an unquoted YAML scalar, by the core schema of YAML 1.2: `yes`, `on` and dates are
//! text. Unlike there, so is a number with leading zeros, which is a code rather than a count.

use serde_json::{Number, Value};

/// The value of a plain scalar; `None` for a number that JSON can't hold, such as `.inf`.
pub fn plain(text: &str) -> Option<Value> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Some(Value::Null),
        "true" | "True" | "TRUE" => return Some(Value::Bool(true)),
        "false" | "False" | "FALSE" => return Some(Value::Bool(false)),
        _ => {}
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" => return None,
        ".nan" | ".NaN" | ".NAN" if unsigned.len() == text.len() => return None,
        _ => {}
    }
    if let Some(number) = radix(text) {
        return Some(number);
    }
    if is_decimal(unsigned) {
        return decimal(text.strip_prefix('+').unwrap_or(text)).map(Value::Number);
    }
    Some(Value::String(text.to_owned()))
}

/// The same, where a number that 64 bits don't hold is a text: its digits as JSON writes them.
pub fn digits(text: &str) -> Option<Value> {
    match plain(text) {
        Some(Value::Number(number)) if number.is_f64() => Some(json(text).into()),
        value => value,
    }
}

/// A number of YAML in the grammar of JSON: `+.5` is `0.5`, and `5.` is `5.0`.
fn json(text: &str) -> String {
    let text = text.strip_prefix('+').unwrap_or(text);
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => ("-", unsigned),
        None => ("", text),
    };
    let end = unsigned.find(['e', 'E']).unwrap_or(unsigned.len());
    let (mantissa, exponent) = unsigned.split_at(end);
    let Some((whole, fraction)) = mantissa.split_once('.') else {
        return text.to_owned();
    };
    let zero = |digits: &str| if digits.is_empty() { "0" } else { "" };
    let (before, after) = (zero(whole), zero(fraction));
    format!("{sign}{before}{whole}.{fraction}{after}{exponent}")
}

/// `0x1F` and `0o17`.
fn radix(text: &str) -> Option<Value> {
    let (digits, radix) = match text.split_at_checked(2)? {
        ("0x", digits) => (digits, 16),
        ("0o", digits) => (digits, 8),
        _ => return None,
    };
    if digits.starts_with('+') {
        return None;
    }
    u64::from_str_radix(digits, radix).ok().map(Value::from)
}

/// `[0-9]*(\.[0-9]*)?([eE][-+]?[0-9]+)?` with a digit before the exponent.
fn is_decimal(unsigned: &str) -> bool {
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_code = whole.len() > 1 && whole.starts_with('0');
    digits(whole)
        && digits(fraction)
        && whole.len() + fraction.len() > 0
        && !is_code
        && exponent.is_none_or(|exponent| {
            let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            !exponent.is_empty() && digits(exponent)
        })
}

/// An integer where 64 bits hold it, else the nearest double that is finite.
fn decimal(text: &str) -> Option<Number> {
    if let Ok(integer) = text.parse::<i64>() {
        return Some(integer.into());
    }
    if let Ok(integer) = text.parse::<u64>() {
        return Some(integer.into());
    }
    text.parse::<f64>().ok().and_then(Number::from_f64)
}
