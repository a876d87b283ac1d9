//! Numbers within limits: plain ones, the limits of types, and odd ways to write them.

use super::flat::{Flat, kind};
use serde_json::Value;

/// Integers, the plainest first. The last two exceed 64 bits with a sign.
const INTEGERS: [&str; 14] = [
    "1",
    "42",
    "0",
    "-1",
    "1.0",
    "12e2",
    "2147483648",
    "-2147483649",
    "9007199254740993",
    "9223372036854775807",
    "-9223372036854775808",
    "100",
    "18446744073709551615",
    "36893488147419103232",
];

/// Fractions that an `f64` holds exactly, as the shortest digits.
const FRACTIONS: [&str; 11] = [
    "1.5",
    "0",
    "-0.0",
    "1e3",
    "25E-8",
    "0.1",
    "1.7976931348623157e308",
    "5e-324",
    "3",
    "-2.5e-3",
    "9007199254740992",
];

/// The numbers that the limits allow, the plainest first.
pub fn candidates(flat: &Flat<'_>, kinds: u8) -> Vec<String> {
    let is_whole = kinds & kind::NUMBER == 0;
    let pool = if is_whole {
        &INTEGERS[..]
    } else {
        &FRACTIONS[..]
    };
    let mut texts: Vec<String> = pool.iter().map(|&text| text.to_owned()).collect();
    for (word, value) in &flat.numbers {
        match *word {
            "multipleOf" => texts.extend((1..4).filter_map(|times| multiple(value, times))),
            "exclusiveMinimum" => texts.extend(beside(value, 1.0)),
            "exclusiveMaximum" => texts.extend(beside(value, -1.0)),
            _ => texts.push(value.to_string()),
        }
    }
    // A limit can leave nothing of the pool: `minimum: 1000`, `multipleOf: 25`.
    let least = flat
        .numbers
        .iter()
        .find(|(word, _)| word.ends_with("inimum"));
    let step = flat.numbers.iter().find(|(word, _)| *word == "multipleOf");
    if let (Some((_, least)), Some((_, step))) = (least, step)
        && let (Some(least), Some(step)) = (least.as_f64(), step.as_f64())
    {
        texts.push(written((least / step).ceil() * step + step));
    }
    let fits = |text: &String| {
        let number = text.parse::<f64>().unwrap_or(f64::NAN);
        (!is_whole || number.fract() == 0.0)
            && flat.numbers.iter().all(|limit| holds(limit, number))
    };
    texts.retain(fits);
    texts
}

fn holds((word, value): &(&str, &Value), number: f64) -> bool {
    let limit = value.as_f64().unwrap_or_default();
    match *word {
        "minimum" => number >= limit,
        "maximum" => number <= limit,
        "exclusiveMinimum" => number > limit,
        "exclusiveMaximum" => number < limit,
        // The validator knows better than a division.
        _ => true,
    }
}

fn multiple(step: &Value, times: u32) -> Option<String> {
    Some(written(step.as_f64()? * f64::from(times)))
}

fn beside(limit: &Value, step: f64) -> Option<String> {
    let limit = limit.as_f64()?;
    Some(written(limit + step))
}

fn written(number: f64) -> String {
    number.to_string()
}

#[cfg(test)]
mod tests {
    use super::{Flat, candidates, kind};
    use serde_json::json;

    #[test]
    fn limits_are_kept() {
        let check = |schema: serde_json::Value, kinds: u8, first: &str| {
            let flat = Flat::new(&schema, &[&schema], &mut |_, _| 0);
            let found = candidates(&flat, kinds);
            assert_eq!(found.first().map(String::as_str), Some(first), "{schema}");
        };
        check(json!({}), kind::INTEGER, "1");
        check(json!({"minimum": 50, "maximum": 50}), kind::INTEGER, "50");
        check(
            json!({"exclusiveMinimum": 5000, "exclusiveMaximum": 5002}),
            kind::INTEGER,
            "5001",
        );
        check(json!({"maximum": -0.25}), kind::NUMBER, "-0.25");
        check(
            json!({"minimum": 1001, "multipleOf": 25}),
            kind::INTEGER,
            "12e2",
        );
    }
}
