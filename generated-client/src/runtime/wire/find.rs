//! Finding the variant of a union by its plan, as far as that is possible without reading the
//! value.

use super::{Pick, Plan, buffered, lenient};
use serde_json::Value;

pub(super) type Variants = [(&'static str, usize)];

/// The decision of a plan on a value.
pub(super) enum Found {
    /// No variant describes the value.
    Nothing,
    /// This variant.
    One(usize),
    /// This variant, by the tag of this name and value.
    Tagged(usize, &'static str, &'static str),
}

impl Plan {
    /// The decision of the plan on a value.
    pub(super) fn find(&'static self, value: &Value) -> Found {
        let mut pick = self.pick(value);
        loop {
            match pick.step(value) {
                Ok(found) => return found,
                Err(otherwise) => pick = otherwise,
            }
        }
    }

    fn pick(&self, value: &Value) -> &Pick {
        match value {
            Value::Null => &self.null,
            Value::Bool(_) => &self.boolean,
            Value::Number(number) => match (buffered::integer(number), &self.integer) {
                (None, _) | (_, Pick::None) => &self.number,
                (Some(_), integer) => integer,
            },
            Value::String(_) => &self.string,
            Value::Array(_) => &self.array,
            Value::Object(_) => match lenient::as_digits(value) {
                Some(digits) => self.pick_digits(digits),
                None => &self.object,
            },
        }
    }

    #[cold]
    fn pick_digits(&self, digits: &str) -> &Pick {
        match digits.parse() {
            Ok(number) => self.pick(&Value::Number(number)),
            Err(_) => &self.number,
        }
    }
}

impl Pick {
    /// Whether the member `name` is a tag.
    pub(super) fn reads(&self, name: &str) -> bool {
        match self {
            Pick::Tag {
                name: tag,
                otherwise,
                ..
            } => *tag == name || otherwise.reads(name),
            Pick::Value { otherwise, .. } => otherwise.reads(name),
            _ => false,
        }
    }

    /// The decision of the plan on a value; `Err` is the plan that decides further.
    fn step(&'static self, value: &Value) -> Result<Found, &'static Pick> {
        match self {
            Pick::None => Ok(Found::Nothing),
            Pick::One(index) => Ok(Found::One(*index)),
            Pick::Tag {
                name,
                variants,
                otherwise,
            } => {
                let tag = value.get(name).and_then(Value::as_str);
                let variant = tag.and_then(|tag| variant_of(variants, tag));
                let found = variant.map(|(tag, index)| Found::Tagged(index, name, tag));
                found.ok_or(otherwise)
            }
            Pick::Value {
                variants,
                otherwise,
            } => {
                let variant = value.as_str().and_then(|text| variant_of(variants, text));
                variant.map(|(_, index)| Found::One(index)).ok_or(otherwise)
            }
        }
    }
}

/// The variant of a tag or string, with its text.
pub(super) fn variant_of(variants: &Variants, text: &str) -> Option<(&'static str, usize)> {
    variants.iter().copied().find(|(name, _)| *name == text)
}
