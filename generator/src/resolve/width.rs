//! The width of whole numbers, by the bounds of their schema: 64 bits with or without a sign, or more.

use crate::openapi::view::Keywords;
use serde_json::Number;

/// 2 to the power of 63 and of 64, which a double holds.
pub const ENDS: [f64; 2] = [9_223_372_036_854_775_808.0, 18_446_744_073_709_551_616.0];

/// The ends of 64 bits as JavaScript writes them. It rounds the positive one with a sign to a number of 64 bits.
const ROUNDED: [&str; 2] = ["-9223372036854776000", "18446744073709552000"];

const FIRST: i128 = i64::MIN as i128;
const LAST: i128 = i64::MAX as i128;
const LAST_UNSIGNED: i128 = u64::MAX as i128;

/// The width of a whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width {
    /// Whether no number is negative, and some exceed the signed ones of 64 bits.
    pub is_unsigned: bool,
    /// Whether some exceed 64 bits.
    pub is_beyond: bool,
    /// Whether a bound exceeds the signed numbers of 32 bits.
    pub is_beyond_32: bool,
}

impl Width {
    /// The width of numbers with these keywords. `digits` are those of a keyword with an integer beyond 64 bits.
    pub fn of<'d>(keywords: &Keywords<'_>, digits: impl Fn(&str) -> Option<&'d str>) -> Self {
        let bound =
            |inclusive: Option<&Number>, exclusive: Option<&Number>, names: [&str; 2], by| {
                let inclusive = inclusive.map(|number| whole(number, digits(names[0])));
                let exclusive = exclusive.map(|number| whole(number, digits(names[1])));
                inclusive.or(exclusive.map(|number| number.saturating_add(by)))
            };
        let names = ["minimum", "exclusiveMinimum"];
        let least = bound(keywords.minimum, keywords.exclusive_minimum, names, 1);
        let names = ["maximum", "exclusiveMaximum"];
        let most = bound(keywords.maximum, keywords.exclusive_maximum, names, -1);
        let is_natural = least.is_some_and(|least| least >= 0);
        let is_unsigned = match keywords.format.name {
            None => is_natural && least.max(most).is_some_and(|most| most >= LAST),
            Some("uint64") => true,
            Some(_) => false,
        };
        let end = if is_unsigned { LAST_UNSIGNED } else { LAST };
        // A format says more than an end of 64 bits.
        let is_end = |bound: i128| keywords.format.name.is_some() && bound == LAST_UNSIGNED;
        let is_beyond = |bound: i128| bound < FIRST || bound > end && !is_end(bound);
        let bounds = || [least, most].into_iter().flatten();
        Self {
            is_unsigned,
            is_beyond: bounds().any(is_beyond),
            is_beyond_32: bounds().any(|bound| i32::try_from(bound).is_err()),
        }
    }

    /// Whether a type of 64 bits with a sign doesn't hold all numbers.
    pub fn is_unusual(self) -> bool {
        self.is_unsigned || self.is_beyond
    }
}

/// Whether a bound stands for an end of 64 bits, which JavaScript rounds.
pub fn is_rounded_end(number: &Number, digits: Option<&str>) -> bool {
    let is_end = number
        .as_f64()
        .is_some_and(|it| it == -ENDS[0] || ENDS.contains(&it));
    number.is_f64() && is_end && digits.is_none_or(|digits| ROUNDED.contains(&digits))
}

/// The whole number of a bound.
fn whole(number: &Number, digits: Option<&str>) -> i128 {
    let double = number.as_f64().unwrap_or_default();
    match (number.as_i64(), number.as_u64(), digits) {
        (Some(signed), _, _) => signed.into(),
        (_, Some(_), _) if double == ENDS[0] => LAST,
        (_, Some(unsigned), _) => unsigned.into(),
        _ if is_rounded_end(number, digits) && double < 0.0 => FIRST,
        _ if is_rounded_end(number, digits) && double == ENDS[0] => LAST,
        _ if is_rounded_end(number, digits) => LAST_UNSIGNED,
        (.., Some(digits)) => {
            digits
                .parse()
                .unwrap_or(if double < 0.0 { i128::MIN } else { i128::MAX })
        }
        #[expect(clippy::cast_possible_truncation, reason = "the range is enough")]
        _ => double as i128,
    }
}

#[cfg(test)]
mod tests {
    use super::Width;
    use crate::openapi::view::Keywords;
    use serde_json::Number;

    /// The width of numbers from `least` to `most`: `i64`, `u64`, or beyond them with `+`.
    fn width(least: &str, most: &str, format: Option<&str>) -> String {
        let number = |text: &str| text.parse::<Number>().ok();
        let (minimum, maximum) = (number(least), number(most));
        let mut keywords = Keywords {
            minimum: minimum.as_ref(),
            maximum: maximum.as_ref(),
            ..Keywords::default()
        };
        keywords.format.name = format;
        let digits = |keyword: &str| {
            let text = if keyword == "minimum" { least } else { most };
            let is_whole = text.bytes().all(|byte| matches!(byte, b'-' | b'0'..=b'9'));
            Some(text).filter(|_| is_whole)
        };
        let width = Width::of(&keywords, digits);
        let sign = if width.is_unsigned { "u64" } else { "i64" };
        let more = if width.is_beyond { "+" } else { "" };
        format!("{sign}{more}")
    }

    #[test]
    fn the_bounds_decide() {
        for (least, most, expect) in [
            ("", "", "i64"),
            ("0", "100", "i64"),
            ("-9223372036854775808", "9223372036854775807", "i64"),
            ("-9223372036854776000", "9223372036854776000", "i64"),
            ("-9.223372036854776e18", "9.223372036854776e18", "i64"),
            ("", "9223372036854775808", "i64"),
            ("0", "9223372036854775808", "u64"),
            ("0", "18446744073709551615", "u64"),
            ("0", "18446744073709552000", "u64"),
            ("9223372036854775809", "", "u64"),
            ("0", "18446744073709551616", "u64+"),
            ("0", "1e20", "u64+"),
            ("10000000000000000000000", "", "u64+"),
            ("-1", "18446744073709551615", "i64+"),
            ("", "18446744073709551616", "i64+"),
            ("-9223372036854775809", "", "i64+"),
            ("", "-1e300", "i64+"),
        ] {
            assert_eq!(width(least, most, None), expect, "{least} to {most}");
        }
    }

    #[test]
    fn a_format_says_more_than_an_end() {
        let of = |most, format| width("0", most, Some(format));
        assert_eq!(of("18446744073709551615", "int64"), "i64");
        assert_eq!(of("18446744073709551616", "int64"), "i64+");
        assert_eq!(of("18446744073709551615", "uint64"), "u64");
        assert_eq!(of("1e20", "uint64"), "u64+");
    }
}
