//! The keywords that limit the values of a type, for the model and in words.

use super::rules;
use super::width::{ENDS, Width, is_rounded_end};
use crate::api::{Bound, Limit, Text};
use crate::diagnostic::Pointer;
use crate::map::IndexSet;
use crate::number::{SAFE, has_fraction};
use crate::openapi::Document;
use crate::openapi::view::{Additional, Keywords};
use serde_json::Number;

/// The limits of the schema at a place.
pub fn of(keywords: &Keywords<'_>, document: &Document, at: &Pointer) -> Vec<Limit> {
    let digits = |keyword: &str| document.digits(&at.child(keyword));
    let width = Width::of(keywords, digits);
    let bound = |number: Option<&Number>, keyword| {
        let digits = digits(keyword);
        let number = exact((number?, digits), keywords.ty, width)?;
        Some(Bound {
            digits: digits.filter(|_| number.is_f64()).map(Text::from),
            number,
        })
    };
    // Of two bounds on one side, the narrower counts.
    let (min, above) = (keywords.minimum, keywords.exclusive_minimum);
    let above = above.filter(|above| min.is_none_or(|min| min.as_f64() <= above.as_f64()));
    let (max, below) = (keywords.maximum, keywords.exclusive_maximum);
    let below = below.filter(|below| max.is_none_or(|max| max.as_f64() >= below.as_f64()));
    let mut limits = Vec::new();
    limits.extend(match above {
        Some(_) => bound(above, "exclusiveMinimum").map(Limit::Above),
        None => bound(min, "minimum").map(Limit::Minimum),
    });
    limits.extend(match below {
        Some(_) => bound(below, "exclusiveMaximum").map(Limit::Below),
        None => bound(max, "maximum").map(Limit::Maximum),
    });
    limits.extend(bound(keywords.multiple_of, "multipleOf").map(Limit::MultipleOf));
    limits.extend(at_least(keywords.min_length).map(Limit::MinLength));
    limits.extend(keywords.max_length.map(Limit::MaxLength));
    limits.extend(at_least(keywords.min_items).map(Limit::MinItems));
    limits.extend(most_items(keywords).map(Limit::MaxItems));
    limits.extend(keywords.unique_items.then_some(Limit::UniqueItems));
    limits.extend(at_least(keywords.min_properties).map(Limit::MinProperties));
    limits.extend(keywords.max_properties.map(Limit::MaxProperties));
    let pattern = keywords.pattern.map(Text::from);
    limits.extend(pattern.map(Limit::Pattern));
    limits.extend(rules::of(keywords, document, at));
    limits
}

/// A bound in the terms of its type. JavaScript rounds a bound at an end of 64 bits: -9223372036854776000. Of a whole
/// number, such a bound limits nothing, and is left out. The digits of others are the document's.
fn exact(
    (number, digits): (&Number, Option<&str>),
    ty: Option<&str>,
    width: Width,
) -> Option<Number> {
    let float = number.as_f64()?;
    if ty != Some("integer") {
        let is_whole = number.is_i64() || number.is_u64();
        let kept = is_whole && float.abs() >= SAFE;
        return if kept {
            Some(number.clone())
        } else {
            Number::from_f64(float)
        };
    }
    if number.is_i64() {
        return Some(number.clone());
    }
    if width.is_beyond && !is_rounded_end(number, digits) {
        return Some(number.clone());
    }
    if float == -ENDS[0] {
        return None;
    }
    let ends = if width.is_unsigned { &ENDS[1..] } else { &ENDS };
    if ends.contains(&float) {
        return None;
    }
    let whole = Some(float).filter(|_| !has_fraction(number));
    let whole = whole.and_then(|float| format!("{float:.0}").parse::<i64>().ok());
    Some(whole.map_or_else(|| number.clone(), Number::from))
}

/// A least count; zero limits nothing.
fn at_least(min: Option<usize>) -> Option<usize> {
    min.filter(|min| *min > 0)
}

/// The most items. With `items: false`, there are none behind those of `prefixItems`.
fn most_items(keywords: &Keywords<'_>) -> Option<usize> {
    let is_closed = matches!(keywords.items, Some(Additional::Any(false)));
    let described = is_closed.then_some(keywords.prefix_items.len());
    described.into_iter().chain(keywords.max_items).min()
}

/// The most bytes of a pattern that the docs repeat.
pub const LONGEST: usize = 1000;

