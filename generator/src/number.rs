//! Numbers as JSON Schema compares them: `1.0` is `1` (2020-12 Core, section 4.2.2).

use serde_json::{Number, Value};
use std::cmp::Ordering;

/// Up to this number, a double holds each whole number.
pub const SAFE: f64 = 9_007_199_254_740_992.0;

/// The order of two numbers, if it is sure: a double beyond `SAFE` may stand for another number than the written one.
pub fn order(number: &Number, other: &Number) -> Option<Ordering> {
    if let (Some(number), Some(other)) = (number.as_i128(), other.as_i128()) {
        return Some(number.cmp(&other));
    }
    let order = number.as_f64()?.partial_cmp(&other.as_f64()?)?;
    let is_exact = |it: &Number| !it.is_f64() || it.as_f64().is_some_and(|it| it.abs() <= SAFE);
    (order.is_ne() || is_exact(number) && is_exact(other)).then_some(order)
}

/// Whether a number has a fraction.
pub fn has_fraction(number: &Number) -> bool {
    number.as_f64().is_some_and(|it| it.fract() != 0.0)
}

/// A whole number, however it is written. A double beyond `SAFE` may stand for another.
pub fn whole(number: &Number) -> Option<i64> {
    let written = || {
        let double = number.as_f64().filter(|it| it.abs() <= SAFE)?;
        let is_whole = !has_fraction(number);
        is_whole.then(|| format!("{double:.0}").parse().ok())?
    };
    number.as_i64().or_else(written)
}

/// The same of any value.
pub fn whole_value(value: &Value) -> Option<i64> {
    value.as_number().and_then(whole)
}

/// Whether a number is a multiple of a step, if it is sure: computed in decimals, in which 0.3 is 3 × 0.1.
pub fn is_multiple(number: &Number, step: &Number) -> Option<bool> {
    let is_rounded = |it: &Number| it.is_f64() && it.as_f64().is_none_or(|it| it.abs() > SAFE);
    if is_rounded(number) || is_rounded(step) {
        return None;
    }
    let (number, step) = (decimal(number)?, decimal(step)?);
    let exponent = number.1.min(step.1);
    let scaled = |(digits, own): (i128, i32)| {
        let places = u32::try_from(own - exponent).ok()?;
        digits.checked_mul(10_i128.checked_pow(places)?)
    };
    Some(scaled(number)?.checked_rem(scaled(step)?)? == 0)
}

/// The digits of a number, and the exponent of ten.
fn decimal(number: &Number) -> Option<(i128, i32)> {
    let text = number.to_string();
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((&text, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let places = i32::try_from(fraction.len()).ok()?;
    let exponent = exponent.parse::<i32>().ok()?.checked_sub(places)?;
    Some((format!("{whole}{fraction}").parse().ok()?, exponent))
}

#[cfg(test)]
mod tests {
    use super::{is_multiple, order, whole};
    use serde_json::Number;
    use std::cmp::Ordering::{self, Equal, Greater, Less};

    #[test]
    fn whole_numbers() {
        for (written, expect) in [
            ("2", Some(2)),
            ("2.0", Some(2)),
            ("-2e3", Some(-2000)),
            ("-0.0", Some(0)),
            ("2.5", None),
            ("9007199254740993", Some(9_007_199_254_740_993)),
            ("9007199254740994.0", None),
            ("18446744073709551615", None),
            ("1e300", None),
        ] {
            let number: Number = serde_json::from_str(written).unwrap();
            assert_eq!(whole(&number), expect, "{written}");
        }
    }

    #[test]
    fn multiples_are_decimals() {
        for (number, step, expect) in [
            ("0.3", "0.1", Some(true)),
            ("0.35", "0.1", Some(false)),
            ("4.35", "0.01", Some(true)),
            ("-6", "2.0", Some(true)),
            ("7", "2", Some(false)),
            ("0", "5", Some(true)),
            ("1e-7", "1e-8", Some(true)),
            ("1e-8", "1e-7", Some(false)),
            ("2e3", "0.5", Some(true)),
            ("9223372036854775807", "2", Some(false)),
            // These can be rounded, or have too many digits.
            ("1e300", "2", None),
            ("1", "1e-300", None),
            ("1", "0", None),
        ] {
            let parse = |text: &str| -> Number { serde_json::from_str(text).unwrap() };
            let found = is_multiple(&parse(number), &parse(step));
            assert_eq!(found, expect, "{number} {step}");
        }
    }

    #[test]
    fn the_order_of_large_integers_is_exact() {
        for (number, other, expect) in [
            ("1", "1.0", Some(Equal)),
            ("9007199254740992", "9007199254740993", Some(Less)),
            (
                "18446744073709551615",
                "18446744073709551614",
                Some(Greater),
            ),
            ("9223372036854775807", "9223372036854775807", Some(Equal)),
            // These can be rounded.
            ("18446744073709551616", "18446744073709551617", None),
            ("1e300", "1e301", Some(Less)),
        ] {
            let parse = |text: &str| -> Number { serde_json::from_str(text).unwrap() };
            let found: Option<Ordering> = order(&parse(number), &parse(other));
            assert_eq!(found, expect, "{number} {other}");
        }
    }
}
