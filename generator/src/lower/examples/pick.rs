//! The variant of an example.

use crate::ir::{Only, Pick, Union};
use crate::number::whole_value;
use serde_json::Value;

/// The variant of a JSON value according to the plan; none if the plan tries each.
pub fn pick(union: &Union, json: &Value) -> Option<usize> {
    let mut pick = match json {
        Value::Null => &union.plan.null,
        Value::Bool(_) => &union.plan.boolean,
        Value::Number(number) if number.is_f64() => &union.plan.number,
        Value::Number(_) => &union.plan.integer,
        Value::String(_) => &union.plan.string,
        Value::Array(_) => &union.plan.array,
        Value::Object(_) => &union.plan.object,
    };
    loop {
        let (found, otherwise) = match pick {
            Pick::None | Pick::Scored(_) | Pick::Described(_) => return None,
            Pick::One(variant) => return Some(*variant),
            Pick::Tag(name, tags, otherwise) => {
                let tag = json.get(name.exact()).and_then(Value::as_str);
                (
                    tags.iter().find(|(value, _)| Some(value.exact()) == tag),
                    otherwise,
                )
            }
            Pick::Group(name, texts, picks) => {
                let has_it = match json.get(name.exact()).filter(|tag| !tag.is_null()) {
                    Some(tag) => texts.iter().any(|text| tag.as_str() == Some(text.exact())),
                    None => texts.is_empty(),
                };
                pick = &picks[usize::from(!has_it)];
                continue;
            }
            Pick::Key(keys, otherwise) => (
                keys.iter().find(|(key, _)| json.get(key.exact()).is_some()),
                otherwise,
            ),
            Pick::Part(name, values, otherwise) => {
                let part = match json {
                    Value::Array(items) => name
                        .exact()
                        .parse()
                        .ok()
                        .and_then(|index: usize| items.get(index)),
                    Value::Object(_) => json.get(name.exact()),
                    scalar => Some(scalar),
                };
                let found = values.iter().find(|(only, _)| match part {
                    Some(part) => is(only, part),
                    None => *only == Only::Absent,
                });
                let variant = found.map(|(_, variant)| *variant);
                if variant.is_some() {
                    return variant;
                }
                pick = otherwise;
                continue;
            }
            Pick::Value(values, otherwise) => (
                values
                    .iter()
                    .find(|(value, _)| json.as_str() == Some(value.exact())),
                otherwise,
            ),
        };
        match found {
            Some((_, variant)) => return Some(*variant),
            None => pick = otherwise,
        }
    }
}

/// Whether a value is this one.
fn is(only: &Only, value: &Value) -> bool {
    match only {
        Only::Null | Only::Absent => value.is_null(),
        Only::Bool(flag) => value.as_bool() == Some(*flag),
        Only::Integer(code) => whole_value(value) == Some(*code),
        Only::Text(text) => value.as_str() == Some(text.exact()),
    }
}