/// Limits in words, each once.
pub fn words(limits: &[Limit]) -> Option<Text> {
    let mut words: IndexSet<String> = IndexSet::default();
    let (mut of_text, mut of_items, mut of_members) = (None, None, None);
    for limit in limits {
        let text = match limit {
            Limit::Minimum(number) => format!("at least {}", spelled(number)),
            Limit::Above(number) => format!("more than {}", spelled(number)),
            Limit::Maximum(number) => format!("at most {}", spelled(number)),
            Limit::Below(number) => format!("less than {}", spelled(number)),
            Limit::MultipleOf(number) => format!("a multiple of {}", spelled(number)),
            Limit::MinLength(_) | Limit::MaxLength(_) => {
                let words = || {
                    length("character", limits, |limit| match limit {
                        Limit::MinLength(min) => (Some(*min), None),
                        Limit::MaxLength(max) => (None, Some(*max)),
                        _ => (None, None),
                    })
                };
                of_text.get_or_insert_with(words).clone()
            }
            Limit::MinItems(_) | Limit::MaxItems(_) => {
                let words = || {
                    length("item", limits, |limit| match limit {
                        Limit::MinItems(min) => (Some(*min), None),
                        Limit::MaxItems(max) => (None, Some(*max)),
                        _ => (None, None),
                    })
                };
                of_items.get_or_insert_with(words).clone()
            }
            Limit::MinProperties(_) | Limit::MaxProperties(_) => {
                let words = || {
                    length("member", limits, |limit| match limit {
                        Limit::MinProperties(min) => (Some(*min), None),
                        Limit::MaxProperties(max) => (None, Some(*max)),
                        _ => (None, None),
                    })
                };
                of_members.get_or_insert_with(words).clone()
            }
            Limit::UniqueItems => "no item twice".to_owned(),
            Limit::Pattern(pattern) if pattern.len() > LONGEST => {
                format!("matches a pattern of {} bytes", pattern.len())
            }
            Limit::Pattern(pattern) => format!("matches `{}`", &**pattern),
            Limit::Content(media_type) => format!("content of type `{}`", &**media_type),
            Limit::Rule(words) => words.to_string(),
        };
        words.insert(text);
    }
    let words: Vec<String> = words.into_iter().collect();
    // A rule with a condition has commas of its own.
    let has_commas = words.iter().any(|words| words.contains(", "));
    let between = if has_commas { "; " } else { ", " };
    (!words.is_empty()).then(|| Text::from(&*words.join(between)))
}

/// A number in a reader's form: `5`, not `5.0`, and `1e30` instead of thirty zeros.
pub fn spelled(bound: &Bound) -> String {
    if let Some(digits) = &bound.digits {
        return digits.to_string();
    }
    let number = &bound.number;
    match (number.is_f64(), number.as_f64()) {
        (true, Some(number)) if number.abs() >= 1e21 => format!("{number:e}"),
        (true, Some(number)) => number.to_string(),
        _ => number.to_string(),
    }
}

/// The narrowest of the limits for one count.
fn length(
    unit: &str,
    limits: &[Limit],
    read: fn(&Limit) -> (Option<usize>, Option<usize>),
) -> String {
    let min = limits.iter().filter_map(|limit| read(limit).0).max();
    let max = limits.iter().filter_map(|limit| read(limit).1).min();
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    match (min.unwrap_or_default(), max) {
        (min, None) => format!("at least {min} {unit}{}", plural(min)),
        (0, Some(max)) => format!("at most {max} {unit}{}", plural(max)),
        (min, Some(max)) if min == max => format!("exactly {min} {unit}{}", plural(min)),
        (min, Some(max)) => format!("{min} to {max} {unit}{}", plural(max)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Width, exact};
    use serde_json::{Value, json};

    #[test]
    fn bounds_that_64_bits_cannot_hold() {
        let width = |is_unsigned| Width {
            is_unsigned,
            is_beyond: false,
            is_beyond_32: false,
        };
        let of = |bound: &Value, is_unsigned| {
            let number = (bound.as_number().unwrap(), None);
            let number = exact(number, Some("integer"), width(is_unsigned));
            number.map(Value::Number)
        };
        let bound = |value: Value| of(&value, false);
        assert_eq!(bound(json!(i64::MIN)), Some(json!(i64::MIN)));
        assert_eq!(bound(json!(1e3)), Some(json!(1000)));
        for kept in [
            json!(0.5),
            json!(-1e30),
            json!(1e30),
            json!(10_000_000_000_000_000_000_u64),
        ] {
            assert_eq!(bound(kept.clone()), Some(kept));
        }
        for end in [
            json!(u64::MAX),
            json!(1_u64 << 63),
            json!(9.223_372_036_854_776e18),
            json!(-9.223_372_036_854_776e18),
        ] {
            assert_eq!(bound(end), None);
        }
        let long = json!(9_007_199_254_740_993_u64);
        let shown = exact(
            (long.as_number().unwrap(), None),
            Some("number"),
            width(false),
        );
        assert_eq!(shown.map(Value::Number), Some(long));
        assert_eq!(of(&json!(u64::MAX), true), None);
        assert_eq!(of(&json!(1_u64 << 63), true), Some(json!(1_u64 << 63)));
    }
}
