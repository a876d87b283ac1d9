//! Numbers as JSON Schema compares them: `1.0` is `1` (2020-12 Core, section 4.2.2).

use serde_json::Number;

/// Up to this number, a double holds each whole number.
pub const SAFE: f64 = 9_007_199_254_740_992.0;

/// Whether a number has a fraction.
pub fn has_fraction(number: &Number) -> bool {
    number.as_f64().is_some_and(|it| it.fract() != 0.0)
}
