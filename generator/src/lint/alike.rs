//! Values of an enum that differ only in case or marks: most likely one value with two spellings.

use super::walk::Place;
use crate::diagnostic::{Code, Diagnostics};
use crate::map::IndexMap;
use crate::openapi::view::{Schema, View};
use crate::steps::steps;
use serde_json::Value;

/// Reports the first value of an enum that resembles an earlier one.
pub fn values(schema: Schema<'_>, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    let Some(Value::Array(values)) = schema.object().value("enum") else {
        return;
    };
    steps(values.len());
    let mut known: IndexMap<String, &str> = IndexMap::default();
    for (index, value) in values.iter().enumerate() {
        let Some(value) = value.as_str() else {
            continue;
        };
        // A single letter is often a unit: `m` is not `M`.
        let word =
            letters(value).filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
        let Some(word) = word else {
            continue;
        };
        let first = *known.entry(word).or_insert(value);
        if first != value {
            let at = place.pointer().child("enum").index(index);
            diagnostics.report(Code::EnumAlike, &at, &[value, first]);
            return;
        }
    }
}

/// A value without the case of letters and the marks between them. Marks at the ends and before digits
/// distinguish values: `-name` sorts in the other direction than `name`, and `v1.1` isn't `v11`. A value with
/// other marks resembles none.
fn letters(value: &str) -> Option<String> {
    let mut letters = String::with_capacity(value.len());
    let mut marks = String::new();
    for c in value.chars() {
        if matches!(c, '-' | '_' | ' ' | '.') {
            marks.push(c);
        } else if c.is_alphanumeric() {
            if letters.is_empty() || c.is_numeric() {
                letters.push_str(&marks);
            }
            marks.clear();
            letters.extend(c.to_lowercase());
        } else {
            return None;
        }
    }
    Some(letters + &marks)
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn which_values_are_alike() {
        for (one, other, expect) in [
            ("foo-bar", "foo_bar", true),
            ("FooBar", "foo bar", true),
            ("name", "-name", false),
            ("v1.1", "v11", false),
            ("v1.1", "V1_1", false),
            ("us-east-1", "US_EAST-1", true),
            ("gmt0", "gmt-0", false),
            ("any", "any_", false),
        ] {
            assert_eq!(letters(one) == letters(other), expect, "{one} {other}");
        }
        assert_eq!(letters("c++"), None);
    }
}
