//! Finding the variant of a union by its plan, as far as that is possible without reading the
//! value.

#[cfg(feature = "constants")]
use super::Only;
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
    /// This variant, by a member that only this variant has. If the value can't be read as this
    /// variant, another one may describe it.
    #[cfg(feature = "trials")]
    Keyed(usize),
    /// The best of these variants.
    #[cfg(feature = "trials")]
    Scored(&'static [usize]),
    /// This variant, if it describes the value.
    #[cfg(feature = "loose")]
    Tried(usize),
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
    /// The variants that the plan can lead to.
    #[cfg(feature = "trials")]
    pub(super) fn candidates(&self, found: &mut Vec<usize>) {
        match self {
            Pick::None => {}
            Pick::One(index) => found.push(*index),
            #[cfg(feature = "loose")]
            Pick::Tried(index) => found.extend([*index]),
            Pick::Scored(indices) => found.extend(*indices),
            #[cfg(feature = "constants")]
            Pick::Group {
                then, otherwise, ..
            } => {
                then.candidates(found);
                otherwise.candidates(found);
            }
            #[cfg(feature = "constants")]
            Pick::Part {
                variants,
                otherwise,
                ..
            } => {
                found.extend(variants.iter().map(|(_, index)| *index));
                otherwise.candidates(found);
            }
            Pick::Tag {
                variants,
                otherwise,
                ..
            }
            | Pick::Key {
                variants,
                otherwise,
            }
            | Pick::Value {
                variants,
                otherwise,
            } => {
                found.extend(variants.iter().map(|(_, index)| *index));
                otherwise.candidates(found);
            }
        }
    }

    /// The variant of the data of an event with this name, the last one if no variant has it; `None` if the value
    /// decides.
    #[cfg(feature = "event-names")]
    pub(super) fn of_event(&self, name: &str) -> Option<usize> {
        let Pick::Value {
            variants,
            otherwise,
        } = self
        else {
            return None;
        };
        let listed = variant_of(variants, name).map(|(_, index)| index);
        listed.or(match otherwise {
            Pick::One(index) => Some(*index),
            Pick::None => Some(usize::MAX),
            _ => None,
        })
    }

    /// Whether the member `name` is a tag.
    pub(super) fn reads(&self, name: &str) -> bool {
        #[cfg(feature = "trials")]
        if let Pick::Key { otherwise, .. } = self {
            return otherwise.reads(name);
        }
        match self {
            Pick::Tag {
                name: tag,
                otherwise,
                ..
            } => *tag == name || otherwise.reads(name),
            #[cfg(feature = "constants")]
            Pick::Group {
                name: tag,
                then,
                otherwise,
                ..
            } => *tag == name || then.reads(name) || otherwise.reads(name),
            Pick::Value { otherwise, .. } => otherwise.reads(name),
            _ => false,
        }
    }

    /// The decision of the plan on a value; `Err` is the plan that decides further.
    fn step(&'static self, value: &Value) -> Result<Found, &'static Pick> {
        match self {
            Pick::None => Ok(Found::Nothing),
            Pick::One(index) => Ok(Found::One(*index)),
            #[cfg(feature = "loose")]
            Pick::Tried(index) => Ok(Found::Tried(*index)),
            #[cfg(feature = "trials")]
            Pick::Scored(candidates) => Ok(Found::Scored(candidates)),
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
            #[cfg(feature = "constants")]
            Pick::Group {
                name,
                texts,
                then,
                otherwise,
            } => {
                let has_it = match value.get(name).filter(|tag| !tag.is_null()) {
                    Some(tag) => tag.as_str().is_some_and(|tag| texts.contains(&tag)),
                    None => texts.is_empty(),
                };
                Err(if has_it { then } else { otherwise })
            }
            #[cfg(feature = "trials")]
            Pick::Key {
                variants,
                otherwise,
            } => {
                let is_present = |name| value.get(name).is_some_and(|v| !v.is_null());
                let variant = variants.iter().find(|(name, _)| is_present(*name));
                variant
                    .map(|(_, index)| Found::Keyed(*index))
                    .ok_or(otherwise)
            }
            #[cfg(feature = "constants")]
            Pick::Part {
                name,
                variants,
                otherwise,
            } => {
                let part = match value {
                    Value::Array(items) => {
                        name.parse().ok().and_then(|index: usize| items.get(index))
                    }
                    Value::Object(_) if lenient::as_digits(value).is_none() => value.get(name),
                    scalar => Some(scalar),
                };
                let is = |only: &Only| match part {
                    Some(part) => only.is(part),
                    None => matches!(only, Only::Absent),
                };
                let variant = variants.iter().find(|(only, _)| is(only));
                variant
                    .map(|(_, index)| Found::One(*index))
                    .ok_or(otherwise)
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
