//! The keywords that say which values of a type are meant: as the model has them, and in words.

use crate::api::{Limit, Text};
use indexmap::IndexSet;
use openapiv3::{AnySchema, ArrayType, IntegerType, NumberType, ObjectType, StringType};
use serde_json::Number;

/// Those of a string.
pub fn of_string(string: &StringType) -> Vec<Limit> {
    let (min, max) = (at_least(string.min_length), string.max_length);
    let lengths = [min.map(Limit::MinLength), max.map(Limit::MaxLength)];
    let pattern = string
        .pattern
        .as_deref()
        .map(Text::from)
        .map(Limit::Pattern);
    lengths.into_iter().flatten().chain(pattern).collect()
}

/// Those of a number.
pub fn of_number(number: &NumberType) -> Vec<Limit> {
    bounds([
        bound(
            number.minimum,
            number.exclusive_minimum,
            Limit::Minimum,
            Limit::Above,
        ),
        bound(
            number.maximum,
            number.exclusive_maximum,
            Limit::Maximum,
            Limit::Below,
        ),
        number
            .multiple_of
            .and_then(Number::from_f64)
            .map(Limit::MultipleOf),
    ])
}

/// Those of a whole number.
pub fn of_integer(integer: &IntegerType) -> Vec<Limit> {
    bounds([
        bound(
            integer.minimum,
            integer.exclusive_minimum,
            Limit::Minimum,
            Limit::Above,
        ),
        bound(
            integer.maximum,
            integer.exclusive_maximum,
            Limit::Maximum,
            Limit::Below,
        ),
        integer.multiple_of.map(|of| Limit::MultipleOf(of.into())),
    ])
}

/// Those of an object.
pub fn of_object(object: &ObjectType) -> Vec<Limit> {
    bounds([
        at_least(object.min_properties).map(Limit::MinProperties),
        object.max_properties.map(Limit::MaxProperties),
    ])
}

/// Those of a list.
pub fn of_array(array: &ArrayType) -> Vec<Limit> {
    bounds([
        at_least(array.min_items).map(Limit::MinItems),
        array.max_items.map(Limit::MaxItems),
        array.unique_items.then_some(Limit::UniqueItems),
    ])
}

/// Those of a schema that can be of any kind.
pub fn of_any(any: &AnySchema) -> Vec<Limit> {
    let above = any.exclusive_minimum.unwrap_or_default();
    let below = any.exclusive_maximum.unwrap_or_default();
    bounds([
        bound(any.minimum, above, Limit::Minimum, Limit::Above),
        bound(any.maximum, below, Limit::Maximum, Limit::Below),
        any.multiple_of
            .and_then(Number::from_f64)
            .map(Limit::MultipleOf),
        at_least(any.min_length).map(Limit::MinLength),
        any.max_length.map(Limit::MaxLength),
        at_least(any.min_items).map(Limit::MinItems),
        any.max_items.map(Limit::MaxItems),
        any.unique_items
            .unwrap_or_default()
            .then_some(Limit::UniqueItems),
        at_least(any.min_properties).map(Limit::MinProperties),
        any.max_properties.map(Limit::MaxProperties),
        any.pattern.as_deref().map(Text::from).map(Limit::Pattern),
    ])
}

fn bounds<const N: usize>(limits: [Option<Limit>; N]) -> Vec<Limit> {
    limits.into_iter().flatten().collect()
}

/// A count that something must reach: zero says nothing.
fn at_least(min: Option<usize>) -> Option<usize> {
    min.filter(|min| *min > 0)
}

fn bound<T: Into<serde_json::Value>>(
    number: Option<T>,
    exclusive: bool,
    closed: fn(Number) -> Limit,
    open: fn(Number) -> Limit,
) -> Option<Limit> {
    match number?.into() {
        serde_json::Value::Number(number) if exclusive => Some(open(number)),
        serde_json::Value::Number(number) => Some(closed(number)),
        _ => None,
    }
}

/// How many bytes a pattern has at most that is repeated in words.
const LONGEST: usize = 1000;

/// Limits in words, each once.
pub fn words(limits: &[Limit]) -> Option<Text> {
    let mut words: IndexSet<String> = IndexSet::new();
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
        };
        words.insert(text);
    }
    let words: Vec<String> = words.into_iter().collect();
    (!words.is_empty()).then(|| Text::from(&*words.join(", ")))
}

/// A number as people write it: `5`, not `5.0`.
fn spelled(number: &Number) -> String {
    match (number.is_f64(), number.as_f64()) {
        (true, Some(number)) => number.to_string(),
        _ => number.to_string(),
    }
}

/// The narrowest of what is said of one count.
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
